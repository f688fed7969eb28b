// Every state of the page is free of barriers, in light, dark and forced colors, on a phone, a tablet and a desktop.
import assert from 'node:assert/strict';
import axe from 'axe-core';
import { STATES, testIn } from './states.mjs';

const WIDTHS = [1280, 768, 360];
const SCHEMES = [
  { colorScheme: 'light', forcedColors: 'none' },
  { colorScheme: 'dark', forcedColors: 'none' },
  { colorScheme: 'light', forcedColors: 'active' },
];
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** Rules that colors can change, and those that widths can; the other rules look at markup, which neither does. */
const OF_COLORS = ['color-contrast', 'link-in-text-block'];
const OF_WIDTHS = ['color-contrast', 'scrollable-region-focusable', 'target-size'];

/** Findings of axe, one line each. */
async function barriers(page, rules) {
  const chosen = rules ? { type: 'rule', values: rules } : { type: 'tag', values: TAGS };
  return page.evaluate(async (runOnly) => {
    const options = { runOnly, rules: { 'target-size': { enabled: true } }, resultTypes: ['violations'], preload: false };
    const { violations } = await window.axe.run(document, options);
    return violations.flatMap(({ id, nodes }) => (
      nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary.replace(/\s+/g, ' ')}`)
    ));
  }, chosen);
}

for (const state of STATES) {
  testIn(state, state.name, {}, async (page) => {
    await page.evaluate(axe.source);
    const found = [];
    const look = async (width, media, rules) => {
      await page.emulateMedia(media);
      await page.setViewportSize({ width, height: 900 });
      const where = `${width} px, ${media.forcedColors === 'active' ? 'forced colors' : media.colorScheme}`;
      found.push(...(await barriers(page, rules)).map((it) => `${where}: ${it}`));
    };
    const [widest, ...narrower] = WIDTHS;
    const [light, ...others] = SCHEMES;
    await look(widest, light);
    for (const width of narrower) await look(width, light, OF_WIDTHS);
    for (const media of others) {
      for (const width of [widest, narrower.at(-1)]) await look(width, media, OF_COLORS);
    }
    assert.equal(found.join('\n'), '');
  });
}
