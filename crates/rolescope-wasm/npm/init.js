// Where the engine is loaded when the caller says so, and from where the caller says.

import * as api from './api.js';
import load from './glue.js';

/** Loads the engine once and gives everything that the package's main entry exports. */
export async function init(source) {
  await load({ module_or_path: source });
  return api;
}
