// The built folder on a static host: under any path, and what there is beside the page.
import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { assertAccessible, standing, test } from './fixture.mjs';
import { editing, serveSite } from './site.mjs';

const dist = (name) => new URL(`../../dist/${name}`, import.meta.url);

for (const folder of ['/', '/a/b/']) {
  test(`the page, its editor, an example and its text run under ${folder}`, async ({ page }) => {
    const site = await serveSite({ folder });
    const other = await page.context().newPage();
    const failed = [];
    other.on('response', (it) => it.status() >= 400 && failed.push(it.url()));
    other.on('pageerror', (error) => failed.push(error.message));
    try {
      await other.goto(site.url);
      await editing(other);
      await other.waitForFunction(() => navigator.serviceWorker.controller);
      await other.goto(`${site.url}#x=chain-of-three`);
      await other.waitForFunction(() => document.getElementById('scenario-title')?.value === 'From a laptop through two roles');
      await other.getByRole('link', { name: /^Verify/ }).click();
      await other.getByRole('link', { name: 'Rolescope' }).click();
      await standing(other);
      assert.deepEqual(failed, []);
    } finally {
      await other.close();
      await site.close();
    }
  });
}

test('an address without a file has a page at any depth, without a script', async ({ page, site, complaints }) => {
  for (const name of ['nothing', 'no/such/folder/nothing.html']) {
    const answer = await page.goto(site.url + name);
    assert.equal(answer.status(), 404);
    await page.getByRole('heading', { name: 'Nothing here' }).waitFor();
    const edge = await page.locator('main').evaluate((it) => getComputedStyle(it).borderTopLeftRadius);
    assert.equal(edge, '8px');
    await assertAccessible(page);
  }
  assert.equal(await page.locator('script').count(), 0);
  assert.deepEqual(complaints.filter((it) => !/404/.test(it)), []);
  complaints.length = 0;
});

test('the text on how to verify is a page of its own, without a script', async ({ page, site }) => {
  await page.goto(new URL('verify.html', site.url).href);
  await page.getByRole('heading', { level: 1, name: 'How to verify this yourself' }).waitFor();
  assert.ok(await page.locator('ol > li pre').count() >= 2);
  assert.equal(await page.locator('script').count(), 0);
});

test('the manifest names pictures of the sizes that it says', async ({ page, site }) => {
  const address = await page.locator('link[rel=manifest]').evaluate((it) => it.href);
  assert.equal(address, new URL('manifest.webmanifest', site.url).href);
  const manifest = JSON.parse(await readFile(dist('manifest.webmanifest'), 'utf8'));
  assert.equal(new URL(manifest.start_url, address).href, site.url);
  for (const { src, sizes } of manifest.icons.filter(({ type }) => type === 'image/png')) assert.equal(await size(src), sizes);
  assert.ok(manifest.icons.some(({ purpose }) => purpose === 'maskable'));
  assert.equal(await size('apple-touch-icon.png'), '180x180');
  assert.equal(await size('social.png'), '1200x630');
});

/** Bytes at the beginning of every PNG. */
async function size(name) {
  const bytes = await readFile(dist(name));
  assert.equal(bytes.subarray(1, 4).toString(), 'PNG');
  return `${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`;
}

test('files that never change are told so, the page and its worker are asked for each time', async ({ site }) => {
  const caching = async (name) => (await fetch(site.url + name)).headers.get('cache-control');
  const names = await readdir(dist('.'));
  for (const kind of [/^style-/, /^boot-/, /^app-/, /^editor-/, /^offline-/]) {
    assert.match(await caching(names.find((name) => kind.test(name))), /immutable/, `${kind}`);
  }
  for (const name of ['', 'service-worker.js']) assert.equal(await caching(name), 'no-cache');
  assert.equal(await caching('guard.js'), null);
});

test('every answer carries the policy and the other headers', async ({ site }) => {
  const { headers } = await fetch(site.url);
  assert.match(headers.get('content-security-policy'), /default-src 'none'.*frame-ancestors 'none'/);
  assert.equal(headers.get('x-content-type-options'), 'nosniff');
  assert.equal(headers.get('referrer-policy'), 'no-referrer');
  assert.equal(headers.get('access-control-allow-origin'), '*');
  assert.match(headers.get('permissions-policy'), /camera=\(\)/);
});
