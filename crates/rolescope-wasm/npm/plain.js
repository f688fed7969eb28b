// What callers give: JSON's values, or not.

/** Of lists and objects inside one another. A policy may have 64 levels, and stands a few levels deep itself. */
const DEEPEST = 100;

/** A list that stands twice in itself, and so on, would have no end. */
const MOST_VALUES = 2_000_000;

/** Something that JSON has no words for. */
class Stranger extends Error {
  constructor(message, place) {
    super(message);
    this.place = place;
  }
}

/**
 * A copy of a value as JSON would keep it, as `{ value }`, or what in it JSON cannot say, as `{ error }`. Fields that
 * are `undefined` are left out.
 */
export function plain(value) {
  try {
    return { value: new Copier().copy(value, '') };
  } catch (error) {
    if (error instanceof Stranger) return { error: { message: error.message, ...error.place } };
    return { error: { message: `the object could not be read: ${error?.message}`, field: '' } };
  }
}

class Copier {
  /** The objects that hold the one that is being copied. */
  #above = [];
  #left = MOST_VALUES;

  copy(value, field) {
    this.#left -= 1;
    if (this.#left < 0) throw new Stranger('the object holds too much: more than 2,000,000 values', { field });
    switch (typeof value) {
      case 'string':
        return wellFormed(value, field);
      case 'boolean':
        return value;
      case 'number':
        if (Number.isFinite(value)) return value;
        throw stranger(String(value), field);
      case 'object':
        return value === null ? null : this.#inside(value, field);
      default:
        throw stranger(value === undefined ? 'undefined' : `a ${typeof value}`, field);
    }
  }

  #inside(value, field) {
    if (this.#above.includes(value)) throw stranger('an object that holds itself', field);
    if (this.#above.length === DEEPEST) throw new Stranger(`nested more than ${DEEPEST} levels deep`, { field });
    this.#above.push(value);
    const copied = Array.isArray(value) ? this.#list(value, field) : this.#object(value, field);
    this.#above.pop();
    return copied;
  }

  #list(list, field) {
    return Array.from(list, (value, at) => this.copy(value, `${field}[${at}]`));
  }

  /** Objects of other windows and of classes count; dates, maps and their like would lose what they hold. */
  #object(object, field) {
    const kind = Object.prototype.toString.call(object).slice(8, -1);
    if (kind !== 'Object') throw stranger(`a ${kind}`, field);
    const entries = [];
    for (const [name, value] of Object.entries(object)) {
      if (value === undefined) continue;
      const inside = field ? `${field}.${name}` : name;
      entries.push([wellFormed(name, inside), this.copy(value, inside)]);
    }
    return Object.fromEntries(entries);
  }
}

/** Half a character cannot cross into WebAssembly. It would come out as another one. */
function wellFormed(text, field) {
  const at = text.search(/\p{Surrogate}/u);
  if (at < 0) return text;
  const before = text.slice(0, at).split('\n');
  const place = field ? { field } : { field, line: before.length, column: [...before.at(-1)].length + 1 };
  throw new Stranger('half a character (a lone surrogate)', place);
}

function stranger(what, field) {
  return new Stranger(`${what} where a JSON value belongs`, { field });
}
