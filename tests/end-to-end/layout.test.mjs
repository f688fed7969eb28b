// Nothing is cut off and nothing scrolls sideways: on narrow and wide screens, zoomed, with the text spacing of WCAG
// 1.4.12, on paper.
import assert from 'node:assert/strict';
import { stateNamed, testIn } from './states.mjs';

/** States with something of everything that can be too wide. */
const WIDE = ['first visit', 'request with context keys', 'form of an account', 'problems', 'chain of roles', 'new policy', 'examples'];
const WIDTHS = [320, 360, 640, 768, 1280, 2560];

const inState = (name, words, options, body) => testIn(stateNamed(name), `${name}: ${words}`, options, body);

/** Width by which the document exceeds its window. */
const sideways = (page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** Elements that hide a part of their own text: what overflows a box that cannot be scrolled. */
function clipped() {
  const hides = (value) => value === 'hidden' || value === 'clip';
  const found = [];
  for (const element of document.body.querySelectorAll('*')) {
    const box = element.getBoundingClientRect();
    if (box.width < 2 || box.height < 2 || !element.checkVisibility() || element.closest('.unseen, policy-editor')) continue;
    if (!element.textContent.trim()) continue;
    const style = getComputedStyle(element);
    const wide = hides(style.overflowX) && element.scrollWidth > element.clientWidth + 1;
    const high = hides(style.overflowY) && element.scrollHeight > element.clientHeight + 1;
    if (wide || high) found.push(`${element.localName}.${element.className}: ${element.textContent.trim().slice(0, 60)}`);
  }
  return found;
}

/** More room between letters, words and lines, as WCAG 1.4.12 has it. */
function space() {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; } p { margin-bottom: 2em !important; }');
  document.adoptedStyleSheets.push(sheet);
}

for (const name of WIDE) {
  inState(name, 'nothing scrolls sideways or is cut off, from 320 to 2560 px, zoomed, with more room in the text', { deviceScaleFactor: 2 }, async (page) => {
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 });
      assert.equal(await sideways(page), 0, `${width} px`);
    }
    // A window of 1280 px at 200 and at 400 percent is one of 640 and of 320 px.
    for (const [width, height] of [[640, 450], [320, 256]]) {
      await page.setViewportSize({ width, height });
      assert.deepEqual(await page.evaluate(clipped), [], `${width} px`);
    }
    await page.evaluate(space);
    for (const width of [1280, 360]) {
      await page.setViewportSize({ width, height: 900 });
      assert.deepEqual(await page.evaluate(clipped), [], `${width} px with more room`);
      assert.equal(await sideways(page), 0, `${width} px with more room`);
    }
  });
}

inState('first visit', 'nothing moves by itself for those who want less motion', {}, async (page) => {
  await page.locator('.station button').first().click();
  const moving = await page.evaluate(() => document.getAnimations().map((it) => it.effect.target.className));
  assert.deepEqual(moving, []);
});

inState('chain of roles', 'paper shows policies, walk and trace, and nothing to press', {}, async (page) => {
  await page.emulateMedia({ media: 'print' });
  for (const part of ['.walk', '.policies .line', '.verdict', '.trace', '.drawing']) {
    assert.equal(await page.locator(part).first().isVisible(), true, part);
  }
  const pressable = await page.locator('button').evaluateAll((all) => (
    all.filter((it) => it.checkVisibility() && !it.closest('.walk, .flow, .trace, .tabs, .verdict, .depths')).map((it) => it.textContent)
  ));
  assert.deepEqual(pressable, []);
  const pages = (await page.pdf({ format: 'A4' })).toString('latin1').match(/\/Type\s*\/Page\b/g).length;
  assert.ok(pages >= 1 && pages <= 6, `${pages} pages`);
});

inState('first visit', 'every stop of the keyboard shows where it is, in forced colors, too', {}, async (page) => {
  for (const forcedColors of ['none', 'active']) {
    await page.emulateMedia({ forcedColors });
    await page.evaluate(() => document.activeElement.blur());
    const seen = new Set();
    for (let stop = 0; stop < 120; stop++) {
      await page.keyboard.press('Tab');
      const { name, marked } = await page.evaluate(focused);
      if (name === 'body' || seen.has(name)) break;
      seen.add(name);
      assert.ok(marked, `${name}, forced colors ${forcedColors}`);
    }
    assert.ok(seen.size > 30, `${seen.size} stops`);
  }
});

inState('first visit', 'nothing that the keyboard comes to lies behind the verdict at the bottom edge', {}, async (page) => {
  for (const width of [360, 768]) {
    await page.setViewportSize({ width, height: 740 });
    await page.evaluate(() => document.activeElement.blur());
    let stops = 0;
    for (let stop = 0; stop < 60; stop++) {
      await page.keyboard.press('Tab');
      const hidden = await page.evaluate(() => {
        const { bottom, height } = document.activeElement.getBoundingClientRect();
        const banner = document.querySelector('.banner');
        const free = document.activeElement === banner || height > innerHeight / 2;
        return free ? 0 : Math.max(0, bottom - banner.getBoundingClientRect().top);
      });
      assert.ok(hidden < 1, `${width} px: ${await page.evaluate(() => document.activeElement.outerHTML.slice(0, 80))}, ${hidden} px`);
      stops += 1;
    }
    assert.ok(stops > 30);
  }
});

/** Element that has the focus, and whether it or something around it is outlined. */
function focused() {
  const element = document.activeElement;
  const path = [];
  let marked = false;
  for (let at = element; at && at !== document.body; at = at.parentElement) {
    const { outlineStyle, outlineWidth } = getComputedStyle(at);
    marked ||= outlineStyle !== 'none' && parseFloat(outlineWidth) >= 1;
    path.unshift(`${at.localName}:${[...at.parentElement.children].indexOf(at)}`);
  }
  return { name: path.join('/') || 'body', marked };
}
