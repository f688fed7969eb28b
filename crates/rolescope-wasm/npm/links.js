// Links to scenarios, with tagged results. The format is that of the page, whose file is copied here.

import { decode, encode } from './link-format.js';
import { plain } from './plain.js';

export { suspicions } from './link-format.js';

/** The end of an address that opens a scenario on the page. */
export async function encodeLink(scenario) {
  const { value, error } = plain(scenario);
  if (error) return { ok: false, error };
  try {
    return { ok: true, fragment: await encode(typeof value === 'string' ? value : JSON.stringify(value)) };
  } catch (failure) {
    return refused(failure.message);
  }
}

/** The text of the scenario in a link, or in its end. */
export async function decodeLink(link) {
  const text = String(link);
  const { text: scenario, error } = await decode(text.slice(text.indexOf('#') + 1));
  return error ? refused(error) : { ok: true, scenario };
}

function refused(message) {
  return { ok: false, error: { message, field: '' } };
}
