// What the Share dialog writes, where a browser adds nothing to it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { markdown } from './share/snippets.js';

test('what the engine has in backticks is code in Markdown, and nothing else is more than text', () => {
  const quoted = (reason) => markdown({ title: 't', link: 'https://x.example/', text: '{}', reason, decision: 'allowed' }).split('\n')[2];
  for (const [reason, written] of [
    ['Denied: `s3:*` of `a_b` [x](y) *z*.', '> Denied: `s3:*` of `a_b` \\[x\\]\\(y\\) \\*z\\*\\.'],
    ['a `b', '> a \\`b'],
    ['``[x](y)`', '> \\`\\`\\[x\\]\\(y\\)\\`'],
    ['`a\nb`', '> `a b`'],
  ]) assert.equal(quoted(reason), written);
});
