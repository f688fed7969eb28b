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

/** Opens the scenario that an address's end holds. What the visitor had stays kept. */
export async function follow(fragment) {
  opening += 1;
  const turn = opening;
  const { text, error } = await decode(fragment);
  if (turn !== opening) return;
  // What is said of another link, or offered of what was shown, is over.
  document.querySelectorAll('dialog.share[open]').forEach((it) => it.close());
  const refused = error ?? await port().open(text, fragment);
  if (!refused) return;
  await standing();
  dress();
  unreadableDialog(refused, text, fragment);
}

