// The system's Chromium, silent towards the outside world.
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];

/**
 * Features of the browser that no test wants. The two popups of its address bar are pages, which it opens with each context. The others are
 * of Playwright's own list, which this one replaces: they ask other hosts, or change addresses.
 */
const DISABLED_FEATURES = [
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  'AimEnabled',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'HttpsFirstBalancedModeAutoEnable',
  'HttpsUpgrades',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PreconnectToSearch',
];

/** The variable with the address of the browser that the test files of one run share. */
export const SHARED = 'ROLESCOPE_BROWSER';

/** A browser for the tests of a file: the one that the run shares, or, where a file runs alone, one of its own. */
export function openChromium() {
  const shared = process.env[SHARED];
  return shared ? chromium.connect(shared) : launchChromium();
}

/** Starts a Chromium of the caller's own, with `more` arguments. */
export function launchChromium(...more) {
  return chromium.launch(options(more));
}

/** Starts a Chromium that other processes use by its `wsEndpoint()`. */
export function serveChromium() {
  return chromium.launchServer(options([]));
}

/** `CHROMIUM` names the program (`cargo xtask test` sets it), else PATH has it. */
function options(more) {
  return {
    executablePath: process.env.CHROMIUM ?? onPath(),
    // A machine with other work takes as long as it takes.
    timeout: 0,
    args: [
      '--disable-background-networking',
      '--disable-component-update',
      `--disable-features=${DISABLED_FEATURES.join(',')}`,
      '--disable-gpu',
      '--disable-quic',
      '--disable-sync',
      '--no-first-run',
      ...more,
    ],
  };
}

function onPath() {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const found = NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find(existsSync);
  if (!found) throw new Error('no Chromium on PATH: install one, or name it in the variable CHROMIUM');
  return found;
}
