// What the address of the frame asks for. Whatever it does not say, or says in words that are not known, is as by default.

const VIEWS = ['walk', 'split', 'editor', 'result', 'trace', 'flow', 'who'];
const THEMES = ['auto', 'light', 'dark'];
const LOADS = ['lazy', 'click', 'eager'];

/** Parts of the answer that each view draws. */
const DEPTHS = { walk: 'everything', split: 'everything', editor: 'sentence', result: 'sentence', trace: 'everything', flow: 'gates', who: 'sentence' };

/** Reads `?view=…&theme=…`. */
export function wishesOf(search) {
  const asked = new URLSearchParams(search);
  const one = (name, known) => (known.includes(asked.get(name)) ? asked.get(name) : known[0]);
  const view = one('view', VIEWS);
  return {
    view,
    depth: DEPTHS[view],
    theme: one('theme', THEMES),
    load: one('load', LOADS),
    readonly: ['', '1', 'true', 'readonly'].includes(asked.get('readonly')),
    compact: asked.get('density') === 'compact',
    step: /^[1-9]\d{0,3}$/.test(asked.get('step')) ? asked.get('step') : '',
  };
}

/** Place to begin at: as the link says, else as the address asks, at the depth that the view draws. */
export function placeFor({ step, depth }, fragment) {
  const parts = new Map(step ? [['step', step]] : []);
  for (const part of fragment.replace(/^#/, '').split('&')) {
    const [name, value] = part.split('=');
    if (name === 'step' || name === 'at') parts.set(name, value);
  }
  return [...parts, ['depth', depth]].map(([name, value]) => `${name}=${value}`).join('&');
}
