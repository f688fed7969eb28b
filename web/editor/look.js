// The editor's look: the page's tokens, which reach into the shadow root.
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

const ink = HighlightStyle.define([
  { tag: tags.propertyName, color: 'var(--accent)' },
  { tag: tags.string, color: 'var(--allow)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--nothing)' },
]);

const tones = {
  '.t-allow': { '--tone': 'var(--allow)', '--soft': 'var(--allow-soft)' },
  '.t-deny, .t-error': { '--tone': 'var(--deny)', '--soft': 'var(--deny-soft)' },
  '.t-nothing': { '--tone': 'var(--nothing)', '--soft': 'var(--nothing-soft)' },
  '.t-off': { '--tone': 'var(--off)', '--soft': 'var(--off-soft)' },
  '.t-info': { '--tone': 'var(--accent)', '--soft': 'var(--accent-soft)' },
};

const focused = { outline: '2px solid var(--accent)', outlineOffset: '1px' };

const text = {
  '&': { maxHeight: 'var(--editor-height)', color: 'var(--text)', background: 'var(--surface)', fontSize: '12.5px' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { font: 'inherit', fontFamily: 'var(--mono)', lineHeight: 'var(--code-line)', overflow: 'auto', scrollbarWidth: 'thin' },
  '.cm-content': { padding: '8px 0', minHeight: '164px', caretColor: 'var(--text)' },
  '.cm-line': { padding: '0 16px 0 2px' },
  '.cm-line::selection, .cm-line ::selection': { background: 'var(--marked)' },
  '&.cm-focused .cm-matchingBracket': { background: 'none', boxShadow: '0 0 0 1px var(--line-strong)', borderRadius: '2px' },
  '.cm-matchingBracket': { background: 'none' },
  '.cm-nonmatchingBracket, &.cm-focused .cm-nonmatchingBracket': { background: 'none' },
  '.cm-foldPlaceholder': { padding: '0 6px', border: '1px solid var(--line-strong)', background: 'var(--sunken)', color: 'var(--muted)' },
};

const gutters = {
  '.cm-gutters': { border: '0', background: 'var(--surface)', color: 'var(--muted)' },
  '.cm-lineNumbers .cm-gutterElement': { minWidth: '20px', padding: '0' },
  '.glyphs': { width: '22px' },
  '.glyphs .cm-gutterElement': { display: 'grid', placeItems: 'center', color: 'var(--tone)' },
  '.glyphs .cm-gutterElement.hit': { boxShadow: 'inset 3px 0 0 var(--tone)' },
  '.cm-foldGutter .cm-gutterElement': { width: '16px', textAlign: 'center', cursor: 'pointer' },
  '.cm-foldGutter .cm-gutterElement:hover': { color: 'var(--text)' },
  '.icon': { width: '14px', height: '14px', fill: 'none', stroke: 'var(--tone)', strokeWidth: '1.8', strokeLinecap: 'round', strokeLinejoin: 'round' },
};

const marked = {
  '.hit': { background: 'var(--soft)' },
  '.lit': { background: 'var(--surface)', boxShadow: '0 0 0 1.5px var(--tone)', borderRadius: '3px' },
  '.flaw': { textDecoration: 'underline wavy var(--tone) 1px', textUnderlineOffset: '3px' },
  '.flaw.t-nothing': { textDecorationStyle: 'dashed' },
  '.flaw.t-info': { textDecorationStyle: 'dotted' },
};

const floating = {
  '.cm-tooltip': { zIndex: '10', border: '1px solid var(--line-strong)', borderRadius: '8px', background: 'var(--surface)', color: 'var(--text)', overflow: 'hidden' },
  '.card': { padding: '6px 12px', maxWidth: 'min(420px, calc(100vw - 24px))', fontFamily: 'var(--ui)', fontSize: '13px', overflowWrap: 'anywhere' },
  '.card p': { margin: '0' },
  '.card p + p': { marginTop: '6px' },
  '.card strong': { color: 'var(--tone)' },
  '.card code': { fontFamily: 'var(--mono)', fontSize: '12px' },
  '.card .help': { display: 'block', color: 'var(--muted)' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': { maxWidth: 'min(640px, calc(100vw - 24px))', maxHeight: '14em', fontFamily: 'var(--mono)' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { display: 'flex', justifyContent: 'space-between', gap: '16px', padding: '3px 10px', lineHeight: '18px' },
  '.cm-tooltip-autocomplete ul li[aria-selected]': { background: 'var(--accent)', color: 'var(--on-accent)' },
  '.cm-completionLabel': { overflow: 'hidden', textOverflow: 'ellipsis' },
  '.cm-completionMatchedText': { textDecoration: 'none', fontWeight: '700' },
  '.cm-completionDetail': { margin: '0', fontFamily: 'var(--ui)', fontStyle: 'normal', color: 'var(--muted)' },
  'li[aria-selected] .cm-completionDetail': { color: 'inherit' },
};

const searching = {
  '.cm-panels': { zIndex: '3', background: 'var(--sunken)', color: 'var(--text)' },
  '.cm-panels.cm-panels-top': { borderBottom: '1px solid var(--line)' },
  '.cm-panel.cm-search': { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '6px', padding: '8px 40px 8px 10px', fontFamily: 'var(--ui)' },
  '.cm-panel.cm-search br': { display: 'none' },
  '.cm-panel.cm-search input, .cm-panel.cm-search button': { margin: '0', boxSizing: 'border-box' },
  '.cm-panel.cm-search label': { display: 'inline-flex', alignItems: 'center', gap: '4px', minHeight: '24px', fontSize: '12px' },
  '.cm-panel.cm-search input[type=checkbox]': { width: '16px', height: '16px' },
  '.cm-textfield': { flex: '1 1 10em', minWidth: '0', height: '28px', padding: '2px 8px', border: '1px solid var(--line-strong)', borderRadius: '6px', background: 'var(--surface)', color: 'inherit', fontFamily: 'var(--mono)', fontSize: '12.5px' },
  '.cm-button, .cm-panel.cm-search [name=close]': { minHeight: '28px', minWidth: '28px', padding: '2px 8px', border: '1px solid var(--line)', borderRadius: '6px', background: 'var(--surface)', color: 'inherit', fontSize: '12px', textTransform: 'capitalize', cursor: 'pointer' },
  '.cm-panel.cm-search [name=close]': { top: '8px', right: '8px', fontSize: '16px' },
  '.cm-panel.cm-search :focus-visible': focused,
  '.cm-searchMatch': { background: 'var(--nothing-soft)', boxShadow: 'inset 0 0 0 1px var(--nothing)' },
  '.cm-searchMatch-selected': { background: 'var(--marked)' },
};

const modes = {
  '@media (forced-colors: active)': {
    '.lit': { outline: '2px solid Highlight' },
    '.flaw': { textDecorationColor: 'CanvasText' },
    '.icon': { stroke: 'CanvasText' },
    'li[aria-selected]': { forcedColorAdjust: 'none', background: 'Highlight !important', color: 'HighlightText !important' },
  },
  '@media print': { '&': { maxHeight: 'none' }, '.cm-panels, .cm-foldGutter': { display: 'none' } },
};

export const look = [
  syntaxHighlighting(ink),
  EditorView.theme({ ...tones, ...text, ...gutters, ...marked, ...floating, ...searching, ...modes }),
];
