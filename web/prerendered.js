// The first example, which the page shows from its first moment on (tools/site/src/prerender.rs), until the app takes it over.
const { body } = document;
const root = document.documentElement;

/** The button that was pressed last while the app was not there. */
let pressed;

/** Fulfilled when the app has taken the first example over; at once on a visit that does not show it. */
export function takenOver() {
  if ('other' in root.dataset) {
    body.replaceChildren(body.querySelector('.loading'));
    delete body.dataset.prerendered;
    return Promise.resolve();
  }
  for (const button of body.querySelectorAll('button[data-waits]')) button.disabled = false;
  showTab(body.querySelector('.files [aria-selected=true]'));
  for (const kind of ['click', 'submit']) addEventListener(kind, holdBack, true);
  return new Promise((resolve) => addEventListener('takeover', () => {
    for (const kind of ['click', 'submit']) removeEventListener(kind, holdBack, true);
    if (isWhole()) setFree();
    else delete body.dataset.prerendered;
    // The app has drawn by then.
    setTimeout(() => {
      delete body.dataset.prerendered;
      // Where the app has drawn anew, another button stands in the place of the one that was pressed.
      const button = pressed?.isConnected ? pressed : document.getElementById(pressed?.id);
      button?.click();
      resolve();
    });
  }, { once: true }));
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
  for (const it of body.querySelectorAll('[data-waits]')) {
    it.removeAttribute(it.dataset.waits);
    delete it.dataset.waits;
  }
}
