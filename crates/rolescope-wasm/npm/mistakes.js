// Mistakes that are found in JavaScript, as data and in words. Those of scenarios and of links come with their messages.

/** Things that belong in a place, in words. */
const EXPECTED = { scenario: 'a scenario, as JSON text,', pointer: 'a JSON pointer', link: 'a link' };

/** Values that are called by their own name, without an article. */
const OWN_NAMES = new Set(['undefined', 'NaN', 'Infinity', '-Infinity']);

/** Messages by the kind of the mistake, made of its values. */
const MESSAGES = {
  notAString: ({ found, expected }) => `${found} where ${EXPECTED[expected]} belongs`,
  notAJsonValue: ({ found }) => `${OWN_NAMES.has(found) ? found : `a ${found}`} where a JSON value belongs`,
  circular: () => 'an object that holds itself where a JSON value belongs',
  loneSurrogate: () => 'half a character (a lone surrogate)',
  tooDeep: ({ most }) => `nested more than ${most} levels deep`,
  tooManyValues: ({ most }) => `the object holds too much: more than ${most.toLocaleString('en')} values`,
  unreadableObject: ({ thrown }) => `the object could not be read: ${thrown}`,
  unknownTracePart: ({ found }) => `trace: ${found} where 'none', 'deciding' or 'all' belongs`,
  notAPolicy: () => 'a policy, as object or as text, belongs here',
  noSuchPolicy: () => 'there is no policy at this pointer',
};

/** A mistake of this kind and its place. */
export function mistake(kind, values = {}, place = { field: '' }) {
  return { message: MESSAGES[kind](values), cause: { kind, ...values }, ...place };
}
