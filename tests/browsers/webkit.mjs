// WebKit for GTK: its driver speaks classic WebDriver, and its browser wants a display.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { Builder, Capabilities, Origin } from 'selenium-webdriver';
import { DriverService } from 'selenium-webdriver/remote/index.js';
import { LONGEST } from '../end-to-end/site.mjs';

/** Starts WebKit through its driver, which is `program`, and returns its page. */
export async function openWebKit(program) {
  const display = await openDisplay();
  const env = { ...process.env, DISPLAY: display.name, GDK_BACKEND: 'x11' };
  const service = new DriverService.Builder(program).setLoopback(true).setEnvironment(env).build();
  const stop = async () => {
    await service.kill();
    display.close();
  };
  try {
    const wanted = new Capabilities({ browserName: 'MiniBrowser' });
    const driver = await new Builder().usingServer(await service.start(LONGEST)).withCapabilities(wanted).build();
    await driver.manage().setTimeouts({ script: LONGEST, pageLoad: LONGEST });
    await driver.manage().window().setRect({ x: 0, y: 0, width: 1280, height: 1000 });
    const version = `webkitgtk/${(await driver.getCapabilities()).getBrowserVersion()}`;
    return { version, ...actions(driver), close: () => driver.quit().finally(stop) };
  } catch (error) {
    await stop();
    throw error;
  }
}

function actions(driver) {
  const evaluate = (script, ...given) => driver.executeScript(script, ...given);
  return {
    evaluate,
    open: (address) => driver.get(address),
    async evaluateInFrame(frame, script, ...given) {
      await driver.switchTo().frame(await evaluate(frame));
      try {
        return await evaluate(script, ...given);
      } finally {
        await driver.switchTo().defaultContent();
      }
    },
    async click({ x, y }, count = 1) {
      let pointer = driver.actions().move({ x: Math.round(x), y: Math.round(y), origin: Origin.VIEWPORT });
      for (let time = 0; time < count; time += 1) pointer = pointer.press().release();
      await pointer.perform();
    },
    type: (text) => driver.actions().sendKeys(text).perform(),
  };
}

/** A display in memory. */
async function openDisplay() {
  const words = ['-displayfd', '1', '-screen', '0', '1400x1100x24', '-nolisten', 'tcp'];
  const server = spawn('Xvfb', words, { stdio: ['ignore', 'pipe', 'ignore'] });
  const failed = once(server, 'error').then(([error]) => { throw new Error(`no display for WebKit: ${error.message}`); });
  const [number] = await Promise.race([once(createInterface(server.stdout), 'line'), failed]);
  return { name: `:${number}`, close: () => server.kill() };
}
