// The first worked role: a web app on EC2 reads its configuration from S3.
import assert from 'node:assert/strict';
import { assertAccessible, test } from './fixture.mjs';

const trust = (page) => page.getByRole('textbox', { name: 'Trust policy' });
const permissions = (page) => page.getByRole('textbox', { name: /^Identity-based policy / });
const verdict = (page) => page.getByRole('status');

/** Waits until the selected step's verdict is this one. */
const decided = (page, decision) => page.locator(`[role=status][data-decision="${decision}"]`).waitFor();

/** Puts the caret before a word in a policy text. */
async function caretBefore(area, word) {
  await area.focus();
  await area.evaluate((element, sought) => {
    const at = element.value.indexOf(sought);
    if (at < 0) throw new Error(`no ${sought} in the text`);
    element.setSelectionRange(at, at);
  }, word);
}

test('the worked role is allowed, each step by the statement that is named', async ({ page }) => {
  await decided(page, 'allowed');
  await page.getByRole('button', { name: /read-config, statement 1 \(ReadConfig\)/ }).waitFor();
  await page.getByRole('tab', { name: /assume/ }).click();
  await decided(page, 'allowed');
  await page.getByRole('button', { name: /statement 1 \(LetTheInstanceIn\)/ }).waitFor();
});

test('one typed character flips the verdict, taking it away flips it back', async ({ page }) => {
  await decided(page, 'allowed');
  await caretBefore(permissions(page), 'GetObject');
  await page.keyboard.type('x');
  await decided(page, 'implicitDeny');
  assert.match(await verdict(page).innerText(), /xGetObject|s3:GetObject/);
  await assertAccessible(page);
  await page.keyboard.press('Backspace');
  await decided(page, 'allowed');
});

test('a Deny in the text denies explicitly', async ({ page }) => {
  const text = await permissions(page).inputValue();
  await permissions(page).fill(text.replace('"Allow"', '"Deny"'));
  await decided(page, 'explicitDeny');
});

test('broken JSON keeps the text, is an error and says where', async ({ page }) => {
  await decided(page, 'allowed');
  const area = permissions(page);
  const broken = (await area.inputValue()).replace('"Action":', '"Action"');
  const line = broken.slice(0, broken.indexOf('"Action"')).split('\n').length;
  await area.fill(broken);
  await decided(page, 'error');
  assert.equal(await area.inputValue(), broken);
  await page.getByText(new RegExp(`line ${line}\\b`, 'i')).first().waitFor();
  await assertAccessible(page);
});

test('text that looks like markup stays text', async ({ page }) => {
  const hostile = '{"Version":"</textarea><img src=x onerror=alert(1)><script>alert(2)</script>"}';
  await permissions(page).fill(hostile);
  await decided(page, 'error');
  assert.equal(await permissions(page).inputValue(), hostile);
  assert.equal(await page.locator('img').count(), 0);
});

test('edits are there again after a reload', async ({ page }) => {
  await decided(page, 'allowed');
  await caretBefore(permissions(page), 'GetObject');
  await page.keyboard.type('Never');
  await decided(page, 'implicitDeny');
  await page.reload();
  await decided(page, 'implicitDeny');
  assert.match(await permissions(page).inputValue(), /s3:NeverGetObject/);
});

test('everything works without a network once the page is there', async ({ page }) => {
  await decided(page, 'allowed');
  // The first action of a visit brings the script of drafts, and what that imports.
  const [drafts] = await Promise.all([page.waitForResponse(/drafts-[^/]+\.js$/), page.mouse.move(5, 5)]);
  await page.evaluate((address) => import(address).then(() => {}), drafts.url());
  await page.context().setOffline(true);
  await caretBefore(permissions(page), 'GetObject');
  await page.keyboard.type('x');
  await decided(page, 'implicitDeny');
  await page.context().setOffline(false);
});

test('the whole way goes by keyboard', async ({ page }) => {
  await decided(page, 'allowed');
  await tabTo(page, (stop) => stop.role === 'tab' && /Identity/.test(stop.text));
  await page.keyboard.press('ArrowLeft');
  await tabTo(page, (stop) => stop.label === 'Trust policy');
  await page.keyboard.press('Control+A');
  await page.keyboard.press('Delete');
  await decided(page, 'error');
  await page.keyboard.press('Control+Z');
  await decided(page, 'allowed');
  await tabTo(page, (stop) => stop.tag === 'SUMMARY');
  const open = () => page.evaluate(() => document.activeElement.parentElement.open);
  const before = await open();
  await page.keyboard.press('Enter');
  await page.waitForFunction((was) => document.activeElement.parentElement.open !== was, before);
});

/** Presses Tab until a stop is the sought one. Each stop must show that it has the focus. */
async function tabTo(page, sought) {
  const seen = [];
  for (let presses = 0; presses < 80; presses += 1) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(() => {
      const element = document.activeElement;
      const shown = (it) => it && (getComputedStyle(it).outlineStyle !== 'none' || getComputedStyle(it).boxShadow !== 'none');
      let marked = false;
      for (let it = element; it && it !== document.body && !marked; it = it.parentElement) marked = shown(it);
      return {
        tag: element.tagName,
        role: element.getAttribute('role'),
        label: element.getAttribute('aria-label'),
        text: element.textContent.slice(0, 80),
        marked: marked || element === document.body,
      };
    });
    assert.ok(stop.marked, `the focus cannot be seen on ${JSON.stringify(stop)}`);
    if (sought(stop)) return;
    seen.push(stop.label ?? stop.text);
  }
  assert.fail(`not reached by Tab: ${seen.join(' | ')}`);
}

for (const width of [360, 768, 1440]) {
  test(`nothing scrolls sideways at ${width} px`, { viewport: { width, height: 740 } }, async ({ page }) => {
    await decided(page, 'allowed');
    const overflow = await page.evaluate(() => (
      document.documentElement.scrollWidth - document.documentElement.clientWidth
    ));
    assert.equal(overflow, 0);
  });
}

for (const colorScheme of ['light', 'dark']) {
  test(`every verdict is free of barriers in ${colorScheme}`, { colorScheme }, async ({ page }) => {
    await decided(page, 'allowed');
    await assertAccessible(page);
    const text = await permissions(page).inputValue();
    await permissions(page).fill(text.replace('"Allow"', '"Deny"'));
    await decided(page, 'explicitDeny');
    await assertAccessible(page);
    await permissions(page).fill(text.replace('s3:GetObject', 's3:PutObject'));
    await decided(page, 'implicitDeny');
    await assertAccessible(page);
    await permissions(page).fill(text.replace('}', ''));
    await decided(page, 'error');
  });
}
