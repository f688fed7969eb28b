// What the frame and the page around it say to each other: `{ rolescope: { v: 1, type, … } }` and nothing else. Only the
// parent is heard. Texts go to an origin that it has shown to be its own; before that, only that and how high the frame is.

/** The longest text that is taken, in characters. */
const MOST = 1 << 20;

/** The origin of the page around, once it has spoken. */
let host;

const framed = window.parent !== window;

/** Says something that holds no text of the scenario. */
export function say(type, fields) {
  if (framed) window.parent.postMessage({ rolescope: { v: 1, type, ...fields } }, host ?? '*');
}

/** Says something to the page that has spoken, and to no other. */
export function tell(type, fields) {
  if (framed && host) window.parent.postMessage({ rolescope: { v: 1, type, ...fields } }, host);
}

/** Hears the parent: `hello()`, `scenario(text, error)`, `go(step)`, `reset()`. */
export function hear({ hello, scenario, go, reset }) {
  addEventListener('message', ({ source, origin, data }) => {
    if (!framed || source !== window.parent) return;
    const said = data?.rolescope;
    if (typeof said !== 'object' || said === null || said.v !== 1) return;
    // A page without an origin of its own (a file, a sandbox) is not told any text: everybody could be meant.
    if (origin !== 'null') host = origin;
    if (said.type === 'hello') hello();
    else if (said.type === 'reset') reset();
    else if (said.type === 'go' && Number.isInteger(said.step) && said.step > 0) go(said.step);
    else if (said.type === 'scenario' && typeof said.text === 'string') {
      if (said.text.length <= MOST) scenario(said.text);
      else scenario('', { code: 'tooLarge', message: 'it is longer than 1 MiB' });
    }
  });
}

/** Keeps saying how high the content is. */
export function sayHeight() {
  let last;
  const measure = () => {
    const height = Math.ceil(document.body.getBoundingClientRect().height);
    if (height === last) return;
    last = height;
    say('height', { height });
  };
  new ResizeObserver(measure).observe(document.body);
  measure();
}
