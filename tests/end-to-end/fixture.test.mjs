// The other tests are only worth something if their fixture sees what it must see.
import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { test as nodeTest } from 'node:test';
import { assertAccessible, test } from './fixture.mjs';

/** Does something wrong in the page, then takes the complaints that it must have raised. */
async function provoke({ page, complaints }, expected, wrong) {
  await page.evaluate(wrong);
  for (const it of expected) await complaints.until(it);
  // One mistake can raise several, on the console and as events: both tell in order.
  await page.evaluate(() => {
    console.warn('that was all');
    window.reportPolicyViolation('that was all');
  });
  await complaints.until((those) => those.filter((it) => it.endsWith('that was all')).length === 2);
  complaints.length = 0;
}

test('a warning on the console is a complaint', (it) => provoke(it, [/^console: careful/], () => {
  console.warn('careful');
}));

test('an uncaught error is a complaint', (it) => provoke(it, [/^uncaught: oops/], () => {
  setTimeout(() => { throw new Error('oops'); });
}));

test('a missing file is a complaint', (it) => (
  provoke(it, [/^status 404/, /^console: .*404/], () => fetch('./missing.js').then((response) => response.text()))
));

test('a request to elsewhere is stopped and a complaint', (it) => (
  provoke(it, [/^content security policy: connect-src http:\/\/127\.0\.0\.1:1/, /^console: .*connect-src/], () => (
    fetch('http://127.0.0.1:1/').catch(() => {})
  ))
));

test('an inline script is stopped and a complaint', (it) => (
  provoke(it, [/This document requires 'TrustedScript' assignment/], () => {
    const script = document.createElement('script');
    script.append('window.ran = true');
    document.body.append(script);
  })
));

test('an inline style is stopped and a complaint', (it) => (
  provoke(it, [/^content security policy: style-src-attr inline/, /^console: .*style-src/], () => {
    document.body.setAttribute('style', 'color: red');
  })
));

test('markup made from text is stopped and a complaint', (it) => (
  provoke(it, [/^content security policy: require-trusted-types-for/, /^console: .*TrustedHTML/], () => {
    try { document.body.innerHTML = '<p>'; } catch { /* Trusted Types throw. */ }
  })
));

test('a barrier is found', async ({ page }) => {
  await page.evaluate(() => document.body.append(document.createElement('textarea')));
  await assert.rejects(assertAccessible(page), /label/);
  await page.evaluate(() => document.body.lastElementChild.remove());
});

/** Ways to wait for a time, or to give up soon. */
const SLEEPS = [/waitForTimeout/, /networkidle/, /setTimeout\(.*, *[1-9]/, /timeout: *[0-9]/i, /DefaultTimeout\([0-9]/];

nodeTest('no test waits for a time, or gives up after one of its own', async () => {
  const sleeps = [];
  for (const folder of ['./', '../browsers/', '../npm/', '../docs-sites/', '../../web/', '../../web/editor/']) {
    const names = (await readdir(new URL(folder, import.meta.url))).filter((name) => name.endsWith('.test.mjs'));
    assert.ok(names.length > 0, folder);
    for (const name of names.filter((it) => it !== 'fixture.test.mjs')) {
      const lines = (await readFile(new URL(folder + name, import.meta.url), 'utf8')).split('\n');
      lines.forEach((line, at) => SLEEPS.some((it) => it.test(line)) && sleeps.push(`${folder}${name}:${at + 1}: ${line.trim()}`));
    }
  }
  assert.deepEqual(sleeps, []);
});
