// Loads the chunks of the app's wasm when they are wanted.

/**
 * Fulfilled after the first paint, with which nothing here should compete. A page that nobody sees paints nothing, and a frame has no
 * frames of its own while it is not seen.
 */
const painted = document.hidden || window !== window.top ? Promise.resolve() : new Promise((resolve) => {
  requestAnimationFrame(() => setTimeout(resolve));
  setTimeout(resolve, 1000);
});

/** Each file that is being loaded or was loaded. A file that failed is forgotten: the next attempt fetches it again. */
const files = new Map();

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
    files.set(address, instantiate(new URL(address, import.meta.url), shared).catch((error) => {
      files.delete(address);
      throw error;
    }));
  }
  return files.get(address);
}

async function instantiate(address, shared) {
  await painted;
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: status ${response.status}`);
  // Not by streaming, which asks hosts for a content type: chunks are small.
  await WebAssembly.instantiate(await response.arrayBuffer(), shared());
}
