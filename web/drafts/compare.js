// The dialog with both versions of a scenario that two tabs changed at the same time.
import { button, make, openDialog } from '../dom.js';
import { facts } from './parts.js';
import { read, remove, setAside, titleOf, write } from './store.js';

/**
 * `slot` is the name of the draft with the other tab's version, `copy` that of the draft with this tab's; `text` is what
 * the page shows. `open` shows a draft on the page, and ends the conflict.
 */
export function compareDialog({ slot, copy }, text, open) {
  const theirs = read('draft', slot);
  const mine = { ...read('draft', copy), title: titleOf(text), text };
  const versions = make(
    'div',
    { className: 'versions' },
    version('This tab', mine, 'Keep only this version', () => keepMine()),
    theirs ? version('The other tab', theirs, 'Keep only that version', () => keepTheirs()) : '',
  );
  const dialog = openDialog(
    'Two versions of this scenario',
    make('p', {}, 'You can keep both: this tab’s is then a scenario of your own. A version that you do not keep is set aside, and comes back under Examples, “All drafts and set-aside texts”.'),
    versions,
    make('div', { className: 'tools' }, button('Keep both', () => end(''), 'primary')),
  );
  const end = (name) => {
    dialog.close();
    open(name);
  };
  const keepMine = () => {
    if (theirs) setAside(theirs);
    write('draft', slot, mine);
    if (mine.key) remove(mine);
    end(slot);
  };
  const keepTheirs = () => {
    setAside(mine, mine.key && mine);
    end(slot);
  };
}

function version(words, entry, press, act) {
  const area = make('textarea', { readOnly: true, rows: 14, value: entry.text, spellcheck: false, 'aria-label': `Version of ${words.toLowerCase()}` });
  return make('section', { 'aria-label': words }, make('h3', {}, words), facts(entry), area, button(press, act));
}
