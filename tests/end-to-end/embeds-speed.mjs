// How long embeds take to stand, several on one page, beside frames with nothing in them:
//   node tests/end-to-end/embeds-speed.mjs [--hold] [--beside SITE]
// Says the first, which fetches and compiles, and those after it, from the frame's making to `rolescope-ready`. `--hold` fails
// when the ratio of the fastest to the fastest empty frame is over its limit: other work on the machine makes frames slower,
// never faster, and both are made in turns. `--beside` has embeds of another built site made in turns with these.
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { launchChromium } from './browser.mjs';
import { serveHost } from './hosts.mjs';
import { LONGEST, serveSite } from './site.mjs';

const AFTER_THE_FIRST = 8;
// Times the fastest empty frame; it was 4 to 5 when this was written.
const HELD = 12;
const scenario = readFileSync(new URL('../corpus/roles/third-party-external-id.json', import.meta.url), 'utf8');
const { values: { hold, beside } } = parseArgs({ options: { hold: { type: 'boolean' }, beside: { type: 'string' } } });
const [browser, site, host, other] = await Promise.all([
  launchChromium(), serveSite(), serveHost(), beside && serveSite({ files: beside }),
]);
site.replaced.set('empty.html', '<!doctype html><title>empty</title>');

/** A page that has the embeds of a site. */
async function pageFor({ url }) {
  const page = await browser.newPage();
  await page.goto(host.show('/', `<script type="module" src="${url}embed.js"></script>`));
  return page;
}

/** Milliseconds until an embed on the page is ready. */
const embed = (page) => page.evaluate(([text, longest]) => new Promise((ready, fail) => {
  const start = performance.now();
  const playground = document.createElement('rolescope-playground');
  playground.setAttribute('load', 'eager');
  playground.scenario = text;
  playground.addEventListener('rolescope-ready', () => ready(performance.now() - start), { once: true });
  playground.addEventListener('rolescope-error', ({ detail }) => fail(new Error(detail.message)), { once: true });
  setTimeout(() => fail(new Error('the embed is not ready')), longest);
  document.querySelector('main').append(playground);
}), [scenario, LONGEST]);

/** Milliseconds until a frame of the same site without anything in it is loaded. */
const empty = (page) => page.evaluate(([src, longest]) => new Promise((ready, fail) => {
  const start = performance.now();
  const onload = () => ready(performance.now() - start);
  setTimeout(() => fail(new Error('the empty frame is not loaded')), longest);
  document.querySelector('main').append(Object.assign(document.createElement('iframe'), { src, onload }));
}), [`${site.url}empty.html`, LONGEST]);

const sorted = (times) => times.sort((one, other) => one - other);

const median = (times) => times[times.length >> 1];

try {
  const page = await pageFor(site);
  const first = await embed(page);
  await empty(page);
  const older = other && await pageFor(other);
  if (older) await embed(older);
  const [later, nothing, before] = [[], [], []];
  for (let turn = 0; turn < AFTER_THE_FIRST; turn += 1) {
    later.push(await embed(page));
    nothing.push(await empty(page));
    if (older) before.push(await embed(older));
  }
  for (const times of [later, nothing, before]) sorted(times);
  const ratio = later[0] / nothing[0];
  const slow = ratio > HELD;
  console.log(`embeds: first ${Math.round(first)} ms; then ${Math.round(later[0])} to ${Math.round(later.at(-1))} ms, \
${Math.round(median(later))} in the median; empty frame ${nothing[0].toFixed(1)} ms, ${ratio.toFixed(1)}x${slow ? `, TOO SLOW: held ${HELD}x` : ''}`);
  if (older) console.log(`beside: ${Math.round(median(before))} ms in the median, of which these take ${(median(later) / median(before)).toFixed(2)}x`);
  process.exitCode = slow && hold ? 1 : 0;
} finally {
  await browser.close();
  await Promise.all([site, host, other].map((it) => it?.close()));
}
