// Makes the pictures in `web/public` from `icon.svg` there and `social.html` here, with Chromium:
//   node web/icons/render.mjs
// They are committed: other machines have other fonts, and the site must come out the same everywhere.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { launchChromium } from '../../tests/end-to-end/browser.mjs';

const made = (name) => fileURLToPath(new URL(`../public/${name}`, import.meta.url));
const icon = await readFile(made('icon.svg'), 'utf8');
const drawing = icon.replace(/^<svg[^>]*>|<\/svg>\s*$/g, '');
// Where the system cuts its own shape, color reaches the edges, and the drawing stays in the middle four fifths.
const full = (side) => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-${side} -${side} ${16 + 2 * side} ${16 + 2 * side}">
  <rect x="-9" y="-9" width="34" height="34" fill="#3446c4"/>${drawing}</svg>`;
const social = (await readFile(new URL('social.html', import.meta.url), 'utf8'))
  .replace('id="icon"></svg>', `>${drawing}</svg>`);

const browser = await launchChromium();
await picture('icon-192.png', 192, 192, framed(icon));
await picture('icon-512.png', 512, 512, framed(icon));
await picture('icon-maskable-512.png', 512, 512, framed(full(3)));
await picture('apple-touch-icon.png', 180, 180, framed(full(0.5)));
await picture('social.png', 1200, 630, social);
await browser.close();

function framed(svg) {
  return `<style>body { margin: 0 } svg { display: block; width: 100vw; height: 100vh }</style>${svg}`;
}

async function picture(name, width, height, html) {
  const page = await browser.newPage({ viewport: { width, height } });
  await page.setContent(html);
  await page.screenshot({ path: made(name), omitBackground: true });
  await page.close();
}
