// Parts of the app's wasm that come after the first paint.
import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { standing, test } from './fixture.mjs';

const CHUNK = /\/split_(below|diagrams|who|words)-[^/]*\.wasm$/;

/** The place of the app's own parts that a chunk draws. */
const below = (page) => page.locator('section.cast');
const missing = (page) => page.getByRole('alert').filter({ hasText: 'could not be loaded' });

/** Answers for chunks when it is told to; `refuse` counts those that it lets fail. */
async function hold(page) {
  const waiting = [];
  let go = false;
  await page.route(CHUNK, (route) => (go ? route.continue() : waiting.push(route)));
  return async () => {
    go = true;
    await Promise.all(waiting.splice(0).map((route) => route.continue()));
  };
}

test('chunks are asked for after the first paint, by names of their content', async ({ page, site }) => {
  const names = (await readdir(new URL('../../dist/', import.meta.url))).filter((name) => CHUNK.test(`/${name}`));
  assert.equal(names.length, 4);
  await page.reload();
  await standing(page);
  await below(page).waitFor();
  await page.locator('section.diagrams svg').waitFor();
  const painted = await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0].startTime);
  for (const name of names) {
    const start = await page.evaluate((it) => performance.getEntriesByName(new URL(it, location.href).href)[0].startTime, name);
    assert.ok(start >= painted, `${name}: ${start} ms, painted after ${painted} ms`);
    assert.match((await fetch(site.url + name)).headers.get('cache-control'), /immutable/);
  }
});

test('before its chunk is there the page decides, and a dialog that is asked for opens when it comes', async ({ page }) => {
  const release = await hold(page);
  // The first example waits for the chunks with what was drawn at the build.
  await page.evaluate(() => { location.hash = '#x=chain-of-three'; });
  await page.reload();
  await page.locator('.outcome .headline').first().waitFor();
  assert.equal(await below(page).count(), 0);
  await page.getByRole('button', { name: 'JSON', exact: true }).click();
  await release();
  await page.getByRole('dialog', { name: 'This scenario as JSON' }).waitFor();
  await page.keyboard.press('Escape');
  await below(page).waitFor();
});

test('a chunk that does not come is said, can be tried again, and takes nothing with it', async ({ page, complaints }) => {
  await page.route(CHUNK, (route) => route.fulfill({ status: 503, body: '' }));
  await page.reload();
  await missing(page).waitFor();
  assert.equal(await below(page).count(), 0);
  // The page can be walked, and says by its fields that it cannot be changed yet.
  const caller = page.locator('.station button').first();
  assert.equal(await caller.getAttribute('aria-current'), null);
  await caller.click();
  await page.locator('.station:first-child button[aria-current="step"]').waitFor();
  assert.equal(await page.locator('textarea:visible').first().isEditable(), false);
  await missing(page).getByRole('button', { name: 'Try again' }).click();
  await missing(page).waitFor();
  await page.unroute(CHUNK);
  await missing(page).getByRole('button', { name: 'Try again' }).click();
  await below(page).waitFor();
  await page.locator('section.diagrams svg').waitFor();
  assert.equal(await missing(page).count(), 0);
  assert.equal(await page.locator('textarea:visible').first().isEditable(), true);
  complaints.splice(0, complaints.length, ...complaints.filter((it) => !/503/.test(it)));
});

test('an example stands before its chunks are there, is not changed by what is typed, and nothing moves when they come', { editor: true }, async ({ page }) => {
  const release = await hold(page);
  await page.goto(`${page.url().replace(/#.*/, '')}#x=chain-of-three`);
  await page.reload();
  await page.locator('.outcome .headline').first().waitFor();
  const place = () => page.locator('.outcome').evaluate((it) => {
    const { left, width } = it.getBoundingClientRect();
    return [left, width];
  });
  const before = await place();
  const text = page.locator('textarea:visible').first();
  await page.mouse.move(40, 40);
  await text.focus();
  await page.keyboard.type('x');
  assert.equal(await text.isEditable(), false);
  assert.ok(!(await text.inputValue()).includes('x{'));
  await release();
  await below(page).waitFor();
  assert.deepEqual(await place(), before);
});
