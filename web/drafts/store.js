// Drafts, marks and set-aside texts in the browser's storage, in the form of `web/src/draft.rs`: a line with the time, the
// tab, the time of the version before and the title, then the text. Keys begin with the site's path (`web/guard.js`).

const { keys: SITE, tab: TAB } = document.documentElement.dataset;
const NAME = /^(?:own|link)(?:-[a-z0-9-]{1,55})?$|^[a-z0-9]+(?:-[a-z0-9]+)+$/;

/** True if the browser lets the page keep anything. */
export function hasStorage() {
  try {
    return Boolean(localStorage);
  } catch {
    return false;
  }
}

/** Takes a kept text apart. One whose line is damaged is all text. */
function entryOf(kind, name, kept) {
  const [, written, tab, title, text] = /^(\d{1,16}) (\S*) \d{1,16} ([^\n]*)\n(.*)$/s.exec(kept) ?? [];
  const entry = { kind, name, key: `${kind}.${name}`, size: kept.length };
  if (text === undefined) return { ...entry, written: 0, tab: '', title: '', text: kept, version: kept, damaged: true };
  return { ...entry, written: Number(written), tab, title, text, version: kept.slice(0, kept.indexOf('\n')) };
}

/** The entry under a name; `undefined` when there is none. */
export function read(kind, name) {
  const kept = localStorage.getItem(`${SITE}${kind}.${name}`);
  return kept === null ? undefined : entryOf(kind, name, kept);
}

/** All entries of a kind (`draft`, `drawing`, `aside`), the latest first. */
export function all(kind) {
  if (!hasStorage()) return [];
  const start = `${SITE}${kind}.`;
  const names = Object.keys(localStorage).filter((key) => key.startsWith(start)).map((key) => key.slice(start.length));
  const known = names.filter((name) => kind === 'aside' || (name.length <= 60 && NAME.test(name)));
  return known.map((name) => read(kind, name)).sort((one, other) => other.written - one.written);
}

export function remove({ key }) {
  localStorage.removeItem(`${SITE}${key}`);
}

/** Writes a text in the place of an entry, which may be missing. Throws when there is no room. */
export function write(kind, name, { title, text }) {
  const before = read(kind, name)?.written ?? 0;
  const written = Math.max(Date.now(), before + 1);
  localStorage.setItem(`${SITE}${kind}.${name}`, `${written} ${TAB} ${before} ${title.replace(/[\0-\x1f\x7f-\x9f]/g, ' ').slice(0, 120)}\n${text}`);
}

/** A name that nothing has yet. */
function newName() {
  for (let at = Date.now(); ; at += 1) {
    const name = `${at.toString(36)}-${TAB}`;
    if (!read('aside', name) && !read('draft', `own-${name}`)) return name;
  }
}

/** Sets a text aside; `replaced` is the entry that it has been in until now, which goes away. */
export function setAside(entry, replaced) {
  move(entry, 'aside', newName(), replaced);
}

/** Makes a draft of a set-aside text, or of one that came with a link. Returns the draft's name. */
export function makeDraft(entry) {
  const name = `own-${newName()}`;
  move(entry, 'draft', name, entry.kind && entry);
  return name;
}

/** Removes the old one first where there is no room for two; it comes back when that does not help. */
function move(entry, kind, name, replaced) {
  const text = { title: entry.title || titleOf(entry.text), text: entry.text };
  try {
    write(kind, name, text);
    if (replaced) remove(replaced);
  } catch (error) {
    if (!replaced) throw error;
    const kept = localStorage.getItem(SITE + replaced.key);
    remove(replaced);
    try {
      write(kind, name, text);
    } catch {
      localStorage.setItem(SITE + replaced.key, kept);
      throw error;
    }
  }
}

/** The title of a scenario's text, as far as it can be read. */
export function titleOf(text) {
  try {
    return String(JSON.parse(text).title ?? '');
  } catch {
    return '';
  }
}

/** Has the next start of this tab show a draft. */
export function showNext(name) {
  for (const storage of [sessionStorage, localStorage]) storage.setItem(`${SITE}scenario`, name);
}

/** Has the next start show something else than the draft of this name. */
export function showNoMore(name) {
  for (const storage of [sessionStorage, localStorage]) {
    if (storage.getItem(`${SITE}scenario`) === name) storage.removeItem(`${SITE}scenario`);
  }
}

/** Scenario that the page shows, as the app left it (`Drafts::leave`): `{ name, version, title, text }`; nothing to keep has no text. */
export function shownHere() {
  const place = document.getElementById('page-draft');
  const [name, version, text] = ['name', 'version', 'text'].map((it) => place?.getAttribute(it) ?? '');
  return { name, version, text, title: text && titleOf(text) };
}

/** Loads the page again without the scenario or example that its address names. */
export function startAgain() {
  history.replaceState(null, '', location.pathname + location.search);
  location.reload();
}
