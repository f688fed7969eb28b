// In browsers and for bundlers: the engine is fetched from beside this script. Whoever imports this waits for it.

import load from './glue.js';

await load({ module_or_path: new URL('./rolescope.wasm', import.meta.url) });

export * from './api.js';
