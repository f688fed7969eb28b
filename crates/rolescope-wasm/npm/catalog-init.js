// Where the catalog is loaded when the caller says so, and from where the caller says.

import * as api from './catalog-api.js';
import load from './catalog-glue.js';

/** Loads the catalog once and gives everything that the entry `/catalog` exports. */
export async function init(source) {
  await load({ module_or_path: source });
  return api;
}
