// Keeps the site's files, so that it opens without a network: what the page begins with at once, the rest when it was
// fetched or when the visitor wants everything. It knows the files by what is in them: a file that did not change is not
// fetched again, and one that is not what was built is not kept. It answers for nothing else.

/**
 * `{ digest, bytes, late }` of each file, by its name below this script; the build knows `SITE_FILES`. `late` files are
 * kept when they were fetched. The page itself has no name.
 */
const FILES = new Map(Object.entries(SITE_FILES));

const SITE = new URL('./', self.location).href;
// Several sites can share an origin.
const CACHE = `rolescope ${SITE}`;
/** Says in the cache that the visitor wants every file. */
const EVERYTHING = `${SITE}?everything`;

self.addEventListener('install', (event) => event.waitUntil(fill()));
self.addEventListener('activate', (event) => event.waitUntil(takeOver()));
self.addEventListener('message', (event) => {
  const { data, ports: [port] } = event;
  if (data === 'take over') self.skipWaiting();
  if (data === 'lacks') event.waitUntil(lacking().then((files) => port.postMessage({ lacks: files })));
  if (data === 'keep everything') event.waitUntil(keepEverything(port));
});
self.addEventListener('fetch', (event) => {
  const name = nameOf(event.request);
  if (FILES.has(name)) event.respondWith(answer(name, event.request));
});

/** Fetches the files that are missing, and keeps them beside an older version's, with which its pages go on. */
async function fill() {
  const cache = await caches.open(CACHE);
  const everything = await cache.match(EVERYTHING);
  const wanted = (await lacking()).filter(({ late }) => everything || !late);
  await Promise.all(wanted.map(({ name }) => keep(cache, name)));
}

/** The files that are not there. */
async function lacking() {
  const cache = await caches.open(CACHE);
  const there = new Set((await cache.keys()).map(({ url }) => url));
  return [...FILES].filter(([name]) => !there.has(keyOf(name))).map(([name, file]) => ({ name, ...file }));
}

/** Keeps every file of this version, and of later ones. Says how many bytes are there, and at last `done`: whether all are. */
async function keepEverything(port) {
  const cache = await caches.open(CACHE);
  await cache.put(EVERYTHING, new Response(''));
  let bytes = 0;
  const kept = await Promise.allSettled((await lacking()).map(async (file) => {
    await keep(cache, file.name);
    bytes += file.bytes;
    port.postMessage({ bytes });
  }));
  port.postMessage({ done: kept.every(({ status }) => status === 'fulfilled') });
}

async function keep(cache, name) {
  await cache.put(keyOf(name), await fetched(name));
}

async function fetched(name) {
  const response = await fetch(SITE + name, { cache: 'no-cache', integrity: FILES.get(name).digest });
  if (!response.ok) throw new Error(`${name}: status ${response.status}`);
  // Made anew, because a page must not be answered with a response that was redirected.
  return new Response(response.body, { headers: response.headers });
}

/** Forgets the files of older versions and answers for pages that are open already. */
async function takeOver() {
  const cache = await caches.open(CACHE);
  const keys = new Set([EVERYTHING, ...[...FILES.keys()].map(keyOf)]);
  const old = (await cache.keys()).filter(({ url }) => !keys.has(url));
  await Promise.all(old.map((request) => cache.delete(request)));
  await self.clients.claim();
}

/** Every page of an origin can write to its caches: what is not what was built is fetched again. */
async function answer(name, request) {
  const cache = await caches.open(CACHE);
  const kept = () => cache.match(keyOf(name), { ignoreVary: true });
  const found = await kept();
  if (found && await digestOf(found) === FILES.get(name).digest) return kept();
  if (found) await cache.delete(keyOf(name));
  // The host can have a newer version of what is not kept yet.
  const response = await fetched(name).catch((error) => (found ? Promise.reject(error) : undefined));
  if (!response) return fetch(request);
  // What does not fit is answered all the same.
  await cache.put(keyOf(name), response.clone()).catch(() => {});
  return response;
}

async function digestOf(response) {
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', await response.arrayBuffer()));
  return `sha256-${btoa(String.fromCharCode(...bytes))}`;
}

function keyOf(name) {
  return new URL(`${SITE}${name}?${FILES.get(name).digest}`).href;
}

/** The name of the file that is asked for; for the page whatever stands behind a `?`. */
function nameOf({ method, mode, url }) {
  if (method !== 'GET' || !url.startsWith(SITE)) return undefined;
  const { search, href } = new URL(url);
  if (search && mode !== 'navigate') return undefined;
  const name = href.slice(SITE.length).replace(/[?#].*$/s, '');
  return name === 'index.html' ? '' : name;
}
