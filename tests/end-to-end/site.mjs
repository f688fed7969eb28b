// Serves the built site as a static host does: under a sub-folder, with the headers of its `_headers` file.
import { EventEmitter, once } from 'node:events';
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';

const DIST = fileURLToPath(new URL('../../dist/', import.meta.url));
const TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.xml': 'application/xml',
};

/**
 * The time after which a state that is waited for will not come any more, in milliseconds. It ends tests that fail; how long
 * one that passes takes is the machine's affair.
 */
export const LONGEST = 120_000;

/** The same for a whole test. */
export const LONGEST_TEST = 8 * LONGEST;

/** The address of the editor's script. */
export const EDITOR = /\/editor-[^/]*\.js$/;

/** The address of the script that has the site kept for when there is no network. */
export const OFFLINE = /\/offline-[^/]*\.js$/;

/**
 * Starts a server for `dist/`, or for another site's `files`; `url` is the page's address, `close` ends it. `requests` are the
 * names of the files that were asked for, `asked(name)` waits until a file was; `replaced` has texts that are given in place of
 * files. A `bare` host knows no `_headers`; with `compress` it compresses, as hosts do.
 */
export async function serveSite({ files = DIST, folder = '/some/sub/folder/', bare = false, compress = false } = {}) {
  const rules = bare ? [] : await readRules();
  const requests = [];
  const news = new EventEmitter();
  const replaced = new Map();
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    requests.push(`${request.method} ${request.url.slice(pathname.startsWith(folder) ? folder.length : 0)}`);
    news.emit('request');
    const name = nameOf(pathname, folder);
    const body = replaced.get(name) ?? (name && (await readFile(join(files, name)).catch(() => undefined)));
    const headers = headersOf(rules, `/${pathname.slice(folder.length)}`);
    if (body === undefined) {
      const page = await readFile(join(files, '404.html')).catch(() => '');
      response.writeHead(404, { 'Content-Type': TYPES['.html'], ...headers }).end(page);
      return;
    }
    const encoding = compress ? { 'Content-Encoding': 'br' } : {};
    response.writeHead(200, { 'Content-Type': TYPES[extname(name)] ?? 'application/octet-stream', ...encoding, ...headers });
    response.end(compress ? compressed(name, body) : body);
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  const origin = `http://127.0.0.1:${server.address().port}`;
  return {
    origin,
    url: origin + folder,
    requests,
    asked: async (name) => {
      while (!requests.includes(`GET ${name}`)) await once(news, 'request', { signal: AbortSignal.timeout(LONGEST) });
    },
    replaced,
    close: () => new Promise((closed) => {
      server.close(closed);
      server.closeAllConnections();
    }),
  };
}

const known = new Map();

/** The body in brotli. */
function compressed(name, body) {
  if (!known.has(name)) known.set(name, brotliCompressSync(body));
  return known.get(name);
}

/** The name of the file behind a path, none outside of the site. */
function nameOf(pathname, folder) {
  if (!pathname.startsWith(folder)) return undefined;
  const name = normalize(pathname.slice(folder.length).replace(/(^|\/)$/, '$1index.html'));
  return name.startsWith('..') ? undefined : name;
}

/** The headers of a path: those of all rules that it meets, joined where several say something. */
function headersOf(rules, path) {
  const headers = {};
  for (const rule of rules) {
    const meets = rule.path.endsWith('*') ? path.startsWith(rule.path.slice(0, -1)) : path === rule.path;
    for (const [name, value] of meets ? rule.headers : []) headers[name] = headers[name] ? `${headers[name]}, ${value}` : value;
  }
  return headers;
}

/** The rules of `_headers`: a path, which may end in `*`, and its headers. */
async function readRules() {
  const text = await readFile(join(DIST, '_headers'), 'utf8').catch(() => {
    throw new Error('dist/ holds no built site: run `cargo xtask dist`');
  });
  const rules = [];
  for (const line of text.trimEnd().split('\n')) {
    const [, name, value] = /^ +([^:]+): (.*)$/.exec(line) ?? [];
    if (name) rules.at(-1).headers.push([name, value]);
    else rules.push({ path: line, headers: [] });
  }
  return rules;
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

/** Waits until what was done is drawn: everything that a page does in its next frame is done then. */
export function drawn(page) {
  return page.evaluate(() => new Promise((done) => { requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))); }));
}

/**
 * Waits until the app has taken the place of the first example as it was built, or of the line that says it is loading, and can be
 * changed.
 */
export async function standing(page) {
  await page.locator('.loading').waitFor({ state: 'detached' });
  await page.waitForFunction(() => !document.querySelector('main [readonly]'));
  await page.getByRole('heading', { level: 1 }).waitFor();
}
