// The dialog: a link and other ways to take the scenario along, and what to paste to embed it.
import { button, copier, make, openDialog, save, tabs } from '../dom.js';
import { LONG_LINK, encode, suspicions } from '../links.js';
import { embedPanel } from './embed.js';
import { placeOf } from './port.js';
import { markdown } from './snippets.js';

/** Shows the dialog for what the page shows (`PagePort.ask`). */
export async function shareDialog(shown) {
  const site = new URL('.', location.href).href;
  const place = placeOf(location.hash);
  const packed = await encode(shown.text).catch((error) => error);
  const link = packed instanceof Error ? undefined : `${site}${packed}${place}`;
  const shares = make('div', { id: 'share-panel', role: 'tabpanel', 'aria-labelledby': 'share-tab' });
  shares.append(...linkPart(link, packed), ...otherWays(shown, link));
  const embeds = make('div', { id: 'embed-panel', role: 'tabpanel', 'aria-labelledby': 'embed-tab', hidden: true });
  embeds.append(...embedPanel({ ...shown, site, fragment: link && packed }));
  const dialog = openDialog('Share this scenario', tabs('What to share', [['share', 'Link and files', shares], ['embed', 'Embed', embeds]]), ...warnings(shown.text), shares, embeds);
  dialog.querySelector('[data-first]')?.focus();
}

function warnings(text) {
  const found = suspicions(text);
  if (found.length === 0) return [];
  const kinds = [...new Set(found.map(({ kind }) => kind))].map((kind) => `a real ${kind}`).join(' and ');
  const shown = found.map(({ text: run }) => `${run.slice(0, 4)}…${run.slice(-4)}`).join(', ');
  return [make(
    'p',
    { className: 'warning t-deny', role: 'alert' },
    make('strong', {}, `This looks like ${kinds}: `),
    `${shown}. Whoever gets the link, the file or the page reads it. Take it out before you share.`,
  )];
}

function linkPart(link, packed) {
  if (!link) return [make('p', { className: 'warning t-nothing' }, `There is no link: ${packed.message}. Share the file.`)];
  const field = make('input', { type: 'text', readOnly: true, value: link, id: 'share-link', spellcheck: false });
  field.addEventListener('focus', () => field.select());
  const said = make('p', { className: 'said-here', role: 'status' });
  const copy = copier('Copy link', () => link, field, said, 'primary');
  copy.dataset.first = '';
  const length = `${link.length.toLocaleString('en')} characters`;
  const long = link.length > LONG_LINK;
  const note = long
    ? make('p', { className: 'warning t-nothing' }, make('strong', {}, `${length}: `), `some chat and mail programs cut links off after ${LONG_LINK.toLocaleString('en')}. Share the file instead.`)
    : make('p', { className: 'note' }, `${length}. The scenario stands behind the #, which browsers keep to themselves: no server gets it.`);
  return [
    make('div', { className: 'field' }, make('label', { for: 'share-link' }, 'Link to what you see'), make('div', { className: 'line-up' }, field, copy)),
    note,
    said,
  ];
}

function otherWays(shown, link) {
  const area = make('textarea', { readOnly: true, rows: 6, hidden: true, spellcheck: false, 'aria-label': 'Markdown' });
  const said = make('p', { className: 'said-here', role: 'status' });
  const verdict = shown.steps[shown.step - 1] ?? {};
  const text = () => markdown({ ...shown, ...verdict, text: shown.file, link: link ?? 'https://example.com/' });
  const ways = [
    ['File', 'The scenario as JSON, which the page, the command line and tests read.', button('Save scenario.json', () => save('scenario.json', 'application/json', shown.file))],
    ['Markdown', 'Link, verdict and the scenario as a block that documents can check and embed.', copier('Copy Markdown', text, area, said)],
  ];
  if (!link) ways.pop();
  const drawings = [['sequence', 'Role assumption', 'role-assumption.svg'], ['ceilings', 'Nested ceilings', 'nested-ceilings.svg']]
    .filter(([kind]) => shown[kind])
    .map(([kind, words, name]) => button(words, () => save(name, 'image/svg+xml', shown[kind])));
  if (drawings.length > 0) ways.push(['Drawings', 'SVG files that stand alone, for slides and tickets.', make('span', { className: 'tools' }, ...drawings)]);
  const list = make('ul', { className: 'card ways' }, ...ways.map(([name, line, act]) => (
    make('li', {}, make('span', {}, make('strong', {}, name), make('span', { className: 'line-of' }, line)), act)
  )));
  return [list, said, area];
}
