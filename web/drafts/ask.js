// The page that stands in place of the app when an earlier start did not end: nothing is drawn before the visitor decides.
import { button, make } from '../dom.js';
import { takeAlong } from './parts.js';
import { all, makeDraft, read, remove, setAside, showNext, showNoMore, startAgain, titleOf } from './store.js';

/** Asks about each scenario whose drawing began and did not end; starts again when there is nothing to ask. */
export function askFirst() {
  const marked = all('drawing').map((mark) => ({ mark, entry: read('draft', mark.name) ?? { ...mark, kind: '', key: '' } }));
  for (const { mark, entry } of marked) if (!entry.text) remove(mark);
  const asked = marked.filter(({ entry }) => entry.text);
  if (asked.length === 0) return startOver();
  // The tab that draws it may only have been slow.
  addEventListener('storage', () => {
    if (all('drawing').length === 0) location.reload();
  });
  const main = make('main', { className: 'breakdown' }, make('h1', { tabIndex: -1 }, 'The last start did not finish'));
  main.append(
    make('p', {}, 'Rolescope began to show the scenario below and did not finish. It may be too much for this browser, or the page was closed too early. Nothing of it is lost.'),
    ...asked.flatMap(question),
  );
  document.body.replaceChildren(main);
  main.querySelector('h1').focus();
  return undefined;
}

function question({ mark, entry }) {
  const title = entry.title || titleOf(entry.text) || 'A scenario without a title';
  const [taking, area, said] = takeAlong({ ...entry, title });
  const decide = (act) => () => {
    act();
    remove(mark);
    startAgain();
  };
  return [
    make('h2', {}, title),
    make('p', { className: 'tools' }, ...taking),
    said,
    area,
    make(
      'p',
      { className: 'tools' },
      button('Go on without it', decide(() => leave(mark, entry)), 'primary'),
      button('Open it', decide(() => showNext(entry.key ? mark.name : makeDraft({ ...entry, title })))),
    ),
    make('p', { className: 'note' }, 'Without it, it is set aside: it comes back under Examples, “All drafts and set-aside texts”.'),
  ];
}

function leave(mark, entry) {
  setAside(entry, entry.key ? entry : mark);
  showNoMore(mark.name);
}

/** The marks are hostile or of nothing: the app starts as if there were none. */
function startOver() {
  const { keys } = document.documentElement.dataset;
  for (const key of Object.keys(localStorage)) if (key.startsWith(`${keys}drawing.`)) localStorage.removeItem(key);
  location.reload();
}
