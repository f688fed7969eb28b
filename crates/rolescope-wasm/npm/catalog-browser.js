// In browsers and for bundlers: the catalog is fetched from beside this script. Whoever imports this waits for it.

import load from './catalog-glue.js';

await load({ module_or_path: new URL('./catalog.wasm', import.meta.url) });

export * from './catalog-api.js';
