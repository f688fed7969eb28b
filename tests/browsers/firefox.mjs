// Firefox, which speaks WebDriver BiDi itself.
import puppeteer from 'puppeteer-core';
import { LONGEST } from '../end-to-end/site.mjs';

/** Starts a Firefox and comes to its page. */
export async function openFirefox(program) {
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: program,
    protocolTimeout: LONGEST,
    timeout: LONGEST,
    defaultViewport: { width: 1280, height: 900 },
  });
  const page = await browser.newPage();
  page.setDefaultTimeout(LONGEST);
  return {
    version: await browser.version(),
    open: (address) => page.goto(address),
    evaluate: (script, ...given) => page.evaluate(script, ...given),
    async evaluateInFrame(frame, script, ...given) {
      const element = await page.evaluateHandle(frame);
      return (await element.contentFrame()).evaluate(script, ...given);
    },
    click: ({ x, y }, count = 1) => page.mouse.click(x, y, { count }),
    type: (text) => page.keyboard.type(text),
    close: () => browser.close(),
  };
}
