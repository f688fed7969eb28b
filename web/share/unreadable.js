// A link that cannot be read: what is wrong with it, and its text to take along. The page behind it stays as it was.
import { copier, make, openDialog, save } from '../dom.js';

/** Says what was refused, `{ code, message }`; `text` is the scenario as far as the link could be unpacked. */
export function unreadableDialog({ code, message }, text, fragment) {
  const raw = text ?? fragment;
  const what = text === undefined ? 'The end of the link, as it came' : 'What the link holds';
  const area = make('textarea', { readOnly: true, rows: 10, spellcheck: false, value: raw, 'aria-label': what });
  const said = make('p', { className: 'said-here', role: 'status' });
  const name = text === undefined ? 'link.txt' : 'scenario.json';
  openDialog(
    'This link cannot be opened',
    make('p', { className: 'wrong t-error', role: 'alert', 'data-code': code }, `${message.charAt(0).toUpperCase()}${message.slice(1)}.`),
    make('p', {}, 'Nothing of yours was changed. Ask for the link again, or take along what came:'),
    area,
    make(
      'div',
      { className: 'tools' },
      copier('Copy', () => raw, area, said, 'primary'),
      saver(name, raw),
    ),
    said,
  );
}

function saver(name, text) {
  const made = make('button', { type: 'button' }, 'Save as file');
  made.addEventListener('click', () => save(name, 'text/plain', text));
  return made;
}
