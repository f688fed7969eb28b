// Nothing that is written leaves the browser: what the page asks its host for, and what it cannot ask of anybody.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { readdir } from 'node:fs/promises';
import { test } from './fixture.mjs';
import { kept } from './kept.mjs';
import { drawn, editing } from './site.mjs';

const press = (page, name) => page.getByRole('button', { name, exact: true });

/** A word that is in everything that is written here. */
const SECRET = 'AKIAQQQQQQQQQQQQQQQQ';

const MINE = {
  title: SECRET,
  principals: [{ arn: `arn:aws:iam::111122223333:user/${SECRET}`, identityPolicies: [{ name: 'p', document: {
    Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
  } }] }],
  steps: [{ caller: `arn:aws:iam::111122223333:user/${SECRET}`, action: 's3:GetObject', resource: `arn:aws:s3:::b/${SECRET}` }],
};

/** Uses everything that the page has. */
async function useEverything(page) {
  const permissions = page.getByRole('textbox', { name: /^Identity-based policy / });
  const text = await page.evaluate(() => document.getElementById('text/principals/0/identityPolicies/0').value);
  await permissions.fill(text.replace('s3:GetObject', `s3:${SECRET}`));
  await page.locator('[role=status][data-decision="implicitDeny"]').waitFor();
  await page.getByRole('region', { name: 'Step through the evaluation' }).getByRole('button', { name: 'First moment' }).click();
  for (const depth of ['Gates', 'Everything', 'Sentence', 'Trace']) {
    const found = press(page, depth);
    if (await found.count()) await found.first().click();
  }
  await press(page, 'Add step').click();
  await page.getByLabel('Name of the step', { exact: true }).fill(SECRET);
  await page.getByRole('tab', { name: 'Nested ceilings' }).click();
  await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Download SVG' }).click()]);
  await page.getByRole('button', { name: 'Copy as Mermaid' }).click();
  await page.locator('#undo').click();
  await press(page, 'JSON').click();
  await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Save as file' }).click()]);
  await page.getByLabel('Scenario as JSON', { exact: true }).fill(JSON.stringify(MINE));
  await press(page, 'Use this scenario').click();
  await page.waitForFunction((title) => document.getElementById('scenario-title').value === title, SECRET);
  await press(page, 'Examples').click();
  const names = await page.getByRole('dialog').locator('section button strong').allInnerTexts();
  await page.keyboard.press('Escape');
  for (const name of names.filter((it) => it !== SECRET)) {
    await press(page, 'Examples').click();
    await page.getByRole('dialog').getByRole('button', { name }).first().click();
    await page.waitForFunction((wanted) => document.getElementById('scenario-title').value === wanted, name);
  }
}

test('once the whole site is kept, nothing that is done asks the network for anything', { offline: true, editor: true }, async ({ page, site }) => {
  await kept(page);
  await page.getByRole('button', { name: /^Keep everything offline/ }).click();
  await page.getByText('Everything is kept offline.').waitFor();
  site.requests.length = 0;
  await useEverything(page);
  await page.reload();
  await editing(page);
  // Whether there is a new version; browsers ask that by themselves.
  assert.deepEqual(site.requests.filter((it) => it !== 'GET service-worker.js'), []);
});

test('until then, only files of the site are asked for, and nothing is said', { editor: true }, async ({ page, site }) => {
  site.requests.length = 0;
  await page.reload();
  await editing(page);
  await useEverything(page);
  const files = await readdir(new URL('../../dist', import.meta.url), { recursive: true });
  const known = new Set(['GET ', ...files.map((name) => `GET ${name.replaceAll('\\', '/')}`)]);
  assert.deepEqual(site.requests.filter((it) => !known.has(it)), []);
  assert.ok(site.requests.some((it) => it.startsWith('GET scenarios/')));
});

test('no way out of the page that its policy knows leads to another host', async ({ page, complaints, context }) => {
  const heard = [];
  const elsewhere = createServer((request, response) => {
    heard.push(request.url);
    response.end();
  });
  await new Promise((listening) => elsewhere.listen(0, '127.0.0.1', listening));
  const origin = `http://127.0.0.1:${elsewhere.address().port}`;
  try {
    const tried = await page.evaluate(async (origin) => {
      let url;
      const add = (name, properties) => document.body.append(Object.assign(document.createElement(name), properties));
      const ways = {
        fetch: () => fetch(url),
        noCors: () => fetch(url, { mode: 'no-cors', method: 'POST', body: 'secret' }),
        xhr: () => { const it = new XMLHttpRequest(); it.open('POST', url); it.send('secret'); },
        beacon: () => navigator.sendBeacon(url, 'secret'),
        socket: () => new WebSocket(url.replace('http', 'ws')),
        events: () => new EventSource(url),
        image: () => { new Image().src = url; },
        style: () => add('link', { rel: 'stylesheet', href: url }),
        prefetch: () => add('link', { rel: 'prefetch', href: url }),
        preload: () => add('link', { rel: 'preload', as: 'fetch', href: url, crossOrigin: '' }),
        moduleOfAPage: () => add('link', { rel: 'modulepreload', href: url }),
        icon: () => add('link', { rel: 'icon', href: url }),
        manifest: () => add('link', { rel: 'manifest', href: url }),
        script: () => import(url),
        worker: () => new Worker(url),
        frame: () => add('iframe', { src: url }),
        object: () => add('object', { data: url }),
        video: () => add('video', { src: url }),
        font: () => new FontFace('x', `url(${url})`).load(),
        form: () => {
          const form = Object.assign(document.createElement('form'), { action: url, method: 'post' });
          document.body.append(form);
          form.submit();
        },
        base: () => { add('base', { href: url }); return fetch('x'); },
      };
      const names = Object.keys(ways);
      await Promise.allSettled(names.map(async (name) => {
        url = `${origin}/${name}`;
        return ways[name]();
      }));
      return names.length;
    }, origin);
    assert.ok(tried > 20);
    await drawn(page);
    // What the page asked for before would be heard before.
    const visitor = await context.newPage();
    await visitor.goto(`${origin}/last`);
    await visitor.close();
    assert.deepEqual(heard.filter((it) => it !== '/favicon.ico'), ['/last']);
  } finally {
    elsewhere.close();
    // What was provoked; and the page is left as it was.
    await page.reload();
    await page.getByRole('heading', { level: 1 }).waitFor();
    complaints.length = 0;
  }
});

test('the page keeps no cookie, and only its own keys', async ({ page, context }) => {
  await page.getByLabel('Scenario title', { exact: true }).fill('Mine');
  await page.waitForFunction(() => Object.keys(localStorage).some((key) => key.startsWith('rolescope:/some/sub/folder/:draft.')));
  assert.deepEqual(await context.cookies(), []);
  const keys = await page.evaluate(() => [...Object.keys(localStorage), ...Object.keys(sessionStorage)]);
  assert.deepEqual(keys.filter((key) => !key.startsWith('rolescope:/some/sub/folder/:')), []);
  assert.deepEqual(await page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name)), []);
});
