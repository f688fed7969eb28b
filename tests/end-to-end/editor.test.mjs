// The editor: it comes when the page stands, and everything works without it.
import assert from 'node:assert/strict';
import { EDITOR, assertAccessible, test } from './fixture.mjs';
import { comes, drawn, editing } from './site.mjs';

const RICH = { editor: true };
const TRUST = '/principals/0/trustPolicy';
const PERMISSIONS = '/principals/0/identityPolicies/0';

const trust = (page) => page.getByRole('textbox', { name: 'Trust policy' });
const permissions = (page) => page.getByRole('textbox', { name: /^Identity-based policy / });
const decided = (page, decision) => page.locator(`[role=status][data-decision="${decision}"]`).waitFor();
const openTab = (page, name) => page.getByRole('tab', { name }).click();
const choices = (page) => page.getByRole('listbox').getByRole('option');

/** The text that the page has for the policy at a pointer. */
const textOf = (page, pointer) => page.evaluate((id) => document.getElementById(id).value, `text${pointer}`);

/** Text that the editor shows of the policy at a pointer. */
const shown = (page, pointer) => page.evaluate((id) => (
  [...document.getElementById(id).shadowRoot.querySelectorAll('.cm-line')].map((it) => it.textContent).join('\n')
), `frame${pointer}`);

/** Puts the caret before a word of the open policy, as a visitor does, once nothing moves any more. */
async function caretBefore(page, word, pointer = PERMISSIONS) {
  await page.evaluate(() => { window.wordAt = undefined; });
  const place = await page.waitForFunction(([id, sought]) => {
    const walker = document.createTreeWalker(document.getElementById(id).shadowRoot.querySelector('.cm-content'), 4);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const at = node.data.indexOf(sought);
      if (at < 0) continue;
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + 1);
      const { left, top, height } = range.getBoundingClientRect();
      const [before, now] = [window.wordAt, `${id} ${sought} ${left} ${top}`];
      window.wordAt = now;
      return now === before && { x: left + 1, y: top + height / 2 };
    }
    throw new Error(`no ${sought} in the editor`);
  }, [`frame${pointer}`, word]);
  const { x, y } = await place.jsonValue();
  await page.mouse.click(x, y);
}

/** Waits until the page has this text for the policy at a pointer, or one that fits a pattern. */
const written = (page, pointer, wanted) => page.waitForFunction(([id, it]) => {
  const value = document.getElementById(id)?.value;
  return it instanceof RegExp ? it.test(value) : value === it;
}, [`text${pointer}`, wanted]);

/** Waits until the editor shows this text of the policy at a pointer. */
const shows = (page, pointer, wanted) => page.waitForFunction(([id, it]) => (
  [...document.getElementById(id).shadowRoot.querySelectorAll('.cm-line')].map((line) => line.textContent).join('\n') === it
), [`frame${pointer}`, wanted]);

/** Waits until there are so many of something. */
async function counts(locator, number) {
  await locator.nth(number).waitFor({ state: 'detached' });
  await locator.nth(number - 1).waitFor({ state: 'attached' });
}

/** Takes the selected choice. The editor takes none that could not have been seen yet, so time has to pass: the page's own. */
async function accept(page) {
  await page.locator('.cm-tooltip-autocomplete:not(.cm-tooltip-autocomplete-disabled)').waitFor();
  await page.clock.fastForward(1000);
  await page.keyboard.press('Enter');
}

test('typing in the editor is decided, kept and in step with the text area', RICH, async ({ page }) => {
  await caretBefore(page, 'GetObject');
  await page.keyboard.type('x');
  await decided(page, 'implicitDeny');
  assert.match(await textOf(page, PERMISSIONS), /"s3:xGetObject"/);
  assert.equal(await shown(page, PERMISSIONS), await textOf(page, PERMISSIONS));
  await page.getByText('Your edits are kept').waitFor();
  await page.reload();
  await editing(page);
  assert.match(await shown(page, PERMISSIONS), /"s3:xGetObject"/);
});

test('each document has its own history, whichever tab was open in between', RICH, async ({ page }) => {
  const before = [await textOf(page, TRUST), await textOf(page, PERMISSIONS)];
  await caretBefore(page, 'GetObject');
  await page.keyboard.type('x');
  await openTab(page, /Trust/);
  await caretBefore(page, 'LetTheInstanceIn', TRUST);
  await page.keyboard.type('y');
  await openTab(page, /Identity/);
  await permissions(page).focus();
  await page.keyboard.press('Control+z');
  await written(page, PERMISSIONS, before[1]);
  assert.match(await textOf(page, TRUST), /"yLetTheInstanceIn"/);
  await page.keyboard.press('Control+y');
  await written(page, PERMISSIONS, /xGetObject/);
  await openTab(page, /Trust/);
  await trust(page).focus();
  await page.keyboard.press('Control+z');
  await written(page, TRUST, before[0]);
});

test('another scenario has another history', RICH, async ({ page }) => {
  await caretBefore(page, 'GetObject');
  await page.keyboard.type('x');
  await decided(page, 'implicitDeny');
  await page.getByRole('button', { name: 'Examples' }).click();
  await page.getByRole('button', { name: /Reading works, listing does not/ }).click();
  await page.waitForFunction(() => document.querySelector('#scenario-title').value === 'Reading works, listing does not');
  const editor = page.locator('policy-editor[revision] .cm-content');
  await editor.waitFor();
  const before = await editor.innerText();
  await editor.focus();
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  assert.equal(await editor.innerText(), before);
});

/** Puts in a scenario whose only principal has policies of these names. */
async function use(page, names) {
  const arn = 'arn:aws:iam::111122223333:user/ana';
  const identityPolicies = names.map((name) => ({ name, document: { Version: '2012-10-17', Id: name } }));
  const scenario = { principals: [{ arn, identityPolicies }], steps: [{ caller: arn, action: 's3:ListAllMyBuckets' }] };
  await page.getByRole('button', { name: 'JSON', exact: true }).click();
  await page.getByRole('textbox', { name: 'Scenario as JSON' }).fill(JSON.stringify(scenario));
  await page.getByRole('button', { name: 'Use this scenario' }).click();
}

test('a policy that moves into the place of another does not get its history', RICH, async ({ page }) => {
  await use(page, ['first', 'second']);
  await openTab(page, /first/);
  await caretBefore(page, 'first');
  await page.keyboard.type('x');
  await written(page, PERMISSIONS, /xfirst/);
  await use(page, ['second']);
  const editor = page.getByRole('textbox', { name: 'Identity-based policy second' });
  await editor.focus();
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  assert.match(await textOf(page, PERMISSIONS), /"second"/);
  await page.keyboard.press('Control+Home');
  await page.keyboard.type(' ');
  await written(page, PERMISSIONS, /^ /);
});

test('a problem is underlined, marked in the gutter, told where the mouse is and where the caret comes', RICH, async ({ page }) => {
  await caretBefore(page, 'Effect');
  await page.keyboard.type('x');
  await decided(page, 'error');
  await page.keyboard.press('Escape');
  const flaw = page.locator('.flaw', { hasText: 'xEffect' });
  await flaw.waitFor();
  assert.ok(await page.locator('.glyphs .icon.t-error').count() > 0);
  await page.mouse.move(5, 5);
  await flaw.hover();
  const tooltip = page.locator('.cm-tooltip-hover');
  await tooltip.waitFor();
  assert.match(await tooltip.innerText(), /^Error: .*xEffect/);
  await assertAccessible(page);
  await page.keyboard.press('Escape');
  await tooltip.waitFor({ state: 'detached' });
  await caretBefore(page, 'Version');
  await caretBefore(page, 'xEffect');
  await page.keyboard.press('ArrowRight');
  await page.locator('policy-editor[revision] .cm-announced', { hasText: /Error: .*xEffect/ }).waitFor({ state: 'attached' });
});

test('choosing a problem puts the caret there and opens what is folded', RICH, async ({ page }) => {
  await caretBefore(page, 'Effect');
  await page.keyboard.type('x');
  await decided(page, 'error');
  await page.keyboard.press('Escape');
  await page.locator('.cm-foldGutter span[title="Fold line"]').first().click();
  await page.locator('.cm-foldPlaceholder').waitFor();
  await page.getByRole('button', { name: /^Error, line 6/ }).first().click();
  await page.locator('.cm-foldPlaceholder').waitFor({ state: 'detached' });
  await page.keyboard.press('Delete');
  await page.keyboard.press('Delete');
  await written(page, PERMISSIONS, /^ *Effect": "Allow"/m);
});

test('the selected trace step lights its text, whatever its characters', RICH, async ({ page }) => {
  await caretBefore(page, 'ReadConfig');
  await page.keyboard.type('é😀');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /Action s3:GetObject/ }).click();
  const lit = page.locator('.lit');
  await lit.waitFor();
  assert.match(await lit.innerText(), /^"(Action": "s3:GetObject|s3:GetObject)"$/);
  assert.notEqual(await lit.evaluate((it) => getComputedStyle(it).boxShadow), 'none');
  assert.ok(await page.locator('.glyphs .icon.t-allow').count() >= 2);
  assert.ok(await page.locator('.cm-line.hit').count() >= 5);
  await assertAccessible(page);
});

/** A policy with many statements that have no say, before and behind the one that has. */
function longPolicy(count) {
  const idle = (at) => ({ Sid: `Idle${at}`, Effect: 'Allow', Action: 'sqs:SendMessage', Resource: '*' });
  const live = { Sid: 'Live', Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };
  const statements = Array.from({ length: count }, (_, at) => idle(at));
  return JSON.stringify({ Version: '2012-10-17', Statement: [...statements, live] }, null, 2);
}

const scrollTop = (page) => page.locator('policy-editor[revision] .cm-scroller').evaluate((it) => it.scrollTop);

/** Waits until the open policy is scrolled that far. */
const scrolled = (page, least, most) => page.waitForFunction(([low, high]) => {
  const { scrollTop: now } = document.querySelector('policy-editor[revision]').shadowRoot.querySelector('.cm-scroller');
  return now >= low && now <= high;
}, [least, most]);

test('the lit text comes into view, but not under the hands of somebody typing', RICH, async ({ page }) => {
  await permissions(page).fill(longPolicy(60));
  await decided(page, 'allowed');
  await page.getByRole('textbox', { name: 'Action' }).fill('s3:PutObject');
  await decided(page, 'implicitDeny');
  const window = await page.evaluate(() => globalThis.scrollY);
  await page.getByRole('textbox', { name: 'Action' }).fill('s3:GetObject');
  await decided(page, 'allowed');
  await page.locator('.cm-line.hit', { hasText: 'Live' }).waitFor();
  await scrolled(page, 1000, Infinity);
  assert.equal(await page.evaluate(() => globalThis.scrollY), window);
  await permissions(page).focus();
  await page.keyboard.press('Control+Home');
  await scrolled(page, 0, 50);
  for (const key of ['x', 'Backspace']) {
    await page.keyboard.press(key);
    await decided(page, key === 'x' ? 'error' : 'allowed');
    await drawn(page);
    assert.ok(await scrollTop(page) < 50, key);
  }
});

test('without the editor, typing through broken JSON leaves the caret in view', async ({ page }) => {
  const area = permissions(page);
  await area.fill(longPolicy(60));
  await decided(page, 'allowed');
  const frame = page.locator(`[id="frame${PERMISSIONS}"]`);
  await area.evaluate((it) => it.setSelectionRange(0, 0));
  await frame.evaluate((it) => { it.scrollTop = 0; });
  for (const key of ['x', 'Backspace']) {
    await page.keyboard.press(key);
    await decided(page, key === 'x' ? 'error' : 'allowed');
    await drawn(page);
    assert.equal(await frame.evaluate((it) => it.scrollTop), 0, key);
  }
});

test('typing over everything replaces everything, also what is out of sight', RICH, async ({ page }) => {
  await permissions(page).fill(longPolicy(100));
  await decided(page, 'allowed');
  await page.keyboard.press('Control+a');
  await page.keyboard.type('x');
  await written(page, PERMISSIONS, /^.{1,19}$/s);
  await page.keyboard.press('Control+z');
  await decided(page, 'allowed');
});

test('parts fold and unfold, by mouse and by keyboard', RICH, async ({ page }) => {
  const lines = page.locator('policy-editor[revision] .cm-line');
  const all = await lines.count();
  const folded = () => lines.nth(all - 1).waitFor({ state: 'detached' });
  await page.locator('.cm-foldGutter span[title="Fold line"]').nth(1).click();
  await folded();
  await page.locator('.cm-foldPlaceholder').click();
  await counts(lines, all);
  await caretBefore(page, 'Statement');
  await page.keyboard.press('Control+Shift+BracketLeft');
  await folded();
  await assertAccessible(page);
  await page.keyboard.press('Control+Shift+BracketRight');
  await counts(lines, all);
});

test('Ctrl+F finds, Escape goes back', RICH, async ({ page }) => {
  await caretBefore(page, 'Version');
  await page.keyboard.press('Control+f');
  await page.keyboard.type('s3');
  await counts(page.locator('.cm-searchMatch'), 3);
  await assertAccessible(page);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await page.locator('.cm-search').waitFor({ state: 'detached' });
  await page.keyboard.type('sqs');
  await written(page, PERMISSIONS, /"sqs:GetObject"/);
});

test('elements are completed, and only those that are missing', RICH, async ({ page }) => {
  await page.clock.install();
  await caretBefore(page, '"Effect"');
  await page.keyboard.type('"');
  await choices(page).first().waitFor();
  const offered = await choices(page).allInnerTexts();
  assert.ok(offered.some((it) => it.startsWith('Condition')), offered.join());
  assert.ok(!offered.some((it) => /^(Sid|Effect|Action|Principal)\b/.test(it)), offered.join());
  await assertAccessible(page);
  await page.keyboard.type('Cond');
  await counts(choices(page), 1);
  await accept(page);
  await written(page, PERMISSIONS, /^ *"Condition": "Effect"/m);
});

test('behind a chosen element its values are offered', RICH, async ({ page }) => {
  await page.clock.install();
  await permissions(page).fill('{"Statement": [{}]}');
  for (let presses = 3; presses > 0; presses -= 1) await page.keyboard.press('ArrowLeft');
  await page.keyboard.type('"Eff');
  await choices(page).filter({ hasText: 'Effect' }).waitFor();
  await accept(page);
  await choices(page).filter({ hasText: 'Deny' }).waitFor();
  await accept(page);
  await written(page, PERMISSIONS, '{"Statement": [{"Effect": "Allow"}]}');
});

test('operators, keys, values, principals and variables are completed where they belong', RICH, async ({ page }) => {
  await page.clock.install();
  const offered = async (before, after) => {
    await permissions(page).fill(`{"Statement": [{"Effect": "Allow", ${before}${after}}]}`);
    for (let presses = after.length + 3; presses > 0; presses -= 1) await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Control+Space');
    await choices(page).first().waitFor();
    const texts = (await choices(page).allInnerTexts()).map((it) => it.split('\n')[0]);
    await page.keyboard.press('Escape');
    return texts;
  };
  assert.ok((await offered('"Condition": {"', '"}')).includes('StringEquals'));
  assert.ok((await offered('"Condition": {"Bool": {"', '"}}')).includes('aws:SecureTransport'));
  assert.deepEqual(await offered('"Condition": {"Bool": {"aws:SecureTransport": "', '"}}'), ['true', 'false']);
  assert.ok((await offered('"Resource": "', '"')).some((it) => it.startsWith('arn:aws:s3:::')));
  assert.ok((await offered('"Resource": "arn:aws:s3:::b/${aws:', '"')).includes('aws:userid'));
  await openTab(page, /Trust/);
  await trust(page).fill('{"Statement": [{"Principal": {"AWS": ""}}]}');
  for (let presses = 5; presses > 0; presses -= 1) await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Control+Space');
  await choices(page).first().waitFor();
  assert.ok((await choices(page).allInnerTexts()).some((it) => it.startsWith('arn:aws:iam::111122223333:role/')));
  await accept(page);
  await written(page, TRUST, /"AWS": "arn:[^"]+"\}/);
});

test('formatting keeps the caret at its letter, and can be undone', RICH, async ({ page }) => {
  const before = await textOf(page, PERMISSIONS);
  const dense = JSON.stringify(JSON.parse(before));
  await permissions(page).fill(dense);
  await page.keyboard.press('Control+Home');
  for (let presses = dense.indexOf('GetObject'); presses > 0; presses -= 1) await page.keyboard.press('ArrowRight');
  await page.getByRole('button', { name: 'Format' }).click();
  await written(page, PERMISSIONS, before);
  await decided(page, 'allowed');
  await permissions(page).focus();
  await page.keyboard.type('x');
  await written(page, PERMISSIONS, /"s3:xGetObject"/);
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await written(page, PERMISSIONS, dense);
});

test('without the editor, formatting keeps the caret too', async ({ page }) => {
  const area = permissions(page);
  const before = await area.inputValue();
  await area.fill(JSON.stringify(JSON.parse(before)));
  await area.evaluate((it) => it.setSelectionRange(it.value.indexOf('GetObject'), it.value.indexOf('GetObject')));
  await page.getByRole('button', { name: 'Format' }).click();
  await written(page, PERMISSIONS, before);
  assert.equal(await area.evaluate((it) => it.value.slice(it.selectionStart, it.selectionStart + 9)), 'GetObject');
});

test('Tab passes through the editor, indents for somebody at work, and Escape lets go', RICH, async ({ page }) => {
  const focus = () => page.evaluate(() => document.activeElement.tagName);
  const before = await textOf(page, PERMISSIONS);
  await page.getByRole('button', { name: 'Remove policy' }).focus();
  await page.keyboard.press('Tab');
  assert.equal(await focus(), 'POLICY-EDITOR');
  await page.keyboard.press('Tab');
  assert.notEqual(await focus(), 'POLICY-EDITOR');
  assert.equal(await textOf(page, PERMISSIONS), before);
  await page.keyboard.press('Shift+Tab');
  assert.equal(await focus(), 'POLICY-EDITOR');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Tab');
  assert.equal(await focus(), 'POLICY-EDITOR');
  await page.waitForFunction(([id, it]) => document.getElementById(id).value !== it, [`text${PERMISSIONS}`, before]);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  assert.notEqual(await focus(), 'POLICY-EDITOR');
  assert.equal(await focus(), 'BUTTON');
  assert.match(await permissions(page).getAttribute('aria-description'), /Escape, then Tab/);
});

test('Reset brings the text back, into the editor too', RICH, async ({ page }) => {
  const before = await textOf(page, PERMISSIONS);
  await caretBefore(page, 'GetObject');
  await page.keyboard.type('x');
  await decided(page, 'implicitDeny');
  await page.getByRole('button', { name: 'Reset' }).click();
  await page.getByRole('button', { name: /Discard|Yes|Reset/ }).first().click();
  await decided(page, 'allowed');
  assert.equal(await textOf(page, PERMISSIONS), before);
  await shows(page, PERMISSIONS, before);
});

for (const editor of [true, false]) {
  const where = editor ? 'the editor' : 'the text area';
  test(`more than 10 MB is refused in ${where} and kept nowhere`, { editor }, async ({ page }) => {
    const before = await textOf(page, PERMISSIONS);
    await permissions(page).focus();
    await page.evaluate(() => {
      const data = new DataTransfer();
      data.setData('text/plain', 'x'.repeat((10 << 20) + 1));
      const target = document.activeElement.shadowRoot?.activeElement ?? document.activeElement;
      const paste = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, composed: true, cancelable: true });
      // A text area takes nothing from a paste that no visitor made.
      if (target.dispatchEvent(paste)) document.execCommand('insertText', false, data.getData('text/plain'));
    });
    await page.getByRole('alert').filter({ hasText: /10 MB/ }).waitFor();
    assert.equal(await textOf(page, PERMISSIONS), before);
    if (editor) assert.equal(await shown(page, PERMISSIONS), before);
    await decided(page, 'allowed');
    assert.ok(await page.evaluate(() => Object.values(localStorage).every((it) => it.length < 1 << 20)));
    await assertAccessible(page);
    await page.keyboard.type(' ');
    await page.getByRole('alert').filter({ hasText: /10 MB/ }).waitFor({ state: 'detached' });
  });
}

test('an editor that cannot be loaded leaves the text area at work', async ({ page, complaints }) => {
  await page.unroute(EDITOR);
  await page.route(EDITOR, (route) => route.abort());
  await page.reload();
  await comes(page);
  await decided(page, 'allowed');
  const expected = [/^failed request: .*editor-/, /^console: Failed to load resource/];
  for (const it of expected) await complaints.until(it);
  await permissions(page).fill((await permissions(page).inputValue()).replace('GetObject', 'PutObject'));
  await decided(page, 'implicitDeny');
  assert.ok(await page.locator('.lines .line').count() > 5);
  assert.ok(complaints.every((complaint) => expected.some((it) => it.test(complaint))), complaints.join());
  complaints.length = 0;
});

test('an editor that breaks gives the text areas back', async ({ page, complaints }) => {
  await page.unroute(EDITOR);
  await page.addInitScript(() => {
    Element.prototype.attachShadow = () => { throw new Error('no shadow roots here'); };
  });
  await page.reload();
  await comes(page);
  await complaints.until(/no shadow roots here/);
  complaints.length = 0;
  await page.locator('.lines .line').first().waitFor();
  await permissions(page).fill((await permissions(page).inputValue()).replace('GetObject', 'PutObject'));
  await decided(page, 'implicitDeny');
});

test('who is typing when the editor comes types on', RICH, async ({ page }) => {
  let letIn;
  const asked = new Promise((resolve) => { letIn = resolve; });
  await page.route(EDITOR, async (route) => {
    await asked;
    await route.continue();
  });
  await page.reload({ waitUntil: 'domcontentloaded' });
  await decided(page, 'allowed');
  await permissions(page).focus();
  await permissions(page).evaluate((it) => it.setSelectionRange(it.value.indexOf('GetObject'), it.value.indexOf('GetObject')));
  await page.keyboard.type('x');
  letIn();
  await editing(page);
  await page.keyboard.type('y');
  await written(page, PERMISSIONS, /"s3:xyGetObject"/);
});

for (const [name, options] of [
  ['in the dark', { colorScheme: 'dark' }],
  ['in forced colors', { forcedColors: 'active' }],
  ['on a phone', { viewport: { width: 360, height: 740 } }],
]) {
  test(`the editor is free of barriers ${name} and nothing scrolls sideways`, { ...RICH, ...options }, async ({ page }) => {
    await page.getByRole('button', { name: /Action s3:GetObject/ }).click();
    await page.locator('.lit').waitFor();
    await permissions(page).focus();
    await page.keyboard.press('Control+f');
    await page.locator('.cm-search').waitFor();
    await assertAccessible(page);
    const overflow = await page.evaluate(() => (
      document.documentElement.scrollWidth - document.documentElement.clientWidth
    ));
    assert.equal(overflow, 0);
  });
}
