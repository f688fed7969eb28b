// What has to change where a text comes from outside the editor.

/**
 * The changes that turn `before` into `after`. Where only white space differs there is one for each place, so that
 * carets, folds and the scroll position stay with the words around them.
 */
export function changesBetween(before, after) {
  return changesOfSpace(before, after) ?? changeOfMiddle(before, after);
}

function changesOfSpace(before, after) {
  const changes = [];
  let [at, to] = [0, 0];
  for (;;) {
    const [from, start] = [at, to];
    at = behindSpace(before, at);
    to = behindSpace(after, to);
    const insert = after.slice(start, to);
    if (before.slice(from, at) !== insert) changes.push({ from, to: at, insert });
    if (before[at] !== after[to]) return undefined;
    if (at === before.length) return changes;
    at += 1;
    to += 1;
  }
}

function behindSpace(text, start) {
  let at = start;
  while (at < text.length && ' \t\n\r'.includes(text[at])) at += 1;
  return at;
}

function changeOfMiddle(before, after) {
  const most = Math.min(before.length, after.length);
  let [start, end] = [0, 0];
  while (start < most && before[start] === after[start]) start += 1;
  while (end < most - start && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  return [{ from: start, to: before.length - end, insert: after.slice(start, after.length - end) }];
}
