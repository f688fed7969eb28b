// What must work in every browser, each on a page that nothing is kept of.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { serveHost } from '../end-to-end/hosts.mjs';
import { LONGEST, serveSite } from '../end-to-end/site.mjs';

const EXAMPLE = 'From a laptop through two roles';
const EMBEDDED = readFileSync(new URL('../corpus/roles/third-party-external-id.json', import.meta.url), 'utf8');

/** Checks by what they hold; each gets a page and the site. */
export const CHECKS = {
  'the app takes over the first example': async (page, site) => {
    await open(page, site);
    await decided(page, 'allowed');
  },

  'a policy is edited in the editor, and decided': async (page, site) => {
    await open(page, site);
    await press(page, 'h1');
    const word = await settled(page, placeOfWord, 'Allow');
    await page.click(word, 2);
    await page.type('Deny');
    await decided(page, 'explicitDeny');
  },

  'the parts that come later draw, and let the request be changed': async (page, site) => {
    await open(page, site);
    for (const part of ['.diagrams svg .actor', '.cast input', '.who-can button']) await until(page, shown, part);
    await write(page, '#resource-0', 'arn:aws:s3:::amzn-s3-demo-bucket/elsewhere');
    await decided(page, 'implicitDeny');
  },

  'another example opens': async (page, site) => {
    await open(page, site);
    await press(page, '#examples-button');
    await press(page, 'dialog button', EXAMPLE);
    await until(page, titled, EXAMPLE);
  },

  'a link is made, and opens': async (page, site) => {
    await open(page, site);
    await write(page, '#scenario-title', 'Mine');
    await press(page, '#share');
    await press(page, 'dialog button', 'Copy link');
    await until(page, () => document.querySelector('dialog .said-here')?.textContent === 'Copied.');
    const link = await page.evaluate(() => document.getElementById('share-link').value);
    await open(page, site, new URL(link).hash);
    await until(page, titled, 'Mine');
    await until(page, () => document.body.innerText.includes('Opened from a link'));
  },

  'a worker finds out who can assume the role': async (page, site) => {
    await open(page, site);
    await page.evaluate(watchWorkers);
    await press(page, '.who-can button', 'Find out');
    await until(page, () => document.querySelector('.who-can .status')?.textContent.includes('callers were tried.'));
    assert.ok(await page.evaluate(() => window.heard) > 0, 'no worker said anything');
  },

  'an embed shows its verdict in a page with a strict policy': async (page, site) => {
    const host = await serveHost();
    try {
      const policy = `default-src 'none'; script-src ${site.origin}; frame-src ${site.origin}; base-uri 'none'`;
      const element = `<rolescope-playground view="walk" title="Demo"><script type="application/json">${EMBEDDED}</script></rolescope-playground>`;
      const body = `<script type="module" src="${site.url}embed.js"></script>${element}`;
      await page.open(host.show('/page', body, { 'Content-Security-Policy': policy }));
      await until(page, () => document.querySelector('rolescope-playground').report?.steps.length === 3);
      const frame = () => document.querySelector('rolescope-playground').shadowRoot.querySelector('iframe');
      const inside = { evaluate: (script, ...given) => page.evaluateInFrame(frame, script, ...given) };
      await until(inside, shown, '[data-decision="implicitDeny"]');
    } finally {
      await host.close();
    }
  },

  'the page is kept for when there is no network': async (page) => {
    const site = await serveSite();
    try {
      await open(page, site);
      await press(page, 'h1');
      await until(page, () => Boolean(navigator.serviceWorker.controller));
    } finally {
      await site.close();
    }
    await page.open(site.url);
    await until(page, live);
    await decided(page, 'allowed');
  },
};

/** Opens the page as somebody who comes for the first time, and waits until it can be changed. */
async function open(page, site, hash = '') {
  await page.open(`${site.url}verify.html`);
  await page.evaluate(() => {
    localStorage.clear();
    sessionStorage.clear();
  });
  await page.open(site.url + hash);
  await until(page, live);
}

/** Waits until a look at something returns something, and returns that. `words` say what was waited for. */
export async function come(look, words) {
  const late = AbortSignal.timeout(LONGEST);
  while (!late.aborted) {
    const it = await look();
    if (it) return it;
  }
  throw new Error(`this never came: ${words}`);
}

/** The same with a function that runs in the page. */
function until(page, found, ...given) {
  return come(() => page.evaluate(found, ...given), `${found} of ${given}`);
}

/** Waits until what a function of the page returns is there and stays the same for a frame, and returns it. */
async function settled(page, place, ...given) {
  for (let before; ;) {
    const now = await until(page, place, ...given);
    if (isDeepStrictEqual(now, before)) return now;
    before = now;
    await page.evaluate(() => { window.framed = false; requestAnimationFrame(() => requestAnimationFrame(() => { window.framed = true; })); });
    await until(page, () => window.framed);
  }
}

const decided = (page, decision) => until(page, (it) => document.querySelector(`[role=status][data-decision="${it}"]`) !== null, decision);

/** Presses the element of a selector whose text begins with these words. */
async function press(page, selector, words = '') {
  await page.click(await settled(page, placeOf, selector, words));
}

/** Writes into a field in place of what it holds. */
async function write(page, selector, text) {
  await press(page, selector);
  await page.evaluate((it) => document.querySelector(it).select(), selector);
  await page.type(text);
}

// The functions below run in the page.

function live() {
  return !document.querySelector('.loading, [data-prerendered], main [readonly]') && document.querySelector('h1') !== null;
}

function shown(selector) {
  return Boolean(document.querySelector(selector)?.getClientRects().length);
}

function titled(title) {
  return document.getElementById('scenario-title')?.value === title;
}

/** The middle of the element of a selector whose text begins with these words. */
function placeOf(selector, words) {
  const found = [...document.querySelectorAll(selector)].find((it) => it.textContent.trim().startsWith(words) && it.getClientRects().length);
  if (!found) return undefined;
  found.scrollIntoView({ block: 'center', behavior: 'instant' });
  const { left, top, width, height } = found.getBoundingClientRect();
  return { x: Math.round(left + width / 2), y: Math.round(top + height / 2) };
}

/** The place of a word in the editor that is open. */
function placeOfWord(word) {
  for (const { shadowRoot } of document.querySelectorAll('policy-editor')) {
    const content = shadowRoot?.querySelector('.cm-content');
    if (!content?.getClientRects().length) continue;
    const walker = document.createTreeWalker(content, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const at = walker.currentNode.data.indexOf(word);
      if (at < 0) continue;
      const range = document.createRange();
      range.setStart(walker.currentNode, at);
      range.setEnd(walker.currentNode, at + word.length);
      const { left, top, width, height } = range.getBoundingClientRect();
      return { x: Math.round(left + width / 2), y: Math.round(top + height / 2) };
    }
  }
  return undefined;
}

/** Counts what workers say. */
function watchWorkers() {
  window.heard = 0;
  window.Worker = class extends Worker {
    constructor(...given) {
      super(...given);
      this.addEventListener('message', () => { window.heard += 1; });
    }
  };
}
