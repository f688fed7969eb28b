// The other tests are only worth something if their fixture sees what it must see.
import assert from 'node:assert/strict';
import { assertAccessible, test } from './fixture.mjs';

/** Does something wrong in the page, then takes the complaints that it must have raised. */
async function provoke({ page, complaints }, expected, wrong) {
  await page.evaluate(wrong);
  await assert.doesNotReject(
    waitUntil(() => complaints.some((it) => expected.test(it))),
    `no complaint like ${expected}: ${complaints}`,
  );
  await settled();
  complaints.length = 0;
}

async function waitUntil(holds) {
  for (let tries = 0; tries < 40; tries += 1) {
    if (holds()) return;
    await settled();
  }
  throw new Error('waited in vain');
}

/** One mistake can raise several complaints, one after the other. */
function settled() {
  return new Promise((later) => setTimeout(later, 50));
}

test('a warning on the console is a complaint', (it) => provoke(it, /^console: careful/, () => {
  console.warn('careful');
}));

test('an uncaught error is a complaint', (it) => provoke(it, /^uncaught: oops/, () => {
  setTimeout(() => { throw new Error('oops'); });
}));

test('a missing file is a complaint', (it) => (
  provoke(it, /^status 404/, () => fetch('./missing.js').then((response) => response.text()))
));

test('a request to elsewhere is stopped and a complaint', (it) => (
  provoke(it, /^content security policy: connect-src http:\/\/127\.0\.0\.1:1/, () => (
    fetch('http://127.0.0.1:1/').catch(() => {})
  ))
));

test('an inline script is stopped and a complaint', (it) => (
  provoke(it, /This document requires 'TrustedScript' assignment/, () => {
    const script = document.createElement('script');
    script.append('window.ran = true');
    document.body.append(script);
  })
));

test('an inline style is stopped and a complaint', (it) => (
  provoke(it, /^content security policy: style-src-attr inline/, () => {
    document.body.setAttribute('style', 'color: red');
  })
));

test('markup made from text is stopped and a complaint', (it) => (
  provoke(it, /^content security policy: require-trusted-types-for/, () => {
    try { document.body.innerHTML = '<p>'; } catch { /* Trusted Types throw. */ }
  })
));

test('a barrier is found', async ({ page }) => {
  await page.evaluate(() => document.body.append(document.createElement('textarea')));
  await assert.rejects(assertAccessible(page), /label/);
  await page.evaluate(() => document.body.lastElementChild.remove());
});
