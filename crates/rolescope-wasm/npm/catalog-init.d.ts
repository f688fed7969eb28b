/**
 * Loads the catalog and gives everything that the entry `rolescope/catalog` exports, for places where a module must not wait while it is
 * imported, or where a bundler or a platform says where the WebAssembly is. It is loaded once, from where the first call says.
 *
 * @param source Address, response, bytes or compiled module of `rolescope/catalog.wasm`.
 */
export function init(
  source: string | URL | Request | Response | Promise<Response> | BufferSource | WebAssembly.Module,
): Promise<typeof import('./catalog.js')>;

export type * from './catalog.js';
