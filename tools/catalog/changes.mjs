// Tells what changed between two states of the catalog's files, as Markdown.

const LEVEL_NAMES = { L: 'List', R: 'Read', W: 'Write', T: 'Tagging', P: 'Permissions management' };

/** Report of what is new, gone and different in `after`; `undefined` when nothing is. Both are maps of files by name. */
export function changes(before, after) {
  const [old, now] = [readAll(before), readAll(after)];
  const parts = [
    ['Services', old.services, now.services],
    ['Actions', old.actions, now.actions],
    ['Resource types', old.resources, now.resources],
    ['Condition keys', old.keys, now.keys],
    ['Global condition keys', old.globals, now.globals],
  ].map(([title, was, is]) => section(title, was, is)).filter(Boolean);
  if (!parts.length) return undefined;
  return `# What changed in the reference data\n\n${versions(before, after)}\n${parts.join('\n')}`;
}

function readAll(files) {
  const all = { services: new Map(), actions: new Map(), resources: new Map(), keys: new Map(), globals: new Map() };
  let prefix = '';
  for (const line of lines(files.get('index.txt'))) {
    if (line.startsWith('#')) {
      const [id, name, rcp] = line.slice(1).split('\t');
      prefix = id;
      all.services.set(id, `${name}${rcp ? ', RCPs apply' : ''}`);
    } else {
      for (const name of line.slice(2).split(' ')) all.actions.set(`${prefix}:${name}`, LEVEL_NAMES[line[0]]);
    }
  }
  for (const [file, text] of files) {
    const service = file.match(/^services\/(.*)\.txt$/)?.[1];
    for (const line of service ? lines(text) : []) {
      const [kind, name, value] = line.split('\t');
      if (kind === 'k' && name.startsWith(`${service}:`)) all.keys.set(name, value);
      if (kind === 'r') all.resources.set(`${service} ${name}`, value);
    }
  }
  for (const line of lines(files.get('global-keys.txt'))) {
    const [name, type] = line.split('\t');
    all.globals.set(name, type);
  }
  return all;
}

function section(title, was, is) {
  const added = [...is.keys()].filter((name) => !was.has(name));
  const removed = [...was.keys()].filter((name) => !is.has(name));
  const changed = [...is.keys()].filter((name) => was.has(name) && was.get(name) !== is.get(name));
  if (!added.length && !removed.length && !changed.length) return undefined;
  return [
    `## ${title}: ${was.size} before, ${is.size} now`,
    '',
    ...list('New', added.map((name) => `\`${name}\` (${is.get(name)})`)),
    ...list('Gone', removed.map((name) => `\`${name}\``)),
    ...list('Different', changed.map((name) => `\`${name}\`: ${was.get(name)} → ${is.get(name)}`)),
  ].join('\n');
}

const list = (title, items) => (items.length ? [`${title} (${items.length}):`, '', ...items.map((it) => `- ${it}`), ''] : []);

function versions(before, after) {
  const read = (files) => new Map(lines(files.get('provenance.txt')).map((line) => line.split('\t')));
  const was = read(before);
  return [...read(after)].map(([name, version]) => `- ${name}: ${was.get(name) ?? 'none'} → ${version}\n`).join('');
}

const lines = (text) => (text ?? '').split('\n').filter(Boolean);
