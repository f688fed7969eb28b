// The page as `cargo xtask serve` builds and serves it, in use. SERVED is its address.
import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { test } from 'node:test';
import { openChromium } from '../end-to-end/browser.mjs';
import { LONGEST, LONGEST_TEST, standing } from '../end-to-end/site.mjs';

test('the page is live, decides anew after an edit, draws a diagram and searches in the worker', { timeout: LONGEST_TEST }, async () => {
  await answers(process.env.SERVED);
  const browser = await openChromium();
  try {
    const page = await browser.newPage();
    page.setDefaultTimeout(LONGEST);
    const complaints = [];
    page.on('pageerror', (error) => complaints.push(`uncaught: ${error.message}`));
    page.on('console', (message) => message.type() === 'error' && complaints.push(`console: ${message.text()}`));
    await page.goto(process.env.SERVED);
    await standing(page);
    const policy = page.getByRole('textbox', { name: /^Identity-based policy / });
    await policy.fill((await policy.inputValue()).replace('"Allow"', '"Deny"'));
    await page.locator('[role=status][data-decision="explicitDeny"]').waitFor();
    await page.getByRole('tab', { name: 'Nested ceilings' }).click();
    await page.locator('svg').first().waitFor();
    await page.getByRole('button', { name: 'Find out', exact: true }).click();
    await page.getByText('callers were tried.').waitFor();
    assert.deepEqual(complaints, []);
  } finally {
    await browser.close();
  }
});

/** Waits until a server answers at an address. */
async function answers(address) {
  for (const end = performance.now() + LONGEST; performance.now() < end; await pause(100)) {
    if (await fetch(address).then(({ ok }) => ok, () => false)) return;
  }
  assert.fail(`nothing answers at ${address}`);
}
