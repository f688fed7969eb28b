// <policy-editor>: the editor over the text area that it holds. The page draws the text area and keeps its text; the
// editor takes over what the page writes into it, and types into it. Without the editor all goes on without it.
import { autocompletion, closeBrackets } from '@codemirror/autocomplete';
import { history, isolateHistory } from '@codemirror/commands';
import { json } from '@codemirror/lang-json';
import { bracketMatching, codeFolding, foldGutter, foldedRanges, indentOnInput, indentUnit, unfoldEffect } from '@codemirror/language';
import { search } from '@codemirror/search';
import { Annotation, EditorState } from '@codemirror/state';
import { EditorView, lineNumbers } from '@codemirror/view';
import { changesBetween } from './changes.js';
import { byOrder, completing } from './complete.js';
import { element } from './draw.js';
import { WAY_OUT, keyboard } from './keyboard.js';
import { look } from './look.js';
import { marks, problemsAt, setMarks } from './marks.js';

/** The change came from the page. */
const fromPage = Annotation.define();

/**
 * Element in place of a folded text. It opens at the press: that moves the caret, and the line is drawn anew, so that no click comes to
 * an element that was pressed for a moment.
 */
function foldPlaceholder(view, open) {
  const placeholder = element('span', 'cm-foldPlaceholder', '…');
  placeholder.title = view.state.phrase('unfold');
  placeholder.setAttribute('aria-label', view.state.phrase('folded code'));
  placeholder.addEventListener('mousedown', (event) => {
    if (event.button === 0) open(event);
  });
  return placeholder;
}

export class PolicyEditor extends HTMLElement {
  static observedAttributes = ['revision', 'marks', 'caret', 'choices'];

  #view;
  /** The text as the page and the editor last had it in common. */
  #text;
  /** Name of the policy. */
  #label;
  /** Attributes that have news. */
  #news = new Set();
  /** Takes the page's answer. */
  #answer = () => {};

  /** The page is in the middle of its drawing: what it says is heard when that is done. */
  attributeChangedCallback(name, _before, value) {
    if (value === null) return;
    if (name === 'choices') return this.#answer(value);
    if (this.#news.size === 0) queueMicrotask(() => this.#hear());
    this.#news.add(name);
  }

  /** Moving an element takes it out for a moment. */
  disconnectedCallback() {
    queueMicrotask(() => {
      if (!this.isConnected) this.#close();
    });
  }

  /** Choices of the page for the caret. */
  ask(at) {
    this.#answer('');
    return new Promise((resolve) => {
      this.#answer = resolve;
      this.setAttribute('asks', at);
      this.#tell('editorask');
    });
  }

  #tell(what) {
    this.dispatchEvent(new Event(what, { bubbles: true }));
  }

  get #area() {
    return this.querySelector('textarea');
  }

  #hear() {
    const news = new Set(this.#news);
    this.#news.clear();
    if (!this.isConnected || !this.#area) return;
    try {
      this.#view ??= this.#open();
    } catch (error) {
      this.#giveUp(error);
      return;
    }
    this.#take(this.#area.value);
    if (news.has('marks')) this.#mark(this.getAttribute('marks'));
    if (news.has('caret')) this.#goTo(Number.parseInt(this.getAttribute('caret'), 10));
  }

  #open() {
    const area = this.#area;
    const working = document.activeElement === area;
    const { value, selectionStart: anchor, selectionEnd: head } = area;
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    const view = new EditorView({ state: this.#begin(value), root, parent: root });
    if (working) {
      const { length } = view.state.doc;
      view.dispatch({ selection: { anchor: Math.min(anchor, length), head: Math.min(head, length) } });
      view.focus();
    }
    return view;
  }

  /** The text areas show again, all of them. */
  #giveUp(error) {
    for (const editor of document.querySelectorAll('policy-editor')) {
      editor.#close();
      editor.shadowRoot?.replaceChildren(document.createElement('slot'));
    }
    this.#tell('editorbroken');
    console.error(error);
  }

  #close() {
    this.#view?.destroy();
    this.#view = undefined;
  }

  /** A text with no history. */
  #begin(text) {
    this.#text = text;
    this.#label = this.#area.getAttribute('aria-label');
    return EditorState.create({ doc: text, extensions: this.#extensions() });
  }

  #extensions() {
    const label = () => ({ 'aria-label': this.#area.getAttribute('aria-label'), 'aria-description': WAY_OUT, tabindex: '0' });
    return [
      marks,
      lineNumbers(),
      codeFolding({ placeholderDOM: foldPlaceholder }),
      foldGutter(),
      json(),
      look,
      history(),
      search({ top: true }),
      autocompletion({ override: [completing(this)], compareCompletions: byOrder, icons: false }),
      closeBrackets(),
      bracketMatching(),
      indentOnInput(),
      indentUnit.of('  '),
      EditorState.tabSize.of(2),
      EditorState.transactionFilter.of((transaction) => this.#fits(transaction)),
      EditorView.lineWrapping,
      EditorView.contentAttributes.of(label),
      EditorView.updateListener.of((update) => this.#changed(update)),
      keyboard,
    ];
  }

  /** The page says how much text it takes. */
  #fits(transaction) {
    const most = Number(this.getAttribute('most'));
    if (!transaction.docChanged || transaction.newDoc.length <= most) return transaction;
    this.#tell('editorfull');
    return [];
  }

  #changed({ docChanged, selectionSet, transactions, state, startState, view }) {
    if (docChanged && !transactions.some((it) => it.annotation(fromPage))) {
      this.#text = state.doc.toString();
      this.#area.value = this.#text;
      this.#area.dispatchEvent(new InputEvent('input', { bubbles: true }));
    } else if (selectionSet && !docChanged) {
      this.#sayProblems(problemsAt(startState, startState.selection.main.head), problemsAt(state, state.selection.main.head), view);
    }
  }

  /** Screen readers hear what is wrong where the caret comes. */
  #sayProblems(before, now, view) {
    const said = now.filter((problem) => !before.includes(problem)).map(({ word, message }) => `${word}: ${message}`);
    if (said.length > 0) setTimeout(() => view.dispatch({ effects: EditorView.announce.of(said.join('. ')) }));
  }

  /** Takes the text and the name that the page has. Another text by another name is another policy's: no history yet. */
  #take(text) {
    const renamed = this.#area.getAttribute('aria-label') !== this.#label;
    if (renamed && text !== this.#text) {
      this.#view.setState(this.#begin(text));
      this.#mark(this.getAttribute('marks'));
    } else if (renamed) {
      this.#label = this.#area.getAttribute('aria-label');
      this.#view.dispatch({});
    } else if (text !== this.#text) {
      const changes = changesBetween(this.#text, text);
      this.#text = text;
      this.#view.dispatch({ changes, annotations: [fromPage.of(true), isolateHistory.of('full')], userEvent: 'input.page' });
    }
  }

  #mark(written) {
    const before = this.#view.state.field(marks).lit?.from;
    this.#view.dispatch({ effects: setMarks.of(written) });
    const { lit } = this.#view.state.field(marks);
    // Somebody who is typing is not to be carried off.
    if (lit && lit.from !== before && !this.#view.hasFocus) this.#show(lit);
  }

  #goTo(at) {
    const anchor = Math.min(at, this.#view.state.doc.length);
    this.#view.dispatch({ selection: { anchor } });
    this.#show({ from: anchor, to: anchor });
    this.#view.focus();
    // The editor takes the focus without moving the page, and whoever came by a link wants to see where it leads.
    this.scrollIntoView({ block: 'nearest' });
  }

  /** Brings a place into view, without moving anything but the editor. */
  #show({ from, to }) {
    const effects = [];
    foldedRanges(this.#view.state).between(from, to, (start, end) => { effects.push(unfoldEffect.of({ from: start, to: end })); });
    if (effects.length > 0) this.#view.dispatch({ effects });
    this.#view.requestMeasure({
      read(view) {
        const { top, bottom } = view.lineBlockAt(from);
        const { scrollTop, clientHeight } = view.scrollDOM;
        const seen = top >= scrollTop && bottom + 2 * view.defaultLineHeight <= scrollTop + clientHeight;
        return seen ? scrollTop : top - clientHeight / 3;
      },
      write: (scrollTop, view) => { view.scrollDOM.scrollTop = scrollTop; },
    });
  }
}
