// What screen readers get of the page, held as text: UPDATE_GOLDEN=1 writes it anew.
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { stateNamed, testIn } from './states.mjs';

/** The states, and which part of the page is held; small enough to be read. */
const HELD = [
  ['first visit', 'body'],
  ['depth gates', '.outcome'],
  ['implicit deny', '.outcome'],
  ['problems', '.policies'],
  ['request with context keys', '.request'],
  ['form of an account', '.cast'],
  ['new policy', 'dialog[open]'],
  ['broken down', 'body'],
];

for (const [name, part] of HELD) {
  testIn(stateNamed(name), name, {}, async (page) => {
    const snapshot = `${await page.locator(part).ariaSnapshot()}\n`;
    const file = new URL(`aria/${name.replaceAll(' ', '-')}.yml`, import.meta.url);
    if (process.env.UPDATE_GOLDEN) await writeFile(file, snapshot);
    assert.equal(snapshot, await readFile(file, 'utf8'));
  });
}
