// The worker, and its first task: finding out who can assume a role.
import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { after, before } from 'node:test';
import binaryen from 'binaryen';
import { encode } from '../../web/links.js';
import { assertAccessible, standing, test } from './fixture.mjs';
import { callers } from './generators.mjs';
import { serveHost } from './hosts.mjs';

const SCRIPT = /\/work-[^/]*\.js(\?\d+)?$/;
const MODULE = /\/work-[^/]*\.wasm$/;

let host;
before(async () => { host = await serveHost(); });
after(() => host?.close());

const panel = (page) => page.getByRole('region', { name: 'Who can assume this role?' });
const press = (page, name) => panel(page).getByRole('button', { name, exact: true }).click();
const status = (page, words) => panel(page).locator('.status').filter({ hasText: words }).waitFor();
const answered = (page) => status(page, 'callers were tried.');
const error = (page, words) => panel(page).getByRole('alert').filter({ hasText: words }).waitFor();

/** Waits until no worker is left. */
async function workerless(page) {
  await Promise.all(page.workers().map((it) => it.waitForEvent('close')));
  assert.equal(page.workers().length, 0);
}

/** Answers for the worker's module when it is told to; comes to the function that does, and to the first request. */
async function hold(page) {
  let release;
  const released = new Promise((go) => { release = go; });
  await page.context().route(MODULE, async (route) => {
    await released;
    // Whoever asked can be gone.
    await route.continue().catch(() => {});
  });
  return { release, asked: page.context().waitForEvent('request', (it) => MODULE.test(it.url())) };
}

const forgive = (complaints, pattern) => complaints.splice(0, complaints.length, ...complaints.filter((it) => !pattern.test(it)));

/** Puts in a scenario of so many users beside the role. */
async function use(page, count) {
  await page.getByRole('button', { name: 'JSON', exact: true }).click();
  await page.getByRole('textbox', { name: 'Scenario as JSON' }).fill(callers(count));
  await page.getByRole('button', { name: 'Use this scenario' }).click();
  await page.waitForFunction(() => document.getElementById('scenario-title').value === 'Callers');
}

test('a worker answers who can assume the selected role, and ends', async ({ page }) => {
  const made = page.waitForEvent('worker');
  await press(page, 'Find out');
  assert.match((await made).url(), SCRIPT);
  await answered(page);
  const service = panel(page).getByRole('listitem').filter({ hasText: 'the service ec2.amazonaws.com' }).first();
  assert.match(await service.innerText(), /^the service \S+\s+Allowed: statement LetTheInstanceIn of role trust policy trust lets /);
  assert.deepEqual(await panel(page).getByRole('heading', { level: 3 }).allTextContents(), ['can', 'cannot']);
  await workerless(page);
  // The focus stayed on the one button.
  assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Try all again');
  await page.reload();
  await standing(page);
  await panel(page).getByRole('button', { name: 'Find out' }).waitFor();
});

test('progress counts the callers that were tried', async ({ page }) => {
  await use(page, 2_000);
  await page.evaluate(() => {
    window.counts = [];
    const look = () => window.counts.push(document.querySelector('.who-can .progress')?.innerText ?? '');
    new MutationObserver(look).observe(document.querySelector('.who-can'), { childList: true, subtree: true, characterData: true });
  });
  await press(page, 'Find out');
  await answered(page);
  const counts = (await page.evaluate(() => window.counts)).filter(Boolean).map((it) => Number(/^([\d,]+) of 2,\d{3}$/.exec(it)[1].replace(',', '')));
  assert.ok(counts.length > 0);
  assert.deepEqual(counts, counts.toSorted((one, other) => one - other));
  // Two lists of many are drawn as far as they are seen.
  await panel(page).getByRole('button', { name: /^Show 200 more of 1,\d{3} callers$/ }).waitFor();
});

test('cancelling ends the worker, and the page can ask again', async ({ page }) => {
  const { release, asked } = await hold(page);
  await press(page, 'Find out');
  await asked;
  await panel(page).getByRole('progressbar', { name: 'Callers tried' }).waitFor();
  await assertAccessible(page);
  await press(page, 'Cancel');
  await panel(page).getByRole('button', { name: 'Find out' }).waitFor();
  await workerless(page);
  release();
  await press(page, 'Find out');
  await answered(page);
});

test('an edit ends what was asked before, and its answer is not shown', async ({ page }) => {
  const { release, asked } = await hold(page);
  await press(page, 'Find out');
  await asked;
  await page.locator('#scenario-title').fill('Another');
  await status(page, 'The scenario has changed');
  await workerless(page);
  release();
  await press(page, 'Find out');
  await answered(page);
  // And an answer that was shown goes with the scenario that it was about.
  await page.locator('#scenario-title').fill('A third');
  await status(page, 'The scenario has changed');
  assert.equal(await panel(page).getByRole('listitem').count(), 0);
});

for (const [what, address] of [['script', SCRIPT], ['module', MODULE]]) {
  test(`a worker whose ${what} does not come is said, and tried again`, async ({ page, complaints }) => {
    await page.context().route(address, (route) => route.fulfill({ status: 503, body: '' }));
    await press(page, 'Find out');
    await error(page, 'could not be loaded');
    const second = page.context().waitForEvent('response', (it) => address.test(it.url()));
    await press(page, 'Try again');
    await second;
    await error(page, 'could not be loaded');
    await page.context().unroute(address);
    await press(page, 'Try again');
    await answered(page);
    forgive(complaints, /503/);
  });
}

/** The worker's module, with a trap in place of each of its functions. */
async function trapping() {
  const dist = new URL('../../dist/', import.meta.url);
  const name = (await readdir(dist)).find((it) => MODULE.test(`/${it}`));
  const module = binaryen.readBinary(await readFile(new URL(name, dist)));
  const { MutableGlobals, SignExt, NontrappingFPToInt, BulkMemory, ReferenceTypes, Multivalue } = binaryen.Features;
  module.setFeatures(MutableGlobals | SignExt | NontrappingFPToInt | BulkMemory | ReferenceTypes | Multivalue);
  for (let at = 0; at < module.getNumFunctions(); at += 1) {
    const func = module.getFunctionByIndex(at);
    if (!binaryen.getFunctionInfo(func).base) binaryen.Function.setBody(func, module.unreachable());
  }
  return Buffer.from(module.emitBinary());
}

test('a worker that breaks down is a message, and the page goes on', async ({ page }) => {
  const body = await trapping();
  await page.context().route(MODULE, (route) => route.fulfill({ contentType: 'application/wasm', body }));
  await press(page, 'Find out');
  await error(page, 'broke down');
  await page.locator('textarea:visible').first().fill('{');
  await page.getByText(/line 1\b/i).first().waitFor();
  await page.context().unroute(MODULE);
  await press(page, 'Find out');
  await answered(page);
});

test('where a frame can have no worker, the page itself works in slices', async ({ page, site, complaints }) => {
  const example = await readFile(new URL('../corpus/roles/third-party-external-id.json', import.meta.url), 'utf8');
  const address = `${site.url}embed/?view=who&load=eager${await encode(example)}`;
  await page.goto(host.show('/sandbox', `<iframe title="Demo" sandbox="allow-scripts" width="700" height="900" src="${address}"></iframe>`));
  const frame = page.frameLocator('iframe');
  await press(frame, 'Find out');
  await answered(frame);
  await panel(frame).getByText('Can, if the request carries the external id').first().waitFor();
  assert.equal(page.workers().length, 0);
  forgive(complaints, /^foreign request: /);
  assert.deepEqual([...complaints], []);
  // The look at barriers puts a style into frames, which the sandboxed one refuses.
  await page.locator('iframe').evaluate((it) => it.remove());
});

test('without a worker there is an end to what is tried, which is said beforehand', async ({ page }) => {
  await page.addInitScript(() => {
    self.Worker = class { constructor() { throw new DOMException('none', 'SecurityError'); } };
  });
  await page.reload();
  await standing(page);
  await use(page, 40);
  await press(page, 'Find out');
  await answered(page);
  await use(page, 400);
  await press(page, 'Find out');
  await error(page, /at most 300 are tried where there is no worker/);
});
