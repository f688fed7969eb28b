// Scenarios of a newer format than the page knows: shown as far as they are known, said, and never written over.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { encode } from '../../web/links.js';
import { assertAccessible, standing, test } from './fixture.mjs';
import { serveHost } from './hosts.mjs';
import { KEYS, draftOf, put } from './storage.mjs';

const WORDS = 'This scenario is of format 3, newer than this page knows (format 2). It shows what it can: fields that it does not '
  + 'know are left out, and the decision can differ.';
const VIEWS = ['walk', 'split', 'editor', 'result', 'trace', 'flow'];
const ROLE = 'arn:aws:iam::111122223333:role/app';
const NEWER = JSON.stringify({
  format: 3,
  novel: [1],
  title: 'Of tomorrow',
  principals: [{ arn: ROLE, novel: {}, identityPolicies: [{ name: 'read', novel: 1, document: {
    Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' },
  } }] }],
  steps: [{ caller: ROLE, action: 's3:GetObject', resource: 'arn:aws:s3:::amzn-s3-demo-bucket/a', novel: true }],
});

const note = (page) => page.getByRole('note').filter({ hasText: 'This scenario is of format' });

/** The note is in sight, whole, above the decision, and no wider than the page. */
async function assertSaid(page) {
  await note(page).waitFor();
  assert.equal(await note(page).innerText(), WORDS);
  assert.equal(await page.locator('[data-decision]').first().getAttribute('data-decision'), 'allowed');
  const { left, right, below, width } = await note(page).evaluate((it) => {
    const box = it.getBoundingClientRect();
    const main = it.ownerDocument.querySelector('main').getBoundingClientRect();
    return { left: box.left, right: box.right, below: main.top - box.bottom, width: it.ownerDocument.documentElement.clientWidth };
  });
  assert.ok(left >= 0 && right <= width && below >= -1, JSON.stringify({ left, right, below, width }));
}

let host;
before(async () => { host = await serveHost(); });
after(() => host?.close());

test('a newer scenario from a link is decided as far as it is known, and said', async ({ page, site }) => {
  assert.equal(await note(page).count(), 0);
  for (const width of [1440, 360]) {
    await page.setViewportSize({ width, height: 900 });
    await page.goto('about:blank');
    await page.goto(site.url + await encode(NEWER));
    await page.getByText('Opened from a link').waitFor();
    await assertSaid(page);
    await assertAccessible(page);
  }
});

test('an embed says in each of its views that its scenario is newer', async ({ page, site, complaints }) => {
  const fragment = await encode(NEWER);
  for (const view of VIEWS) {
    for (const width of [1000, 360]) {
      const frame = `<iframe src="${site.url}embed/?view=${view}${fragment}" title="Demo" width="${width}" height="700" loading="eager"></iframe>`;
      await page.goto(host.show(`/${view}-${width}`, frame, {}));
      const embed = page.frameLocator('iframe');
      await embed.locator('html[data-ready]').waitFor({ state: 'attached' });
      await assertSaid(embed);
    }
  }
  const own = complaints.filter((complaint) => !complaint.startsWith(`foreign request: ${host.origin}`));
  complaints.splice(0, Infinity, ...own);
});

test('a draft of a newer format is not opened but kept, said, and can be taken along', async ({ page, site }) => {
  await page.goto(new URL('verify.html', site.url).href);
  await page.evaluate(() => [localStorage, sessionStorage].forEach((it) => it.clear()));
  await put(page, 'draft.own-1', `1764493786000 othertab 0 Of tomorrow\n${NEWER}`);
  await put(page, 'scenario', 'own-1');
  await page.goto(site.url);
  await standing(page);
  const strip = page.getByRole('region', { name: 'Drafts' });
  await strip.getByText('it is of a newer format than this page knows. It stays as it is.').waitFor();
  assert.equal(await note(page).count(), 0);
  await page.locator('#scenario-title').fill('Typed since');
  await page.locator('footer').getByText('Your edits are kept in this browser.').waitFor();
  assert.equal(await draftOf(page, 'own-1'), NEWER);
  await strip.getByRole('button', { name: 'Show it' }).click();
  const dialog = page.getByRole('dialog', { name: 'A draft that cannot be read' });
  assert.equal(await dialog.getByRole('textbox').inputValue(), NEWER);
});

test('what is written of a newer scenario does not claim to be whole', async ({ page, site }) => {
  await page.goto('about:blank');
  await page.goto(site.url + await encode(NEWER));
  await note(page).waitFor();
  await page.locator('#scenario-title').fill('Of today');
  await page.locator('footer').getByText('Your edits are kept in this browser.').waitFor();
  const kept = await page.evaluate((start) => (
    Object.entries(localStorage).filter(([key]) => key.startsWith(start)).map(([, value]) => value.replace(/^.*\n/, ''))
  ), `${KEYS}draft.link-`);
  assert.deepEqual(kept.map((text) => [JSON.parse(text).title, JSON.parse(text).format, text.includes('novel')]), [['Of today', 2, false]]);
});
