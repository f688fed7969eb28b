// Hands press longer than scripts: what is drawn between the press and its end must not come between a control and its click.
import assert from 'node:assert/strict';
import { test as fixtureTest } from './fixture.mjs';
import { stateNamed, testIn } from './states.mjs';

/** Time for which a button is held, in milliseconds. */
const HELD = 100;

const CONTROLS = 'button, a[href], summary, input:not([type=file]), select, textarea, label.button, [role=option]';

/** Controls that were pressed in a state before. */
const pressed = new Set();

/** Has each click recorded and not done: the page stays as it is for the next one. */
function recordClicks() {
  window.addEventListener('click', (event) => {
    window.clicked = event.composedPath()[0];
    event.stopImmediatePropagation();
    event.preventDefault();
  }, true);
}

/** Controls that can be pressed on the page: inside of an open dialog only those. */
async function controls(page) {
  const open = page.locator('dialog[open]');
  const around = (await open.count()) > 0 ? open.locator(CONTROLS) : page.locator(CONTROLS);
  const found = [];
  for (const handle of await around.elementHandles()) {
    if (!(await handle.isVisible())) continue;
    const name = await handle.evaluate((it) => [it.localName, it.type, it.getAttribute('aria-label') ?? it.textContent.trim(), it.className].join(' '));
    if (!pressed.has(name)) found.push({ handle, name });
    pressed.add(name);
  }
  return found;
}

/** A point of the control at which nothing lies over it; none where it cannot be reached. */
function pointOf(control) {
  control.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
  const { left, top, width, height } = control.getBoundingClientRect();
  const [x, y] = [left + Math.min(width / 2, 40), top + height / 2];
  const root = control.getRootNode();
  return control.contains(root.elementFromPoint(x, y)) ? { x, y } : null;
}

async function pressEach(page) {
  await page.evaluate(recordClicks);
  const [all, lost] = [await controls(page), []];
  let count = 0;
  for (const { handle, name } of all) {
    const point = await handle.evaluate(pointOf);
    if (!point) continue;
    await page.evaluate(() => { window.clicked = null; });
    await page.mouse.click(point.x, point.y, { delay: HELD });
    // A press on a selection opens it, and its click goes to what has opened.
    const acted = await handle.evaluate((it) => it.isConnected
      && (it.localName === 'select' ? it.matches(':focus') : window.clicked !== null && it.contains(window.clicked)));
    if (!acted) lost.push(name);
    if (name.startsWith('select')) await page.keyboard.press('Escape');
    count += 1;
  }
  assert.deepEqual(lost, []);
  return count;
}

for (const [name, atLeast] of Object.entries({
  'first visit': 50,
  problems: 1,
  'form of an account': 5,
  'request with context keys': 5,
  'session request': 5,
  'new policy': 5,
  examples: 10,
  'scenario as JSON': 4,
  'removed step': 1,
  editor: 40,
})) {
  testIn(stateNamed(name), `every control answers when it is held: ${name}`, {}, async (page) => {
    if (name === 'editor') pressed.clear();
    const count = await pressEach(page);
    assert.ok(count >= atLeast, `only ${count} controls were pressed`);
  });
}

fixtureTest('a fold opens when it is pressed for a moment', { editor: true }, async ({ page }) => {
  const lines = page.locator('.cm-line').locator('visible=true');
  const all = await lines.count();
  await page.getByTitle('Fold line').locator('visible=true').nth(1).click();
  await page.locator('.cm-foldPlaceholder').waitFor();
  assert.ok(await lines.count() < all);
  await page.locator('.cm-foldPlaceholder').click({ delay: HELD });
  await page.locator('.cm-foldPlaceholder').waitFor({ state: 'detached' });
  assert.equal(await lines.count(), all);
});

fixtureTest('a row of the trace opens and closes with one press each', async ({ page }) => {
  await page.evaluate(() => { location.hash = '#x=lambda-under-a-boundary'; });
  const closed = page.locator('#trace-list details:not([open]) > summary').locator('visible=true').first();
  const name = await closed.textContent();
  const row = page.locator('#trace-list details', { has: page.locator('summary', { hasText: name }) }).first();
  await closed.click({ delay: HELD });
  const open = page.locator('#trace-list details[open]', { has: page.locator('summary', { hasText: name }) });
  await open.first().waitFor();
  await row.locator('summary').first().click({ delay: HELD });
  await page.locator('#trace-list details:not([open])', { has: page.locator('summary', { hasText: name }) }).first().waitFor();
});
