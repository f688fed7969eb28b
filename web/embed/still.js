// What stands in the frame before the engine does, and where it does not come: the scenario, readable.
import { make } from '../dom.js';

/** So many steps are shown, and so many resources of each. */
const FEW = 50;

/** Shows a scenario's text; `words` say what is wrong with it, if anything is. */
export function showStill(text, words = '') {
  const { title, steps } = read(text);
  const main = make('main', { className: 'still', 'aria-label': title || 'Scenario' });
  main.append(make('h1', {}, title || 'Scenario'));
  if (words) main.append(make('p', { className: 'wrong', role: 'alert' }, words));
  if (steps.length > 0) main.append(make('ol', {}, ...steps.slice(0, FEW).map(call)));
  if (steps.length > FEW) main.append(make('p', {}, `and ${steps.length - FEW} more steps`));
  if (text) main.append(make('pre', { tabIndex: 0, role: 'region', 'aria-label': 'Scenario' }, make('code', {}, text)));
  clearStill();
  document.body.append(main);
  return main;
}

/** Takes it away. */
export function clearStill() {
  for (const old of document.querySelectorAll('.still, .loading')) old.remove();
}

/** Puts a button into it that starts the engine. */
export function startAtClick(main) {
  const start = make('button', { type: 'button', className: 'primary' }, 'Decide it here');
  main.insertBefore(start, main.querySelector('pre'));
  return new Promise((clicked) => { start.addEventListener('click', clicked, { once: true }); });
}

function call(step) {
  const said = (name) => (typeof step?.[name] === 'string' ? step[name] : '…');
  const resource = Array.isArray(step?.resource) ? several(step.resource) : said('resource');
  return make('li', {}, make('strong', {}, said('action')), ` by ${said('caller')} on ${resource}`);
}

function several(resources) {
  const more = resources.length > FEW ? ` and ${resources.length - FEW} more` : '';
  return `${resources.slice(0, FEW).join(', ')}${more}`;
}

/** As far as the text can be read without the engine. */
function read(text) {
  try {
    const { title, steps } = JSON.parse(text);
    return { title: typeof title === 'string' ? title : '', steps: Array.isArray(steps) ? steps : [] };
  } catch {
    return { title: '', steps: [] };
  }
}
