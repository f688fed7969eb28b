// <page-port>: where scripts hand scenarios to the page and ask what it shows. All that passes are texts in attributes; the
// page hears of them by events and answers by setting others (`web/src/app/port.rs`).

const ANSWERS = ['refused', 'scenario', 'now'];

class PagePort extends HTMLElement {
  static observedAttributes = ANSWERS;

  /** Functions that wait for each attribute. */
  #waiting = new Map();
  /** Called when the page shows something else. */
  onchange = () => {};

  attributeChangedCallback(name, before, value) {
    const waiting = this.#waiting.get(name) ?? [];
    this.#waiting.delete(name);
    for (const answer of waiting) answer(value);
    if (name === 'now' && before !== null && before !== value) this.onchange();
  }

  /**
   * Opens a scenario's text at a place (`#step=2&at=4`); edits of it are kept as the `draft` of this name. Comes to why
   * the page refuses it, as `{ code, message }`; to nothing when it does not.
   */
  async open(text, place, draft = '') {
    this.setAttribute('open', text);
    this.setAttribute('place', place);
    this.setAttribute('draft', draft);
    const [, code, message] = /^(\S+) (.*)$/s.exec(await this.#tell('portopen', 'refused')) ?? [];
    return code && { code, message };
  }

  /** Goes to a place in what is shown. */
  go(place) {
    this.removeAttribute('open');
    this.setAttribute('place', place);
    this.#tell('portopen');
  }

  /** Opens a draft of the storage; with an empty name it only ends what there was to decide about drafts. */
  openDraft(name) {
    this.setAttribute('kept', name);
    this.dispatchEvent(new Event('portopen', { bubbles: true }));
  }

  /** The scenario that is shown: `{ text, file, step, steps: [{ name, decision, reason }], title, sequence, ceilings }`; the `file` is the text, laid out. */
  async ask() {
    const text = await this.#tell('portask', 'scenario');
    const { title = '', steps = [] } = JSON.parse(text);
    return {
      text,
      file: this.getAttribute('file'),
      title,
      step: Number(this.getAttribute('now').split(' ')[1]),
      steps: steps.map(({ name }, at) => ({ name, ...this.#verdict(at) })),
      sequence: this.getAttribute('sequence'),
      ceilings: this.getAttribute('ceilings'),
    };
  }

  #verdict(at) {
    const [, decision, reason] = /^(\S+) (.*)$/s.exec(this.getAttribute(`verdict${at}`));
    return { decision, reason };
  }

  #tell(event, answer) {
    const answered = new Promise((resolve) => { this.#waiting.set(answer, [...this.#waiting.get(answer) ?? [], resolve]); });
    this.dispatchEvent(new Event(event, { bubbles: true }));
    return answered;
  }
}

/** The page's port; there is one, in the head, where no drawing of the page touches it. */
export function port() {
  if (!customElements.get('page-port')) customElements.define('page-port', PagePort);
  const known = document.getElementById('port');
  if (known) return known;
  const made = document.createElement('page-port');
  made.id = 'port';
  document.head.append(made);
  return made;
}

/** The parts of an address's end that say where to stand. */
export function placeOf(fragment) {
  const parts = fragment.replace(/^#/, '').split('&').filter((part) => /^(step|at|depth)=/.test(part));
  return parts.map((part) => `&${part}`).join('');
}
