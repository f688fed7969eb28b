// The system's Chromium, silent towards the outside world.
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];

/** Starts Chromium, with `more` arguments: `CHROMIUM` names it (`cargo xtask test` sets it), else PATH has it. */
export function launchChromium(...more) {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? onPath(),
    args: [
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-gpu',
      '--disable-quic',
      '--disable-sync',
      '--no-first-run',
      ...more,
    ],
  });
}

function onPath() {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const found = NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find(existsSync);
  if (!found) throw new Error('no Chromium on PATH: install one, or name it in the variable CHROMIUM');
  return found;
}
