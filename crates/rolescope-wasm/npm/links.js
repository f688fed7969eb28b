// Links to scenarios, with tagged results. The format is that of the page, whose file is copied here.

import { decode, encode } from './link-format.js';
import { plainJson, plainText } from './plain.js';

export { suspicions } from './link-format.js';

/** The end of an address that opens a scenario on the page. */
export async function encodeLink(scenario) {
  const { text, error } = plainJson(scenario);
  if (error) return { ok: false, error };
  try {
    return { ok: true, fragment: await encode(text) };
  } catch (failure) {
    return refused(failure.message, failure.cause);
  }
}

/** The text of the scenario in a link, or in its end. */
export async function decodeLink(link) {
  const { value, error } = plainText(link, 'link');
  if (error) return { ok: false, error };
  const found = await decode(value.slice(value.indexOf('#') + 1));
  return found.error ? refused(found.error, found.cause) : { ok: true, scenario: found.text };
}

function refused(message, cause) {
  return { ok: false, error: { message, cause, field: '' } };
}
