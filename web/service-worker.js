// Keeps the site's files, so that it opens without a network. It knows the files by what is in them: a file that did not
// change is not fetched again, and one that is not what was built is not kept. It answers for nothing else.

/** The digest of each file, by its name below this script; the build knows `SITE_FILES`. The page itself has no name. */
const FILES = new Map(Object.entries(SITE_FILES));

const SITE = new URL('./', self.location).href;
// Several sites can share an origin.
const CACHE = `rolescope ${SITE}`;

self.addEventListener('install', (event) => event.waitUntil(fill()));
self.addEventListener('activate', (event) => event.waitUntil(takeOver()));
self.addEventListener('message', ({ data }) => {
  if (data === 'take over') self.skipWaiting();
});
self.addEventListener('fetch', (event) => {
  const name = nameOf(event.request);
  if (FILES.has(name)) event.respondWith(answer(name, event.request));
});

/** Fetches what is not there yet. Beside an older version's files: its pages go on with those. */
async function fill() {
  const cache = await caches.open(CACHE);
  await Promise.all([...FILES.keys()].map(async (name) => {
    if (!await cache.match(keyOf(name))) await cache.put(keyOf(name), await fetched(name));
  }));
}

async function fetched(name) {
  const response = await fetch(SITE + name, { cache: 'no-cache', integrity: FILES.get(name) });
  if (!response.ok) throw new Error(`${name}: status ${response.status}`);
  // Made anew, because a page must not be answered with a response that was redirected.
  return new Response(response.body, { headers: response.headers });
}

/** Forgets the files of older versions and answers for pages that are open already. */
async function takeOver() {
  const cache = await caches.open(CACHE);
  const keys = new Set([...FILES.keys()].map(keyOf));
  const old = (await cache.keys()).filter(({ url }) => !keys.has(url));
  await Promise.all(old.map((request) => cache.delete(request)));
  await self.clients.claim();
}

/** Every page of an origin can write to its caches: what is not what was built is fetched again. */
async function answer(name, request) {
  const cache = await caches.open(CACHE);
  const kept = () => cache.match(keyOf(name), { ignoreVary: true });
  const found = await kept();
  if (!found) return fetch(request);
  if (await digestOf(found) === FILES.get(name)) return kept();
  await cache.delete(keyOf(name));
  const response = await fetched(name);
  await cache.put(keyOf(name), response.clone());
  return response;
}

async function digestOf(response) {
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', await response.arrayBuffer()));
  return `sha256-${btoa(String.fromCharCode(...bytes))}`;
}

function keyOf(name) {
  return new URL(`${SITE}${name}?${FILES.get(name)}`).href;
}

/** The name of the file that is asked for; for the page whatever stands behind a `?`. */
function nameOf({ method, mode, url }) {
  if (method !== 'GET' || !url.startsWith(SITE)) return undefined;
  const { search, href } = new URL(url);
  if (search && mode !== 'navigate') return undefined;
  const name = href.slice(SITE.length).replace(/[?#].*$/s, '');
  return name === 'index.html' ? '' : name;
}
