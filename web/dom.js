// Elements that scripts beside the app make, in the page's own classes. Texts become text nodes and nothing else.

/** An element with properties, attributes (names with `-`, and `role`) and content. */
export function make(name, properties = {}, ...content) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (/-|^role$|^for$/.test(key)) element.setAttribute(key, value);
    else element[key] = value;
  }
  element.append(...content);
  return element;
}

export function button(words, act, className = '') {
  const made = make('button', { type: 'button', className }, words);
  made.addEventListener('click', act);
  return made;
}

/** Opens a dialog. When it closes it is gone, and the focus is where it was. */
export function openDialog(title, ...content) {
  const before = document.activeElement;
  const heading = make('h2', { id: 'share-heading' }, title);
  const header = make('header', {}, heading, button('Close', () => dialog.close(), 'quiet'));
  const dialog = make('dialog', { className: 'share', 'aria-labelledby': 'share-heading' }, header, ...content);
  dialog.addEventListener('close', () => {
    dialog.remove();
    if (before instanceof HTMLElement && before.isConnected) before.focus();
  });
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

/** A button that copies, and says so in `said`; where the browser does not let it, the text stands selected. */
export function copier(words, text, area, said, className) {
  return button(words, async () => {
    try {
      await navigator.clipboard.writeText(text());
      said.textContent = 'Copied.';
    } catch {
      area.hidden = false;
      area.value = text();
      area.focus();
      area.select();
      said.textContent = 'The browser does not let the page copy: the text is selected, press Ctrl-C.';
    }
  }, className);
}

/** Gives the visitor a file. */
export function save(name, type, text) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  make('a', { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/**
 * A list of tabs, each given as `[name, words, panel]`; the first is selected. Arrow keys, Home and End move between them, as
 * on the page (`web/src/components/tabs.rs`).
 */
export function tabs(label, entries) {
  const list = make('div', { className: 'tabs steps', role: 'tablist', 'aria-label': label });
  const select = (chosen) => {
    for (const [at, [, , panel]] of entries.entries()) {
      const tab = list.children[at];
      tab.setAttribute('aria-selected', String(at === chosen));
      tab.tabIndex = at === chosen ? 0 : -1;
      panel.hidden = at !== chosen;
    }
  };
  for (const [at, [name, words, panel]] of entries.entries()) {
    const tab = button(words, () => select(at), 'tab');
    tab.id = `${name}-tab`;
    tab.setAttribute('role', 'tab');
    tab.setAttribute('aria-controls', panel.id);
    list.append(tab);
  }
  list.addEventListener('keydown', (event) => {
    const count = entries.length;
    const at = [...list.children].indexOf(document.activeElement);
    const to = { ArrowRight: (at + 1) % count, ArrowLeft: (at + count - 1) % count, Home: 0, End: count - 1 }[event.key];
    if (at < 0 || to === undefined) return;
    event.preventDefault();
    select(to);
    list.children[to].focus();
  });
  select(0);
  return list;
}
