// When the browser has the whole site.
import { comes } from './site.mjs';

/** Gives the sign of a visitor, and waits until the service worker has every file and answers for the page. */
export async function kept(page) {
  await comes(page);
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated');
}
