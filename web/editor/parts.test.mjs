// What of the editor needs no browser.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ChangeSet, Text } from '@codemirror/state';
import { changesBetween } from './changes.js';
import { readAnswer } from './complete.js';
import { readMarks } from './marks.js';
import { utf16Offsets } from './offsets.js';

const bytes = (text) => new TextEncoder().encode(text).length;

test('offsets in bytes become offsets in units, character by character', () => {
  for (const text of ['', 'plain', '{"é": "😀x"}', '😀😀', 'a\u2014b', '\ud800x']) {
    const offset = utf16Offsets(text, bytes(text));
    let [at8, at16] = [0, 0];
    for (const character of text) {
      assert.equal(offset(at8), at16, `${text} at ${at8}`);
      at8 += bytes(character);
      at16 += character.length;
    }
    assert.equal(offset(at8), text.length);
    assert.equal(offset(at8 + 9), text.length, 'behind the end');
  }
});

test('an offset inside of a character is its start', () => {
  const offset = utf16Offsets('a😀b', 6);
  assert.deepEqual([1, 2, 3, 4, 5].map(offset), [1, 1, 1, 1, 3]);
});

/** Text that the changes make of `before`, and their number. */
function changed(before, after) {
  const changes = changesBetween(before, after);
  const set = ChangeSet.of(changes, before.length);
  return { text: set.apply(Text.of(before.split('\n'))).toString(), changes, set };
}

test('changes make one text of the other', () => {
  const texts = ['', 'a', 'aa', 'aaa', '{"a":1}', '{ "a": 1 }', '{\n  "a": 1\n}', '{"b":1}', ' ', '\n\n', 'a b', 'ab '];
  for (const before of texts) {
    for (const after of texts) assert.equal(changed(before, after).text, after, `${before} -> ${after}`);
  }
});

test('where only white space differs, what is between stays in place', () => {
  const [before, after] = ['{"a":1,"b":[ 2 ]}', '{\n  "a": 1,\n  "b": [2]\n}'];
  const { changes, set } = changed(before, after);
  assert.ok(changes.every(({ from, to, insert }) => (before.slice(from, to) + insert).trim() === ''));
  for (const word of ['"a"', '1', '"b"', '2']) assert.equal(set.mapPos(before.indexOf(word) + 1), after.indexOf(word) + 1);
});

test('any other change is one piece and leaves both ends alone', () => {
  assert.deepEqual(changesBetween('{"a": 1}', '{"ab": 1}'), [{ from: 3, to: 3, insert: 'b' }]);
});

test('marks are read with their places in the text', () => {
  const text = '{"é": 1}';
  const written = `${bytes(text)}\nlit\t1\t5\tt-allow\tm1\nproblem\t7\t8\tt-deny\tm2\tError\tno \`1\`\tadd it`;
  const [lit, problem] = readMarks(written, text);
  assert.equal(text.slice(lit.from, lit.to), '"é"');
  assert.equal(text.slice(problem.from, problem.to), '1');
  assert.deepEqual([problem.word, problem.message, problem.help], ['Error', 'no `1`', 'add it']);
  assert.deepEqual(readMarks('0', ''), []);
});

test('the page\'s answer is read; an empty one is none', () => {
  assert.deepEqual(readAnswer('3\t7\t\t": \nVersion\telement'), {
    from: 3, to: 7, before: '', after: '": ', options: [{ label: 'Version', detail: 'element' }],
  });
  assert.equal(readAnswer(''), null);
  assert.equal(readAnswer('3\t7\t\t"'), null);
});
