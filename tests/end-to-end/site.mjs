// Serves the built site as a static host does: under a sub-folder, with the headers of its `_headers` file.
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';

const DIST = fileURLToPath(new URL('../../dist/', import.meta.url));
const FOLDER = '/some/sub/folder/';
const TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};

/** The address of the editor's script. */
export const EDITOR = /\/editor-[^/]*\.js$/;

/** Starts a server for `dist/`; `url` is the page's address, `close` ends it. It compresses if asked to, as hosts do. */
export async function serveSite({ compress = false } = {}) {
  const headers = await readHeaders();
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    const file = fileFor(pathname);
    const body = file && (await readFile(file).catch(() => undefined));
    if (body === undefined) {
      response.writeHead(404).end();
      return;
    }
    const encoding = compress ? { 'Content-Encoding': 'br' } : {};
    response.writeHead(200, { 'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream', ...encoding, ...headers });
    response.end(compress ? compressed(file, body) : body);
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  const origin = `http://127.0.0.1:${server.address().port}`;
  return {
    origin,
    url: origin + FOLDER,
    close: () => new Promise((closed) => {
      server.close(closed);
      server.closeAllConnections();
    }),
  };
}

const known = new Map();

/** The body in brotli. */
function compressed(file, body) {
  if (!known.has(file)) known.set(file, brotliCompressSync(body));
  return known.get(file);
}

/** The file behind a path, none outside of the site. */
function fileFor(pathname) {
  if (!pathname.startsWith(FOLDER)) return undefined;
  const path = normalize(pathname.slice(FOLDER.length) || 'index.html');
  return path.startsWith('..') ? undefined : join(DIST, path);
}

/** The headers that `_headers` gives to all paths. */
async function readHeaders() {
  const text = await readFile(join(DIST, '_headers'), 'utf8').catch(() => {
    throw new Error('dist/ holds no built site: run `cargo xtask dist`');
  });
  const [paths, ...lines] = text.trimEnd().split('\n');
  if (paths !== '/*') throw new Error(`dist/_headers starts with ${paths}, not with /*`);
  return Object.fromEntries(lines.map((line) => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).trim(), line.slice(colon + 1).trim()];
  }));
}

/** Gives the sign of a visitor that the editor waits for, and waits until it is there. */
export async function editing(page) {
  await comes(page);
  await page.locator('.cm-content').first().waitFor();
}

/** The sign of a visitor: the pointer moves. */
export async function comes(page) {
  await standing(page);
  await page.mouse.move(3, 3);
  await page.mouse.move(5, 5);
}

/** Waits until the page has taken the place of the line that says it is loading, in all its styles. */
export async function standing(page) {
  await page.locator('.loading').waitFor({ state: 'detached' });
  await page.waitForFunction(() => document.querySelector('link[href*="later-"]')?.sheet);
  await page.getByRole('heading', { level: 1 }).waitFor();
}
