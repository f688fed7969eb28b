// In Node and what behaves like it: the engine is read from the file beside this one, and ready at once.

import { readFileSync } from 'node:fs';
import { initSync } from './glue.js';

initSync({ module: readFileSync(new URL('./rolescope.wasm', import.meta.url)) });

export * from './api.js';
