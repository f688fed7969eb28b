// Lighthouse on the page as a phone sees it: the goal is 95 for performance and 100 for the other categories. `--hold`, for
// `cargo xtask test`, is less strict on performance, which depends on what else the machine does:
//   node tests/end-to-end/lighthouse.mjs [--hold | --times N] [--throttled]
// `--times` says the medians of so many runs. `--throttled` slows the browser itself down instead of computing what a slow one would take.
import lighthouse from 'lighthouse';
import { parseArgs } from 'node:util';
import { launchChromium } from './browser.mjs';
import { serveSite } from './site.mjs';

/**
 * Other work on the machine makes a run slower, never faster: the best counts. There are so many runs for the goals, and so many for
 * what is held, if it takes them.
 */
const RUNS = 4;
const MOST_RUNS = 12;
const HELD = { performance: 0.8 };
const GOALS = { performance: 0.95, accessibility: 1, 'best-practices': 1, seo: 1 };
const { values: { hold, times, throttled } } = parseArgs({
  options: { hold: { type: 'boolean' }, times: { type: 'string' }, throttled: { type: 'boolean' } },
});
const PORT = 9300 + (process.pid % 500);

const site = await serveSite({ compress: true });
const browser = await launchChromium(`--remote-debugging-port=${PORT}`);
const best = {};
const all = [];
try {
  for (let run = 1; run <= (times ?? (holds() ? RUNS : MOST_RUNS)); run++) {
    const throttlingMethod = throttled ? 'devtools' : 'simulate';
    const { lhr } = await lighthouse(site.url, { port: PORT, logLevel: 'error', onlyCategories: Object.keys(GOALS), throttlingMethod });
    tell(run, lhr);
    all.push(lhr);
    for (const [name, { score }] of Object.entries(lhr.categories)) best[name] = Math.max(best[name] ?? 0, score);
    if (!times && missed().length === 0) break;
  }
} finally {
  await browser.close();
  await site.close();
}
if (times) tellMedians();
let broken = 0;
for (const name of missed()) {
  console.log(`${name}: ${best[name] * 100}, misses its goal of ${GOALS[name] * 100}`);
  if (hold && !holdsIn(name)) broken += 1;
}
process.exitCode = broken ? 1 : 0;

function holdsIn(name) {
  return best[name] >= (HELD[name] ?? GOALS[name]);
}

/** True if the limits have been reached. */
function holds() {
  return Object.keys(GOALS).every(holdsIn);
}

/** Categories that no run brought to their goal. */
function missed() {
  return Object.keys(GOALS).filter((name) => !(best[name] >= GOALS[name]));
}

/** Says the medians of all runs: scores, and times in milliseconds. */
function tellMedians() {
  const median = (value) => all.map(value).toSorted((one, two) => one - two)[all.length >> 1];
  const scores = Object.keys(GOALS).map((name) => `${name} ${Math.round(100 * median(({ categories }) => categories[name].score))}`);
  const ids = ['largest-contentful-paint', 'total-blocking-time'];
  const said = ids.map((id) => `${id} ${Math.round(median(({ audits }) => audits[id].numericValue))} ms`);
  console.log(`medians: ${[...scores, ...said].join(', ')}`);
}

/** Says the scores, what the times were, and what is not as it should be. */
function tell(run, { categories, audits }) {
  const scores = Object.entries(categories).map(([name, { score }]) => `${name} ${Math.round(score * 100)}`);
  const times = ['first-contentful-paint', 'largest-contentful-paint', 'total-blocking-time', 'cumulative-layout-shift'];
  console.log(`run ${run}: ${scores.join(', ')}; ${times.map((id) => `${id} ${audits[id].displayValue}`).join(', ')}`);
  for (const [name, { score, auditRefs }] of Object.entries(categories)) {
    if (score >= GOALS[name]) continue;
    for (const { id, weight } of auditRefs) {
      const { score: own, title, displayValue = '' } = audits[id];
      if (weight > 0 && own !== null && own < 1) console.log(`  ${name}: ${title} ${displayValue}`);
    }
  }
}
