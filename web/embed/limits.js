// What a frame in somebody else's page does not do.

/** Keeps nothing, takes no file, and has `moved` called in place of the app when the address changes. */
export function keepNothing(moved) {
  // As far as the app knows, this browser has no storage.
  Object.defineProperty(window, 'localStorage', { value: null });
  for (const kind of ['dragover', 'drop']) addEventListener(kind, (event) => event.stopImmediatePropagation(), true);
  addEventListener('hashchange', (event) => {
    event.stopImmediatePropagation();
    if (/[#&][sx]=/.test(location.hash)) moved();
  }, true);
}

/** Keeps all texts as they are, those that come later, too. */
export function readOnly() {
  const lock = () => {
    for (const field of document.querySelectorAll('textarea, input[type="text"]')) field.readOnly = true;
  };
  new MutationObserver(lock).observe(document.documentElement, { childList: true, subtree: true });
}
