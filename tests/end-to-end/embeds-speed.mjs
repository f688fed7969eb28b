// How long embeds take to stand, several on one page, beside frames with nothing in them:
//   node tests/end-to-end/embeds-speed.mjs [--hold]
// Says the first, which fetches and compiles, and those after it, from the frame's making to `rolescope-ready`. `--hold` fails
// when the ratio of the fastest to the fastest empty frame is over its limit: other work on the machine makes frames slower,
// never faster, and both are made in turns.
import { readFileSync } from 'node:fs';
import { launchChromium } from './browser.mjs';
import { serveHost } from './hosts.mjs';
import { LONGEST, serveSite } from './site.mjs';

const AFTER_THE_FIRST = 8;
// Times the fastest empty frame; it was 4 to 5 when this was written.
const HELD = 12;
const scenario = readFileSync(new URL('../corpus/roles/third-party-external-id.json', import.meta.url), 'utf8');
const [browser, site, host] = await Promise.all([launchChromium(), serveSite(), serveHost()]);
site.replaced.set('empty.html', '<!doctype html><title>empty</title>');
const page = await browser.newPage();

/** Milliseconds until an embed is ready. */
const embed = () => page.evaluate(([text, longest]) => new Promise((ready, fail) => {
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
const empty = () => page.evaluate(([src, longest]) => new Promise((ready, fail) => {
  const start = performance.now();
  const onload = () => ready(performance.now() - start);
  setTimeout(() => fail(new Error('the empty frame is not loaded')), longest);
  document.querySelector('main').append(Object.assign(document.createElement('iframe'), { src, onload }));
}), [`${site.url}empty.html`, LONGEST]);

const sorted = (times) => times.sort((one, other) => one - other);

try {
  await page.goto(host.show('/', `<script type="module" src="${site.url}embed.js"></script>`));
  const first = await embed();
  await empty();
  const [later, nothing] = [[], []];
  for (let turn = 0; turn < AFTER_THE_FIRST; turn += 1) {
    later.push(await embed());
    nothing.push(await empty());
  }
  const [fastest] = sorted(later);
  const [least] = sorted(nothing);
  const ratio = fastest / least;
  const slow = ratio > HELD;
  console.log(`embeds: first ${Math.round(first)} ms; then ${Math.round(fastest)} to ${Math.round(later.at(-1))} ms, \
${Math.round(later[later.length >> 1])} in the median; empty frame ${least.toFixed(1)} ms, ${ratio.toFixed(1)}x${slow ? `, TOO SLOW: held ${HELD}x` : ''}`);
  process.exitCode = slow && process.argv.includes('--hold') ? 1 : 0;
} finally {
  await browser.close();
  await Promise.all([site.close(), host.close()]);
}
