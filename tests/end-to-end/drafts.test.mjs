// Drafts: two tabs, links, versions that cannot be read, full storage. Nothing that a visitor made is lost.
import assert from 'node:assert/strict';
import { encode } from '../../web/links.js';
import { assertAccessible, standing, test } from './fixture.mjs';
import { KEYS, are, draftOf, drafts, keeps, names, put } from './storage.mjs';

const EXAMPLE = 'ec2-reads-s3';
const STEP = { caller: 'arn:aws:iam::111122223333:user/ana', action: 's3:GetObject', resource: '*' };

const title = (page) => page.locator('#scenario-title');
const press = (page, name) => page.getByRole('button', { name, exact: true });
const strip = (page) => page.getByRole('region', { name: 'Drafts' });
const dialog = (page, name) => page.getByRole('dialog', { name });
const scenario = (words) => JSON.stringify({ title: words, steps: [STEP] });
const titleOf = async (page, name) => JSON.parse(await draftOf(page, name)).title;

/** Waits until the page shows the scenario of this title. */
const shows = (page, words) => page.waitForFunction((it) => document.getElementById('scenario-title')?.value === it, words);

/** Waits until the edits of the page are in the storage. */
const settled = (page) => page.locator('footer').getByText('Your edits are kept in this browser.').waitFor();

/** Types a title and waits until it is kept. */
async function name(page, words) {
  await title(page).fill(words);
  await keeps(page, words);
  await settled(page);
}

/** Another tab with the page. */
async function open(context, site, prepare) {
  const page = await context.newPage();
  await prepare?.(page);
  await page.goto(site.url);
  await standing(page);
  return page;
}

/** A tab in which the typing never rests: what it would keep a moment later waits. */
const openRestless = (context, site) => open(context, site, (page) => page.addInitScript(() => {
  const own = window.setTimeout;
  window.setTimeout = (act, delay, ...more) => (delay === 300 ? 0 : own(act, delay, ...more));
}));

/** A tab that hears nothing of the storage, as one in the browser's cache of pages. */
const openDeaf = (context, site) => open(context, site, (page) => page.addInitScript(() => {
  addEventListener('storage', (event) => event.stopImmediatePropagation());
}));

/** Puts a scenario in, as JSON. */
async function use(page, words) {
  await press(page, 'JSON').click();
  await page.getByRole('textbox', { name: 'Scenario as JSON' }).fill(scenario(words));
  await press(page, 'Use this scenario').click();
  await shows(page, words);
  await keeps(page, words);
}

/** Comes to the page with what `fill` puts into the storage, where no page of ours is open. */
async function comeWith(page, site, fill, ...values) {
  await page.goto(new URL('verify.html', site.url).href);
  await page.evaluate(() => [localStorage, sessionStorage].forEach((it) => it.clear()));
  await page.evaluate(fill, ...values);
  await page.goto(site.url);
}

async function reloaded(page) {
  await page.reload();
  await standing(page);
}

/** The titles under "Your own" in the dialog of examples, once there are as many. */
async function own(page, ...titles) {
  await press(page, 'Examples').click();
  const found = dialog(page, 'Examples').getByRole('region', { name: 'Your own' }).locator('strong');
  await page.waitForFunction((count) => document.querySelectorAll('#examples section[aria-label="Your own"] strong').length === count, titles.length);
  assert.deepEqual((await found.allInnerTexts()).sort(), titles);
  await page.keyboard.press('Escape');
}

test('what one tab makes of an example, the other shows, and goes on from there', async ({ page, context, site }) => {
  const other = await open(context, site);
  await name(page, 'Of the first');
  await shows(other, 'Of the first');
  await other.getByText('Another tab changed this scenario.').waitFor();
  await assertAccessible(other);
  await other.locator('#scenario-title').press('End');
  await other.keyboard.type('!');
  await shows(page, 'Of the first!');
  await reloaded(page);
  await shows(page, 'Of the first!');
  assert.deepEqual(await drafts(page), [EXAMPLE]);
});

test('a tab goes back past what another made, and forward to it again', async ({ page, context, site }) => {
  const built = await title(page).inputValue();
  const other = await open(context, site);
  await name(page, 'Mine');
  await shows(other, 'Mine');
  await name(other, 'Theirs');
  await shows(page, 'Theirs');
  await press(page, 'Undo: typing').click();
  await shows(page, built);
  await press(page, 'Redo: typing').click();
  await shows(page, 'Theirs');
});

test('scenarios of ones own in two tabs are two drafts, and each tab comes back to its own', async ({ page, context, site }) => {
  const other = await open(context, site);
  await use(page, 'Alpha');
  await use(other, 'Beta');
  await reloaded(page);
  await shows(page, 'Alpha');
  await reloaded(other);
  await shows(other, 'Beta');
  await own(page, 'Alpha', 'Beta');
  const third = await open(context, site);
  await shows(third, 'Beta');
});

test('a scenario that is put in replaces none that was put in before', async ({ page }) => {
  await use(page, 'Alpha');
  await use(page, 'Beta');
  await own(page, 'Alpha', 'Beta');
  await press(page, 'Examples').click();
  await page.getByRole('button', { name: /^Alpha/ }).click();
  await shows(page, 'Alpha');
});

/** Two tabs that change the same example, of which the second does not hear of the first before it has changed it, too. */
async function conflict({ page, context, site }) {
  const other = await openRestless(context, site);
  await title(other).fill('Theirs, later');
  await name(page, 'Mine');
  await strip(other).getByText('Another tab changed this scenario at the same time.').waitFor();
  return other;
}

test('when two tabs change the same scenario both versions are kept and shown', async (it) => {
  const other = await conflict(it);
  assert.equal(await titleOf(it.page, EXAMPLE), 'Mine');
  await shows(other, 'Theirs, later');
  await keeps(it.page, 'Theirs, later');
  await assertAccessible(other);
  await press(other, 'Compare').click();
  const both = dialog(other, 'Two versions of this scenario');
  const text = async (words) => JSON.parse(await both.getByLabel(words).inputValue()).title;
  assert.equal(await text('Version of this tab'), 'Theirs, later');
  assert.equal(await text('Version of the other tab'), 'Mine');
  await assertAccessible(other);
  await press(both, 'Keep both').click();
  await strip(other).waitFor({ state: 'detached' });
  await shows(it.page, 'Mine');
  await own(it.page, 'Theirs, later');
});

test('of two versions this tab’s alone can be kept, and the other is set aside', async (it) => {
  const other = await conflict(it);
  await press(other, 'Compare').click();
  await press(other, 'Keep only this version').click();
  await strip(other).waitFor({ state: 'detached' });
  await shows(other, 'Theirs, later');
  await shows(it.page, 'Theirs, later');
  await are(it.page, [EXAMPLE]);
  assert.equal(await titleOf(it.page, EXAMPLE), 'Theirs, later');
  await other.close();
  await press(it.page, 'Examples').click();
  await press(it.page, 'All drafts and set-aside texts').click();
  const aside = dialog(it.page, 'Drafts and set-aside texts').getByRole('region', { name: 'Set aside' });
  await assertAccessible(it.page);
  await aside.getByRole('group', { name: 'Mine' }).getByRole('button', { name: 'Open' }).click();
  await shows(it.page, 'Mine');
  assert.deepEqual(await names(it.page, 'aside.'), []);
});

test('of two versions the other tab’s alone can be kept, and this one is set aside', async (it) => {
  const other = await conflict(it);
  await press(other, 'Compare').click();
  await press(other, 'Keep only that version').click();
  await strip(other).waitFor({ state: 'detached' });
  await shows(other, 'Mine');
  await are(it.page, [EXAMPLE]);
  const [aside] = await names(it.page, 'aside.');
  assert.match(await it.page.evaluate((key) => localStorage.getItem(key), `${KEYS}aside.${aside}`), /Theirs, later/);
});

test('a conflict that is left open is two drafts, whichever tab is loaded again or closed first', async (it) => {
  const other = await conflict(it);
  await reloaded(other);
  await shows(other, 'Theirs, later');
  await reloaded(it.page);
  await shows(it.page, 'Mine');
  await other.close();
  await own(it.page, 'Theirs, later');
});

test('two tabs that write at the same moment lose nothing', async ({ page, context, site }) => {
  const other = await open(context, site);
  for (let turn = 0; turn < 5; turn += 1) {
    await Promise.all([title(page).fill(`one ${turn}`), title(other).fill(`two ${turn}`)]);
    await Promise.all([keeps(page, `one ${turn}`), keeps(page, `two ${turn}`)]);
  }
});

test('a tab that is closed at once keeps what was typed beside what another tab made', async ({ page, context, site }) => {
  const other = await openRestless(context, site);
  await title(other).fill('Of the closed one');
  await put(page, `draft.${EXAMPLE}`, `${Date.now()} othertab 0 Theirs\n${scenario('Theirs')}`);
  await other.goto('about:blank');
  await keeps(page, 'Of the closed one');
  assert.equal(await titleOf(page, EXAMPLE), 'Theirs');
});

/**
 * Opens a tab that is busy from the first event of a kind on; of storage events, from the first whose key contains `part`. Yew updates for
 * 16 ms and then waits for a timer: in this tab time flies then, and that timer never runs.
 */
const openBusy = (context, site, ...event) => open(context, site, (page) => page.addInitScript(([kind, part]) => {
  const [now, later] = [Date.now, setTimeout];
  let busy = false;
  let passed = 0;
  addEventListener(kind, ({ key }) => { busy ||= !part || Boolean(key?.includes(part)); }, { capture: true });
  Date.now = () => {
    if (busy) passed += 100;
    return now() + passed;
  };
  window.setTimeout = (act, delay, ...more) => (busy && !delay ? 0 : later(act, delay, ...more));
}, event));

test('what was typed last is kept when the page goes away while it is busy', async ({ page, context, site }) => {
  const other = await openBusy(context, site, 'input');
  await title(other).fill('To the last letter');
  await other.getByText('Keeping your edits in this browser').waitFor();
  await other.goto(new URL('verify.html', site.url).href);
  await keeps(page, 'To the last letter');
});

test('a page that goes away before its drawing has ended leaves no mark of a start that did not end', async ({ page, context, site }) => {
  const other = await openBusy(context, site, 'storage', ':draft.');
  await name(page, 'Mine');
  await shows(other, 'Mine');
  // Who looks at another tab meanwhile has not left this one.
  await other.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  assert.deepEqual(await names(page, 'drawing.'), [EXAMPLE]);
  await reloaded(other);
  await shows(other, 'Mine');
});

test('a tab that was put aside and comes back shows what was made in the meantime', async ({ page, context, site }) => {
  await name(page, 'Before');
  const asleep = await openDeaf(context, site);
  await name(page, 'Meanwhile');
  await keeps(asleep, 'Meanwhile');
  await shows(asleep, 'Before');
  await asleep.evaluate(() => dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })));
  await shows(asleep, 'Meanwhile');
});

test('a draft that another tab removed is kept again with the next edit, and not before', async ({ page, context, site }) => {
  await name(page, 'Mine');
  const other = await open(context, site);
  await press(other, 'Reset').click();
  await press(other, 'Discard').click();
  await page.getByText('Another tab removed this draft.').waitFor();
  assert.deepEqual(await drafts(page), []);
  await name(page, 'Mine again');
  assert.equal(await titleOf(page, EXAMPLE), 'Mine again');
});

test('a reset does not take away what another tab made meanwhile', async ({ page, context, site }) => {
  await name(page, 'Mine');
  const deaf = await openDeaf(context, site);
  await name(page, 'Mine, more');
  await keeps(deaf, 'Mine, more');
  await press(deaf, 'Reset').click();
  await press(deaf, 'Discard').click();
  await deaf.getByText('Your edits were discarded.').waitFor();
  assert.equal(await titleOf(page, EXAMPLE), 'Mine, more');
});

test('each link has a draft of its own, and a link that comes again says that there are edits of it', async ({ page }) => {
  const follow = async (words) => {
    await page.evaluate((hash) => { location.hash = hash; }, words);
  };
  const [one, two] = [await encode(scenario('Link one')), await encode(scenario('Link two'))];
  await follow(one);
  await shows(page, 'Link one');
  await name(page, 'Edited one');
  await follow(two);
  await shows(page, 'Link two');
  await name(page, 'Edited two');
  await reloaded(page);
  await shows(page, 'Edited two');
  await own(page, 'Edited one', 'Edited two');
  await follow(one);
  await shows(page, 'Link one');
  await page.getByText('Your earlier edits of it are under Examples.').waitFor();
  await name(page, 'Edited once more');
  await own(page, 'Edited once more', 'Edited one', 'Edited two');
  assert.ok((await drafts(page)).every((it) => /^link-[0-9a-f]+-[a-z0-9]+$/.test(it)), String(await drafts(page)));
});

/** Drafts of a newer version, half written, and damaged in front, each with what is said of it. */
const UNREADABLE = [
  ['1764493786000 othertab 0 Theirs\n{"title":"Mine","novel":1,"steps":[{"caller":"a","action":"a:b"}]}', /unknown field novel/],
  ['1764493786000 othertab 0 Theirs\n{"title":"Mine","steps":[{"cal', /line 1, column/],
  ['damaged {"title": "Mine"', /its first line is damaged/],
];

test('a draft that cannot be read is said, stays as it is, and can be taken along', async ({ page, site }) => {
  for (const [kept, reason] of UNREADABLE) {
    await comeWith(page, site, ([key, text]) => localStorage.setItem(key, text), [`${KEYS}draft.${EXAMPLE}`, kept]);
    await standing(page);
    await strip(page).getByText('A draft cannot be read by this version').waitFor();
    assert.match(await strip(page).innerText(), reason);
    await assertAccessible(page);
    await name(page, 'Typed since');
    assert.equal(await page.evaluate((key) => localStorage.getItem(key), `${KEYS}draft.${EXAMPLE}`), kept);
    await press(page, 'Show it').click();
    const shown = dialog(page, 'A draft that cannot be read');
    assert.equal(await shown.getByRole('textbox').inputValue(), kept.replace(/^\d.*\n/, ''));
    await assertAccessible(page);
    const [download] = await Promise.all([page.waitForEvent('download'), press(shown, 'Save as file').click()]);
    assert.equal(download.suggestedFilename(), 'scenario.json');
    await press(shown, 'Set aside').click();
    await press(page, 'Dismiss').click();
    assert.equal((await names(page, 'aside.')).length, 1);
    await reloaded(page);
    await shows(page, 'Typed since');
    assert.equal(await strip(page).count(), 0);
  }
});

test('a scenario of ones own that cannot be read is said, and the page shows an example', async ({ page, site }) => {
  await comeWith(page, site, (start) => {
    localStorage.setItem(`${start}draft.own-1`, '1764493786000 othertab 0 Theirs\n{"novel": 1}');
    localStorage.setItem(`${start}scenario`, 'own-1');
  }, KEYS);
  await standing(page);
  await strip(page).getByText('unknown field').waitFor();
  await name(page, 'Typed since');
  assert.equal(await draftOf(page, 'own-1'), '{"novel": 1}');
});

test('full storage is told from blocked storage, and what takes the room can be removed', async ({ page }) => {
  await page.evaluate((start) => {
    const old = (at) => `${start}draft.own-${at}`;
    const line = (at) => `17644937860${at}0 othertab 0 Old ${at}\n`;
    for (let at = 10; ; at += 1) {
      try {
        localStorage.setItem(old(at), line(at) + 'x'.repeat(500_000));
      } catch {
        break;
      }
    }
    for (let size = 400_000; size > 0; size = Math.floor(size / 2)) {
      try {
        localStorage.setItem(`${start}filler${size}`, 'x'.repeat(size));
      } catch {
        // No room for this one: the next is half as large.
      }
    }
  }, KEYS);
  await title(page).fill('Not kept');
  await page.getByText('Storage is full: your latest edits are not kept.').waitFor();
  await assertAccessible(page);
  await press(page, 'Make room').click();
  const room = dialog(page, 'Drafts and set-aside texts');
  const first = room.getByRole('listitem').first();
  assert.match(await first.innerText(), /Old 10/);
  await assertAccessible(page);
  await press(first, 'Remove').click();
  await press(first, 'Remove for good?').click();
  await room.getByRole('group', { name: 'Old 10' }).waitFor({ state: 'detached' });
  await page.keyboard.press('Escape');
  await name(page, 'Kept again');
});

test('blocked storage is said, and everything else works', async ({ page }) => {
  await page.addInitScript(() => {
    for (const name of ['localStorage', 'sessionStorage']) {
      Object.defineProperty(window, name, { get: () => { throw new DOMException('denied', 'SecurityError'); } });
    }
  });
  await reloaded(page);
  await title(page).fill('Mine');
  await page.getByText('Storage is blocked in this browser: edits are lost when the page closes.').waitFor();
});

test('two sites of one origin do not meet', async ({ page }) => {
  await page.evaluate((text) => {
    localStorage.setItem('rolescope:/some/sub/:draft.ec2-reads-s3', `1 a 0 t\n${text}`);
    localStorage.setItem('rolescope:/some/sub/:theme', 'dark');
    localStorage.setItem('rolescope:/some/sub/folder/deeper/:draft.own-1', `1 a 0 t\n${text}`);
  }, scenario('Of another site'));
  const before = await title(page).inputValue();
  await reloaded(page);
  await shows(page, before);
  await own(page);
  await name(page, 'Mine');
  assert.match(await page.evaluate(() => localStorage.getItem('rolescope:/some/sub/:draft.ec2-reads-s3')), /Of another site/);
});

test('what earlier versions kept is taken over once, and stays where it was', async ({ page, site }) => {
  const old = {
    'rolescope.draft.ec2-reads-s3': scenario('Old example'),
    'rolescope.draft.own': scenario('Old own'),
    'rolescope.draft.link': scenario('Old link'),
    'rolescope.broken': scenario('Old broken'),
    'rolescope.scenario': 'own',
    'rolescope.theme': 'dark',
    'rolescope.depth': 'gates',
    'rolescope.draft.<b>': scenario('Hostile'),
  };
  await comeWith(page, site, (them) => {
    for (const [key, value] of Object.entries(them)) localStorage.setItem(key, value);
  }, old);
  await standing(page);
  await shows(page, 'Old own');
  assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), 'dark');
  assert.equal(await press(page, 'Gates').getAttribute('aria-pressed'), 'true');
  assert.deepEqual(await drafts(page), ['ec2-reads-s3', 'link', 'own']);
  assert.equal((await names(page, 'aside.')).length, 1);
  const left = await page.evaluate((keys) => Object.fromEntries(keys.map((key) => [key, localStorage.getItem(key)])), Object.keys(old));
  assert.deepEqual(left, old);
  // Once: what is removed here does not come back.
  await page.evaluate((key) => localStorage.removeItem(key), `${KEYS}draft.link`);
  await reloaded(page);
  assert.deepEqual(await drafts(page), ['ec2-reads-s3', 'own']);
});

test('hostile values of every key are ignored', async ({ page, site }) => {
  const hostile = ['', '{', '<img src=x onerror=alert(1)>', '../../x', '__proto__', 'null', '\u202e', `${Number.MAX_VALUE} a 0 t\n{}`, 'x'.repeat(100_000)];
  const before = await title(page).inputValue();
  for (const value of hostile) {
    await comeWith(page, site, ([start, text]) => {
      for (const key of ['scenario', 'theme', 'depth', 'taken', 'aside.1', 'aside.__proto__', 'drawing.own-1', 'drawing.__proto__', 'draft.__proto__', 'draft.own-1', 'draft.chain-of-three', 'draft.']) {
        localStorage.setItem(start + key, text);
      }
      sessionStorage.setItem(`${start}scenario`, text);
    }, [KEYS, value]);
    const asked = page.getByRole('heading', { name: 'The last start did not finish' });
    await asked.or(title(page)).first().waitFor();
    if (await asked.isVisible()) await press(page, 'Go on without it').click();
    await standing(page);
    await shows(page, before);
    await press(page, 'Examples').click();
    await press(page, 'All drafts and set-aside texts').click();
    await dialog(page, 'Drafts and set-aside texts').waitFor();
    await page.keyboard.press('Escape');
  }
  assert.equal(await page.evaluate(() => ({}).polluted), undefined);
});
