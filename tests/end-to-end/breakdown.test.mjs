// What a visitor keeps when something breaks: the engine, the connection, the storage, scripts altogether.
import assert from 'node:assert/strict';
import { assertAccessible, standing, test } from './fixture.mjs';
import { editing } from './site.mjs';

const editor = (page) => page.locator('textarea:visible').first();

/** Makes every export of the module trap from the moment that `window.trap` is set, and counts the calls after that. */
async function trapOnDemand(page) {
  await page.addInitScript(() => {
    window.trapped = 0;
    const own = WebAssembly.instantiateStreaming;
    WebAssembly.instantiateStreaming = async (...values) => {
      const { instance, module } = await own.apply(WebAssembly, values);
      const exports = {};
      for (const [name, value] of Object.entries(instance.exports)) {
        const trapping = (...them) => {
          if (!window.trap) return value(...them);
          window.trapped += 1;
          throw new WebAssembly.RuntimeError('unreachable');
        };
        exports[name] = typeof value === 'function' ? trapping : value;
      }
      return { instance: { exports }, module };
    };
  });
  await page.reload();
  await standing(page);
}

test('when the engine breaks down, what was written can be copied and nothing calls it again', async ({ page, complaints }) => {
  await page.clock.install();
  await trapOnDemand(page);
  await editor(page).fill('{ "Version": "2012-10-17", "Statement": [] }');
  await page.waitForFunction(() => Object.keys(localStorage).some((key) => key.startsWith('rolescope.draft.')));
  await editor(page).focus();
  await page.evaluate(() => { window.trap = true; });
  await page.keyboard.press('x');
  await page.getByRole('heading', { name: 'Rolescope has broken down' }).waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Rolescope has broken down');
  const texts = await page.locator('textarea').evaluateAll((areas) => areas.map((area) => area.value));
  assert.ok(texts.some((text) => text.includes('"Statement": [] }')), 'the open text');
  const draft = JSON.parse(await page.getByLabel('The whole scenario as it was kept last').inputValue());
  assert.ok(draft.steps.length > 0, 'the draft is a scenario');
  await assertAccessible(page);

  const before = await page.evaluate(() => window.trapped);
  await page.keyboard.press('Tab');
  await page.mouse.click(5, 5);
  // All that waits for its time has its turn.
  await page.clock.runFor(60_000);
  assert.equal(await page.evaluate(() => window.trapped), before, 'the broken engine is left alone');

  await page.getByRole('button', { name: 'Load the page again' }).click();
  await standing(page);
  const kept = await page.evaluate(() => localStorage.getItem(`rolescope.draft.${localStorage.getItem('rolescope.scenario')}`));
  assert.deepEqual(JSON.parse(kept), draft, 'the draft is still there');
  complaints.splice(0, complaints.length, ...complaints.filter((it) => !it.includes('unreachable')));
});

test('what was typed into the editor can be copied too, to the last letter', { editor: true }, async ({ page, complaints }) => {
  await trapOnDemand(page);
  await editing(page);
  const typed = page.locator('policy-editor[revision] .cm-content');
  await typed.focus();
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('y');
  await page.evaluate(() => { window.trap = true; });
  await page.keyboard.press('x');
  await page.getByRole('heading', { name: 'Rolescope has broken down' }).waitFor();
  const texts = await page.locator('textarea').evaluateAll((areas) => areas.map((area) => area.value));
  assert.ok(texts.some((text) => text.startsWith('y{')), texts.join('\n'));
  complaints.splice(0, complaints.length, ...complaints.filter((it) => !it.includes('unreachable')));
});

test('beginning afresh leaves a draft behind that breaks the engine', async ({ page, complaints }) => {
  await trapOnDemand(page);
  await editor(page).fill('{}');
  await page.waitForFunction(() => Object.keys(localStorage).some((key) => key.startsWith('rolescope.draft.')));
  await editor(page).focus();
  await page.evaluate(() => { window.trap = true; });
  await page.keyboard.press('x');
  await page.getByRole('button', { name: 'Begin afresh without this draft' }).click();
  await standing(page);
  assert.notEqual(await editor(page).inputValue(), '{}');
  assert.ok(await page.evaluate(() => localStorage.getItem('rolescope.broken')), 'the draft was set aside, not lost');
  complaints.splice(0, complaints.length, ...complaints.filter((it) => !it.includes('unreachable')));
});

test('a page whose engine does not come says so', async ({ page, complaints }) => {
  await page.route('**/*.wasm', (route) => route.abort());
  await page.reload();
  await page.getByText('could not be loaded').waitFor();
  complaints.length = 0;
});

test('without storage everything works but keeping', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, 'localStorage', { get: () => { throw new DOMException('denied', 'SecurityError'); } });
  });
  await page.reload();
  await standing(page);
  await editor(page).fill('{ "Version": "2012-10-17", "Statement": [] }');
  await page.getByText(/Denied|denied/).first().waitFor();
});

test('without scripts the page says what it needs', async ({ page, site }) => {
  const context = await page.context().browser().newContext({ javaScriptEnabled: false });
  try {
    const plain = await context.newPage();
    await plain.goto(site.url);
    assert.match(await plain.locator('noscript').innerText(), /needs JavaScript/);
    assert.equal(await plain.getByText('loading').isVisible(), false, 'nothing is going to load');
  } finally {
    await context.close();
  }
});
