// Reports count a text in bytes of UTF-8, the editor in units of UTF-16.

/**
 * Function that turns the first into the second, for a text that is `bytes` long. What is outside of the text is its end, what
 * is inside of a character its start.
 */
export function utf16Offsets(text, bytes) {
  if (bytes === text.length) return (offset) => Math.min(offset, bytes);
  const wide = wideCharacters(text);
  return (offset) => {
    const next = firstBehind(wide, offset);
    const last = wide[next - 1];
    const units = last ? offset - last.end8 + last.end16 : offset;
    return Math.min(units, wide[next]?.start16 ?? text.length);
  };
}

/** The characters that take another number of bytes than units, with their ends in both. */
function wideCharacters(text) {
  const wide = [];
  let surplus = 0;
  for (const { 0: character, index } of text.matchAll(/[^\x00-\x7f]/gu)) {
    const code = character.codePointAt(0);
    const bytes = code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    const end16 = index + character.length;
    surplus += bytes - character.length;
    wide.push({ start16: index, end16, end8: end16 + surplus });
  }
  return wide;
}

/** Index of the first character that ends behind `offset`. */
function firstBehind(wide, offset) {
  let [low, high] = [0, wide.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (wide[middle].end8 <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
