// Links: a scenario's text as the end of an address, and back. For browsers and for Node from 20.12 on; in Rust the
// same is `rolescope::link`, and the files in tests/links hold both to one format and one wording.

/** Links of more characters than this are cut off by some programs. */
export const LONG_LINK = 2000;

/** The most that a link's scenario may take, in bytes of UTF-8. */
const MOST_TEXT = 65536;

/** The most characters that such a scenario takes in a link, packed or not. */
const MOST_PACKED = 90000;

/** Error of a link that cannot be read or made, with its `cause` as data; anything else that is thrown is a mistake of ours. */
class LinkError extends Error {
  constructor(message, kind, values) {
    super(message, { cause: { kind, ...values } });
  }
}

const tooLong = () => new LinkError('the scenario is longer than the 64 KiB that a link may hold', 'tooLong');
const damaged = () => new LinkError('the link is damaged or was cut off', 'damaged');

/**
 * A link's end, from its `#` on, to a scenario. Rejects where the text is too long for a link.
 * @param {string} scenario
 * @returns {Promise<string>}
 */
export async function encode(scenario) {
  if (!scenario.isWellFormed()) throw new LinkError('the text holds half a character', 'loneSurrogate');
  const text = new TextEncoder().encode(scenario);
  if (text.length > MOST_TEXT) throw tooLong();
  const packed = await collect(text, new CompressionStream('deflate-raw'));
  return `#s=1.${toBase64(packed).replaceAll('+', '-').replaceAll('/', '_')}`;
}

/**
 * The scenario's text that a link's end holds, or why there is none: in words, and as data with a `kind`.
 * @param {string} fragment
 * @returns {Promise<{ text: string } | { error: string, cause: { kind: string } }>}
 */
export async function decode(fragment) {
  try {
    return { text: await unpack(/^(?:.*&|#?)s=([^&]*)/s.exec(fragment)?.[1]) };
  } catch (error) {
    if (error instanceof LinkError) return { error: error.message, cause: error.cause };
    throw error;
  }
}

/**
 * Pieces of a text that look like real credentials: `{ kind, at, text }` in the text's order, where `kind` is `access key`
 * or `secret key`. Those of AWS's documentation, which end in `EXAMPLE` and `EXAMPLEKEY`, do not.
 * @param {string} text
 * @returns {{ kind: string, at: number, text: string }[]}
 */
export function suspicions(text) {
  const found = [];
  const look = (kind, pattern, looksReal) => {
    // In JSON a line break before a key would else be the letter `n`.
    for (const { 0: run, index } of text.replace(/\\[nrt]/g, '  ').matchAll(pattern)) {
      if (looksReal(run)) found.push({ kind, at: index, text: run });
    }
  };
  look('access key', /\bA[KS]IA[A-Z\d]{16}\b/g, (run) => !run.endsWith('EXAMPLE'));
  look('secret key', /[a-z\d/+]{40,}/gi, (run) => /^(?=.*[a-z])(?=.*[A-Z])(?=.*\d).{40}(?<!EXAMPLEKEY)$/.test(run));
  return found.sort((one, other) => one.at - other.at);
}

async function unpack(scenario) {
  if (scenario === undefined) throw new LinkError('the link holds no scenario', 'noScenario');
  const [, version, payload] = /^(\d{1,3})\.(.*)/s.exec(scenario) ?? [];
  if (!version) throw new LinkError('the link does not say its version, as in `s=1.`', 'noVersion');
  if (!/^[01]$/.test(version)) {
    const message = `the link is of version \`${version}\`, which only a newer Rolescope can read`;
    throw new LinkError(message, 'unknownVersion', { version });
  }
  const bytes = fromBase64(payload);
  const text = version === '1' ? await inflate(bytes) : bytes;
  if (text.length > MOST_TEXT) throw tooLong();
  return decoded(text);
}

async function inflate(packed) {
  const unpacked = (bytes) => collect(bytes, new DecompressionStream('deflate-raw'));
  try {
    const text = await unpacked(packed);
    // Node 20 passes over bytes after the end. If the text is complete without the last byte, there are some.
    if (!(await unpacked(packed.subarray(0, -1)).catch(() => 0))) return text;
  } catch (error) {
    if (error instanceof LinkError) throw error;
  }
  throw damaged();
}

function decoded(text) {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(text);
  } catch {
    throw new LinkError('what the link holds is not UTF-8 text', 'notText');
  }
}

/** Bytes that come out of a stream that `bytes` go through. It ends at the first piece beyond what a link may hold. */
async function collect(bytes, through) {
  const collected = [];
  let length = 0;
  const reader = inPieces(bytes).pipeThrough(through).getReader();
  for (let piece; (piece = (await reader.read()).value); collected.push(piece)) {
    length += piece.length;
    if (length > MOST_PACKED) {
      reader.cancel().catch(() => {});
      throw tooLong();
    }
  }
  return new Uint8Array(await new Blob(collected).arrayBuffer());
}

/** A stream of small pieces: each is asked for when the last one has been read, so that no piece grows to more than half a MiB. */
function inPieces(bytes) {
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at < bytes.length) controller.enqueue(bytes.subarray(at, (at += 512)));
      else controller.close();
    },
  });
}

function toBase64(bytes) {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')).replace(/=+$/, '');
}

/** The bytes that base64url stands for. Many coders fill up with `=`, so that is let pass at the end. */
function fromBase64(payload) {
  if (payload.length > MOST_PACKED) throw tooLong();
  const unfilled = payload.replace(/={1,2}$/, '');
  const foreign = /[^\w-]/u.exec(unfilled);
  if (foreign) {
    const [character] = foreign;
    const at = foreign.index + 1;
    const code = character.codePointAt(0).toString(16).toUpperCase().padStart(4, '0');
    const message = `character ${at} of the link's scenario is U+${code}, and only letters, digits, \`-\` and \`_\` belong there`;
    throw new LinkError(message, 'character', { character, at });
  }
  const plain = unfilled.replaceAll('-', '+').replaceAll('_', '/');
  const bytes = plain.length % 4 === 1 ? [] : Uint8Array.from(atob(plain), (character) => character.charCodeAt(0));
  if (toBase64(bytes) !== plain) throw damaged();
  return bytes;
}
