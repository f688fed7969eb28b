// The built site in browsers other than Chromium: what the page, its chunks, its worker and embeds stand on, once each.
//   node --test tests/browsers/browsers.test.mjs
// FIREFOX and WEBKIT_DRIVER name the programs, else PATH has them. A browser that is missing is skipped, with what installs it.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { LONGEST, LONGEST_TEST, serveSite } from '../end-to-end/site.mjs';
import { CHECKS, come } from './checks.mjs';
import { openFirefox } from './firefox.mjs';
import { openWebKit } from './webkit.mjs';

const BROWSERS = [
  { name: 'Firefox', variable: 'FIREFOX', programs: ['firefox-esr', 'firefox'], beside: [], packages: 'firefox-esr', open: openFirefox },
  { name: 'WebKit', variable: 'WEBKIT_DRIVER', programs: ['WebKitWebDriver'], beside: ['Xvfb'], packages: 'webkit2gtk-driver xvfb', open: openWebKit },
];
/** The file by whose name a page asks when something is wrong in it. */
const COMPLAINT = 'complaint';
/** Complaints about what `provoke` does. */
const WRONG = [/^error: .*thrown/, /^rejected: .*promised/s, /^console\.error: said/, /^policy: style-src-attr/];
const read = (path) => readFileSync(new URL(path, import.meta.url), 'utf8');

for (const { name, variable, programs, beside, packages, open } of BROWSERS) {
  const program = process.env[variable] ?? (beside.every(onPath) && programs.map(onPath).find(Boolean));
  const skip = !program && `${name} is missing: apt-get install ${packages}, or name the program in the variable ${variable}`;
  describe(name, { skip }, () => {
    let site;
    let page;
    before(async () => {
      site = await serveSite();
      // The first script of the page and of frames.
      site.replaced.set('guard.js', `(${complain})('${COMPLAINT}');${read('../../dist/guard.js')}`);
      site.replaced.set(COMPLAINT, '');
      page = await open(program);
      console.log(`${name}: ${page.version}`);
    }, { timeout: LONGEST });
    after(async () => {
      await page?.close();
      await site?.close();
    });
    for (const [state, check] of Object.entries(CHECKS)) {
      test(state, { timeout: LONGEST_TEST }, async () => {
        await check(page, site);
        assert.deepEqual(complaints(site), []);
      });
    }
    // Last: what it does is heard for a while.
    test('what is wrong in a page is heard', { timeout: LONGEST_TEST }, async () => {
      await page.open(site.url);
      await page.evaluate(provoke);
      for (const wrong of WRONG) await come(() => complaints(site).some((it) => wrong.test(it)) || page.evaluate(() => false), wrong);
    });
  });
}

function onPath(name) {
  return (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, name)).find(existsSync);
}

/** Words of pages about what is wrong in them. */
function complaints(site) {
  const asked = `GET ${COMPLAINT}?`;
  return site.requests.filter((it) => it.startsWith(asked)).map((it) => decodeURIComponent(it.slice(asked.length)));
}

/** Runs in the page: does something wrong, in several ways. */
function provoke() {
  setTimeout(() => { throw new Error('thrown'); });
  Promise.reject(new Error('promised'));
  console.error('said');
  document.body.setAttribute('style', 'color: red');
}

/** Runs in the page: tells the server of every error, as a request for a file, which reaches it from frames and across visits too. */
function complain(name) {
  const { src } = document.currentScript;
  const say = (...words) => fetch(`${new URL(name, src)}?${encodeURIComponent(words.join(' '))}`, { keepalive: true });
  addEventListener('error', ({ message, target }) => say('error:', message ?? target.outerHTML), true);
  addEventListener('unhandledrejection', ({ reason }) => say('rejected:', reason?.message ?? reason));
  addEventListener('securitypolicyviolation', (it) => say('policy:', it.violatedDirective, it.blockedURI, it.sample, it.sourceFile));
  for (const level of ['error', 'warn']) {
    const before = console[level].bind(console);
    console[level] = (...words) => {
      say(`console.${level}:`, ...words);
      before(...words);
    };
  }
}
