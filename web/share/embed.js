// The dialog's second half: what to paste to have the scenario in a page, as one wants it.
import { copier, make } from '../dom.js';
import { PLACES, VIEWS } from './snippets.js';

const VIEW_WORDS = {
  walk: 'Role walk and verdict',
  split: 'Policies and verdict',
  editor: 'Policies',
  result: 'Verdict alone',
  trace: 'Every statement',
  flow: 'Evaluation flow',
};

/** The panel's content. `shown` is what the page shows, the `site`'s address and the link's `fragment`, where there is one. */
export function embedPanel(shown) {
  const area = make('textarea', { readOnly: true, rows: 9, wrap: 'off', spellcheck: false, id: 'embed-snippet' });
  const said = make('p', { className: 'said-here', role: 'status' });
  const note = make('p', { className: 'note' });
  const places = PLACES.filter(({ name }) => shown.fragment || name !== 'iframe');
  const controls = {
    place: choice('embed-place', 'For', places.map(({ name }) => [name, name])),
    view: choice('embed-view', 'Shows', VIEWS.map((view) => [view, VIEW_WORDS[view]])),
    step: choice('embed-step', 'Stands at', [['', 'the last step'], ...shown.steps.map(({ name }, at) => [String(at + 1), `step ${at + 1}${name ? ` ${name}` : ''}`])]),
    theme: choice('embed-theme', 'Colors', [['auto', 'as the reader has them'], ['light', 'light'], ['dark', 'dark']]),
    load: choice('embed-load', 'Loads', [['lazy', 'when it is seen'], ['click', 'at a click'], ['eager', 'at once']]),
    readonly: tick('embed-readonly', 'Read-only'),
    density: tick('embed-density', 'Compact'),
  };
  const write = () => {
    const place = places.find(({ name }) => name === controls.place.value());
    area.value = place.write(wishes(shown, controls));
    note.textContent = place.says;
    said.textContent = '';
  };
  const form = make('div', { className: 'wishes' }, ...Object.values(controls).map(({ element }) => element));
  form.addEventListener('change', write);
  write();
  return [
    form,
    note,
    make('div', { className: 'field' }, make('label', { for: 'embed-snippet' }, 'To paste'), area),
    make('div', { className: 'tools' }, copier('Copy', () => area.value, area, said, 'primary')),
    said,
  ];
}

function wishes(shown, controls) {
  const options = Object.fromEntries(Object.entries(controls).map(([name, { value }]) => [name, value()]));
  const at = Number(options.step || shown.steps.length) - 1;
  const { place: _, density, ...others } = options;
  return { ...shown, text: shown.file, decision: shown.steps[at]?.decision, options: { ...others, density: density ? 'compact' : '' } };
}

function choice(id, words, options) {
  const select = make('select', { id }, ...options.map(([value, text]) => make('option', { value }, text)));
  const element = make('div', { className: 'field' }, make('label', { for: id }, words), select);
  return { element, value: () => select.value };
}

function tick(id, words) {
  const box = make('input', { id, type: 'checkbox' });
  return { element: make('label', { className: 'tick', for: id }, box, words), value: () => box.checked };
}
