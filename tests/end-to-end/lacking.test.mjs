// What is not in the scenario: said as that, added, or taken along under its new name.
import assert from 'node:assert/strict';
import { assertAccessible, test } from './fixture.mjs';

const field = (page, label) => page.getByLabel(label, { exact: true });
const steps = (page) => page.getByRole('tablist', { name: 'Steps' });
const verdict = (page) => page.getByRole('region', { name: 'Verdict', exact: true });
const status = (page) => page.getByRole('status', { name: 'Verdict' });
const focuses = (page, id) => page.waitForFunction((wanted) => document.activeElement.id === wanted, id);

const OLD = 'arn:aws:iam::111122223333:role/config-reader';
const NEW = 'arn:aws:iam::111122223333:role/app';

/** The role gets another ARN, and the step that assumes it is shown. */
async function rename(page) {
  await page.getByRole('tab', { name: /Role config-reader/ }).click();
  await field(page, 'ARN').fill(NEW);
  await steps(page).getByRole('tab', { name: /1 assume/ }).click();
}

test('a role that was renamed is missed by name, and one click takes its references along', async ({ page }) => {
  await rename(page);
  await status(page).getByText(/^The role \S+ is not in this scenario; /).waitFor();
  assert.equal(await status(page).getAttribute('data-decision'), 'implicitDeny');
  await assertAccessible(page);
  await verdict(page).getByRole('button', { name: 'Rename in 1 place' }).click();
  await focuses(page, 'outcome');
  await page.locator('[role=status][data-decision=allowed]').waitFor();
  assert.equal(await page.locator('#resource-0').inputValue(), NEW);
  await page.getByText('Renamed in 1 place.').waitFor();
  await page.locator('.notice').getByRole('button', { name: 'Undo' }).click();
  assert.equal(await page.locator('#resource-0').inputValue(), OLD);
});

test('the form of what was renamed offers the same', async ({ page }) => {
  await rename(page);
  await page.getByRole('tabpanel', { name: /Role app/ }).getByRole('button', { name: 'Rename in 1 place' }).click();
  await focuses(page, 'form-Arn');
  await page.locator('[role=status][data-decision=allowed]').waitFor();
  assert.equal(await page.getByRole('button', { name: /^Rename in/ }).count(), 0);
});

test('what is missed is added under its ARN, has the focus, and can be taken back', async ({ page }) => {
  const nobody = 'arn:aws:iam::111122223333:user/nobody';
  await field(page, 'Caller').fill(nobody);
  await status(page).getByText(/^The user \S+ is not in this scenario; /).waitFor();
  await verdict(page).getByRole('button', { name: `Add it: ${nobody}` }).click();
  await focuses(page, 'form-Arn');
  assert.equal(await field(page, 'ARN').inputValue(), nobody);
  await status(page).getByText(/^No identity-based policy allows/).waitFor();
  await assertAccessible(page);
  await page.locator('#undo').click();
  await status(page).getByText(/^The user \S+ is not in this scenario; /).waitFor();
});

test('a step without a session says why, and leads to the step that should have given it', async ({ page }) => {
  await rename(page);
  await steps(page).getByRole('tab', { name: /2 read/ }).click();
  await status(page).getByRole('heading', { name: 'Not evaluated' }).waitFor();
  await status(page).getByText('Step assume was denied, so there is no session to call with.').waitFor();
  assert.equal(await page.getByText('NoSession').count(), 0);
  await verdict(page).getByRole('button', { name: 'Go to step assume' }).click();
  assert.equal(await steps(page).getByRole('tab', { name: /1 assume/ }).getAttribute('aria-selected'), 'true');
});
