// The site is kept in the browser: after one visit it opens without a network, and a newer one takes nothing away.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { assertAccessible, test } from './fixture.mjs';
import { kept } from './kept.mjs';
import { LONGEST, comes, drawn, editing, serveSite } from './site.mjs';

const OFFLINE = { offline: true, editor: true };

const news = (page) => page.locator('.news');
const press = (page, name) => page.getByRole('button', { name, exact: true });
const title = (page) => page.locator('#scenario-title');

const offer = (page) => page.getByRole('button', { name: /^Keep everything offline/ });
const forgetBrokenRequests = (complaints) => complaints.splice(0, complaints.length, ...complaints.filter((it) => !/ERR_INTERNET_DISCONNECTED|ERR_FAILED|failed request: \S+\/(share-|scenarios\/chain)/.test(it)));

test('after one visit the page works without a network, and says what it cannot open', OFFLINE, async ({ page, context, complaints }) => {
  await kept(page);
  await page.waitForFunction(async () => (await caches.keys()).length === 1);
  // A new visit without what the last one fetched in passing.
  await page.evaluate(async () => {
    const cache = await caches.open((await caches.keys())[0]);
    for (const request of await cache.keys()) if (/\/(editor-|share-|work-|scenarios\/)/.test(request.url)) await cache.delete(request);
  });
  await context.setOffline(true);
  await page.reload();
  await news(page).getByText(/^You are offline\. The page works; not kept here: \d+ examples, the editor with colors and completion, links and the Share dialog, finding out who can assume a role\.$/).waitFor();
  await assertAccessible(page);
  await page.getByRole('textbox', { name: /^Identity-based policy / }).fill('{');
  await page.locator('[role=status][data-decision="error"]').waitFor();
  await press(page, 'Share').click();
  await news(page).getByText('The part for links and sharing could not be loaded. You are offline, and this is not kept here.').waitFor();
  await press(page, 'Examples').click();
  await page.getByRole('dialog').getByRole('button', { name: /From a laptop/ }).click();
  await page.getByText('This example could not be fetched. Is there a connection?').waitFor();
  await context.setOffline(false);
  forgetBrokenRequests(complaints);
});

test('what was fetched once is kept', OFFLINE, async ({ page, context, site }) => {
  await kept(page);
  const open = async (name) => {
    await press(page, 'Examples').click();
    await page.getByRole('dialog').getByRole('button', { name }).click();
    await page.waitForFunction((wanted) => wanted.test(document.getElementById('scenario-title').value), name);
  };
  await open(/From a laptop/);
  await context.setOffline(true);
  site.requests.length = 0;
  await open(/A web app on EC2/);
  await open(/From a laptop/);
  assert.ok(!site.requests.some((it) => it.includes('chain-of-three')));
  await context.setOffline(false);
});

test('a storage that is full takes no example away', OFFLINE, async ({ page, context, site }) => {
  await kept(page);
  const session = await context.newCDPSession(page);
  const { origin } = new URL(site.url);
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
  await press(page, 'Examples').click();
  await page.getByRole('dialog').getByRole('button', { name: /From a laptop/ }).click();
  await page.waitForFunction(() => /^From a laptop/.test(document.getElementById('scenario-title').value));
  await session.send('Storage.overrideQuotaForOrigin', { origin });
});

test('a visitor who keeps everything has the page, its editor and every example without a network', OFFLINE, async ({ page, context, site, complaints }) => {
  await kept(page);
  assert.match(await offer(page).innerText(), /\(\d\.\d MB\)$/);
  await offer(page).focus();
  await page.keyboard.press('Enter');
  await page.getByText('Everything is kept offline.').waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Everything is kept offline.');
  assert.equal(await offer(page).count(), 0);
  await assertAccessible(page);
  await context.setOffline(true);
  await page.getByText('You are offline. Everything still works.').waitFor();
  await assertAccessible(page);
  site.requests.length = 0;
  await page.reload();
  await editing(page);
  await page.getByRole('textbox', { name: /^Identity-based policy / }).fill('{');
  await page.locator('[role=status][data-decision="error"]').waitFor();
  await press(page, 'Examples').click();
  const names = await page.getByRole('dialog').locator('section button strong').allInnerTexts();
  assert.ok(names.length >= 17);
  await page.keyboard.press('Escape');
  for (const name of names) {
    await press(page, 'Examples').click();
    await page.getByRole('dialog').getByRole('button', { name }).first().click();
    await page.waitForFunction((wanted) => document.getElementById('scenario-title').value === wanted, name);
  }
  await page.getByRole('link', { name: /^Verify/ }).click();
  await page.getByRole('heading', { name: 'How to verify this yourself' }).waitFor();
  // Whether there is a new version; browsers ask that by themselves, and can have begun before.
  assert.deepEqual(site.requests.filter((it) => it !== 'GET service-worker.js'), []);
  await context.setOffline(false);
  forgetBrokenRequests(complaints);
});

test('the page says when it is back on a network', OFFLINE, async ({ page, context }) => {
  await kept(page);
  await context.setOffline(true);
  await news(page).getByText('You are offline.').waitFor();
  await context.setOffline(false);
  await news(page).getByText('You are offline.').waitFor({ state: 'detached' });
  await context.setOffline(true);
  await news(page).getByRole('button', { name: 'Dismiss' }).click();
  assert.equal(await news(page).innerText(), '');
  await context.setOffline(false);
});

test('a new version waits until the visitor lets it in, and no edit is lost', OFFLINE, async ({ page, site }) => {
  await kept(page);
  await title(page).fill('Mine');
  await publishAnother(site);
  try {
    await page.reload();
    await comes(page);
    await news(page).getByText('A new version is ready. Your work is kept.').waitFor();
    await assertAccessible(page);
    assert.match(await page.title(), /^Rolescope/);
    assert.equal(await title(page).inputValue(), 'Mine');
    // Not yet written: the page goes away first.
    await title(page).fill('Mine, to the last letter');
    await news(page).getByRole('button', { name: 'Reload' }).click();
    await page.waitForFunction(() => document.title.startsWith('Another'));
    await comes(page);
    assert.equal(await title(page).inputValue(), 'Mine, to the last letter');
    assert.equal(await page.evaluate(async () => (await caches.keys()).length), 1);
    await page.waitForFunction(() => document.querySelector('.news'));
    assert.equal(await news(page).innerText(), '');
  } finally {
    site.replaced.clear();
  }
});

test('a new version that is put off can be had later, and other tabs are not loaded again', OFFLINE, async ({ page, context, site }) => {
  await kept(page);
  await publishAnother(site);
  try {
    const other = await context.newPage();
    await other.goto(site.url);
    await comes(other);
    await news(other).getByText('A new version is ready.').waitFor();
    await news(page).getByText('A new version is ready.').waitFor();
    await news(page).getByRole('button', { name: 'Later' }).click();
    assert.equal(await news(page).innerText(), '');
    await page.evaluate(() => { window.same = true; });
    await news(other).getByRole('button', { name: 'Reload' }).click();
    await other.waitForFunction(() => document.title.startsWith('Another'));
    await news(page).getByText('A new version is ready.').waitFor();
    assert.equal(await page.evaluate(() => window.same), true);
    await news(page).getByRole('button', { name: 'Reload' }).click();
    await page.waitForFunction(() => document.title.startsWith('Another'));
  } finally {
    site.replaced.clear();
  }
});

test('a file that is not what was built is not kept, and nothing is then', async ({ page, site }) => {
  site.replaced.set('verify.html', '<!doctype html>');
  const context = await page.context().browser().newContext();
  try {
    context.setDefaultTimeout(LONGEST);
    const visit = await context.newPage();
    site.requests.length = 0;
    await visit.goto(site.url);
    await comes(visit);
    await site.asked('verify.html');
    await visit.waitForFunction(async () => (await navigator.serviceWorker.getRegistrations()).length === 0);
    assert.equal(await visit.evaluate(() => navigator.serviceWorker.controller), null);
  } finally {
    await context.close();
    site.replaced.clear();
  }
});

test('a file that somebody put into the cache is not answered with, but fetched again', OFFLINE, async ({ page, site }) => {
  await kept(page);
  const poison = () => page.evaluate(async () => {
    const [name] = await caches.keys();
    const cache = await caches.open(name);
    const key = (await cache.keys()).find(({ url }) => url.includes('guard.js'));
    await cache.put(key, new Response('window.poisoned = true;', { headers: { 'Content-Type': 'text/javascript' } }));
    return (await (await cache.match(key)).text()).includes('poisoned');
  });
  assert.equal(await poison(), true);
  site.requests.length = 0;
  await page.reload();
  await editing(page);
  assert.equal(await page.evaluate(() => window.poisoned), undefined);
  assert.ok(site.requests.includes('GET guard.js'));
  await page.reload();
  await editing(page);
  assert.equal(site.requests.filter((it) => it === 'GET guard.js').length, 1, 'it is kept again');
});

test('the one name for a script that the policy knows leads to one script, and is taken', OFFLINE, async ({ page, complaints }) => {
  await kept(page);
  const refused = await page.evaluate(async () => {
    const tries = [
      () => trustedTypes.createPolicy('rolescope-offline', { createScriptURL: (url) => url }),
      () => trustedTypes.createPolicy('other', { createScriptURL: (url) => url }),
      () => navigator.serviceWorker.register('./guard.js'),
      () => { document.createElement('script').src = './guard.js'; },
    ];
    const outcomes = [];
    for (const attempt of tries) outcomes.push(await Promise.resolve().then(attempt).then(() => 'done', () => 'refused'));
    return outcomes;
  });
  assert.deepEqual(refused, Array(4).fill('refused'));
  // One from the page's policy and one from the header's.
  await complaints.until((those) => those.filter((it) => /^content security/.test(it)).length >= 8);
  complaints.splice(0, complaints.length, ...complaints.filter((it) => !/trusted/i.test(it)));
});

test('in a frame nothing is kept', async ({ page }) => {
  // Without the header that forbids frames, as hosts serve the site that do not know `_headers`.
  const site = await serveSite({ bare: true });
  try {
    site.replaced.set('frame.html', '<!doctype html><title>Elsewhere</title><iframe src="./" title="Rolescope" width="900" height="600"></iframe>');
    const host = await page.context().browser().newPage();
    host.setDefaultTimeout(LONGEST);
    await host.goto(new URL('frame.html', site.url).href);
    const frame = host.frameLocator('iframe');
    await frame.getByRole('link', { name: 'Open it in a new tab' }).waitFor();
    const inside = frame.locator('body');
    await inside.evaluate(() => addEventListener('pointermove', () => { document.documentElement.dataset.visited = ''; }));
    await host.mouse.move(200, 200);
    await host.mouse.move(210, 210);
    await frame.locator('html[data-visited]').waitFor();
    await drawn(host);
    // What the frame asked for before comes before this.
    await inside.evaluate(() => fetch('./verify.html'));
    assert.ok(!site.requests.some((it) => it.includes('service-worker')));
    assert.equal(await host.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length), 0);
    await host.close();
  } finally {
    await site.close();
  }
});

const dist = (name) => readFile(new URL(`../../dist/${name}`, import.meta.url), 'utf8');

/** Puts a version on the host that differs in the page's title. */
async function publishAnother(site) {
  const [page, worker] = await Promise.all([dist('index.html'), dist('service-worker.js')]);
  const another = page.replace('<title>', '<title>Another ');
  const digest = (text) => `sha256-${createHash('sha256').update(text).digest('base64')}`;
  assert.ok(worker.includes(digest(page)));
  site.replaced.set('index.html', another);
  site.replaced.set('service-worker.js', worker.replace(digest(page), digest(another)));
}
