// <rolescope-playground>: a scenario in a page, decided and steppable. It holds the scenario as
// `<script type="application/json">` or as `<pre><code>`, and shows it in a frame of the site that this script comes from.
const HOME = new URL('embed/', import.meta.url);
const look = new CSSStyleSheet();
look.replaceSync(':host{display:block}:host([hidden]){display:none}iframe{display:block;width:100%;border:0;border-radius:8px}');

class RolescopePlayground extends HTMLElement {
  static observedAttributes = ['view', 'theme', 'readonly', 'load', 'step', 'density', 'title'];

  /** Decisions of the scenario: `{ title, steps: [{ name, decision, reason }] }`. */
  report;
  #text;
  #frame;
  /** Messages that wait until the frame listens. */
  #queue = [];
  #seen;
  /** True if it is time to show something. */
  #due = false;

  connectedCallback() {
    // What was set before this script came is a property like any other, in the way of ours.
    if (Object.hasOwn(this, 'scenario')) {
      const { scenario } = this;
      delete this.scenario;
      this.scenario = scenario;
    }
    if (!this.shadowRoot) {
      this.attachShadow({ mode: 'open' }).adoptedStyleSheets = [look];
      this.shadowRoot.append(document.createElement('slot'));
    }
    addEventListener('message', this);
    if (/^(click|eager)$/.test(this.getAttribute('load'))) return queueMicrotask(() => this.#show());
    this.#seen = new IntersectionObserver((entries) => entries.some((it) => it.isIntersecting) && this.#show(), { rootMargin: '200px' });
    this.#seen.observe(this);
  }

  disconnectedCallback() {
    removeEventListener('message', this);
    this.#seen?.disconnect();
    this.#frame?.remove();
    this.#frame = undefined;
    this.#due = false;
    this.#queue = [];
  }

  attributeChangedCallback(name) {
    if (!this.#frame) return;
    // Without one it is the last.
    const step = this.getAttribute('step') ?? this.report?.steps.length;
    if (name === 'step' && step) this.goTo(Number(step));
    else this.#show();
  }

  /** The scenario's text, as it is now. An object can be set, too. */
  get scenario() {
    if (this.#text !== undefined) return this.#text;
    const held = this.querySelector('script[type="application/json"], pre');
    const text = (held?.querySelector('code') ?? held)?.cloneNode(true);
    // Docusaurus breaks lines with elements.
    text?.querySelectorAll('br').forEach((it) => it.replaceWith('\n'));
    return text?.textContent.trim() ?? '';
  }

  set scenario(scenario) {
    this.#text = typeof scenario === 'string' ? scenario : JSON.stringify(scenario);
    if (this.#frame) this.#say('scenario', { text: this.#text });
    else if (this.#due) this.#show();
  }

  /** Shows a step, counted from 1. */
  goTo(step) {
    this.#say('go', { step });
  }

  /** Shows the scenario as it was handed over. */
  reset() {
    this.#say('reset');
  }

  #show() {
    this.#seen?.disconnect();
    this.#due = true;
    // It is left to a script to bring one.
    if (!this.scenario) return;
    const frame = document.createElement('iframe');
    this.#queue ??= [];
    const address = new URL(HOME);
    for (const name of ['view', 'theme', 'readonly', 'step', 'density']) {
      if (this.hasAttribute(name)) address.searchParams.set(name, this.getAttribute(name));
    }
    address.searchParams.set('load', this.getAttribute('load') === 'click' ? 'click' : 'eager');
    const bytes = Array.from(new TextEncoder().encode(this.scenario), (byte) => String.fromCharCode(byte));
    // What is longer than a link may be goes as a message.
    if (bytes.length <= 65536) address.hash = `s=0.${btoa(bytes.join('')).replace(/\+/g, '-').replace(/\//g, '_')}`;
    Object.assign(frame, { src: address, title: this.title || 'Rolescope', height: 1, allow: 'clipboard-write' });
    if (!address.hash) this.#say('scenario', { text: this.scenario });
    frame.onload = () => {
      const queue = [['hello'], ...this.#queue];
      this.#queue = undefined;
      for (const said of queue) this.#say(...said);
    };
    this.#frame?.remove();
    this.#frame = frame;
    this.shadowRoot.append(frame);
  }

  #say(type, fields) {
    if (this.#queue) this.#queue.push([type, fields]);
    else this.#frame.contentWindow.postMessage({ rolescope: { v: 1, type, ...fields } }, HOME.origin);
  }

  /** Of all messages, those of its own frame. */
  handleEvent({ source, origin, data }) {
    const said = data?.rolescope;
    if (!this.#frame || source !== this.#frame.contentWindow || origin !== HOME.origin || said?.v !== 1) return;
    const { type, height, report, text } = said;
    if (type === 'height') {
      this.#frame.height = Math.min(Math.max(Number(height) || 0, 120), 4000);
      this.shadowRoot.querySelector('slot')?.remove();
    } else if (/^(ready|report|step|error)$/.test(type)) {
      if (type === 'report') this.#text = text;
      if (/^(report|error)$/.test(type)) this.report = report;
      const { v: _, ...detail } = said;
      this.dispatchEvent(new CustomEvent(`rolescope-${type}`, { bubbles: true, detail }));
    }
  }
}

customElements.define('rolescope-playground', RolescopePlayground);
