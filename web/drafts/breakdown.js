// What the page of a breakdown offers beside the texts: a start without what this page showed, and what was set aside.
import { button, make } from '../dom.js';
import { asideSection } from './list.js';
import { hasStorage, read, remove, setAside, showNext, showNoMore, shownHere, startAgain } from './store.js';

/** Completes the page that `web/guard.js` drew. */
export function completeBreakdown(main) {
  const here = shownHere();
  if (here.text && hasStorage()) main.querySelector('.tools').append(button('Start over without this draft', () => leave(here)));
  const open = (name) => {
    showNext(name);
    startAgain();
  };
  const place = make('div', { className: 'share' });
  const draw = () => place.replaceChildren(...[asideSection('Set aside earlier', open, draw)].filter(Boolean));
  draw();
  main.append(place);
}

/** Sets aside what this page showed. A draft that another tab has changed since is not touched. */
function leave(here) {
  const draft = read('draft', here.name);
  setAside(here, draft?.version === here.version ? draft : undefined);
  remove({ key: `drawing.${here.name}` });
  showNoMore(here.name);
  startAgain();
}
