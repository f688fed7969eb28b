// Every state of the page is free of barriers, in light, dark and forced colors, on a phone, a tablet and a desktop.
import assert from 'node:assert/strict';
import axe from 'axe-core/axe.min.js';
import { STATES, testIn } from './states.mjs';

const LIGHT = { colorScheme: 'light', forcedColors: 'none' };
const DARK = { colorScheme: 'dark', forcedColors: 'none' };
const FORCED = { colorScheme: 'light', forcedColors: 'active' };
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** Rules that colors can change, and those that widths can; the other rules look at markup, which neither does. */
const OF_COLORS = ['color-contrast', 'link-in-text-block'];
const OF_WIDTHS = ['color-contrast', 'scrollable-region-focusable', 'target-size'];
/** Width, scheme and rules of each look at a state; the first one takes every rule. */
const LOOKS = [
  [1280, LIGHT, undefined],
  [768, LIGHT, OF_WIDTHS],
  [360, DARK, [...OF_WIDTHS, 'link-in-text-block']],
  [1280, DARK, OF_COLORS],
  [1280, FORCED, OF_COLORS],
];

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
    for (const [width, media, rules] of LOOKS) {
      await page.emulateMedia(media);
      await page.setViewportSize({ width, height: 900 });
      const scheme = media.forcedColors === 'active' ? 'forced colors' : media.colorScheme;
      found.push(...(await barriers(page, rules)).map((it) => `${width} px, ${scheme}: ${it}`));
    }
    assert.equal(found.join('\n'), '');
  });
}
