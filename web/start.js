// Starts the app: on the page at once, in a frame when it is looked at.
import init from 'built:glue.js';
import engine from 'built:engine.wasm';

/** Loads the wasm, which draws the app. */
export function start() {
  return init({ module_or_path: new URL(engine, import.meta.url) });
}
