// Parts of the app's wasm that come after the first paint.
import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { standing, test } from './fixture.mjs';

const CHUNK = /\/split_(engine|below|later)-[^/]*\.wasm$/;
/** The chunk that decides; the others are drawn. */
const ENGINE = /\/split_engine-[^/]*\.wasm$/;
const DRAWN = /\/split_(below|later)-[^/]*\.wasm$/;

const LATER = /\/split_later-[^/]*\.wasm$/;

/** The place of the app's own parts that a chunk draws. */
const below = (page) => page.locator('section.cast');
const missing = (page) => page.getByRole('alert').filter({ hasText: 'could not be loaded' });

/** Answers for chunks when what it returns is called. */
async function hold(page, chunks) {
  const waiting = [];
  let go = false;
  await page.route(chunks, (route) => (go ? route.continue() : waiting.push(route)));
  return async () => {
    go = true;
    await Promise.all(waiting.splice(0).map((route) => route.continue()));
  };
}

/** Asks for what is missing once more, and waits until that has failed, too: while it is tried, nothing says that it is missing. */
async function tryInVain(page) {
  const answered = page.waitForResponse(ENGINE);
  await missing(page).getByRole('button', { name: 'Try again' }).click();
  await answered;
  await missing(page).waitFor();
}

/** Opens another example than the first. */
async function openAnother(page) {
  await page.evaluate(() => { location.hash = '#x=chain-of-three'; });
  await page.reload();
}

/** Opens the first example, and waits until the app has taken it over. */
async function openFirst(page) {
  await page.reload();
  await page.locator('[data-prerendered]').waitFor({ state: 'detached' });
  await below(page).waitFor();
}

test('chunks are asked for after the first paint, by names of their content', async ({ page, site }) => {
  const names = (await readdir(new URL('../../dist/', import.meta.url))).filter((name) => CHUNK.test(`/${name}`));
  assert.equal(names.length, 3);
  await page.reload();
  await standing(page);
  await below(page).waitFor();
  await page.locator('section.diagrams svg').waitFor();
  const painted = await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0].startTime);
  for (const name of names) {
    const start = await page.evaluate((it) => performance.getEntriesByName(new URL(it, location.href).href)[0].startTime, name);
    // A page that paints late is not waited for longer than a second.
    assert.ok(start >= Math.min(painted, 1000), `${name}: ${start} ms, painted after ${painted} ms`);
    assert.match((await fetch(site.url + name)).headers.get('cache-control'), /immutable/);
  }
});

test('before its chunk is there the page decides, and a dialog that is asked for opens when it comes', async ({ page }) => {
  const release = await hold(page, DRAWN);
  await openAnother(page);
  await page.locator('.outcome .headline').first().waitFor();
  assert.equal(await below(page).count(), 0);
  await page.getByRole('button', { name: 'JSON', exact: true }).click();
  await release();
  await page.getByRole('dialog', { name: 'This scenario as JSON' }).waitFor();
  await page.keyboard.press('Escape');
  await below(page).waitFor();
});

test('what is far below is shown before its chunk is there, and what is pressed in it waits', async ({ page }) => {
  const release = await hold(page, LATER);
  await page.reload();
  await page.locator('[data-prerendered]').waitFor({ state: 'detached' });
  const tab = page.getByRole('tab', { name: 'Nested ceilings' });
  await tab.click();
  assert.equal(await tab.getAttribute('aria-selected'), 'false');
  assert.equal(await below(page).locator('button[data-waits]').count() > 0, true);
  // The rest of the page works already.
  await page.locator('.station button').first().click();
  await release();
  await page.locator('[role="tab"][aria-selected="true"]', { hasText: 'Nested ceilings' }).waitFor();
  assert.equal(await page.locator('[data-waits]').count(), 0);
  assert.equal(await page.locator('section.diagrams').count(), 1);
});

test('what is far below of the first example goes away when the scenario is changed before its chunk is there', async ({ page }) => {
  const release = await hold(page, LATER);
  await page.reload();
  await page.locator('[data-prerendered]').waitFor({ state: 'detached' });
  const title = page.locator('#scenario-title');
  await page.locator('#scenario-title:not([readonly])').waitFor();
  await title.fill('Another title');
  await below(page).waitFor({ state: 'detached' });
  await release();
  await below(page).waitFor();
});

test('whatever is pressed on the first example before the engine is there does its work or waits', async ({ page }) => {
  const release = await hold(page, ENGINE);
  await openFirst(page);
  assert.equal(await page.locator('textarea:visible').first().isEditable(), false);
  const title = await page.locator('#scenario-title').inputValue();
  const pressed = await page.evaluate(async () => {
    let at = 0;
    for (;;) {
      const button = document.querySelectorAll('main button:enabled')[at];
      if (!button) return at;
      button.click();
      await new Promise((drawn) => { requestAnimationFrame(() => setTimeout(drawn)); });
      at += 1;
    }
  });
  assert.ok(pressed > 30, `${pressed} buttons`);
  assert.equal(await page.getByRole('heading', { name: 'Something went wrong' }).count(), 0);
  assert.equal(await page.locator('#scenario-title').inputValue(), title);
  await release();
  await standing(page);
  assert.equal(await page.getByRole('heading', { name: 'Something went wrong' }).count(), 0);
});

test('a change that comes before the engine is carried out when it is there', async ({ page }) => {
  const release = await hold(page, ENGINE);
  await openFirst(page);
  const steps = page.getByRole('tablist', { name: 'Steps' }).getByRole('tab');
  const before = await steps.count();
  await steps.first().click();
  await page.locator('#step-0[aria-selected=true]').waitFor();
  await page.getByRole('button', { name: 'Add step' }).click();
  assert.equal(await steps.count(), before);
  await release();
  await page.locator(`#step-${before}`).waitFor();
  await standing(page);
});

test('who comes with another example sees it when the engine is there, and can ask for it again', async ({ page, complaints }) => {
  await page.route(ENGINE, (route) => route.fulfill({ status: 503, body: '' }));
  await openAnother(page);
  await missing(page).waitFor();
  assert.equal(await page.locator('#scenario-title').count(), 0);
  await tryInVain(page);
  await page.unroute(ENGINE);
  await missing(page).getByRole('button', { name: 'Try again' }).click();
  await page.waitForFunction(() => document.querySelector('#scenario-title')?.value === 'From a laptop through two roles');
  await standing(page);
  assert.equal(await missing(page).count(), 0);
  complaints.splice(0, complaints.length, ...complaints.filter((it) => !/503/.test(it)));
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
  await tryInVain(page);
  await page.unroute(CHUNK);
  await missing(page).getByRole('button', { name: 'Try again' }).click();
  await below(page).waitFor();
  await page.locator('section.diagrams svg').waitFor();
  await missing(page).waitFor({ state: 'detached' });
  await standing(page);
  assert.equal(await page.locator('textarea:visible').first().isEditable(), true);
  complaints.splice(0, complaints.length, ...complaints.filter((it) => !/503/.test(it)));
});

test('who tries again keeps the focus, and goes on at the verdict once everything is there', async ({ page, complaints }) => {
  await page.route(CHUNK, (route) => route.fulfill({ status: 503, body: '' }));
  await page.reload();
  await page.getByText('you can read, but not change.').waitFor();
  const retry = missing(page).getByRole('button');
  await retry.focus();
  const answered = page.waitForResponse(ENGINE);
  await page.keyboard.press('Enter');
  await answered;
  await missing(page).getByRole('button', { name: 'Try again' }).waitFor();
  assert.ok(await retry.evaluate((it) => it === document.activeElement));
  await page.unroute(CHUNK);
  await page.keyboard.press('Enter');
  await missing(page).waitFor({ state: 'detached' });
  await page.waitForFunction(() => document.activeElement.id === 'outcome');
  complaints.splice(0, complaints.length, ...complaints.filter((it) => !/503/.test(it)));
});

test('chunks work on a host that does not know the type of wasm', async ({ page }) => {
  let asked = 0;
  await page.route(CHUNK, async (route) => {
    asked += 1;
    const response = await route.fetch();
    await route.fulfill({ response, headers: { ...response.headers(), 'content-type': 'application/octet-stream' } });
  });
  await page.reload();
  await standing(page);
  await below(page).waitFor();
  await page.locator('section.diagrams svg').waitFor();
  assert.equal(asked, 3);
});

test('an example stands before what is drawn beside it is there, and nothing moves when that comes', async ({ page }) => {
  const release = await hold(page, DRAWN);
  await openAnother(page);
  await page.locator('.outcome .headline').first().waitFor();
  const place = () => page.locator('.outcome').evaluate((it) => {
    const { left, width } = it.getBoundingClientRect();
    return [left, width];
  });
  const before = await place();
  await release();
  await below(page).waitFor();
  assert.deepEqual(await place(), before);
});

test('the first example is not changed by what is typed before the engine is there', { editor: true }, async ({ page }) => {
  const release = await hold(page, ENGINE);
  await openFirst(page);
  const text = page.locator('textarea:visible').first();
  await page.mouse.move(40, 40);
  await text.focus();
  await page.keyboard.type('x');
  assert.equal(await text.isEditable(), false);
  assert.ok(!(await text.inputValue()).includes('x{'));
  await release();
  await standing(page);
});
