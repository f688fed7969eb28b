// Fields that are typed key by key keep focus and caret, whatever a half-typed text makes of their form.
import assert from 'node:assert/strict';
import { test } from './fixture.mjs';

const field = (page, label) => page.getByLabel(label, { exact: true });
const press = (page, name) => page.getByRole('button', { name, exact: true });

/** Marks the element with the focus: one that is made anew has no mark. */
const mark = (page) => page.evaluate(() => { document.activeElement.marked = true; });
const caret = (page) => page.evaluate(() => {
  const { id, marked = false, selectionStart: at, value } = document.activeElement;
  return { id, marked, at, value };
});

/** Types `text` in the place of what is in the field that has the focus; after each key the caret stands behind it. */
async function typed(page, id, text) {
  assert.equal((await caret(page)).id, id);
  await mark(page);
  await page.keyboard.press('Control+A');
  await page.keyboard.press('Delete');
  for (let length = 1; length <= text.length; length += 1) {
    await page.keyboard.press(text[length - 1]);
    const value = text.slice(0, length);
    assert.deepEqual(await caret(page), { id, marked: true, at: length, value });
  }
  // In the middle, too.
  await page.keyboard.press('Home');
  await page.keyboard.press('x');
  assert.deepEqual(await caret(page), { id, marked: true, at: 1, value: `x${text}` });
  await page.keyboard.press('Backspace');
  assert.deepEqual(await caret(page), { id, marked: true, at: 0, value: text });
}

const added = [
  ['User', 'arn:aws:iam::111122223333:user/ana', /User ana/],
  ['Role', 'arn:aws:iam::111122223333:role/app', /Role app/],
  ['User', 'arn:aws:iam::111122223333:role/app', /Role app/],
  ['Role', 'arn:aws:sts::111122223333:federated-user/eva', /Principal eva/],
  ['Resource', 'arn:aws:s3:::amzn-s3-demo-bucket', /Resource amzn-s3-demo-bucket/],
  ['Account', '444455556666', /Account 444455556666/],
];

for (const [thing, text, tab] of added) {
  test(`${thing}: ${text} can be typed letter by letter`, async ({ page }) => {
    await press(page, thing).click();
    await page.waitForFunction(() => document.activeElement.id === 'form-Arn');
    await typed(page, 'form-Arn', text);
    await page.getByRole('tab', { name: tab }).waitFor();
  });
}

test('what else is typed about a user stays, while the user becomes something else', async ({ page }) => {
  await press(page, 'User').click();
  await page.waitForFunction(() => document.activeElement.id === 'form-Arn');
  await press(page, 'Group').click();
  await page.waitForFunction(() => document.activeElement.id === 'group-0');
  await typed(page, 'group-0', 'developers');
  await page.locator('#form-Arn').focus();
  await typed(page, 'form-Arn', 'arn:aws:iam::111122223333:role/app');
  assert.equal(await page.locator('#group-0').inputValue(), 'developers');
});

const calls = [
  ['caller', 'Caller', 'arn:aws:sts::111122223333:assumed-role/config-reader/s1'],
  ['caller', 'Caller', '@assume'],
  ['caller', 'Caller', 'token.actions.githubusercontent.com'],
  ['action', 'Action', 'sts:AssumeRoleWithWebIdentity'],
  ['resource-0', 'Resource', 'arn:aws:kms:us-east-1:111122223333:key/1234abcd'],
  ['step-name', 'Name of the step', 'assumes'],
];

for (const [id, label, text] of calls) {
  test(`${label} of a step: ${text} can be typed letter by letter`, async ({ page }) => {
    await field(page, label).focus();
    await typed(page, id, text);
  });
}

test('the fields of a session can be typed and emptied letter by letter', async ({ page }) => {
  await field(page, 'Caller').fill('arn:aws:sts::111122223333:federated-user/eva');
  await field(page, 'User who made the federated user').focus();
  await typed(page, 'issuer', 'arn:aws:iam::111122223333:user/ana');
  await field(page, 'Action').fill('sts:AssumeRole');
  await field(page, 'Session name').focus();
  await typed(page, 'session-name', 's1');
  await field(page, 'Caller').fill('arn:aws:iam::111122223333:role/config-reader');
  await field(page, 'Action').fill('s3:GetObject');
  for (const [label, id] of [['Session name', 'session-name'], ['User who made the federated user', 'issuer']]) {
    await field(page, label).focus();
    await typed(page, id, 'a');
    await page.keyboard.press('Delete');
    assert.equal((await caret(page)).id, id);
    await page.keyboard.press('b');
    assert.deepEqual(await caret(page), { id, marked: true, at: 1, value: 'b' });
  }
});
