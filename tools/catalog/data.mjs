// `cargo xtask data`: makes the catalog's files from the recorded packages. `--update` takes the newest packages first,
// `--check` changes nothing and fails when the files are not those that the packages give.

import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { changes } from './changes.mjs';
import { make } from './make.mjs';
import { recorded, unpack, update } from './packages.mjs';

const DATA = fileURLToPath(new URL('../../crates/iam-catalog/data', import.meta.url));

/** Committed files that `make` writes, by name. */
export function committed() {
  const names = ['index.txt', 'embedded.rs', 'global-keys.txt', 'provenance.txt'];
  const services = join(DATA, 'services');
  if (existsSync(services)) names.push(...readdirSync(services).map((name) => `services/${name}`));
  return new Map(names.filter((name) => existsSync(join(DATA, name))).map((name) => [name, readFileSync(join(DATA, name), 'utf8')]));
}

/** Names of the committed files that differ from those that the recorded packages give. */
export async function stale() {
  const [now, made] = [committed(), await make(unpack(), recorded())];
  return [...new Set([...now.keys(), ...made.keys()])].filter((name) => now.get(name) !== made.get(name));
}

async function write() {
  const [before, after] = [committed(), await make(unpack(), recorded())];
  const report = changes(before, after);
  for (const name of before.keys()) if (!after.has(name)) rmSync(join(DATA, name));
  mkdirSync(join(DATA, 'services'), { recursive: true });
  for (const [name, text] of after) writeFileSync(join(DATA, name), text);
  if (report) writeFileSync(join(DATA, 'changes.md'), report);
  console.log(report ? 'data: written; crates/iam-catalog/data/changes.md says what changed' : 'data: nothing changed');
}

async function main(args) {
  const unknown = args.find((it) => !['--update', '--check'].includes(it));
  if (unknown) throw new Error(`\`${unknown}\` is not an argument: --update or --check`);
  if (args.includes('--check')) {
    const names = await stale();
    if (names.length) throw new Error(`not what the packages give: ${names.slice(0, 10).join(', ')}; run \`cargo xtask data\``);
    console.log('data: the files are those that the packages give');
    return;
  }
  if (args.includes('--update')) update();
  await write();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  main(process.argv.slice(2)).catch((error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
