// The page in a frame of another page: the scenario of the address or of the parent, one view of it, and no storage.
import { decode } from '../links.js';
import { port } from '../share/port.js';
import { showAround, standAround } from './around.js';
import { keepNothing, readOnly } from './limits.js';
import { clearStill, showStill, startAtClick } from './still.js';
import { hear, say, sayHeight, tell } from './talk.js';
import { placeFor, wishesOf } from './wishes.js';

const root = document.documentElement;
const wishes = wishesOf(location.search);

/** The scenario as it was handed over last, which `reset` comes back to, and where it is to be looked at. */
let given;
let place = '';
/** The start of the engine, once it is under way: comes to why the app refuses the first scenario, as `{ code, message }`. */
let engine;
/** The scenario that the app shows. */
let shown;
/** Text and step that the element was told last: two answers can be under way at once. */
const told = { text: undefined, step: undefined };
/** Counts the scenarios that came: while one is waited for, another can come. */
let turn = 0;
const failed = () => 'failed' in root.dataset;

function dress() {
  Object.assign(root.dataset, { view: wishes.view, tint: wishes.theme });
  root.toggleAttribute('data-compact', wishes.compact);
  root.toggleAttribute('data-readonly', wishes.readonly);
}

/** The scenario of the address: `{ text }`, or `{ error: { code, message } }` with the `text` as it came. */
async function fromAddress() {
  const fragment = location.hash;
  place = placeFor(wishes, fragment);
  // The app reads the address, too, and would look for examples beside itself.
  history.replaceState(null, '', `${location.search}#${place}`);
  if (/[#&]s=/.test(fragment)) {
    const { text = fragment, error: message, cause } = await decode(fragment);
    return { text, error: cause && { code: cause.kind, message } };
  }
  const [, example] = /[#&]x=([\w-]+)/.exec(fragment) ?? [];
  if (!example) return {};
  const answer = await fetch(new URL(`../scenarios/${example}.json`, location.href));
  return answer.ok ? { text: await answer.text() } : { error: { code: 'noSuchExample', message: `there is no example \`${example}\`` }, text: '' };
}

/** Shows a scenario: readable at once, decided as soon as the engine is there. */
async function take({ text, error }) {
  turn += 1;
  const mine = turn;
  if (error !== undefined) return fail(error, text);
  given = text;
  if (!engine) await wanted(showStill(text));
  if (mine !== turn) return undefined;
  const first = engine === undefined;
  engine ??= start();
  const answer = await engine;
  if (mine !== turn) return undefined;
  const refused = first ? answer : await port().open(given, place);
  if (mine !== turn) return undefined;
  return refused ? fail(refused, given) : follow();
}

function fail(error, text) {
  root.dataset.failed = '';
  // When it can be shown again, that is told, though it be the same as before.
  told.text = undefined;
  showStill(text, `This scenario cannot be shown: ${error.message}.`);
  tell('error', error);
}

/** When the engine is to come. */
function wanted(main) {
  if (wishes.load === 'click') return startAtClick(main);
  if (wishes.load === 'eager') return undefined;
  return new Promise((seen) => {
    const observer = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      observer.disconnect();
      seen();
    });
    observer.observe(document.body);
  });
}

/** Loads what the view needs, and hands the scenario over. */
async function start() {
  if (wishes.readonly) readOnly();
  const rich = !wishes.readonly && ['split', 'editor'].includes(wishes.view);
  port().setAttribute('fresh', '');
  const answered = port().open(given, place);
  const [app] = await Promise.all([import('../start.js'), rich && import('../editor/main.js').catch(() => {})]);
  await app.start();
  const refused = await answered;
  // It can have been there before the app listened.
  if (customElements.get('policy-editor')) document.dispatchEvent(new Event('editorready'));
  return refused;
}

/** The app shows the scenario: says so, and what changes from now on. */
async function follow() {
  delete root.dataset.failed;
  clearStill();
  if (shown) return refresh();
  standAround((step) => port().go(`step=${step}`));
  port().onchange = soon(refresh);
  await refresh();
  root.dataset.ready = '';
  // The button that was pressed is gone, and with it the focus.
  if (wishes.load === 'click' && document.hasFocus()) focusIn(document.querySelector('main'));
  say('ready');
}

function focusIn(part) {
  part.tabIndex = -1;
  part.focus({ preventScroll: true });
}

/** Runs it a moment later, once for all that asked in between. */
function soon(act) {
  let waiting;
  return () => {
    clearTimeout(waiting);
    waiting = setTimeout(act, 60);
  };
}

async function refresh() {
  const now = await port().ask();
  if (failed()) return;
  shown = now;
  await showAround(shown);
  // Another scenario can have been refused in the meantime.
  if (failed()) return;
  if (told.text !== shown.text) tellReport();
  if (told.step !== shown.step) tellStep();
}

function tellReport() {
  const { text, title, steps } = shown;
  told.text = text;
  tell('report', { text, report: { title, steps } });
}

function tellStep() {
  told.step = shown.step;
  tell('step', { step: shown.step });
}

keepNothing(() => fromAddress().then(take));
dress();
hear({
  hello() {
    if (!shown || failed()) return;
    say('ready');
    tellReport();
    tellStep();
  },
  scenario(text, error) {
    place = placeFor(wishes, '');
    take({ text, error });
  },
  go(step) {
    place = placeFor({ ...wishes, step: String(step) }, '');
    if (shown && !failed()) port().go(`step=${step}`);
  },
  reset() {
    if (shown) take({ text: given });
  },
});
addEventListener('error', () => tell('error', { code: 'bug', message: 'Something went wrong in Rolescope' }));
sayHeight();
fromAddress().then((found) => {
  if (found.text === undefined) showStill('', 'No scenario came with the address of this frame.');
  else take(found);
});
