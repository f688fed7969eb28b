// What the Share dialog writes, where a browser adds nothing to it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PLACES, markdown } from './share/snippets.js';

test('what the engine has in backticks is code in Markdown, and nothing else is more than text', () => {
  const quoted = (reason) => markdown({ title: 't', link: 'https://x.example/', text: '{}', reason, decision: 'allowed' }).split('\n')[2];
  for (const [reason, written] of [
    ['Denied: `s3:*` of `a_b` [x](y) *z*.', '> Denied: `s3:*` of `a_b` \\[x\\]\\(y\\) \\*z\\*\\.'],
    ['a `b', '> a \\`b'],
    ['``[x](y)`', '> \\`\\`\\[x\\]\\(y\\)\\`'],
    ['`a\nb`', '> `a b`'],
  ]) assert.equal(quoted(reason), written);
});

test('a title ends no option, whatever it holds', () => {
  const it = { title: 'C:\\ "R&D"\n`', text: '{}', site: 'https://x.example/', options: { view: 'walk' }, decision: 'allowed' };
  const block = (name) => PLACES.find((place) => place.name === name).write(it).match(/^`{3}rolescope .*$/m)[0];
  assert.equal(block('mdBook'), '```rolescope view=walk title="C: R&amp;D" expect=allowed');
  assert.equal(block('Hugo'), '```rolescope {view="walk" title="C: R&D" expect="allowed"}');
});
