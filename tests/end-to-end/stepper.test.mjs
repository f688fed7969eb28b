// Stepping through a decision: buttons, keys, slider, play, depths, links.
import assert from 'node:assert/strict';
import { EDITOR, assertAccessible, standing, test } from './fixture.mjs';

const stepper = (page) => page.getByRole('region', { name: 'Step through the evaluation' });
const count = (page) => stepper(page).locator('.count').innerText();
const moment = (page) => stepper(page).locator('.moment');
const button = (page, name) => stepper(page).getByRole('button', { name, exact: true });
const lit = (page) => page.locator('.policies .lit');
const depth = (page, name) => page.getByRole('button', { name, exact: true });

/** Waits until the stepper stands at this moment. */
const stands = (page, words) => stepper(page).locator('.count', { hasText: new RegExp(`^${words}$`) }).waitFor();

/** The role and the name of what has the focus. */
const focused = (page) => page.evaluate(() => {
  const it = document.activeElement;
  return it.getAttribute('aria-label') ?? it.id ?? it.tagName;
});

test('the stepper begins at what decided and moves by its buttons', async ({ page }) => {
  assert.equal(await count(page), '7 of 11');
  await button(page, 'Next moment').click();
  await stands(page, '8 of 11');
  assert.match(await moment(page).innerText(), /Action s3:GetObject\s+match/);
  await button(page, 'First moment').click();
  await stands(page, '1 of 11');
  assert.match(await moment(page).innerText(), /Resource control policies\s+does not apply/);
  await button(page, 'Last moment').click();
  await stands(page, '11 of 11');
  await button(page, 'Moment before').click();
  await stands(page, '10 of 11');
  assert.equal(await focused(page), 'Moment before');
});

test('a moment lights the text, the gate, the trace entry and the field of the request together', async ({ page }) => {
  await button(page, 'Next moment').click();
  await button(page, 'Next moment').click();
  await stands(page, '9 of 11');
  assert.match(await lit(page).innerText(), /arn:aws:s3:::amzn-s3-demo-config\/\*/);
  assert.equal(await page.locator('.flow [aria-current] .name').innerText(), 'Identity');
  assert.match(await page.locator('.trace [aria-current]').innerText(), /^\s*Resource arn:aws:s3:::amzn-s3-demo-config/);
  assert.equal(await page.locator('.request .compared label').innerText(), 'Resource');
  await assertAccessible(page);
});

test('keys move while the stepper has the focus', async ({ page }) => {
  await button(page, 'Next moment').focus();
  for (const [key, where] of [
    ['Home', '1 of 11'], ['n', '2 of 11'], ['ArrowRight', '3 of 11'], ['p', '2 of 11'], ['ArrowLeft', '1 of 11'],
    ['ArrowLeft', '1 of 11'], ['End', '11 of 11'], ['n', '11 of 11'],
  ]) {
    await page.keyboard.press(key);
    await stands(page, where);
  }
  assert.equal(await focused(page), 'Next moment');
});

test('the slider says the moment', async ({ page }) => {
  const slider = stepper(page).getByRole('slider');
  assert.equal(await slider.getAttribute('aria-valuetext'), '7 of 11: Allow · ReadConfig: allow');
  await slider.focus();
  await page.keyboard.press('ArrowRight');
  await stands(page, '8 of 11');
  assert.equal(await slider.inputValue(), '8');
  await slider.fill('2');
  await stands(page, '2 of 11');
  assert.match(await slider.getAttribute('aria-valuetext'), /^2 of 11: Service control policies/);
});

test('playing goes from the first moment to the last, and pauses', { reducedMotion: 'reduce' }, async ({ page }) => {
  await page.clock.install();
  await button(page, 'Play').click();
  await stands(page, '1 of 11');
  assert.equal(await focused(page), 'Pause');
  await page.clock.runFor(1300);
  await stands(page, '2 of 11');
  await button(page, 'Pause').click();
  await page.clock.runFor(5000);
  assert.equal(await count(page), '2 of 11');
  await button(page, 'Play').click();
  for (let next = 3; next <= 11; next += 1) {
    await page.clock.runFor(3600);
    if (next === 11) break;
  }
  await stands(page, '11 of 11');
  await page.clock.runFor(3600);
  await button(page, 'Play').waitFor();
});

test('the first click of a visit plays to the end, though the editor comes with it', async ({ page }) => {
  await page.unroute(EDITOR);
  await page.clock.install();
  await page.reload();
  await standing(page);
  assert.equal(await page.locator('.cm-content').count(), 0);
  await button(page, 'Play').click();
  await page.locator('.cm-content').first().waitFor();
  for (let next = 1; next <= 11; next += 1) await page.clock.runFor(3600);
  await stands(page, '11 of 11');
  await button(page, 'Play').waitFor();
});

test('an edit ends the playing', async ({ page }) => {
  await button(page, 'Play').click();
  await page.getByLabel('Action', { exact: true }).fill('s3:PutObject');
  await button(page, 'Play').waitFor();
});

test('a link opens at its moment, with its step and depth', async ({ page, site }) => {
  await page.getByRole('tab', { name: /1 assume/ }).click();
  await button(page, 'Next moment').click();
  await page.waitForFunction(() => location.hash.includes('at='));
  const hash = await page.evaluate(() => location.hash);
  assert.match(hash, /^#step=1&at=\d+$/);
  const there = await count(page);
  const other = await page.context().newPage();
  await other.goto(`${site.url}${hash}`);
  await stands(other, there);
  assert.equal(await other.getByRole('tab', { name: /1 assume/ }).getAttribute('aria-selected'), 'true');
  await other.evaluate(() => { location.hash = '#step=2&at=2&depth=gates'; });
  await stands(other, '2 of 7');
  await other.close();
});

test('nothing is in the address before somebody moves, and nothing of it is a step back', async ({ page }) => {
  assert.equal(await page.evaluate(() => location.hash), '');
  const before = await page.evaluate(() => history.length);
  await button(page, 'Next moment').click();
  await page.waitForFunction(() => location.hash === '#step=2&at=8');
  assert.equal(await page.evaluate(() => history.length), before);
});

test('a link with nonsense opens the page as ever', async ({ page, site }) => {
  await page.goto('about:blank');
  await page.goto(`${site.url}#step=99&at=7777&depth=abyss&x=nobody&s=9.zzz`);
  await stands(page, '7 of 11');
});

test('three depths of one answer, kept for the next visit', async ({ page }) => {
  await depth(page, 'Sentence').click();
  assert.equal(await stepper(page).count(), 0);
  assert.equal(await page.locator('#trace-list').isVisible(), false);
  assert.ok(await page.locator('#trace-list').count(), 'the transcript stays');
  await depth(page, 'Gates').click();
  await stands(page, '5 of 7');
  assert.equal(await page.locator('.flow.wide li').count(), 7);
  await page.getByText('The caller has no permissions boundary.').first().waitFor();
  await assertAccessible(page);
  await page.reload();
  await stands(page, '5 of 7');
});

test('a gate opens by a click and by Enter', async ({ page }) => {
  await depth(page, 'Gates').click();
  await page.locator('.flow').getByRole('button', { name: /VPC endpoint policy/ }).click();
  await stands(page, '3 of 7');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await stands(page, '4 of 7');
});

test('a large trace plays what does not match as one moment that can be spread', async ({ page }) => {
  const statement = (at) => ({ Sid: `S${at}`, Effect: 'Allow', Action: `s3:Put${at}`, Resource: '*' });
  const statements = [...Array(23).keys()].map(statement);
  const fits = { Sid: 'Fits', Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };
  const text = JSON.stringify({ Version: '2012-10-17', Statement: [...statements, fits] }, null, 1);
  await page.getByRole('textbox', { name: /^Identity-based policy / }).fill(text);
  const run = page.locator('.trace .run');
  assert.match(await run.innerText(), /23 statements do not match/);
  await stands(page, '8 of 12');
  await button(page, 'Moment before').click();
  assert.match(await moment(page).innerText(), /23 statements do not match/);
  assert.match(await run.getAttribute('aria-current'), /true/);
  await moment(page).getByRole('button', { name: 'Show each' }).click();
  await stands(page, '7 of \\d+');
  assert.equal(await focused(page), 'Next moment');
  assert.match(await moment(page).innerText(), /Allow · S0/);
  assert.equal(await run.count(), 0);
});

for (const colorScheme of ['light', 'dark']) {
  test(`depths are free of barriers on a phone, ${colorScheme}`, { colorScheme, viewport: { width: 360, height: 740 } }, async ({ page }) => {
    for (const name of ['Gates', 'Everything', 'Sentence']) {
      await depth(page, name).click();
      await assertAccessible(page);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.equal(overflow, 0, name);
    }
  });
}
