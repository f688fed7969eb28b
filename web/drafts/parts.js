// What the dialogs about drafts and the pages of `breakdown.js` and `ask.js` are made from.
import { button, copier, make, save } from '../dom.js';

const WHEN = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });

/** Title, time and size of an entry. */
export function facts({ title, written, size, damaged }) {
  const parts = [written && WHEN.format(written), size && `${Math.ceil(size / 1024).toLocaleString('en')} KB`];
  if (damaged) parts.push('damaged');
  return make('span', {}, make('strong', {}, title || 'Without a title'), make('span', { className: 'line-of' }, parts.filter(Boolean).join(' · ')));
}

/** Buttons that take the text of an entry along, and the place where it is shown: `[buttons, area, said]`. */
export function takeAlong({ title, text }) {
  const words = title || 'Without a title';
  const area = make('textarea', { readOnly: true, rows: 10, hidden: true, value: text, spellcheck: false, 'aria-label': `Text of ${words}` });
  const said = make('p', { className: 'said-here', role: 'status' });
  const show = button('Show text', () => {
    area.hidden = !area.hidden;
    show.textContent = area.hidden ? 'Show text' : 'Hide text';
  });
  const file = button('Save as file', () => save('scenario.json', 'application/json', text));
  return [[show, copier('Copy', () => text, area, said), file], area, said];
}

/** One entry of a list, with more `buttons` of its own. */
export function item(entry, ...buttons) {
  const [taking, area, said] = takeAlong(entry);
  const tools = make('span', { className: 'tools', role: 'group', 'aria-label': entry.title || 'Without a title' }, ...buttons, ...taking);
  return make('li', {}, facts(entry), tools, said, area);
}

/** A button that removes when it is pressed a second time. */
export function remover(act) {
  const made = button('Remove', () => {
    if (made.dataset.sure) return act();
    made.dataset.sure = 'yes';
    made.textContent = 'Remove for good?';
    return undefined;
  });
  return made;
}
