// What screen readers get of the page, held as text: UPDATE_GOLDEN=1 writes it anew.
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { launchChromium } from './browser.mjs';
import { serveSite } from './site.mjs';
import { openState, stateNamed } from './states.mjs';

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

let browser;
let site;

before(async () => {
  [browser, site] = await Promise.all([launchChromium(), serveSite()]);
});

after(async () => {
  await browser?.close();
  await site?.close();
});

for (const [name, part] of HELD) {
  test(name, { timeout: 60_000 }, async () => {
    const page = await openState(browser, site, stateNamed(name));
    try {
      const snapshot = `${await page.locator(part).ariaSnapshot()}\n`;
      const file = new URL(`aria/${name.replaceAll(' ', '-')}.yml`, import.meta.url);
      if (process.env.UPDATE_GOLDEN) await writeFile(file, snapshot);
      assert.equal(snapshot, await readFile(file, 'utf8'));
    } finally {
      await page.context().close();
    }
  });
}
