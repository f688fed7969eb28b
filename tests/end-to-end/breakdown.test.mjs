// What a visitor keeps when something breaks: the engine, the connection, the storage, scripts altogether.
import assert from 'node:assert/strict';
import { encode } from '../../web/links.js';
import { assertAccessible, standing, test } from './fixture.mjs';
import { editing } from './site.mjs';
import { KEYS, draftOf, drafts, keeps, names, put, putDraft } from './storage.mjs';

const editor = (page) => page.locator('textarea:visible').first();

/** Makes every export of the module trap from the moment that `window.trap` is set, and counts the calls after that. */
async function trapOnDemand(page) {
  await page.addInitScript(() => {
    window.trapped = 0;
    const own = WebAssembly.instantiateStreaming;
    WebAssembly.instantiateStreaming = async (...values) => {
      const { instance, module } = await own.apply(WebAssembly, values);
      const exports = {};
      for (const [name, value] of Object.entries(instance.exports)) {
        const trapping = (...them) => {
          if (!window.trap) return value(...them);
          window.trapped += 1;
          throw new WebAssembly.RuntimeError('unreachable');
        };
        exports[name] = typeof value === 'function' ? trapping : value;
      }
      return { instance: { exports }, module };
    };
  });
  await page.reload();
  await standing(page);
}

test('when the engine breaks down, what was written can be copied and nothing calls it again', async ({ page, complaints }) => {
  await page.clock.install();
  await trapOnDemand(page);
  await editor(page).fill('{ "Version": "2012-10-17", "Statement": [] }');
  await keeps(page, '"Statement": [] }');
  await editor(page).focus();
  await page.evaluate(() => { window.trap = true; });
  await page.keyboard.press('x');
  await page.getByRole('heading', { name: 'Something went wrong' }).waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Something went wrong');
  const texts = await page.locator('textarea').evaluateAll((areas) => areas.map((area) => area.value));
  assert.ok(texts.some((text) => text.includes('"Statement": [] }')), 'the open text');
  const draft = JSON.parse(await page.getByLabel('The whole scenario of this page').inputValue());
  assert.ok(draft.steps.length > 0, 'the draft is a scenario');
  await assertAccessible(page);

  const before = await page.evaluate(() => window.trapped);
  await page.keyboard.press('Tab');
  await page.mouse.click(5, 5);
  // All that waits for its time has its turn.
  await page.clock.runFor(60_000);
  assert.equal(await page.evaluate(() => window.trapped), before, 'the broken engine is left alone');

  await page.getByRole('button', { name: 'Load the page again' }).click();
  await standing(page);
  assert.deepEqual(JSON.parse(await draftOf(page, 'ec2-reads-s3')), draft, 'the draft is still there');
  complaints.splice(0, complaints.length, ...complaints.filter((it) => !it.includes('unreachable')));
});

test('what was typed into the editor can be copied too, to the last letter', { editor: true }, async ({ page, complaints }) => {
  await trapOnDemand(page);
  await editing(page);
  const typed = page.locator('policy-editor[revision] .cm-content');
  await typed.focus();
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('y');
  await page.evaluate(() => { window.trap = true; });
  await page.keyboard.press('x');
  await page.getByRole('heading', { name: 'Something went wrong' }).waitFor();
  const texts = await page.locator('textarea').evaluateAll((areas) => areas.map((area) => area.value));
  assert.ok(texts.some((text) => text.startsWith('y{')), texts.join('\n'));
  complaints.splice(0, complaints.length, ...complaints.filter((it) => !it.includes('unreachable')));
});

/** Lets the engine trap with the next key in the title, or before, and waits for the page that says so. */
async function breakDown(page, meanwhile) {
  await page.locator('#scenario-title').focus();
  await page.evaluate(() => { window.trap = true; });
  await meanwhile?.();
  await page.keyboard.press('x');
  await page.getByRole('heading', { name: 'Something went wrong' }).waitFor();
}

/** Forgets what was said of the traps. */
const forgive = (complaints) => {
  complaints.splice(0, complaints.length, ...complaints.filter((it) => !it.includes('unreachable')));
};

const title = (page) => page.locator('#scenario-title');
const press = (page, name) => page.getByRole('button', { name, exact: true });
const shows = (page, words) => page.waitForFunction((it) => document.getElementById('scenario-title')?.value === it, words);
const scenario = (words) => JSON.stringify({ title: words, steps: [{ caller: 'x', action: 's3:GetObject', resource: '*' }] });
const whole = async (page) => JSON.parse(await page.getByLabel('The whole scenario of this page').inputValue());

test('starting over leaves a draft behind that breaks the engine, and each comes back on request', async ({ page, complaints }) => {
  await trapOnDemand(page);
  const built = await title(page).inputValue();
  for (const words of ['First broken', 'Second broken']) {
    await title(page).fill(words);
    await keeps(page, words);
    await breakDown(page);
    await press(page, 'Start over without this draft').click();
    await standing(page);
    await shows(page, built);
  }
  assert.deepEqual(await drafts(page), []);
  assert.equal((await names(page, 'aside.')).length, 2);
  // On the page of a breakdown as well as on the page itself.
  await title(page).fill('Third');
  await keeps(page, 'Third');
  await breakDown(page);
  const earlier = page.getByRole('region', { name: 'Set aside earlier' });
  await assertAccessible(page);
  await earlier.getByRole('group', { name: 'First broken' }).getByRole('button', { name: 'Open' }).click();
  await standing(page);
  await shows(page, 'First broken');
  await press(page, 'Examples').click();
  await press(page, 'All drafts and set-aside texts').click();
  const aside = page.getByRole('dialog').getByRole('region', { name: 'Set aside' });
  await aside.getByRole('group', { name: 'Second broken' }).getByRole('button', { name: 'Open' }).click();
  await shows(page, 'Second broken');
  assert.deepEqual(await names(page, 'aside.'), []);
  assert.equal(JSON.parse(await draftOf(page, 'ec2-reads-s3')).title, 'Third');
  forgive(complaints);
});

test('a link that breaks the engine is what is offered and set aside, and no other draft', async ({ page, complaints }) => {
  await trapOnDemand(page);
  await title(page).fill('My own work');
  await keeps(page, 'My own work');
  await page.evaluate((hash) => { location.hash = hash; }, await encode(scenario('Of the link')));
  await shows(page, 'Of the link');
  await breakDown(page);
  assert.equal((await whole(page)).title, 'Of the link');
  await press(page, 'Start over without this draft').click();
  await standing(page);
  await shows(page, 'My own work');
  assert.doesNotMatch(page.url(), /s=/);
  assert.deepEqual(await drafts(page), ['ec2-reads-s3']);
  const [aside] = await names(page, 'aside.');
  assert.match(await page.evaluate((key) => localStorage.getItem(key), `${KEYS}aside.${aside}`), /Of the link/);
  forgive(complaints);
});

test('a tab that breaks down offers its own scenario, whatever another tab edits', async ({ page, context, site, complaints }) => {
  await trapOnDemand(page);
  await title(page).fill('Of this tab');
  await keeps(page, 'Of this tab');
  const other = await context.newPage();
  await other.goto(`${site.url}#x=chain-of-three`);
  await standing(other);
  await title(other).fill('Of the other tab');
  await keeps(page, 'Of the other tab');
  await breakDown(page);
  assert.equal((await whole(page)).title, 'Of this tab');
  await press(page, 'Start over without this draft').click();
  await standing(page);
  assert.deepEqual(await drafts(page), ['chain-of-three']);
  forgive(complaints);
});

test('a tab that breaks down does not remove what another tab made of the same scenario', async ({ page, complaints }) => {
  await trapOnDemand(page);
  await title(page).fill('Of this tab');
  await keeps(page, 'Of this tab');
  await breakDown(page, () => putDraft(page, 'ec2-reads-s3', scenario('Of the other tab')));
  await press(page, 'Start over without this draft').click();
  await standing(page);
  await shows(page, 'Of the other tab');
  assert.equal((await names(page, 'aside.')).length, 1);
  forgive(complaints);
});

const ASKED = { name: 'The last start did not finish' };

/** Leaves a mark behind, as a page does that is closed while it draws. */
const mark = (page, name, text = '') => put(page, `drawing.${name}`, `1764493786000 othertab 0 \n${text}`);

test('a start that did not finish is asked about first, and the draft is set aside or opened', async ({ page }) => {
  await title(page).fill('Too much');
  await keeps(page, 'Too much');
  await mark(page, 'ec2-reads-s3');
  await page.reload();
  await page.getByRole('heading', ASKED).waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.textContent), ASKED.name);
  assert.equal(await title(page).count(), 0, 'the app waits');
  await assertAccessible(page);
  await press(page, 'Show text').click();
  assert.equal(JSON.parse(await page.getByLabel('Text of Too much').inputValue()).title, 'Too much');
  await assertAccessible(page);
  const [download] = await Promise.all([page.waitForEvent('download'), press(page, 'Save as file').click()]);
  assert.equal(download.suggestedFilename(), 'scenario.json');
  await press(page, 'Open it').click();
  await standing(page);
  await shows(page, 'Too much');
  assert.deepEqual(await names(page, 'drawing.'), []);

  await mark(page, 'ec2-reads-s3');
  await page.reload();
  await press(page, 'Go on without it').click();
  await standing(page);
  assert.notEqual(await title(page).inputValue(), 'Too much');
  assert.deepEqual([await drafts(page), await names(page, 'drawing.')], [[], []]);
  await press(page, 'Examples').click();
  await press(page, 'All drafts and set-aside texts').click();
  await page.getByRole('group', { name: 'Too much' }).getByRole('button', { name: 'Open' }).click();
  await shows(page, 'Too much');
});

test('a link whose drawing did not finish is asked about first, by keyboard alone', async ({ page, site }) => {
  const link = await encode(scenario('Too much of a link'));
  for (const [key, words] of [['Go on without it', undefined], ['Open it', 'Too much of a link']]) {
    await mark(page, 'link-1a2b-othertab1', scenario('Too much of a link'));
    await page.goto('about:blank');
    await page.goto(site.url + link);
    await page.getByRole('heading', ASKED).waitFor();
    for (let presses = 0; presses < 10 && await page.evaluate(() => document.activeElement.textContent) !== key; presses += 1) {
      await page.keyboard.press('Tab');
    }
    await page.keyboard.press('Enter');
    await standing(page);
    if (words) await shows(page, words);
    else assert.notEqual(await title(page).inputValue(), 'Too much of a link');
    assert.doesNotMatch(page.url(), /s=/);
    assert.deepEqual(await names(page, 'drawing.'), []);
  }
  assert.equal((await names(page, 'aside.')).length, 1);
});

test('a page that is killed while it draws is asked about at the next start', async ({ page, context, site }) => {
  await title(page).fill('Too much');
  await keeps(page, 'Too much');
  const other = await context.newPage();
  // Stands for a drawing that never ends: from the mark on, the page does nothing any more.
  await other.addInitScript(() => {
    const own = Storage.prototype.setItem;
    Storage.prototype.setItem = function setItem(key, value) {
      own.call(this, key, value);
      if (key.includes(':drawing.')) for (;;);
    };
  });
  const client = await context.newCDPSession(other);
  const { targetInfo: { targetId } } = await client.send('Target.getTargetInfo');
  await other.goto(site.url, { waitUntil: 'commit' });
  await page.waitForFunction((start) => Object.keys(localStorage).some((key) => key.startsWith(start)), `${KEYS}drawing.`);
  const browser = await context.browser().newBrowserCDPSession();
  await browser.send('Target.closeTarget', { targetId });
  const next = await context.newPage();
  await next.goto(site.url);
  await next.getByRole('heading', ASKED).waitFor();
  await press(next, 'Go on without it').click();
  await standing(next);
  assert.notEqual(await title(next).inputValue(), 'Too much');
});

test('a start in another tab that was only slow is not asked about for long', async ({ page, context, site }) => {
  await title(page).fill('Mine');
  await keeps(page, 'Mine');
  await mark(page, 'ec2-reads-s3');
  const other = await context.newPage();
  await other.goto(site.url);
  await other.getByRole('heading', ASKED).waitFor();
  await page.evaluate((key) => localStorage.removeItem(key), `${KEYS}drawing.ec2-reads-s3`);
  await standing(other);
  await shows(other, 'Mine');
});

test('a draft that is drawn leaves no mark, nor does one that cannot be read, nor a link', async ({ page, site }) => {
  await title(page).fill('Mine');
  await keeps(page, 'Mine');
  for (const address of [site.url, site.url + await encode(scenario('Of a link')), site.url + await encode('{"novel": 1}')]) {
    await page.goto('about:blank');
    await page.goto(address);
    await standing(page);
    if (address !== site.url) await page.getByText(/Opened from a link|This link cannot be opened/).waitFor();
    assert.deepEqual(await names(page, 'drawing.'), []);
  }
  await putDraft(page, 'ec2-reads-s3', '{"novel": 1}');
  await page.goto('about:blank');
  await page.goto(site.url);
  await page.getByText('A draft cannot be read by this version').waitFor();
  assert.deepEqual(await names(page, 'drawing.'), []);
});

test('a page whose engine does not come says so', async ({ page, complaints }) => {
  await page.route('**/*.wasm', (route) => route.abort());
  await page.reload();
  await page.getByText('could not be loaded').waitFor();
  complaints.length = 0;
});

test('without storage everything works but keeping', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, 'localStorage', { get: () => { throw new DOMException('denied', 'SecurityError'); } });
  });
  await page.reload();
  await standing(page);
  await editor(page).fill('{ "Version": "2012-10-17", "Statement": [] }');
  await page.getByText(/Denied|denied/).first().waitFor();
});

