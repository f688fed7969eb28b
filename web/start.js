// Starts the app: on the page at once, in a frame when it is looked at.
import init from 'built:glue.js';
import app from 'built:app.wasm';
import { begin } from 'built:loaders.js';

/** Loads the wasm, which draws the app. */
export function start() {
  // Before the page hears of it, and draws another button.
  addEventListener('click', ({ target }) => target.dataset.work && bringWork(), true);
  begin();
  return init({ module_or_path: new URL(app, import.meta.url) });
}

/** Number of times that the script which does the page's work did not come. Some browsers remember that of an address, and ask no more. */
let failures = 0;

/** Loads the script that does the page's work. The build knows `WORK_FILE`. */
function bringWork() {
  const address = new URL(WORK_FILE + (failures ? `?${failures}` : ''), import.meta.url);
  import(address).catch(() => {
    failures += 1;
    // Once the page has drawn who waits.
    requestAnimationFrame(unreachable);
  });
}

/** Answers in place of the script that did not come. */
function unreachable() {
  const work = document.querySelector('page-work');
  work?.setAttribute('reply', '{"revision":0,"said":{"error":"unreachable"}}');
  work?.dispatchEvent(new Event('workreply', { bubbles: true }));
}
