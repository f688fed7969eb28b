// <page-work>: does the task in its attribute `request` for as long as it stands on the page. What comes out is put into its
// attribute `reply`, and an event says so (`web/src/components/who.rs`). Both texts are messages of `rolescope::task`.
//
// The worker runs this same file: so there is one address of a script that the page's Trusted Types have to let pass.
import { begin, goOn, initSync } from 'built:work.js';
import module from 'built:work.wasm';

/** Longest time that a task keeps the page from everything else where there is no worker, in milliseconds. */
const SLICE = 12;
/** Most steps that a task may have there. */
const MAX_STEPS = 300;
/** Time between two messages about a worker's progress, in milliseconds. */
const PAUSE = 100;

if (self.document) customElements.define('page-work', pageWork());
else self.onmessage = async ({ data: request }) => postMessage(await atOnce(request));

/** Works in a worker, until it is done. */
function atOnce(request) {
  let told = -Infinity;
  return done(request, () => goOn((progress) => {
    if (performance.now() - told > PAUSE) {
      told = performance.now();
      postMessage(progress);
    }
    return false;
  }));
}

/** Works on the page in slices, between which it draws and hears; ends early when `wanted` says so. */
function inSlices(request, say, wanted) {
  return done(request, async () => {
    while (wanted()) {
      const end = performance.now() + SLICE;
      let latest;
      const reply = goOn((progress) => {
        latest = progress;
        return performance.now() > end;
      });
      if (reply !== undefined) return reply;
      say(latest);
      await new Promise((next) => { setTimeout(next); });
    }
    return undefined;
  }, MAX_STEPS, wanted);
}

/** The engine of the page broke down: its memory is of no use any more. A worker ends with its engine. */
let broken = false;

/** The last reply to a request: of the engine, or about it. Nothing when it is not wanted any more. */
async function done(request, act, most, wanted = () => true) {
  if (broken) return failed(request, 'broken');
  let failure = 'unreachable';
  try {
    const compiled = await compile();
    if (!wanted()) return undefined;
    failure = 'broken';
    initSync({ module: compiled });
    begin(request, most);
    return await act();
  } catch {
    broken = failure === 'broken';
    return failed(request, failure);
  }
}

/** Compiles the module without `guard.js`, which would take a task that breaks down for the end of the page. */
async function compile() {
  const response = await fetch(new URL(module, import.meta.url));
  if (!response.ok) throw new Error(`${module}: status ${response.status}`);
  return WebAssembly.compile(await response.arrayBuffer());
}

function failed(request, failure) {
  return JSON.stringify({ revision: JSON.parse(request).revision, said: { error: failure } });
}

/** The worker of one task, or nothing where this frame can have none: then it works in slices. */
function start(request, say) {
  let worker;
  try {
    // A frame without an origin gets no worker of any address, and some browsers say so late.
    if (self.origin !== 'null') worker = new Worker(trusted(), { type: 'module' });
  } catch {
    // None, then.
  }
  let wanted = true;
  if (worker) {
    // Its script could not be fetched, or it broke down in a way that it could not tell.
    let reached = false;
    worker.onmessage = ({ data: reply }) => {
      reached = true;
      say(reply);
    };
    worker.onerror = () => say(failed(request, reached ? 'broken' : 'unreachable'));
    worker.postMessage(request);
  } else {
    inSlices(request, (reply) => wanted && say(reply), () => wanted).then((reply) => wanted && say(reply));
  }
  return () => {
    wanted = false;
    worker?.terminate();
  };
}

let policy;

/** The address of this file, and of nothing else. */
function trusted() {
  policy ??= self.trustedTypes?.createPolicy('rolescope-worker', { createScriptURL: () => import.meta.url });
  return policy ? policy.createScriptURL('') : import.meta.url;
}

function pageWork() {
  return class extends HTMLElement {
    static observedAttributes = ['request'];

    /** Ends what is being done. */
    #end = () => {};

    connectedCallback() {
      this.#end();
      const request = this.getAttribute('request');
      this.#end = start(request, (reply) => {
        this.setAttribute('reply', reply);
        this.dispatchEvent(new Event('workreply', { bubbles: true }));
      });
    }

    attributeChangedCallback() {
      if (this.isConnected) this.connectedCallback();
    }

    disconnectedCallback() {
      this.#end();
    }
  };
}
