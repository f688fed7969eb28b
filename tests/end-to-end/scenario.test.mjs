// Editing whatever a scenario holds: steps, policies, the cast, undo, examples, JSON.
import assert from 'node:assert/strict';
import { assertAccessible, downloadedText, test } from './fixture.mjs';
import { KEYS } from './storage.mjs';

const field = (page, label) => page.getByLabel(label, { exact: true });
const decided = (page, decision) => page.locator(`[role=status][data-decision="${decision}"]`).waitFor();
const steps = (page) => page.getByRole('tablist', { name: 'Steps' });
const press = (page, name) => page.getByRole('button', { name, exact: true });
/** The scenario as kept, once it is as wanted. */
async function kept(page, wanted) {
  for (let before; ;) {
    // The next text that is kept.
    const text = await page.waitForFunction(([start, it]) => {
      const now = localStorage.getItem(`${start}draft.${localStorage.getItem(`${start}scenario`)}`)?.replace(/^.*\n/, '');
      return now !== it && now;
    }, [KEYS, before]);
    before = await text.jsonValue();
    const scenario = JSON.parse(before);
    if (wanted(scenario)) return scenario;
  }
}
/** The id of what has the focus; `BODY` when nothing has. */
const focused = (page) => page.evaluate(() => document.activeElement.id || document.activeElement.tagName);

test('renaming a step renames what later steps call it', async ({ page }) => {
  await steps(page).getByRole('tab', { name: /1 assume/ }).click();
  await field(page, 'Name of the step').fill('get in');
  await steps(page).getByRole('tab', { name: /2 read/ }).click();
  assert.equal(await field(page, 'Caller').inputValue(), '@get in');
  await decided(page, 'allowed');
});

test('a name that another step has stays in its field and says so', async ({ page }) => {
  await field(page, 'Name of the step').fill('assume');
  await page.getByText('another step has this name').waitFor();
  assert.equal(await field(page, 'Name of the step').getAttribute('aria-invalid'), 'true');
  await assertAccessible(page);
  await field(page, 'Name of the step').fill('reads');
  await page.getByText('another step has this name').waitFor({ state: 'detached' });
});

test('steps are added, moved and removed, and the focus is never lost', async ({ page }) => {
  await press(page, 'Add step').click();
  await page.waitForFunction(() => document.activeElement.id === 'step-name');
  assert.equal(await steps(page).getByRole('tab').count(), 3);
  await press(page, 'Move step earlier').click();
  await page.waitForFunction(() => document.activeElement.id === 'move-earlier');
  assert.match(await steps(page).getByRole('tab').nth(1).innerText(), /2 step-3/);
  await press(page, 'Remove step').click();
  await page.waitForFunction(() => document.activeElement.id === 'step-1');
  await page.getByText('Removed step step-3.').waitFor();
  await assertAccessible(page);
  await page.locator('.notice').getByRole('button', { name: 'Undo' }).click();
  await page.waitForFunction(() => document.activeElement.id === 'undo');
  assert.equal(await steps(page).getByRole('tab').count(), 3);
});

test('undo and redo by key and by button, but not while a text is typed', async ({ page }) => {
  await press(page, 'Add step').click();
  await page.waitForFunction(() => document.activeElement.id === 'step-name');
  await page.keyboard.press('Control+Z');
  assert.equal(await steps(page).getByRole('tab').count(), 3);
  await press(page, 'Remove step').focus();
  await page.keyboard.press('Control+Z');
  assert.equal(await steps(page).getByRole('tab').count(), 2);
  await page.keyboard.press('Control+Shift+Z');
  assert.equal(await steps(page).getByRole('tab').count(), 3);
  await page.locator('#undo').click();
  assert.equal(await steps(page).getByRole('tab').count(), 2);
  assert.equal(await focused(page), 'undo');
  assert.equal(await page.locator('#redo').getAttribute('aria-label'), 'Redo: add');
});

test('the caller is chosen from whom the scenario knows', async ({ page }) => {
  await field(page, 'Choose a caller').selectOption('anonymous');
  assert.equal(await field(page, 'Caller').inputValue(), 'anonymous');
  await decided(page, 'implicitDeny');
  assert.equal(await field(page, 'Choose a caller').inputValue(), '');
  await field(page, 'Choose a caller').selectOption('@assume');
  await decided(page, 'allowed');
});

test('a boundary is added from the menu, and taken out again', async ({ page }) => {
  await press(page, 'Add policy').click();
  await page.getByRole('dialog', { name: 'Add a policy' }).waitFor();
  await assertAccessible(page);
  await page.getByRole('button', { name: 'Permissions boundary for config-reader' }).click();
  await page.waitForFunction(() => document.activeElement.id === 'policy-name');
  await field(page, 'Name of this policy').fill('ceiling');
  const text = page.getByRole('textbox', { name: 'Permissions boundary ceiling' });
  await text.fill((await text.inputValue()).replace('"Action": "*"', '"Action": "ec2:*"'));
  await decided(page, 'implicitDeny');
  await press(page, 'Remove policy').click();
  await decided(page, 'allowed');
  assert.equal(await focused(page), 'add-policy');
});

test('everything of the cast has a form', async ({ page }) => {
  await press(page, 'Account').click();
  await page.waitForFunction(() => document.activeElement.id === 'form-Arn');
  await field(page, 'Name').fill('production');
  await field(page, 'Management account').selectOption('yes');
  await press(page, 'Level').first().click();
  await page.waitForFunction(() => document.activeElement.id === 'level-serviceControlPolicies-0');
  await page.keyboard.press('Control+A');
  await page.keyboard.type('r-ab12');
  await page.getByRole('tab', { name: /Role config-reader/ }).click();
  await field(page, 'Tags').fill('team = blue\nenv = dev');
  await field(page, 'Longest session in seconds').fill('7200');
  const now = await kept(page, (it) => it.principals[0].maxSessionDuration === 7200);
  assert.deepEqual(now.principals[0].tags, { team: 'blue', env: 'dev' });
  assert.deepEqual(now.accounts, [{
    id: '111122223333', name: 'production', managementAccount: true,
    serviceControlPolicies: [{ target: 'r-ab12', policies: [] }],
  }]);
  await assertAccessible(page);
});

test('what is not written yet stays in its field and the page says what is missing', async ({ page }) => {
  await page.getByRole('tab', { name: /Role config-reader/ }).click();
  await field(page, 'Tags').pressSequentially('team');
  await page.getByText('one `key = value` a line').waitFor();
  await field(page, 'Tags').pressSequentially(' = blue');
  await kept(page, (it) => it.principals[0].tags?.team === 'blue');
  assert.equal(await field(page, 'Tags').inputValue(), 'team = blue');
});

test('a session request is filled, and removed', async ({ page }) => {
  await steps(page).getByRole('tab', { name: /1 assume/ }).click();
  await field(page, 'Duration in seconds').fill('0900');
  assert.equal(await field(page, 'Duration in seconds').inputValue(), '0900');
  await page.getByText('More of the session').click();
  await field(page, 'Source identity').fill('ana');
  const now = await kept(page, (it) => it.steps[0].session?.sourceIdentity === 'ana');
  assert.equal(now.steps[0].session.durationSeconds, 900);
  await press(page, 'Remove session request').click();
  await kept(page, (it) => it.steps[0].session === undefined);
  assert.equal(await focused(page), 'action');
});

test('several resources, an endpoint and an expectation', async ({ page }) => {
  await press(page, 'Add resource').click();
  await page.waitForFunction(() => document.activeElement.id === 'resource-1');
  await page.keyboard.type('arn:aws:s3:::other/x');
  await decided(page, 'implicitDeny');
  await page.getByText('Endpoint, time, expectation').click();
  await field(page, 'Expected decision').selectOption('implicitDeny');
  await page.getByText('The scenario expects an implicit deny: met').waitFor();
  await field(page, 'VPC endpoint').fill('vpce-1a2b');
  const now = await kept(page, (it) => it.steps[1].vpcEndpoint);
  assert.deepEqual(now.steps[1].resource[1], 'arn:aws:s3:::other/x');
  await press(page, 'Remove resource 2').click();
  await kept(page, (it) => it.steps[1].resource === 'arn:aws:s3:::amzn-s3-demo-config/app.json');
  assert.equal(await focused(page), 'resource-0');
});

test('a key that is added has the focus, and keeps a leading zero', async ({ page }) => {
  await field(page, 'New condition key').fill('aws:SourceAccount');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.activeElement.id === 'key-aws:SourceAccount');
  await page.keyboard.type('012345678901');
  const now = await kept(page, (it) => it.steps[1].context?.['aws:SourceAccount']?.length === 12);
  assert.equal(now.steps[1].context['aws:SourceAccount'], '012345678901');
  await field(page, 'Form of aws:SourceAccount').selectOption('list');
  await kept(page, (it) => Array.isArray(it.steps[1].context['aws:SourceAccount']));
  assert.equal(await focused(page), 'form-of-aws:SourceAccount');
  await field(page, 'Form of aws:SourceAccount').selectOption('absent');
  await kept(page, (it) => it.steps[1].context['aws:SourceAccount'] === null);
  await assertAccessible(page);
  await press(page, 'Restore aws:SourceAccount').click();
  await page.waitForFunction(() => document.activeElement.id === 'new-key');
});

test('reset asks, keeps the focus, and can be undone', async ({ page }) => {
  await field(page, 'Action').fill('s3:PutObject');
  await press(page, 'Reset').click();
  await page.waitForFunction(() => document.activeElement.id === 'keep');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.activeElement.id === 'reset');
  await page.keyboard.press('Enter');
  await press(page, 'Discard').click();
  await decided(page, 'allowed');
  await page.waitForFunction(() => document.activeElement.id === 'examples-button');
  await page.locator('.notice').getByRole('button', { name: 'Undo' }).click();
  assert.equal(await field(page, 'Action').inputValue(), 's3:PutObject');
});

test('an example is fetched when it is chosen, and drafts stay apart', async ({ page }) => {
  await field(page, 'Scenario title').fill('My copy');
  await press(page, 'Examples').click();
  const dialog = page.getByRole('dialog', { name: 'Examples' });
  await dialog.waitFor();
  await assertAccessible(page);
  await dialog.getByRole('button', { name: /From a laptop through two roles/ }).click();
  await page.waitForFunction(() => document.getElementById('scenario-title').value === 'From a laptop through two roles');
  // The address follows what is drawn, maybe after the browser has painted.
  await page.waitForFunction(() => location.hash === '#x=chain-of-three');
  await page.reload();
  await page.waitForFunction(() => document.getElementById('scenario-title')?.value === 'From a laptop through two roles');
  await press(page, 'Examples').click();
  await page.getByRole('dialog', { name: 'Examples' }).getByRole('button', { name: /A web app on EC2/ }).click();
  await page.waitForFunction(() => document.getElementById('scenario-title').value === 'My copy');
});

test('an example that cannot be fetched is said, and the page goes on', async ({ page, complaints }) => {
  await page.context().setOffline(true);
  await press(page, 'Examples').click();
  await page.getByRole('dialog').getByRole('button', { name: /chain|two roles/i }).first().click();
  await page.getByText('This example could not be fetched.').waitFor();
  await press(page, 'Dismiss').click();
  await page.waitForFunction(() => document.activeElement.id === 'undo');
  await decided(page, 'allowed');
  await page.context().setOffline(false);
  // The failed request itself is what was provoked.
  complaints.splice(0, complaints.length, ...complaints.filter((it) => !/ERR_INTERNET_DISCONNECTED|failed request/.test(it)));
});

const OWN = {
  title: 'Mine',
  steps: [{ caller: 'anonymous', action: 's3:GetObject', resource: 'arn:aws:s3:::b/k' }],
};

test('the scenario is saved as a file and opened from one', async ({ page }) => {
  await press(page, 'JSON').click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Save as file' }).click(),
  ]);
  assert.equal(download.suggestedFilename(), 'scenario.json');
  const saved = await downloadedText(download);
  assert.equal(JSON.parse(saved).title, 'A web app on EC2 reads its configuration from S3');
  const file = { name: 'mine.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(OWN)) };
  await page.locator('#exchange-file').setInputFiles(file);
  await page.waitForFunction(() => document.getElementById('exchange-text').value.includes('Mine'));
  await press(page, 'Use this scenario').click();
  await page.waitForFunction(() => document.getElementById('scenario-title').value === 'Mine');
});

test('a file that is no scenario says where, one that is too large leaves the text as it was', async ({ page }) => {
  await press(page, 'JSON').click();
  const give = (text) => page.locator('#exchange-file').setInputFiles({
    name: 'x.json', mimeType: 'application/json', buffer: Buffer.from(text),
  });
  await give('{\n "stepz": []}');
  await page.getByText(/line 2, column/).waitFor();
  await give(`"${'x'.repeat(10_000_001)}"`);
  await page.getByText(/larger than 10 MB/).waitFor();
  assert.equal(await field(page, 'Scenario as JSON').inputValue(), '{\n "stepz": []}');
});

test('a dropped file is shown before anything is replaced', async ({ page }) => {
  await page.evaluate((text) => {
    const data = new DataTransfer();
    data.items.add(new File([text], 'mine.json', { type: 'application/json' }));
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
  }, JSON.stringify(OWN));
  await page.getByRole('dialog', { name: 'This scenario as JSON' }).waitFor();
  await page.waitForFunction(() => document.getElementById('exchange-text').value.includes('Mine'));
  assert.notEqual(await page.locator('#scenario-title').inputValue(), 'Mine');
  await assertAccessible(page);
});

test('copying puts the JSON on the clipboard', { permissions: ['clipboard-read', 'clipboard-write'] }, async ({ page }) => {
  await press(page, 'JSON').click();
  await press(page, 'Copy').click();
  await page.getByText('Copied.').waitFor();
  assert.equal(JSON.parse(await page.evaluate(() => navigator.clipboard.readText())).steps.length, 2);
});

for (const width of [320, 360, 768]) {
  test(`dialogs and forms fit ${width} px`, { viewport: { width, height: 740 } }, async ({ page }) => {
    await press(page, 'Account').click();
    await press(page, 'Level').first().click();
    const fits = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.equal(await fits(), 0);
    for (const name of ['Add policy', 'Examples', 'JSON']) {
      await press(page, name).click();
      const wide = await page.evaluate(() => {
        const dialog = document.querySelector('dialog[open]');
        return dialog.scrollWidth - dialog.clientWidth;
      });
      assert.equal(wide, 0, name);
      await page.keyboard.press('Escape');
    }
    await assertAccessible(page);
  });
}

test('a dialog that is opened by a key has the focus, and gives it back', async ({ page }) => {
  for (const name of ['Add policy', 'Examples', 'JSON']) {
    const opener = press(page, name);
    await opener.focus();
    await page.keyboard.press('Enter');
    const dialog = page.locator('dialog[open]');
    await dialog.locator('li, textarea').first().waitFor();
    const close = dialog.getByRole('button', { name: 'Close', exact: true });
    assert.ok(await close.evaluate((it) => it === document.activeElement), name);
    await page.keyboard.press('Tab');
    assert.ok(await dialog.locator('button:focus, textarea:focus').count(), name);
    assert.ok(!await close.evaluate((it) => it === document.activeElement), name);
    await page.keyboard.press('Escape');
    assert.ok(await opener.evaluate((it) => it === document.activeElement), name);
    // What a closed dialog lists is not drawn.
    await page.waitForFunction(() => !document.querySelector('dialog li'));
  }
});

test('an address with an example that does not exist says so, and shows what was there', async ({ page, site }) => {
  await page.goto('about:blank');
  await page.goto(`${site.url}#x=nonsense`);
  await page.getByText('There is no example nonsense').waitFor();
  const title = await page.getByRole('textbox', { name: 'Scenario title' }).inputValue();
  await page.evaluate(() => { location.hash = '#x=of-no-kind'; });
  await page.getByText('There is no example of-no-kind').waitFor();
  assert.equal(await page.getByRole('textbox', { name: 'Scenario title' }).inputValue(), title);
});

test('a double click on a cross takes one policy away', async ({ page }) => {
  await press(page, 'Remove policy').dblclick();
  await kept(page, ({ principals: [role] }) => !role.identityPolicies?.length || !role.trustPolicy);
  assert.equal(await page.getByRole('tablist', { name: 'Policies' }).getByRole('tab').count(), 1);
  await press(page, 'Remove policy').click();
  await page.getByText('This scenario has no policies.').waitFor();
});

test('keys of a keyboard still take away one after the other', async ({ page }) => {
  for (const left of [1, 0]) {
    await press(page, 'Remove policy').focus();
    await page.keyboard.press('Enter');
    await page.waitForFunction((count) => document.querySelectorAll('.files .tab').length === count, left);
  }
});

test('the open document stays in sight when the window gets narrow', async ({ page }) => {
  for (const carrier of ['Permissions boundary for config-reader', 'Service control policy for 111122223333']) {
    await press(page, 'Add policy').click();
    await press(page, carrier).click();
  }
  await page.setViewportSize({ width: 360, height: 740 });
  const within = () => {
    const tab = document.querySelector('.files [aria-selected="true"]').getBoundingClientRect();
    const row = document.querySelector('.files').getBoundingClientRect();
    return document.querySelector('.files').scrollWidth > row.width && tab.left >= row.left && tab.right <= row.right + 1;
  };
  await page.waitForFunction(within);
});
