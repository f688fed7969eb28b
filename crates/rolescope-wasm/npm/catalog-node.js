// In Node and what behaves like it: the catalog is read from the file beside this one, and ready at once.

import { readFileSync } from 'node:fs';
import { initSync } from './catalog-glue.js';

initSync({ module: readFileSync(new URL('./catalog.wasm', import.meta.url)) });

export * from './catalog-api.js';
