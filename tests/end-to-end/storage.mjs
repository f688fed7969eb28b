// What the page keeps in the browser, in the form of `web/src/draft.rs`.

/** Beginning of the keys of the site that tests are served (`serveSite`). */
export const KEYS = 'rolescope:/some/sub/folder/:';

/** The text of a draft, without the line before it; `undefined` when there is none. */
export const draftOf = (page, name) => page.evaluate((key) => localStorage.getItem(key)?.replace(/^.*\n/, ''), `${KEYS}draft.${name}`);

/** Puts a draft into the storage of a page, as another tab or an earlier visit left it. */
export const putDraft = (page, name, text, line = '1764493786000 othertab 0 Theirs') => put(page, `draft.${name}`, `${line}\n${text}`);

/** Puts a text into the storage of a page under one of the site's keys. */
export const put = (page, key, text) => page.evaluate(([name, value]) => localStorage.setItem(name, value), [KEYS + key, text]);

/** The names of all drafts, in the order of the alphabet. */
export const drafts = (page) => names(page, 'draft.');

/** The names of what is kept under keys that begin so. */
export const names = (page, start) => page.evaluate((it) => (
  Object.keys(localStorage).filter((key) => key.startsWith(it)).map((key) => key.slice(it.length)).sort()
), KEYS + start);

/** Waits until these are the names of all drafts. */
export const are = (page, expected) => page.waitForFunction(([start, it]) => (
  Object.keys(localStorage).filter((key) => key.startsWith(start)).map((key) => key.slice(start.length)).sort().join() === it
), [`${KEYS}draft.`, expected.join()]);

/** Waits until a draft has these words. */
export const keeps = (page, words) => page.waitForFunction(([start, it]) => (
  Object.entries(localStorage).some(([key, value]) => key.startsWith(start) && value.includes(it))
), [`${KEYS}draft.`, words]);
