// The first script of the page: starts the app, and brings later what is wanted later.
import { takenOver } from './prerendered.js';
import { start } from './start.js';

/** Brings the editor and the offline copy with a visitor's first action. */
function bringTheRest() {
  const signs = ['pointermove', 'pointerdown', 'keydown', 'focusin', 'wheel', 'scroll'];
  const seen = () => {
    for (const sign of signs) removeEventListener(sign, seen, true);
    const soon = window.requestIdleCallback ?? ((load) => setTimeout(load, 300));
    soon(() => {
      import('./editor/main.js').catch(() => {});
      // A page that is being worked on must not be kept.
      if (!SERVED) import('./offline.js').catch(() => {});
      kept().catch(() => {});
    });
  };
  for (const sign of signs) addEventListener(sign, seen, { capture: true, passive: true });
  // Who comes without a network learns at once what does not work.
  if (!navigator.onLine) seen();
}

const ready = takenOver();
// Drafts have a script of their own: for buttons on the page, when the engine breaks down, and when an earlier start did not
// end. Without it the page starts as if there had been none.
const kept = () => import('./drafts/main.js');
addEventListener('click', ({ target }) => target.dataset.drafts && kept().then((it) => it.show(target)));
addEventListener('breakdown', ({ detail }) => kept().then((it) => it.breakdown(detail), () => {}));
if ('unfinished' in document.documentElement.dataset) {
  kept().then((it) => it.ask(), () => dispatchEvent(new Event('startanyway')));
}
const lacks = (part) => import('./offline.js').then((it) => it.lacks(part));
// Links that hold a scenario, and the dialog that makes them, have a script of their own.
const shared = () => import('./share/main.js').catch(() => lacks('The part for links and sharing'));
/** The app waits no more for the link that a visit began with: the port is there, with nothing in it. */
function beginWithoutLink() {
  if (!document.querySelector('.loading')) return;
  document.head.append(Object.assign(document.createElement('page-port'), { id: 'port' }));
  document.dispatchEvent(new Event('portopen'));
}
// The app writes the address when it starts: what it says now counts.
const follow = (hash = location.hash) => /[#&]s=/.test(hash) && shared().then((it) => (it ? it.follow(hash) : beginWithoutLink()));
addEventListener('hashchange', () => follow());
addEventListener('click', ({ target }) => target.id === 'share' && shared().then((it) => it?.share()));
follow();
start().then(() => ready).then(bringTheRest);
if (SERVED) import('./reload.js');
