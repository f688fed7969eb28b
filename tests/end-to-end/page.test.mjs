import assert from 'node:assert/strict';
import { test } from './fixture.mjs';

test('the page loads under a sub-folder and has a heading', async ({ page }) => {
  assert.match(await page.title(), /^Rolescope\b/);
  assert.equal(await page.getByRole('heading', { level: 1 }).count(), 1);
});
