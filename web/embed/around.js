// What stands around the app in a frame: the title, the steps, the way to the whole page.
import { encode } from '../links.js';
import { make } from '../dom.js';

const title = make('h1', {});
const steps = make('nav', { 'aria-label': 'Steps', className: 'tabs steps' });
const way = make('a', { target: '_blank', rel: 'noopener', href: '../' }, 'Open in Rolescope');
way.append(make('span', { className: 'unseen' }, ' (new tab)'));
const header = make('header', { className: 'around' }, make('div', { className: 'titles' }, title, way), steps);

/** Puts it into the page; `go` leads to a step. */
export function standAround(go) {
  document.body.prepend(header);
  steps.addEventListener('click', ({ target }) => {
    const pressed = target.closest('button');
    if (pressed) go(Number(pressed.dataset.step));
  });
}

/** Follows what is shown. */
export async function showAround(shown) {
  title.textContent = shown.title || 'Scenario';
  // The page around has a main part of its own.
  document.querySelector('main')?.setAttribute('aria-label', title.textContent);
  document.title = `${shown.title || 'Scenario'} · Rolescope`;
  showSteps(shown);
  // What is longer than a link may be has its page, but no way there with it.
  const link = await encode(shown.text).catch(() => '');
  way.href = new URL(`../${link && `${link}&step=${shown.step}`}`, location.href).href;
}

/** So many steps have a button: those around the one that is shown. */
const FEW = 50;

function showSteps(shown) {
  const { length } = shown.steps;
  const first = length > FEW ? Math.min(shown.step - 1 - ((shown.step - 1) % FEW), length - FEW) : 0;
  const few = shown.steps.slice(first, first + FEW).map(({ name }, at) => [first + at + 1, `${first + at + 1} ${name ?? ''}`.trim()]);
  if (first > 0) few.unshift([first, `${first} steps before`]);
  if (first + FEW < length) few.push([first + FEW + 1, `${length - first - FEW} more steps`]);
  steps.hidden = length < 2;
  while (steps.children.length > few.length) steps.lastChild.remove();
  for (const [at, [step, words]] of few.entries()) {
    const tab = steps.children[at] ?? steps.appendChild(make('button', { type: 'button', className: 'tab' }));
    tab.dataset.step = step;
    tab.textContent = words;
    if (step === shown.step) tab.setAttribute('aria-current', 'step');
    else tab.removeAttribute('aria-current');
  }
}
