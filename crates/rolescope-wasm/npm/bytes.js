// Texts as bytes of UTF-8, in which they cross into the engine: the glue would take them letter by letter.

/** Longest text whose bytes are written into memory that stays. */
const LONGEST = 1 << 20;

const encoder = new TextEncoder();
let memory = new Uint8Array(0);

/** The bytes of a text. They are good until the next call. */
export function bytes(text) {
  if (text.length > LONGEST) return encoder.encode(text);
  if (text.length > memory.length) memory = new Uint8Array(text.length);
  const { read, written } = encoder.encodeInto(text, memory);
  // Letters beyond ASCII need more room than there may be.
  return read === text.length ? memory.subarray(0, written) : encoder.encode(text);
}
