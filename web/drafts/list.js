// The dialog with all that this browser keeps: drafts, and texts that were set aside.
import { button, make, openDialog } from '../dom.js';
import { item, remover } from './parts.js';
import { all, makeDraft, read, remove, setAside, shownHere } from './store.js';

const HINT = 'Drafts are in this browser alone, and none is removed by itself. Save as a file what you want to keep for long.';
const FULL = 'Storage is full. Save what you want to keep as a file, then remove it here, the oldest first. Your edits are kept again with the next one.';

/** Shows the dialog; `open` shows a draft on the page. When there is no room, the oldest come first. */
export function listDialog(open, full = false) {
  const content = make('div', {});
  const draw = () => content.replaceChildren(...sections(openAndClose, draw, full));
  const dialog = openDialog('Drafts and set-aside texts', make('p', { className: 'note' }, full ? FULL : HINT), content);
  const openAndClose = (name) => {
    dialog.close();
    open(name);
  };
  draw();
  return dialog;
}

function sections(open, draw, full) {
  const drafts = full ? all('draft').reverse() : all('draft');
  const found = [
    section('Drafts', drafts.map((entry) => draftItem(entry, open, draw))),
    asideSection('Set aside', open, draw),
  ].filter(Boolean);
  return found.length > 0 ? found : [make('p', {}, 'Nothing is kept yet: drafts begin with your first edit.')];
}

/** The list of set-aside texts; nothing when there are none. */
export function asideSection(words, open, draw) {
  return section(words, all('aside').map((entry) => item(
    entry,
    button('Open', () => open(makeDraft(entry))),
    remover(() => {
      remove(entry);
      draw();
    }),
  )));
}

function draftItem(entry, open, draw) {
  if (entry.name === shownHere().name) return item({ ...entry, title: `${entry.title} (open on this page)` });
  return item(
    entry,
    button('Open', () => open(entry.name)),
    remover(() => {
      remove(entry);
      draw();
    }),
  );
}

function section(words, items) {
  if (items.length === 0) return undefined;
  return make('section', { 'aria-label': words }, make('h3', {}, words), make('ul', { className: 'card ways' }, ...items));
}

/** Shows a draft that cannot be read. */
export function textDialog(name) {
  const entry = read('draft', name);
  const list = make('ul', { className: 'card ways' });
  const dialog = openDialog('A draft that cannot be read', make('p', {}, 'A newer version of Rolescope may have written it, or it is damaged. It stays as it is until you set it aside or remove it.'), list);
  if (!entry) return list.replaceWith('It is no longer there.');
  const aside = button('Set aside', () => {
    setAside(entry, entry);
    dialog.close();
  });
  list.append(item(entry, aside));
  list.querySelector('textarea').hidden = false;
  return undefined;
}
