/**
 * Loads the engine and gives everything that the main entry exports, for places where a module must not wait while it
 * is imported (service workers), or where a bundler or a platform says where the WebAssembly is. It is loaded once, from
 * where the first call says.
 *
 * @param source Address, response, bytes or compiled module of `rolescope/rolescope.wasm`.
 */
export function init(
  source: string | URL | Request | Response | Promise<Response> | BufferSource | WebAssembly.Module,
): Promise<typeof import('./index.js')>;

export type * from './index.js';
