// How long embeds take to stand, several on one page: `node tests/end-to-end/embeds-speed.mjs`. Says the first, which fetches
// and compiles, and the median of those after it, from the frame's making to `rolescope-ready`.
import { readFileSync } from 'node:fs';
import { launchChromium } from './browser.mjs';
import { serveHost } from './hosts.mjs';
import { serveSite } from './site.mjs';

const AFTER_THE_FIRST = 8;
const scenario = readFileSync(new URL('../corpus/roles/third-party-external-id.json', import.meta.url), 'utf8');
const [browser, site, host] = await Promise.all([launchChromium(), serveSite(), serveHost()]);
const page = await browser.newPage();
await page.goto(host.show('/', `<script type="module" src="${site.url}embed.js"></script>`));
const times = [];
for (let turn = 0; turn <= AFTER_THE_FIRST; turn += 1) {
  times.push(await page.evaluate((text) => new Promise((ready) => {
    const start = performance.now();
    const playground = document.createElement('rolescope-playground');
    playground.setAttribute('load', 'eager');
    playground.scenario = text;
    playground.addEventListener('rolescope-ready', () => ready(performance.now() - start), { once: true });
    document.querySelector('main').append(playground);
  }), scenario));
}
const [first, ...later] = times.map(Math.round);
later.sort((one, other) => one - other);
console.log(`embeds: first ${first} ms; then ${later[later.length >> 1]} ms in the median, ${later[0]} to ${later.at(-1)} ms`);
await browser.close();
await Promise.all([site.close(), host.close()]);
