// How the dialogs look, over the page's own look.

const LOOK = `
.share > .tabs { margin-bottom: 12px; }
.share p { margin: 8px 0; }
.share .note { color: var(--muted); font-size: 13px; }
.share .warning, .share .wrong { padding: 8px 12px; border-radius: 6px; background: var(--soft); color: var(--tone); overflow-wrap: anywhere; }
.share .said-here { margin: 4px 0; font-size: 13px; font-weight: 600; }
.share .field { margin-top: 0; }
.share label { display: block; margin-bottom: 3px; font-size: 12px; color: var(--muted); }
.share select { width: 100%; }
.line-up { display: flex; gap: 8px; }
.line-up input { flex: 1; min-width: 0; text-overflow: ellipsis; }
.line-up button, .ways button { flex: none; min-height: 32px; white-space: nowrap; }
.ways { margin-top: 8px; }
.ways li { display: flex; align-items: center; justify-content: space-between; gap: 6px 16px; padding: 10px 12px; }
.ways li + li { border-top: 1px solid var(--line); }
.ways strong { display: block; font-weight: 600; }
.line-of { color: var(--muted); font-size: 13px; }
.ways .tools { flex: none; justify-content: flex-end; }
.wishes { display: grid; grid-template-columns: repeat(auto-fill, minmax(190px, 1fr)); gap: 10px 12px; align-items: end; margin-bottom: 10px; }
.share .tick { display: inline-flex; align-items: center; gap: 8px; min-height: 32px; margin: 0; color: inherit; font-size: 14px; }
.tick input { width: 16px; height: 16px; margin: 4px; accent-color: var(--accent); }
.share > textarea { margin-bottom: 10px; }
.share .tools { margin-top: 8px; }
.ways .tools { margin-top: 0; }
.share h3 { margin: 12px 0 4px; }
.ways li { flex-wrap: wrap; }
.ways li > span:first-child { min-width: 0; overflow-wrap: anywhere; }
.ways li > p:empty { display: none; }
.ways li > textarea { flex: 1 0 100%; }
.versions { display: grid; grid-template-columns: 1fr 1fr; gap: 0 16px; }
.versions strong { display: block; }
.versions section { display: grid; gap: 6px; align-content: start; justify-items: start; min-width: 0; }
@media (max-width: 560px) {
  .versions { grid-template-columns: 1fr; }
  .ways li { flex-direction: column; align-items: flex-start; }
  .ways .tools { justify-content: flex-start; }
  .wishes { grid-template-columns: 1fr 1fr; }
}
@media (max-width: 420px) {
  .wishes { grid-template-columns: 1fr; }
}
`;

let dressed = false;

/** Adds the look to the page, once. */
export function dress() {
  if (dressed) return;
  dressed = true;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(LOOK);
  document.adoptedStyleSheets.push(sheet);
}
