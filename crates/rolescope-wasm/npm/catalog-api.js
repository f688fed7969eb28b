// What the entry `/catalog` exports: the calls of the catalog, with objects in place of JSON texts.

import * as raw from './catalog-glue.js';

/** All services, without their actions. */
export const services = () => JSON.parse(raw.services());

/** Everything about the service with a prefix. */
export const service = (prefix) => answer(raw.service(text(prefix)));

/** The action of a name. */
export const action = (name) => answer(raw.action(text(name)));

/** Existence of an action, and what was probably meant. */
export function check(name) {
  const { action: known, problem, meant } = JSON.parse(raw.check(text(name)));
  return known ? { ok: true, action: known } : { ok: false, problem, meant };
}

/** The best completions of what was typed. */
export function complete(typed, limit = 50) {
  return JSON.parse(raw.complete(text(typed), Number.isInteger(limit) && limit > 0 ? Math.min(limit, MOST) : 0));
}

/** The actions that a pattern means. */
export const expand = (pattern) => expanded(raw.expand(text(pattern)));

/** The actions that the patterns of a `NotAction` leave. */
export const expandNot = (patterns) => expanded(raw.expandNot(Array.from(patterns, text)));

/** Relation of a resource to an action. */
export const resourceFit = (name, resource) => answer(raw.resourceFit(text(name), text(resource)));

/** Relation of a condition key to requests of an action. */
export const keyFit = (name, key) => answer(raw.keyFit(text(name), text(key)));

/** All global condition keys. */
export const globalKeys = () => JSON.parse(raw.globalKeys());

/** Prefix of the service whose principal this is. */
export const serviceOfPrincipal = (principal) => answer(raw.serviceOfPrincipal(text(principal)));

/** Presence of a condition key in requests that a service's principal makes. */
export const presence = (prefix, key) => answer(raw.presence(text(prefix), text(key)));

/** True if the resource policy of such a resource needs `Resource`. */
export const policyNeedsResource = (prefix, type) => answer(raw.policyNeedsResource(text(prefix), text(type)));

/** The packages that the data was made from. */
export const packages = () => JSON.parse(raw.packages());

/** More completions than there are actions. */
const MOST = 100_000;

// A value that is no text names nothing.
function text(value) {
  return typeof value === 'string' ? value : '';
}

function answer(json) {
  return JSON.parse(json) ?? undefined;
}

function expanded(json) {
  const { actions, error } = JSON.parse(json);
  return actions ? { ok: true, actions } : { ok: false, error };
}
