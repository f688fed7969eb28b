// The first example, which the page shows from its first moment on (tools/site/src/prerender.rs), until the app takes it over.
const { body } = document;
const root = document.documentElement;

/** The button that was pressed last while the app was not there. */
let pressed;

/** The parts far below the first view, which the app draws later than the rest. */
const later = document.getElementById('later');

/** Fulfilled when the app has taken the first example over; at once on a visit that does not show it. */
export function takenOver() {
  if ('other' in root.dataset) {
    body.replaceChildren(body.querySelector('.loading'));
    delete body.dataset.prerendered;
    return Promise.resolve();
  }
  for (const button of body.querySelectorAll('button[data-waits]')) button.disabled = false;
  showTab(body.querySelector('.files [aria-selected=true]'));
  listen(holdBack);
  return new Promise((resolve) => addEventListener('takeover', () => {
    unlisten(holdBack);
    if (isWhole()) setFree();
    else delete body.dataset.prerendered;
    // The app has drawn by then.
    setTimeout(() => {
      delete body.dataset.prerendered;
      if (!later.contains(pressed)) press();
      waitForLater();
      resolve();
    });
  }, { once: true }));
}

const listen = (hold) => ['click', 'submit'].forEach((kind) => addEventListener(kind, hold, true));
const unlisten = (hold) => ['click', 'submit'].forEach((kind) => removeEventListener(kind, hold, true));

/** Presses what was pressed, or where the app has drawn anew what stands in its place. */
function press() {
  (pressed?.isConnected ? pressed : document.getElementById(pressed?.id))?.click();
  pressed = undefined;
}

/** Goes on with the parts far below the first view, until the app draws its own. */
function waitForLater() {
  const hold = (event) => later.contains(event.target) && holdBack(event);
  listen(hold);
  new MutationObserver((_, observer) => {
    observer.disconnect();
    unlisten(hold);
    setTimeout(press);
  }).observe(later, { childList: true });
}

/** Lets what is pressed wait for the app; folds and links do what the browser does by itself. */
function holdBack(event) {
  const button = event.target.closest('button[data-waits]');
  if (!button && event.type === 'click') return;
  event.preventDefault();
  event.stopImmediatePropagation();
  pressed = button ?? pressed;
}

/**
 * Takes away what stands around the first example; true if the rest is what was drawn at the build. Programs in the browser that translate or
 * check texts put elements of their own in between; the app draws anew then. `guard.js` has looked at the visit again before.
 */
function isWhole() {
  const marks = [...body.childNodes].filter((it) => it.nodeType === Node.COMMENT_NODE && /^<\/?\[\]>$/.test(it.data));
  if ('other' in root.dataset || marks.length !== 2) return false;
  while (body.firstChild !== marks[0]) body.firstChild.remove();
  while (body.lastChild !== marks[1]) body.lastChild.remove();
  return body.getElementsByTagName('*').length === Number(body.dataset.prerendered);
}

/** Scrolls the row of tabs as the app will (`policies::show_tab`), so that it does not move then. */
function showTab({ offsetLeft, offsetWidth, parentElement: row }) {
  if (offsetLeft + offsetWidth > row.clientWidth) row.scrollLeft = offsetLeft - row.clientWidth / 4;
}

function setFree() {
  for (const it of body.querySelectorAll('[data-waits]:not(#later *)')) {
    it.removeAttribute(it.dataset.waits);
    delete it.dataset.waits;
  }
}
