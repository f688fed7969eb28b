// Scenarios of any size: what is drawn has a budget, and the rest comes when it is asked for.
import assert from 'node:assert/strict';
import { encode } from '../../web/links.js';
import * as generators from './generators.mjs';
import { assertAccessible, test } from './fixture.mjs';

/** So many elements the page may have, however large the scenario. A first visit has 1,100. */
const MOST_ELEMENTS = 12_000;

/** So much may be in use, in MB: the engine's memory and the heap. */
const MOST_MEMORY = 300;

const elements = (page) => page.evaluate(() => document.querySelectorAll('*').length);

/** Waits until the page shows the scenario that a link holds: its address then has no link any more, or its title. */
async function follow(page, scenario) {
  const link = await encode(JSON.stringify({ title: 'Large', ...JSON.parse(scenario) }));
  await page.evaluate((fragment) => { location.hash = fragment; }, link);
  await page.waitForFunction(() => document.getElementById('scenario-title')?.value === 'Large');
}

/** Puts a text into the dialog and takes it for the page's scenario. */
async function use(page, text) {
  await page.getByRole('button', { name: 'JSON', exact: true }).click();
  const area = page.getByRole('textbox', { name: 'Scenario as JSON' });
  await area.evaluate((it, value) => { it.value = value; }, text);
  await page.getByRole('button', { name: 'Use this scenario' }).click();
}

/** Keeps the engine's memory, which only ever grows, where a test finds it. */
function keepMemory() {
  const own = WebAssembly.instantiateStreaming;
  WebAssembly.instantiateStreaming = async (...values) => {
    const made = await own.apply(WebAssembly, values);
    // Chunks have none of their own.
    window.moduleMemory ??= Object.values(made.instance.exports).find((it) => it instanceof WebAssembly.Memory);
    return made;
  };
}

async function memory(page) {
  const session = await page.context().newCDPSession(page);
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return (usedSize + await page.evaluate(() => window.moduleMemory.buffer.byteLength)) / 1e6;
}

/** As large as each fits into a link, or as a file has them. */
const LARGE = {
  touched: 21_798,
  named: 12_000,
  keys: 7_000,
  chain: 1_180,
  obtained: 560,
  steps: 2_180,
  principals: 2_000,
  statements: 1_200,
  conditions: 4_000,
  paragraphs: 6_000,
  mistakes: 2_000,
  // Quotes are escaped in a file: 6 MB become 9 MB.
  line: 6_000_000,
};

for (const [name, count] of Object.entries(LARGE)) {
  test(`${count} ${name} are drawn in part, in little memory, and a key draws as little`, {}, async ({ page }) => {
    await page.addInitScript(keepMemory);
    await page.reload();
    await page.locator('.loading').waitFor({ state: 'detached' });
    const text = generators[name](count);
    if (text.length < 65_000) await follow(page, text);
    else await use(page, text);
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    const [drawn, used] = [await elements(page), await memory(page)];
    assert.ok(drawn < MOST_ELEMENTS, `${drawn} elements`);
    assert.ok(used < MOST_MEMORY, `${used} MB`);
    await page.evaluate(() => {
      window.changes = 0;
      new MutationObserver((records) => { window.changes += records.length; })
        .observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
    });
    await page.getByLabel('Action', { exact: true }).press('End');
    await page.getByLabel('Action', { exact: true }).press('x');
    const changes = await page.evaluate(() => window.changes);
    assert.ok(changes > 0 && changes < MOST_ELEMENTS, `${changes} changes`);
    assert.ok(await elements(page) < MOST_ELEMENTS);
  });
}

test('a link of 220 characters is drawn in part, in as many elements as one of 130', async ({ page }) => {
  const drawn = [];
  for (const count of [1_000, 21_798]) {
    const link = await encode(generators.touched(count));
    assert.ok(link.length < 230, `${link.length} characters`);
    await follow(page, generators.touched(count));
    await page.getByRole('button', { name: new RegExp(`of ${(count - 50).toLocaleString('en')} resources`) }).waitFor();
    drawn.push(await elements(page));
  }
  assert.ok(drawn[1] < drawn[0] * 1.05, drawn.join(' and '));
});

test('more of a list comes with each press, the focus stays, and what is looked at is there', async ({ page }) => {
  await follow(page, generators.named(1_000));
  const list = page.getByRole('list', { name: 'Resources' });
  const press = (name) => list.getByRole('button', { name, exact: true }).press('Enter');
  const fields = list.getByLabel(/^Resource( \d+)?$/);
  assert.equal(await fields.count(), 50);
  await press('Show 200 more of 950 resources');
  assert.equal(await fields.count(), 250);
  await press('Show 200 more of 750 resources');
  await press('Show 200 more of 550 resources');
  await press('Show 200 more of 350 resources');
  await press('Show the other 150 resources');
  assert.equal(await fields.count(), 1_000);
  const last = list.getByRole('button', { name: 'Show fewer resources' });
  assert.equal(await last.evaluate((it) => it === document.activeElement), true);
  await press('Show fewer resources');
  assert.equal(await fields.count(), 50);
  await page.getByRole('button', { name: 'Add resource' }).click();
  const added = page.getByLabel('Resource 1001', { exact: true });
  assert.equal(await added.evaluate((it) => it === document.activeElement), true);
  await added.pressSequentially('x');
  assert.equal(await added.evaluate((it) => it === document.activeElement), true, 'typing does not take it away');
  await page.getByRole('button', { name: 'Remove resource 1001' }).click();
  assert.equal(await page.evaluate(() => document.activeElement.id), 'resource-999');
});

test('tabs beyond those that are drawn are reached by keys and by presses', async ({ page }) => {
  await follow(page, generators.steps(1_000));
  const tabs = page.getByRole('tablist', { name: 'Steps' }).getByRole('tab');
  assert.equal(await tabs.count(), 50);
  await tabs.last().press('Home');
  await page.waitForFunction(() => document.activeElement.id === 'step-0');
  assert.equal(await page.locator('#step-0').getAttribute('aria-selected'), 'true');
  await page.locator('#step-0').press('ArrowLeft');
  await page.waitForFunction(() => document.activeElement.id === 'step-999');
  await page.getByRole('button', { name: 'Show 200 more of 950 steps before' }).press('Enter');
  assert.equal(await tabs.count(), 250);
  await page.locator('#step-760').click();
  assert.equal(await page.locator('#step-760').getAttribute('aria-selected'), 'true');
});

test('the stepper goes through a trace of very many entries', async ({ page }) => {
  await follow(page, generators.named(1_000));
  const checks = page.locator('#trace-list > li > details > summary');
  assert.equal(await checks.count(), 50);
  const next = page.getByRole('button', { name: 'Next moment' });
  for (let turn = 0; turn < 3; turn += 1) await page.getByRole('button', { name: 'Last moment' }).click();
  await next.click();
  assert.ok(await checks.count() <= 51);
  assert.equal(await page.locator('#trace-now').count(), 1, 'what is pointed at is drawn');
  await assertAccessible(page);
});

test('an embed draws as little, and its steps go on', async ({ page, site }) => {
  for (const scenario of [generators.touched(21_798), generators.steps(1_000)]) {
    await page.goto('about:blank');
    await page.goto(`${site.url}embed/?load=eager${await encode(scenario)}`);
    await page.locator('html[data-ready]').waitFor();
    assert.ok(await elements(page) < MOST_ELEMENTS);
  }
  const steps = page.getByRole('navigation', { name: 'Steps' }).getByRole('button');
  assert.equal(await steps.count(), 51);
  await steps.first().click();
  await page.locator('nav [aria-current]', { hasText: '950' }).waitFor();
  assert.equal(await steps.count(), 52);
});

test('a file that is too large is refused unread, and what is in the dialog stays', async ({ page }) => {
  await page.evaluate(() => {
    window.reads = 0;
    for (const name of ['text', 'arrayBuffer', 'stream', 'slice']) {
      const own = Blob.prototype[name];
      Blob.prototype[name] = function read(...values) { window.reads += 1; return own.apply(this, values); };
    }
  });
  await page.getByRole('button', { name: 'JSON', exact: true }).click();
  const area = page.getByRole('textbox', { name: 'Scenario as JSON' });
  await area.fill('{ "mine": 1 }');
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.items.add(new File(['x'.repeat(10_000_001)], 'large.json'));
    window.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
  });
  await page.getByText(/larger than 10 MB/).waitFor();
  assert.equal(await area.inputValue(), '{ "mine": 1 }');
  assert.equal(await page.evaluate(() => window.reads), 0);
});

test('a pasted text that is too long is refused unread, and stays', async ({ page }) => {
  await page.getByRole('button', { name: 'JSON', exact: true }).click();
  const area = page.getByRole('textbox', { name: 'Scenario as JSON' });
  await area.evaluate((it) => {
    it.value = `"${'x'.repeat(10_000_001)}"`;
    const { get, set } = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value');
    window.reads = 0;
    Object.defineProperty(it, 'value', { get() { window.reads += 1; return get.call(this); }, set, configurable: true });
  });
  await page.getByRole('button', { name: 'Use this scenario' }).click();
  await page.getByText(/larger than 10 MB/).waitFor();
  assert.deepEqual(await area.evaluate((it) => [window.reads, it.textLength]), [0, 10_000_003]);
});

test('a file with more steps than a scenario may have is refused with its place', async ({ page }) => {
  await page.getByRole('button', { name: 'JSON', exact: true }).click();
  const buffer = Buffer.from(generators.steps(200_000));
  await page.locator('#exchange-file').setInputFiles({ name: 'x.json', mimeType: 'application/json', buffer });
  await page.getByText(/line 1, column 300011: 200000 steps, and a scenario has at most 10000/).waitFor();
  await page.getByRole('button', { name: 'Use this scenario' }).click();
  await page.getByRole('dialog').getByText(/200000 steps/).waitFor();
});
