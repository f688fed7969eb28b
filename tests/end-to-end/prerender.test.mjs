// The first example, which the page shows before the app is there (web/prerendered.js).
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { encode } from '../../web/links.js';
import { assertAccessible, standing, test } from './fixture.mjs';
import { drawn } from './site.mjs';
import { KEYS } from './storage.mjs';

const ENGINE = /\/app-[^/]*\.wasm$/;
const SHARE = /\/share-[^/]*\.js$/;

/** Lets the engine, or what has another address, come when what it returns is called. */
async function hold(page, address = ENGINE) {
  let go;
  const gate = new Promise((resolve) => { go = resolve; });
  await page.route(address, async (route) => {
    await gate;
    await route.continue();
  });
  return async () => {
    go();
    await standing(page);
    await page.locator('[data-prerendered]').waitFor({ state: 'detached' });
    await drawn(page);
  };
}

/** Loads the page and stops before the app is there, when scripts have the first example in hand. */
async function shown(page) {
  await page.addInitScript(countShifts);
  const release = await hold(page);
  await page.reload({ waitUntil: 'commit' });
  await page.locator('#examples-button:enabled').waitFor();
  await drawn(page);
  return release;
}

function countShifts() {
  window.shifts = [];
  const note = (entries) => window.shifts.push(...entries.map(({ value, sources }) => `${value} ${sources.map(({ node }) => node?.className)}`));
  const observer = new PerformanceObserver((list) => note(list.getEntries()));
  observer.observe({ type: 'layout-shift', buffered: true });
  window.shiftsSoFar = () => {
    note(observer.takeRecords());
    return window.shifts;
  };
}

/** Remembers each element that the page shows. What is far below, and dialogs, the app draws itself when their chunk is there. */
const remember = (page) => page.evaluate(() => {
  window.elements = () => [...document.querySelectorAll('body *')].filter((it) => !it.closest('.loading, noscript, #later > *, dialog'));
  window.before = window.elements();
});

/** Counts of those that are gone, and of others that came. */
const exchanged = (page) => page.evaluate(() => {
  const gone = window.before.filter((it) => !it.isConnected).length;
  return [gone, window.elements().length - window.before.length + gone];
});

test('without scripts the example can be read with its trace, and nothing looks as if it could be pressed', async ({ page, site }) => {
  const context = await page.context().browser().newContext({ javaScriptEnabled: false });
  try {
    const still = await context.newPage();
    await still.goto(site.url);
    assert.match(await still.locator('noscript').innerText(), /needs JavaScript/);
    assert.match(await still.getByRole('status', { name: 'Verdict' }).innerText(), /Allowed.*Statement ReadConfig/s);
    assert.match(await still.locator('.policies .lines:visible').innerText(), /"Action": "s3:GetObject"/);
    assert.match(await still.locator('.trace').innerText(), /Resource control policies.*Allow · ReadConfig.*Action s3:GetObject.*Session policies/s);
    assert.match(await still.locator('.diagrams').innerText(), /AssumeRole/);
    assert.equal(await still.getByText('loading').isVisible(), false, 'nothing is going to load');
    for (const name of ['Examples', 'Share', 'JSON', 'Undo', 'Add step', 'Play', 'Format']) {
      assert.equal(await still.getByRole('button', { name, exact: true }).count(), 0, name);
    }
    assert.equal(await still.locator('button:visible:enabled, select:visible, [type=range]:visible').count(), 0);
    assert.equal(await still.locator('input:visible:not([readonly]), textarea:visible:not([readonly])').count(), 0);
  } finally {
    await context.close();
  }
});

for (const [width, height] of [[1440, 900], [1280, 720], [768, 1024], [360, 740]]) {
  test(`at ${width} px the app takes over every element of the first view where it stands, and nothing moves`, { viewport: { width, height } }, async ({ page }) => {
    const release = await shown(page);
    await assertAccessible(page);
    await remember(page);
    await release();
    assert.deepEqual(await exchanged(page), [0, 0]);
    assert.deepEqual(await page.evaluate(() => window.shiftsSoFar()), []);
  });
}

test('the caret, what is marked in a text and the place on the page stay when the app comes', { viewport: { width: 360, height: 740 } }, async ({ page }) => {
  const release = await shown(page);
  const place = () => page.evaluate(() => {
    const { id, selectionStart, selectionEnd, selectionDirection } = document.activeElement;
    return { id, selectionStart, selectionEnd, selectionDirection, y: Math.round(scrollY) };
  });
  await page.locator('textarea:visible').first().evaluate((it) => {
    it.focus();
    it.setSelectionRange(8, 30, 'backward');
    scrollTo(0, 700);
  });
  const before = await place();
  assert.deepEqual([before.selectionStart, before.selectionEnd, before.y], [8, 30, 700]);
  await release();
  assert.deepEqual(await place(), before);
  // It is the place where typing goes on.
  await page.keyboard.type('!');
  assert.match(await page.locator('textarea:visible').first().inputValue(), /^.{8}!/s);
});

test('a button keeps the focus, and words that are marked stay marked', async ({ page }) => {
  const release = await shown(page);
  await page.locator('.trace button.row').nth(2).focus();
  await page.evaluate(() => getSelection().selectAllChildren(document.querySelector('.verdict .reason')));
  const place = () => page.evaluate(() => [document.activeElement.innerText, getSelection().toString()]);
  const before = await place();
  assert.match(before[0], /VPC endpoint policy/);
  assert.match(before[1], /^Statement ReadConfig/);
  await release();
  assert.deepEqual(await place(), before);
});

test('fields wait for the app, and what is pressed before does its work when the app is there', async ({ page }) => {
  const release = await shown(page);
  const area = page.locator('textarea:visible').first();
  const text = await area.inputValue();
  await area.focus();
  await page.keyboard.type('x');
  assert.equal(await area.inputValue(), text);
  assert.equal(await page.locator('#resource-0').getAttribute('readonly'), '');
  assert.equal(await page.getByLabel('Choose a caller').isDisabled(), true);
  await page.locator('#new-key').press('Enter');
  const first = page.getByRole('tablist', { name: 'Steps' }).getByRole('tab', { name: /1 assume/ });
  await first.click();
  await page.getByRole('button', { name: 'Share' }).focus();
  await release();
  await page.locator('#step-0[aria-selected=true]').waitFor();
  assert.equal(await page.locator('[data-waits], [inert]').count(), 0);
  assert.equal(await page.getByLabel('Choose a caller').isDisabled(), false);
  await area.fill('{ "Version": "2012-10-17", "Statement": [] }');
  await page.locator('[role=status][data-decision=implicitDeny]').waitFor();
});

test('a page that was changed by another program is drawn anew', async ({ page }) => {
  const release = await shown(page);
  await page.evaluate(() => {
    const font = document.createElement('font');
    const reason = document.querySelector('.verdict .reason');
    font.append(...reason.childNodes);
    reason.append(font);
  });
  await release();
  assert.equal(await page.locator('font').count(), 0);
  await page.locator('textarea:visible').first().fill('{');
  await page.getByText(/line 1\b/i).first().waitFor();
});

/** Says of each frame that is drawn if the first example can be seen in it. */
function watchFrames() {
  window.seen = [];
  const look = () => {
    const title = document.querySelector('#scenario-title');
    window.seen.push(Boolean(title?.checkVisibility() && title.value.startsWith('A web app on EC2')));
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

const FIRST = await readFile(new URL('../../web/scenarios/ec2-reads-s3.json', import.meta.url), 'utf8');
const MINE = JSON.stringify({ ...JSON.parse(FIRST), title: 'Mine' });
const DRAFT = { key: 'draft.ec2-reads-s3', value: `1 other 0 Mine\n${MINE}`, title: 'Mine' };
const OTHERS = {
  'a draft': DRAFT,
  'another example last time': { key: 'scenario', value: 'chain-of-three', title: 'From a laptop through two roles' },
  'an example in the address': { end: () => '#x=chain-of-three', title: 'From a laptop through two roles' },
  'a link': { end: () => encode(MINE), title: 'Mine' },
};

for (const [name, { key, value, end, title }] of Object.entries(OTHERS)) {
  test(`who comes with ${name} never sees the first example`, async ({ page: earlier, context, site }) => {
    await earlier.goto(`${site.url}verify.html`);
    const page = await context.newPage();
    if (key) await earlier.evaluate((it) => localStorage.setItem(...it), [KEYS + key, value]);
    await page.addInitScript(watchFrames);
    const release = await hold(page);
    await page.goto(site.url + (end ? await end() : ''), { waitUntil: 'commit' });
    await page.getByText('The page is loading').waitFor();
    await drawn(page);
    await assertAccessible(page);
    await release();
    await page.waitForFunction((it) => document.querySelector('#scenario-title')?.value === it, title);
    const seen = await page.evaluate(() => window.seen);
    assert.ok(seen.length > 2 && !seen.includes(true), seen.join(' '));
  });
}

test('who comes with a link waits for it though the engine is there first', async ({ page: earlier, context, site }) => {
  await earlier.goto(`${site.url}verify.html`);
  const page = await context.newPage();
  await page.addInitScript(watchFrames);
  const release = await hold(page, SHARE);
  const engine = page.waitForResponse(/\/split_engine-/);
  await page.goto(site.url + await encode(MINE), { waitUntil: 'commit' });
  await (await engine).finished();
  // Time enough for an app that does not wait.
  for (let frame = 0; frame < 20; frame += 1) await drawn(page);
  assert.ok(await page.getByText('The page is loading').isVisible());
  await release();
  await page.waitForFunction(() => document.querySelector('#scenario-title')?.value === 'Mine');
  const seen = await page.evaluate(() => window.seen);
  assert.ok(!seen.includes(true), seen.join(' '));
});

// The offline script says what lacks.
test('who comes with a link whose script cannot be had sees the page, and is told', { offline: true }, async ({ page, site, complaints }) => {
  await page.route(SHARE, (route) => route.abort());
  await page.goto('about:blank');
  await page.goto(site.url + await encode(MINE));
  await page.waitForFunction(() => document.querySelector('#scenario-title')?.value.startsWith('A web app on EC2'));
  await page.getByText('The part for links and sharing could not be loaded').waitFor();
  complaints.length = 0;
});

test('a draft that another tab writes meanwhile is what the app shows', async ({ page, context, site }) => {
  const release = await shown(page);
  const other = await context.newPage();
  await other.goto(`${site.url}verify.html`);
  await other.evaluate((it) => localStorage.setItem(...it), [KEYS + DRAFT.key, DRAFT.value]);
  await other.close();
  await release();
  await page.waitForFunction(() => document.querySelector('#scenario-title')?.value === 'Mine');
});
