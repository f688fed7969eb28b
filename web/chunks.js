// Loads the chunks of the app's wasm when they are wanted.

/** True on a visit that begins with another scenario than the first example: nothing of it can be shown without the engine. */
const elsewhere = 'other' in document.documentElement.dataset || window !== window.top;

/** Fulfilled after the first paint, with which nothing here should compete. A page that nobody sees paints nothing. */
const painted = document.hidden || elsewhere ? Promise.resolve() : new Promise((resolve) => {
  new PerformanceObserver(resolve).observe({ type: 'paint', buffered: true });
  setTimeout(resolve, 1000);
});

/** Each file that is being loaded or was loaded. A file that failed is forgotten: the next attempt fetches it again. */
const files = new Map();

/** Answers to what was asked for before the app did, by address. */
const hastened = new Map();

/** Asks for files that a visit cannot begin without, unless it begins with the first example. */
export function hasten(addresses) {
  for (const address of elsewhere ? addresses : []) {
    // Who comes for it asks again if it fails.
    hastened.set(address, fetch(new URL(address, import.meta.url)).catch(() => {}));
  }
}

/**
 * The function with which the app loads a chunk. It calls back through the app's function table with whether that worked.
 * `shared` gives what chunks import.
 */
export function loader(addresses, shared, table) {
  return async (callback, data) => {
    const results = await Promise.allSettled(addresses.map((address) => load(address, shared)));
    table().get(callback)(data, results.every(({ status }) => status === 'fulfilled'));
  };
}

function load(address, shared) {
  if (!files.has(address)) {
    files.set(address, instantiate(address, shared).catch((error) => {
      files.delete(address);
      throw error;
    }));
  }
  return files.get(address);
}

async function instantiate(address, shared) {
  await painted;
  const early = await hastened.get(address);
  hastened.delete(address);
  const response = early?.ok ? early : await fetch(new URL(address, import.meta.url));
  if (!response.ok) throw new Error(`${address}: status ${response.status}`);
  // A module that streams is compiled while it comes, and browsers keep what they compiled; they insist on its type.
  const streams = response.headers.get('content-type') === 'application/wasm';
  await (streams ? WebAssembly.instantiateStreaming(response, shared()) : WebAssembly.instantiate(await response.arrayBuffer(), shared()));
}
