// Links that hold a scenario: opened with nothing of the visitor's own lost, whatever is in them.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { encode } from '../../web/links.js';
import { downloadedText, test } from './fixture.mjs';
import { KEYS, keeps } from './storage.mjs';

const folder = new URL('../links/', import.meta.url);
const json = (name) => JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
const FROM_LINK = readFileSync(new URL('v1/role-of-an-instance.json', folder), 'utf8');
const EVERY = JSON.parse(readFileSync(new URL('../../crates/rolescope/tests/data/every-field.json', import.meta.url), 'utf8'));

const title = (page) => page.getByRole('textbox', { name: 'Scenario title' });
const refusal = (page) => page.getByRole('dialog', { name: 'This link cannot be opened' });
const stored = (page) => page.evaluate(() => ({ ...localStorage }));

/** Comes with a link, as if it was followed elsewhere. */
async function come(page, address) {
  await page.goto('about:blank');
  await page.goto(address);
}

/** Waits until the page shows the scenario of this title. */
async function shows(page, words) {
  await page.waitForFunction((it) => document.getElementById('scenario-title')?.value === it, words);
}

/** Edits the open policy of the page. */
async function edit(page) {
  const area = page.locator('.policies textarea:visible').first();
  await area.fill(`${await area.inputValue()} `);
  await page.getByText('Your edits are kept').waitFor();
}

test('a link opens its scenario at its place, and looking at it leaves no trace', async ({ page, site }) => {
  await page.evaluate(() => localStorage.clear());
  const fragment = await encode(FROM_LINK);
  await come(page, `${site.url}${fragment}&step=1&depth=gates`);
  const { title: words } = JSON.parse(FROM_LINK);
  await shows(page, words);
  await page.getByText('Opened from a link').waitFor();
  assert.equal(await page.getByRole('tab', { selected: true, name: /^1 / }).count(), 1);
  assert.equal(await page.getByRole('button', { name: 'Gates' }).getAttribute('aria-pressed'), 'true');
  assert.ok((await page.evaluate(() => location.hash)).startsWith(`${fragment}&`));
  const kept = JSON.stringify(await stored(page));
  assert.ok(!kept.includes('config-reader') || !kept.includes(words), kept);
  await page.reload();
  await page.getByText('Opened from a link').waitFor();
  await shows(page, words);
});

test('the draft that was there stays, and one press brings it back', async ({ page, site }) => {
  await edit(page);
  const [before, own] = [await stored(page), await title(page).inputValue()];
  await come(page, site.url + await encode('{"title":"from a link","steps":[{"caller":"x","action":"s3:GetObject","resource":"*"}]}'));
  await shows(page, 'from a link');
  // The mark of a drawing that began goes when it is done.
  await page.waitForFunction(() => !Object.keys(localStorage).some((key) => key.includes(':drawing.')));
  assert.deepEqual(await stored(page), before);
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await shows(page, own);
  assert.doesNotMatch(await page.evaluate(() => location.hash), /s=/);
});

test('what is made of a link is kept beside the draft, and the address forgets the link', async ({ page, site }) => {
  await edit(page);
  const before = await stored(page);
  await page.evaluate((hash) => { location.hash = hash; }, await encode(FROM_LINK));
  // The example that was open has the same title.
  await page.getByText('Opened from a link').waitFor();
  await title(page).fill('mine now');
  await keeps(page, 'mine now');
  const draft = `${KEYS}draft.ec2-reads-s3`;
  assert.equal((await stored(page))[draft], before[draft]);
  assert.doesNotMatch(await page.evaluate(() => location.hash), /s=/);
  await come(page, site.url);
  await shows(page, 'mine now');
  await page.getByRole('button', { name: 'Examples' }).click();
  await page.getByRole('button', { name: /^A web app on EC2/ }).click();
  await page.getByRole('button', { name: 'Examples' }).click();
  await page.getByRole('button', { name: /^mine now/ }).click();
  await shows(page, 'mine now');
});

test('typing while a link opens is typing into what it holds', async ({ page }) => {
  await page.evaluate(() => {
    addEventListener('portopen', () => {
      const field = document.getElementById('scenario-title');
      field.value = 'mine now';
      field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    });
  });
  await page.evaluate((hash) => { location.hash = hash; }, await encode(FROM_LINK));
  await keeps(page, 'mine now');
  assert.doesNotMatch(await page.evaluate(() => location.hash), /s=/);
  await shows(page, 'mine now');
});

test('going back leaves a link, and the way to the verdict does not', async ({ page, site }) => {
  await edit(page);
  const own = await title(page).inputValue();
  const step = { caller: 'x', action: 's3:GetObject', resource: '*' };
  await page.evaluate((hash) => { location.hash = hash; }, await encode(JSON.stringify({ title: 'from a link', steps: [step, step] })));
  await shows(page, 'from a link');
  await page.locator('.skip').press('Enter');
  await shows(page, 'from a link');
  assert.match(await page.evaluate(() => location.hash), /s=/);
  await page.goBack();
  await shows(page, own);
  await page.getByText('Your edits are kept').waitFor();
  assert.doesNotMatch(await page.evaluate(() => location.hash), /s=/);
  await page.goForward();
  await shows(page, 'from a link');
  // What is said of a broken link is over when a good one comes.
  await page.evaluate(() => { location.hash = '#s=3.abc'; });
  await refusal(page).waitFor();
  await page.goBack();
  await refusal(page).waitFor({ state: 'detached' });
  await shows(page, 'from a link');
});

test('a tab in which nothing was done since does not overwrite what another made', async ({ page, site, context }) => {
  await title(page).fill('of the first');
  await page.getByText('Your edits are kept').waitFor();
  const other = await context.newPage();
  await other.goto(site.url);
  await shows(other, 'of the first');
  await title(other).fill('of the second');
  await other.getByText('Your edits are kept').waitFor();
  await other.close();
  await page.reload();
  await shows(page, 'of the second');
});

test('a link that cannot be read is said, with its text to take along, and the page stays', async ({ page, site }) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const own = await title(page).inputValue();
  const broken = (await encode(FROM_LINK)).slice(0, 200);
  await come(page, site.url + broken);
  await refusal(page).getByRole('alert').getByText('The link is damaged or was cut off.').waitFor();
  await shows(page, own);
  await refusal(page).getByRole('button', { name: 'Copy' }).click();
  await refusal(page).getByText('Copied.').waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), broken);
  const [download] = await Promise.all([page.waitForEvent('download'), refusal(page).getByRole('button', { name: 'Save as file' }).click()]);
  assert.equal(await downloadedText(download), broken);
  await page.keyboard.press('Escape');
  await refusal(page).waitFor({ state: 'detached' });
  await page.evaluate((hash) => { location.hash = hash; }, await encode('{"stepz": []}'));
  await refusal(page).getByText(/column 2: unknown field `stepz`/).waitFor();
  assert.equal(await refusal(page).getByRole('textbox').inputValue(), '{"stepz": []}');
});

test('hostile links end in a message, as soon as an honest link of the most that fits', async ({ page }) => {
  const words = Array.from({ length: 9000 }, (_, at) => ((at * 2654435761) >>> 0).toString(36));
  const honest = await encode(JSON.stringify({ title: words.join(' ').slice(0, 65_000), stepz: [] }));
  const slow = [];
  for (const name of readdirSync(new URL('hostile/', folder))) {
    const { fragment, error, cause, refused } = json(`hostile/${name}`);
    // Browsers escape some characters of addresses, and pass over others: those are for the tests of the module.
    if (!/[#&]s=/.test(fragment) || new URL(fragment, 'http://localhost').hash !== fragment) continue;
    const times = { honest: [], hostile: [] };
    // Side by side and the best of each: what else the machine does hits both alike.
    for (let turn = 0; turn < 3; turn += 1) {
      const { said, code, took } = await follow(page, fragment);
      const message = error ?? refused.replace(/^(\d+):(\d+): /, 'line $1, column $2: ');
      assert.equal(said.toLowerCase(), `${message}.`.toLowerCase(), name);
      if (cause) assert.equal(code, cause.kind, name);
      else assert.match(code, /^[a-z]+[A-Za-z]*$/, name);
      times.hostile.push(took);
      times.honest.push((await follow(page, honest)).took);
    }
    const ratio = Math.min(...times.hostile) / Math.min(...times.honest);
    if (ratio > 5) slow.push(`${name}: ${ratio} times as long`);
  }
  assert.deepEqual(slow, []);
  assert.equal(await page.evaluate(() => ({}).polluted), undefined);
});

/** Follows a link within the page; comes to what is said about it, and how long that took. */
async function follow(page, fragment) {
  await page.evaluate((hash) => {
    window.refused = undefined;
    const start = performance.now();
    const observer = new MutationObserver(() => {
      const dialog = document.querySelector('dialog.share[open]');
      const alert = dialog?.querySelector('[role="alert"]');
      const said = alert?.textContent;
      if (!said) return;
      observer.disconnect();
      window.refused = { said, code: alert.dataset.code, took: performance.now() - start };
      dialog.close();
    });
    observer.observe(document, { subtree: true, childList: true, characterData: true, attributeFilter: ['open'] });
    history.replaceState(null, '', hash);
    dispatchEvent(new HashChangeEvent('hashchange'));
  }, fragment);
  return (await page.waitForFunction(() => window.refused)).jsonValue();
}

test('nothing of a scenario is executed, whatever stands in whichever field', async ({ page }) => {
  const dialogs = [];
  page.on('dialog', (it) => { dialogs.push(it.message()); it.dismiss(); });
  const elements = () => page.evaluate(() => {
    const foreign = document.querySelectorAll('body :is(script, style, iframe, object, embed, base, link, meta, form:not(.add), img, math, template, marquee)');
    const listening = [...document.querySelectorAll('body *')].filter((it) => it.getAttributeNames().some((name) => /^on|^style$|^srcdoc$/.test(name)));
    return [...foreign, ...listening].map((it) => it.outerHTML);
  });
  for (const payload of json('payloads.json')) {
    const text = JSON.stringify(filled(EVERY, payload));
    await page.evaluate((hash) => { location.hash = hash; }, await encode(text));
    await shows(page, payload.replace(/\s*[\r\n]\s*/g, ' '));
    assert.deepEqual(await elements(), [], payload);
  }
  await page.locator('#share').click();
  await page.getByRole('dialog', { name: 'Share this scenario' }).getByRole('tab', { name: 'Embed' }).click();
  assert.deepEqual(await elements(), []);
  await page.keyboard.press('Escape');
  assert.deepEqual(dialogs, []);
  assert.equal(await page.evaluate(() => ({}).polluted), undefined);
});

/** The value with every text replaced, and with names of the payload's where names are free. */
function filled(value, payload, field = '') {
  if (typeof value === 'string') return field === 'expect' ? value : payload;
  if (Array.isArray(value)) return value.map((item) => filled(item, payload));
  if (typeof value !== 'object' || value === null) return value;
  const free = ['tags', 'context', 'claims', 'document'].includes(field);
  const entries = Object.entries(value).map(([name, it]) => [name, filled(it, payload, name)]);
  return Object.fromEntries(free ? [...entries, [payload, payload]] : entries);
}
