// What callers give: JSON's values, or not.

import { mistake } from './mistakes.js';

/** Of lists and objects inside one another. The reader of scenarios takes fewer, and says so. */
const DEEPEST = 100;

/** A list that stands twice in a list that stands twice, and so on, would have no end. */
const MOST_VALUES = 2_000_000;

/** Something that JSON has no words for. */
class Stranger extends Error {
  constructor(found) {
    super(found.message);
    this.mistake = found;
  }
}

/**
 * A value as JSON would keep it, as `{ value }`, or what in it JSON cannot say, as `{ error }`. Fields that are
 * `undefined` are left out.
 */
export function plain(value) {
  try {
    return { value: new Reader().read(value) };
  } catch (error) {
    if (error instanceof Stranger) return { error: error.mistake };
    return { error: unreadable(error) };
  }
}

/** A value as JSON text, as `{ text }`, or what in it JSON cannot say, as `{ error }`. A text is taken letter by letter. */
export function plainJson(value) {
  const { value: given, error } = plain(value);
  if (error) return { error };
  if (typeof given === 'string') return { text: given };
  try {
    return { text: JSON.stringify(given) };
  } catch (thrown) {
    // An object may answer otherwise when it is read again.
    return { error: unreadable(thrown) };
  }
}

function unreadable(error) {
  return mistake('unreadableObject', { thrown: String(error?.message) });
}

/** A text that can cross the border, as `{ value }`, or why it is none, as `{ error }`; `expected` is `scenario`, `pointer` or `link`. */
export function plainText(value, expected) {
  if (typeof value === 'string') return plain(value);
  return { error: mistake('notAString', { found: value === null ? 'null' : typeof value, expected }) };
}

class Reader {
  /** The objects that hold the value that is being read, and what it is called in each. */
  #above = [];
  #names = [];
  #left = MOST_VALUES;

  /** The value itself where nothing has to be left out. */
  read(value) {
    this.#left -= 1;
    if (this.#left < 0) this.#refuse('tooManyValues', { most: MOST_VALUES });
    switch (typeof value) {
      case 'string':
        return isWellFormed(value) ? value : this.#refuseHalf(value);
      case 'boolean':
        return value;
      case 'number':
        return Number.isFinite(value) ? value : this.#refuseStranger(String(value));
      case 'object':
        return value === null ? null : this.#inside(value);
      default:
        return this.#refuseStranger(typeof value);
    }
  }

  #inside(value) {
    if (this.#above.includes(value)) this.#refuse('circular');
    if (this.#above.length === DEEPEST) this.#refuse('tooDeep', { most: DEEPEST });
    this.#above.push(value);
    const read = Array.isArray(value) ? this.#list(value) : this.#object(value);
    this.#above.pop();
    return read;
  }

  #list(list) {
    const read = Array.from(list, (value, at) => this.#named(at, value));
    return read.some((value, at) => value !== list[at]) ? read : list;
  }

  /** Objects of other windows and of classes count; dates, maps and their like would lose what they hold. */
  #object(object) {
    const kind = Object.prototype.toString.call(object);
    if (kind !== '[object Object]') this.#refuseStranger(kind.slice(8, -1));
    const names = Object.keys(object);
    const read = names.map((name) => (object[name] === undefined ? undefined : this.#named(name, object[name])));
    const same = read.every((value, at) => value !== undefined && value === object[names[at]]);
    // `toJSON` of a class would be asked instead of the fields.
    if (same && object.toJSON === undefined) return object;
    return Object.fromEntries(names.map((name, at) => [name, read[at]]).filter(([, value]) => value !== undefined));
  }

  #named(name, value) {
    this.#names.push(name);
    if (typeof name === 'string' && !isWellFormed(name)) this.#refuseHalf(name);
    const read = this.read(value);
    this.#names.pop();
    return read;
  }

  /** Half a character cannot cross into WebAssembly. It would come out as another one. */
  #refuseHalf(text) {
    const before = text.slice(0, text.search(/\p{Surrogate}/u)).split('\n');
    const place = { line: before.length, column: [...before.at(-1)].length + 1 };
    this.#refuse('loneSurrogate', {}, this.#names.length === 0 ? place : {});
  }

  #refuseStranger(found) {
    this.#refuse('notAJsonValue', { found });
  }

  #refuse(kind, values, place = {}) {
    const field = this.#names.map((name) => (typeof name === 'number' ? `[${name}]` : `.${name}`)).join('');
    throw new Stranger(mistake(kind, values, { field: field.replace(/^\./, ''), ...place }));
  }
}

function isWellFormed(text) {
  return text.isWellFormed?.() ?? !/\p{Surrogate}/u.test(text);
}
