// The reference data beside the packages it is made from. WITHOUT_PACKAGES says why they cannot be had.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { brotliCompressSync } from 'node:zlib';
import { changes } from './changes.mjs';
import { committed, stale } from './data.mjs';

test('the committed files are those that the recorded packages give', { skip: process.env.WITHOUT_PACKAGES }, async () => {
  assert.deepEqual(await stale(), []);
});

const KIB = 1024;

test('the index and the files of services are small when they are fetched', () => {
  const files = committed();
  const size = (name) => brotliCompressSync(files.get(name)).length;
  const services = [...files.keys()].filter((name) => name.startsWith('services/')).map(size).sort((a, b) => a - b);
  const [median, largest] = [services[services.length >> 1], services.at(-1)];
  console.log(`index ${size('index.txt')} bytes, services: median ${median}, largest ${largest}`);
  assert.ok(size('index.txt') <= 110 * KIB);
  assert.ok(median <= KIB && largest <= 16 * KIB);
});

test('no description is in the data', () => {
  for (const [name, text] of committed()) assert.doesNotMatch(text, /Grants permission|Filters access/, name);
});

const state = (index, details) => new Map([
  ['index.txt', index],
  ['services/a.txt', details],
  ['global-keys.txt', 'aws:SourceIp\tIPAddress\tnetwork\n'],
  ['provenance.txt', 'package\t1\n'],
]);

test('a report names what is new, gone and different', () => {
  const before = state('#a\tA\nR GetX GetY\n', 'k\ta:Key\tString\nr\tbox\tarn:a\n');
  const after = state('#a\tA\nR GetX\nW GetZ\n', 'k\ta:Key\tBool\nr\tbox\tarn:b\n');
  const report = changes(before, after);
  assert.match(report, /## Actions: 2 before, 2 now\n\nNew \(1\):\n\n- `a:GetZ` \(Write\)\n\nGone \(1\):\n\n- `a:GetY`\n/);
  assert.match(report, /- `a box`: arn:a → arn:b\n/);
  assert.match(report, /- `a:Key`: String → Bool\n/);
  assert.doesNotMatch(report, /Services|Global/);
});

test('an action whose access level changed is reported', () => {
  assert.match(changes(state('#a\tA\nR GetX\n', ''), state('#a\tA\nW GetX\n', '')), /- `a:GetX`: Read → Write\n/);
});

test('data that did not change gives no report', () => {
  assert.equal(changes(state('#a\tA\nR GetX\n', ''), state('#a\tA\nR GetX\n', '')), undefined);
});
