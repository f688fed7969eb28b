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

/** Who comes by Tab passes on by Tab, until they type or click. Escape lets them go on. */
const passing = EditorView.domEventHandlers({
  focus: (_event, view) => view.setTabFocusMode(true),
  pointerdown: (_event, view) => { view.focus(); view.setTabFocusMode(false); },
  keydown({ key }, view) {
    if (key === 'Escape') view.setTabFocusMode(true);
    else if (!['Tab', 'Shift', 'Control', 'Alt', 'Meta'].includes(key)) view.setTabFocusMode(false);
  },
});

export const keyboard = [
  passing,
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
