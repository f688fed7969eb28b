// What every end-to-end test stands on: the built site in a fresh browser context, and a page that must end
// without a word on the console, a request to elsewhere, a broken content security policy or a barrier.
import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { after, before, test as nodeTest } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import AxeBuilder from '@axe-core/playwright';
import axe from 'axe-core/axe.min.js';
import { openChromium } from './browser.mjs';
import { EDITOR, LONGEST, LONGEST_TEST, OFFLINE, editing, serveSite, standing } from './site.mjs';

export { EDITOR, standing };

let browser;
let site;

before(async () => {
  [browser, site] = await Promise.all([openChromium(), serveSite()]);
});

after(async () => {
  await browser?.close();
  await site?.close();
});

/**
 * A test on a page that is already open and shows the app. `options` are Playwright's context options
 * (viewport, colorScheme, …), `editor`: whether the editor loads, or texts stay in their text areas, and `offline`: whether
 * the site is kept in the browser. The test fails on every complaint that is left at its end.
 */
export function test(name, options, body) {
  if (body === undefined) return test(name, {}, options);
  return nodeTest(name, { timeout: LONGEST_TEST }, async (it) => {
    const { editor = false, offline = false, ...wishes } = options;
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...wishes });
    try {
      context.setDefaultTimeout(LONGEST);
      const page = await context.newPage();
      const complaints = await watch(page);
      for (const script of [!editor && EDITOR, !offline && OFFLINE].filter(Boolean)) {
        await page.route(script, (route) => route.fulfill({ contentType: 'text/javascript', body: '' }));
      }
      await open(page);
      if (editor) await editing(page);
      await body({ page, site, complaints, context });
      await assertAccessible(page);
      assert.deepEqual([...complaints], []);
    } catch (error) {
      it.diagnostic(await textsOf(context));
      throw error;
    } finally {
      await context.close();
    }
  });
}

/** Texts that the pages of a context show. A page that does not answer for 5 s shows none. */
async function textsOf(context) {
  const texts = context.pages().map(async (page) => {
    const answer = page.evaluate(() => document.body.innerText).catch((error) => error.message);
    const text = await Promise.race([answer, setTimeout(5000, 'no answer', { ref: false })]);
    return `\n--- ${page.url()} shows:\n${text.replace(/\n\s*/g, '\n').slice(0, 600)}`;
  });
  return (await Promise.all(texts)).join('');
}

async function open(page) {
  await page.goto(site.url);
  await standing(page);
}

/** The complaints of a page, which say when one more came. */
class Complaints extends Array {
  static get [Symbol.species]() { return Array; }

  #news = new EventEmitter();

  push(complaint) {
    const length = super.push(complaint);
    this.#news.emit('complaint');
    return length;
  }

  /** Waits until `holds` says so of the complaints so far; a pattern wants one that it fits. */
  async until(holds) {
    const enough = holds instanceof RegExp ? () => this.some((it) => holds.test(it)) : holds;
    const signal = AbortSignal.timeout(LONGEST);
    while (!enough(this)) {
      await once(this.#news, 'complaint', { signal }).catch(() => assert.fail(`no ${holds} in: ${this.join('\n')}`));
    }
  }
}

/** Collects everything that a healthy page never does. */
async function watch(page) {
  const complaints = new Complaints();
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`uncaught: ${error.message}`));
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (!['data:', 'blob:'].includes(url.protocol) && url.origin !== site.origin) {
      complaints.push(`foreign request: ${url}`);
    }
  });
  page.on('requestfailed', (request) => {
    // A page that is left calls off what it was loading.
    if (request.failure()?.errorText !== 'net::ERR_ABORTED') complaints.push(`failed request: ${request.url()}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) complaints.push(`status ${response.status()}: ${response.url()}`);
  });
  await page.exposeBinding('reportPolicyViolation', (_source, violation) => {
    complaints.push(`content security policy: ${violation}`);
  });
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const source = `${event.sourceFile}:${event.lineNumber}`;
      window.reportPolicyViolation(`${event.violatedDirective} ${event.blockedURI} ${event.sample} at ${source}`);
    });
  });
  return complaints;
}

/** Pages in which axe found nothing, as `seenByAxe` describes them. */
const passed = new Set();

/** Fails on what axe finds in the page as it is now. */
export async function assertAccessible(page) {
  // One that reloads has no document for a moment.
  await page.waitForLoadState('load');
  const alone = page.frames().length === 1;
  const seen = alone && await page.evaluate(seenByAxe);
  if (passed.has(seen)) return;
  const violations = alone ? await barriers(page) : (await new AxeBuilder({ page }).analyze()).violations;
  const found = violations.map(({ id, help, nodes }) => `${id}: ${help} (${nodes.map((it) => it.target).join(', ')})`);
  assert.deepEqual(found, []);
  if (alone) passed.add(seen);
}

/** Everything of a page by which axe can tell it from another: markup, places of texts, what scrolls, the window. */
function seenByAxe() {
  // A document of its own: elements of the page do nothing in it.
  const copy = document.implementation.createHTMLDocument().importNode(document.body, true);
  const texts = document.createTreeWalker(copy, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) texts.currentNode.data = texts.currentNode.data.trim() && '…';
  const overflows = (it) => Number(it.scrollHeight > it.clientHeight || it.scrollWidth > it.clientWidth);
  const scrolling = [...document.body.querySelectorAll('*')].map(overflows).join('');
  const { lang, dataset } = document.documentElement;
  const page = [lang, 'other' in dataset, Boolean(document.title.trim()), innerWidth, innerHeight];
  return [...page, scrolling, copy.outerHTML].join();
}

/**
 * Findings of axe in a page without frames. `accessible.test.mjs` looks at the contrast of colors, in every state and scheme: at the
 * end of each test that alone would take as long as all other rules.
 */
async function barriers(page) {
  if (!await page.evaluate(() => 'axe' in window)) await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const options = { reporter: 'no-passes', preload: false, rules: { 'color-contrast': { enabled: false } } };
    const { violations } = await window.axe.run(document, options);
    return violations.map(({ id, help, nodes }) => ({ id, help, nodes: nodes.map(({ target }) => ({ target })) }));
  });
}

/** The text of a file that a page gave to take along, wherever the browser runs. */
export async function downloadedText(download) {
  const chunks = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
