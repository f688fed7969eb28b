// Sharing, and opening what was shared. Loaded when somebody presses Share, or comes with a link that holds a scenario.
import { decode } from '../links.js';
import { shareDialog } from './dialog.js';
import { dress } from './look.js';
import { port } from './port.js';
import { unreadableDialog } from './unreadable.js';

/** Opens the dialog over what the page shows. */
export async function share() {
  dress();
  shareDialog(await port().ask());
}

/** The app takes the whole body when it comes: what is put there before is lost. */
function standing() {
  const stands = () => !document.querySelector('.loading');
  return new Promise((resolve) => {
    if (stands()) return resolve();
    const observer = new MutationObserver(() => stands() && (observer.disconnect(), resolve()));
    observer.observe(document.body, { childList: true });
  });
}

/** Which link is being opened: the last one counts. */
let opening = 0;

/** A name for the draft of what is made of a link: the link's own (FNV-1a of its text), then one that no other tab uses. */
function draftName(text) {
  let digest = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) digest = Math.imul(digest ^ byte, 0x01000193);
  return `link-${(digest >>> 0).toString(16)}-${document.documentElement.dataset.tab}${opening}`;
}

/** Opens the scenario that an address's end holds. What the visitor had stays kept. */
export async function follow(fragment) {
  opening += 1;
  const turn = opening;
  const { text, error, cause } = await decode(fragment);
  if (turn !== opening) return;
  // What is said of another link, or offered of what was shown, is over.
  document.querySelectorAll('dialog.share[open]').forEach((it) => it.close());
  // The app waits for the link that a visit begins with, be there nothing in it.
  if (error && document.querySelector('.loading')) port().go('');
  const refused = cause ? { code: cause.kind, message: error } : await port().open(text, fragment, draftName(text));
  if (!refused) return;
  await standing();
  dress();
  unreadableDialog(refused, text, fragment);
}

