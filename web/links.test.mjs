// Links in JavaScript, over the files that hold the Rust side, too.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { deflateRawSync } from 'node:zlib';
import { transformSync } from 'esbuild';
import { LONG_LINK, decode, encode, suspicions } from './links.js';

const folder = new URL('../tests/links/', import.meta.url);
const read = (name) => readFileSync(new URL(name, folder), 'utf8');
const json = (name) => JSON.parse(read(name));
const files = (below, ending) => readdirSync(new URL(below, folder)).filter((name) => name.endsWith(ending));

test('links of every encoder are read for ever', async () => {
  let count = 0;
  for (const name of files('v1/', '.links')) {
    const text = read(`v1/${name.replace('.links', '.json')}`);
    for (const line of read(`v1/${name}`).trim().split('\n')) {
      const [, encoder, fragment] = /^(\S+) (.*)$/.exec(line);
      assert.deepEqual(await decode(fragment), { text }, `${encoder} in ${name}`);
      count += 1;
    }
  }
  assert.ok(count >= 80, `only ${count} links were found`);
});

test('hostile links end in their message', async () => {
  const cases = files('hostile/', '.json');
  assert.ok(cases.length >= 70, `only ${cases.length} hostile links were found`);
  for (const name of cases) {
    const { fragment, error, cause, refused } = json(`hostile/${name}`);
    const times = [];
    for (let turn = 0; turn < 3; turn += 1) {
      const start = performance.now();
      const said = await decode(fragment);
      times.push(performance.now() - start);
      // What is refused later is read by the engine.
      if (refused) assert.equal(typeof said.text, 'string', name);
      else assert.deepEqual(said, { error, cause }, name);
    }
    assert.ok(Math.min(...times) < 100, `${name} takes ${times} ms`);
  }
  assert.equal({}.polluted, undefined);
});

test('a bomb is left when it has grown to more than a link may hold', async () => {
  const { fragment } = json('hostile/bomb.json');
  await decode(fragment);
  const before = process.memoryUsage().arrayBuffers;
  await decode(fragment);
  assert.ok(process.memoryUsage().arrayBuffers - before < 8 << 20);
});

test('what is written is read, in characters that no address has to escape', async () => {
  const every = readFileSync(new URL('../crates/rolescope/tests/data/every-field.json', import.meta.url), 'utf8');
  const payloads = json('payloads.json');
  for (const text of ['', '{}', 'é😀\u2028', every, 'x'.repeat(65536), ...payloads, JSON.stringify(payloads)]) {
    const fragment = await encode(text);
    assert.match(fragment, /^#s=1\.[\w-]+$/);
    assert.deepEqual(await decode(fragment), { text });
    assert.deepEqual(await decode(`${fragment}&step=2`), { text });
  }
});

test('text that does not compress fits, and a byte too much does not', async () => {
  let state = 1;
  const letter = () => String.fromCharCode(32 + ((state = (state * 48271) % 2147483647) % 95));
  const text = Array.from({ length: 65536 }, letter).join('');
  assert.deepEqual(await decode(await encode(text)), { text });
  await assert.rejects(encode(`${text}x`), {
    message: 'the scenario is longer than the 64 KiB that a link may hold',
    cause: { kind: 'tooLong' },
  });
});

test('half a character is said and not turned into another one', async () => {
  for (const text of ['{"title":"\ud800"}', '\udc00']) {
    await assert.rejects(encode(text), { message: 'the text holds half a character', cause: { kind: 'loneSurrogate' } });
  }
});

test('of two scenarios the last one counts', async () => {
  assert.deepEqual(await decode('#s=!&s=0.e30'), { text: '{}' });
  assert.deepEqual(await decode('#x=s=0.e30'), { error: 'the link holds no scenario', cause: { kind: 'noScenario' } });
});

test('any packed bytes get an answer', async () => {
  let state = 7;
  const byte = () => ((state = (state * 48271) % 2147483647) >> 8) & 255;
  for (let turn = 0; turn < 300; turn += 1) {
    const bytes = Buffer.from(Array.from({ length: turn }, byte));
    const spoiled = deflateRawSync('{"title":"spoiled"}'.repeat(9));
    spoiled[turn % spoiled.length] ^= 1 << (turn % 8);
    for (const packed of [bytes, spoiled]) {
      const said = await decode(`#s=1.${packed.toString('base64url')}`);
      assert.ok(typeof (said.text ?? said.cause.kind) === 'string');
    }
  }
});

test('what looks like a credential is found', () => {
  for (const { why, text, found } of json('suspicions.json')) {
    const told = suspicions(text);
    assert.deepEqual(told.map(({ kind, text }) => [kind, text]), found, why);
    for (const { at, text: run } of told) assert.equal(text.slice(at, at + run.length), run, why);
  }
});

test('the module is small, and a link of its limit is called long', () => {
  const { code } = transformSync(readFileSync(new URL('links.js', import.meta.url), 'utf8'), { minify: true });
  assert.ok(code.length < 2800, `${code.length} bytes`);
  assert.equal(LONG_LINK, 2000);
});
