// When the browser has the whole site.

/** Waits until the service worker has every file and answers for the page. */
export async function kept(page) {
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated');
}
