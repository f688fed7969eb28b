// Takes pictures of the built site: `node tests/end-to-end/screenshots.mjs FOLDER`.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { launchChromium } from './browser.mjs';
import { editing, serveSite } from './site.mjs';

const folder = process.argv[2];
if (!folder) {
  console.error('usage: node tests/end-to-end/screenshots.mjs FOLDER');
  process.exit(2);
}
await mkdir(folder, { recursive: true });
const [browser, site] = await Promise.all([launchChromium(), serveSite()]);
for (const [width, height] of [[1440, 900], [768, 1024], [360, 740]]) {
  for (const colorScheme of ['light', 'dark']) {
    const page = await browser.newPage({ viewport: { width, height }, colorScheme });
    await page.goto(site.url);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await editing(page);
    const path = join(folder, `${width}-${colorScheme}.png`);
    await page.screenshot({ path, fullPage: true });
    console.log(path);
    await page.close();
  }
}
await browser.close();
await site.close();
