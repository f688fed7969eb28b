// What the browser keeps, shown and decided about: dialogs on the page, the question before a start, the end of a breakdown.
// Loaded with the first sign of a visitor, or when it is needed before. Nothing in here needs the engine.
import { dress } from '../share/look.js';
import { port } from '../share/port.js';
import { askFirst } from './ask.js';
import { completeBreakdown } from './breakdown.js';
import { compareDialog } from './compare.js';
import { listDialog, textDialog } from './list.js';

/** Opens a draft on the page; with an empty name it only ends what there was to decide. */
const open = (name) => port().openDraft(name);

/** Opens the dialog that a button names in its `data-drafts`. */
export async function show(button) {
  button.closest('dialog')?.close();
  dress();
  const { drafts, slot, copy } = button.dataset;
  if (drafts === 'compare') compareDialog({ slot, copy }, (await port().ask()).text, open);
  else if (drafts === 'text') textDialog(slot);
  else listDialog(open, drafts === 'full');
}

export function ask() {
  dress();
  askFirst();
}

export function breakdown(main) {
  dress();
  completeBreakdown(main);
}
