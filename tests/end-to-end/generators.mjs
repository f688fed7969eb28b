// Scenarios of any size: texts that are short and mean very much.

const USER = 'arn:aws:iam::111122223333:user/a';
const ROLE = 'arn:aws:iam::111122223333:role/r';

const repeat = (count, make) => Array.from({ length: count }, (_, at) => make(at)).join(',');
const policy = (name, statement) => ({ name, document: { Version: '2012-10-17', Statement: statement } });

/** A call that touches so many resources, all of them without a name. */
export const touched = (count) => `{"steps":[{"caller":"${USER}","action":"s3:G","resource":[${repeat(count, () => '""')}]}]}`;

/** The same, each with a name of its own. */
export const named = (count) =>
  `{"steps":[{"caller":"${USER}","action":"s3:G","resource":[${repeat(count, (at) => `"${at.toString(36)}"`)}]}]}`;

/** A call with so many condition keys. */
export const keys = (count) => `{"steps":[{"caller":"${USER}","action":"s3:G","context":{${repeat(count, (at) => `"${at.toString(36)}":1`)}}}]}`;

/** So many steps, each calling with the session of the one before: a chain of roles, which ends at the first. */
export const chain = (hops) =>
  `{"steps":[${repeat(hops, (at) => `{"name":"${at}","caller":"@${at - 1}","action":"sts:AssumeRole"}`)}]}`;

/** The same, where each step obtains its session. */
export function obtained(hops) {
  const allow = (more) => ({ Effect: 'Allow', Action: '*', ...more });
  const principals = [{
    arn: ROLE,
    identityPolicies: [policy('p', allow({ Resource: '*' }))],
    trustPolicy: policy('t', allow({ Principal: '*', Action: 'sts:AssumeRole' })),
  }];
  const step = (at) => ({ name: `${at}`, caller: at ? `@${at - 1}` : 'ec2.amazonaws.com', action: 'sts:AssumeRole', resource: ROLE });
  return JSON.stringify({ principals, steps: Array.from({ length: hops }, (_, at) => step(at)) });
}

/** So many steps. */
export const steps = (count) => `{"steps":[${repeat(count, () => '{"caller":"a","action":"a:b"}')}]}`;

/** So many roles, users and others, each with a policy of its own. */
export const principals = (count) =>
  `{"principals":[${repeat(count, (at) => `{"arn":"arn:aws:iam::111122223333:user/${at}","identityPolicies":[{"name":"p","document":{}}]}`)}],"steps":[{"caller":"${USER}","action":"s3:G"}]}`;

/** A role that trusts its account, and so many users who may try it. */
export function callers(count) {
  const trust = policy('t', { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: '111122223333' } });
  const users = Array.from({ length: count }, (_, at) => ({ arn: `${USER}${at}` }));
  const step = { caller: `${USER}0`, action: 'sts:AssumeRole', resource: ROLE };
  return JSON.stringify({ title: 'Callers', principals: [{ arn: ROLE, trustPolicy: trust }, ...users], steps: [step] });
}

/** One policy of so many statements that all match. */
export function statements(count) {
  const statement = Array.from({ length: count }, () => ({ Effect: 'Allow', Action: '*', Resource: '*' }));
  const principal = { arn: USER, identityPolicies: [policy('p', statement)] };
  return JSON.stringify({ principals: [principal], steps: [{ caller: USER, action: 's3:G' }] });
}

/** One statement with so many conditions on keys that the request lacks. */
export function conditions(count) {
  const asked = Object.fromEntries(Array.from({ length: count }, (_, at) => [`k:${at}`, 'x']));
  const statement = { Effect: 'Allow', Action: '*', Resource: '*', Condition: { StringEquals: asked } };
  return JSON.stringify({ principals: [{ arn: USER, identityPolicies: [policy('p', statement)] }], steps: [{ caller: USER, action: 's3:G' }] });
}

/** A description of so many paragraphs, each of which sets a word apart. */
export const paragraphs = (count) => JSON.stringify({ description: '`a` b\n\n'.repeat(count), steps: [{ caller: USER, action: 's3:G' }] });

/** A policy of so many bytes on one line, which is no policy. */
export function line(count) {
  const principals = [{ arn: USER, identityPolicies: [{ name: 'p', document: '"x",'.repeat(count / 4) }] }];
  return JSON.stringify({ principals, steps: [{ caller: USER, action: 's3:G' }] });
}

/** A policy whose text has so many mistakes. */
export function mistakes(count) {
  const statement = Array.from({ length: count }, () => ({ Effekt: 'Allow' }));
  return JSON.stringify({ principals: [{ arn: USER, identityPolicies: [policy('p', statement)] }], steps: [{ caller: USER, action: 's3:G' }] });
}
