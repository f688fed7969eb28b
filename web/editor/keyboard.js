// Keys of the editor. The Tab key must never be a trap: it indents only for somebody who is at work on the text.
import { closeBracketsKeymap, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, historyKeymap, indentWithTab } from '@codemirror/commands';
import { foldKeymap } from '@codemirror/language';
import { searchKeymap } from '@codemirror/search';
import { EditorView, closeHoverTooltips, hasHoverTooltips, keymap } from '@codemirror/view';

/** Said to screen readers; the page says it to everybody. */
export const WAY_OUT = 'Escape, then Tab leaves the editor.';

const closeTooltips = {
  key: 'Escape',
  run: (view) => hasHoverTooltips(view.state) && !view.dispatch({ effects: closeHoverTooltips }),
};

/** Lets those who come by Tab pass on by Tab, until they type or click. Escape lets them go on. */
const passing = EditorView.domEventObservers({
  focus(_event, view) {
    view.setTabFocusMode(!view.contentDOM.matches(':active'));
    // What the page changed meanwhile moved the browser's caret; this brings it back to ours.
    view.focus();
  },
  pointerdown: (_event, view) => view.setTabFocusMode(false),
  keydown({ key }, view) {
    if (key === 'Escape') view.setTabFocusMode(true);
    else if (!['Tab', 'Shift', 'Control', 'Alt', 'Meta'].includes(key)) view.setTabFocusMode(false);
  },
});

/**
 * Typing over a selection. Left to itself, Chromium gives the new text the looks of the old by a style attribute, which
 * the page's content security policy refuses.
 */
const typingOver = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const { data } = event;
    if (event.inputType !== 'insertText' || !data || view.composing) return false;
    const { from, to } = selected(view);
    if (from === to) return false;
    event.preventDefault();
    const insert = () => view.state.update({
      changes: { from, to, insert: view.state.toText(data) },
      selection: { anchor: from + data.length },
      userEvent: 'input.type',
      scrollIntoView: true,
    });
    const taken = view.state.facet(EditorView.inputHandler).some((handle) => handle(view, from, to, data, insert));
    if (!taken) view.dispatch(insert());
    return true;
  },
});

/** The selection: in a long text the browser knows but a part of it, and it knows first of a new selection. */
function selected(view) {
  const { main } = view.state.selection;
  // Only Chromium has this method, and only Chromium adds styles.
  const ours = view.root.getSelection?.();
  if (!main.empty || !ours || ours.isCollapsed) return main;
  const { startContainer, startOffset, endContainer, endOffset } = ours.getRangeAt(0);
  return { from: view.posAtDOM(startContainer, startOffset), to: view.posAtDOM(endContainer, endOffset) };
}

export const keyboard = [
  passing,
  typingOver,
  keymap.of([
    closeTooltips,
    ...closeBracketsKeymap,
    ...completionKeymap,
    ...searchKeymap,
    ...historyKeymap,
    ...foldKeymap,
    ...defaultKeymap,
    indentWithTab,
  ]),
];
