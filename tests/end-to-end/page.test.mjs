import assert from 'node:assert/strict';
import { test } from './fixture.mjs';

test('the page loads under a sub-folder and has a heading', async ({ page }) => {
  assert.match(await page.title(), /^Rolescope\b/);
  assert.equal(await page.getByRole('heading', { level: 1 }).count(), 1);
});

test('the first stop of the keyboard leads past everything to the verdict', async ({ page }) => {
  const skip = page.getByRole('link', { name: 'Skip to the verdict' });
  assert.equal((await skip.boundingBox()).width, 1);
  const address = page.url();
  await page.keyboard.press('Tab');
  assert.ok((await skip.boundingBox()).width > 100);
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'outcome');
  assert.equal(page.url(), address);
});
