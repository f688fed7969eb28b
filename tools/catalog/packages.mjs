// The packages that the reference data is made from: downloaded by the registries' own clients, checked, unpacked.

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const LIST = fileURLToPath(new URL('packages.json', import.meta.url));
const CACHE = process.env.ROLESCOPE_CATALOG_PACKAGES
  ?? fileURLToPath(new URL('../../target/catalog-packages', import.meta.url));

/** Packages with version, checksum and license. */
export const recorded = () => JSON.parse(readFileSync(LIST, 'utf8'));

/** Unpacks every recorded package and returns their folders by name. A file with another checksum is an error. */
export function unpack(packages = recorded()) {
  return Object.fromEntries(packages.map((it) => [it.name, unpackOne(it)]));
}

/** Records the newest version of each package in `packages.json`; returns true if one is newer than before. */
export function update() {
  const before = recorded();
  const after = before.map(newest);
  writeFileSync(LIST, `${JSON.stringify(after, null, 2)}\n`);
  return JSON.stringify(after) !== JSON.stringify(before);
}

function unpackOne(it) {
  const file = join(CACHE, it.file);
  if (!existsSync(file) || digest(file) !== it.sha256) download(it, it.version);
  const sum = digest(file);
  if (sum !== it.sha256) throw new Error(`${it.file} has the SHA-256 ${sum}, packages.json says ${it.sha256}`);
  const folder = join(CACHE, it.sha256.slice(0, 16));
  if (!existsSync(folder)) {
    mkdirSync(folder, { recursive: true });
    if (it.registry === 'npm') command('tar', ['xzf', file, '-C', folder]);
    else command('python3', ['-m', 'zipfile', '-e', file, folder]);
  }
  return folder;
}

function newest(it) {
  const file = download(it);
  if (file === it.file) return it;
  const version = it.registry === 'npm' ? file.match(/-(\d.*)\.tgz$/)[1] : file.split('-')[1];
  const next = { ...it, version, file, sha256: digest(join(CACHE, file)) };
  const folder = unpackOne(next);
  return { ...next, license: licenseOf(next, folder), date: dateOf(next, folder) };
}

/** Downloads a version, or the newest, and returns the name of the file. */
function download(it, version) {
  const folder = join(CACHE, 'download');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  if (it.registry === 'npm') {
    command('npm', ['pack', '--silent', '--pack-destination', folder, `${it.name}@${version ?? 'latest'}`]);
  } else {
    const wanted = version ? `${it.name}==${version}` : it.name;
    command('python3', ['-m', 'pip', 'download', '--quiet', '--no-deps', '--only-binary=:all:', '--dest', folder, wanted]);
  }
  const [file] = readdirSync(folder);
  writeFileSync(join(CACHE, file), readFileSync(join(folder, file)));
  return file;
}

function licenseOf(it, folder) {
  const text = it.registry === 'npm' ? `License: ${JSON.parse(readFileSync(join(folder, 'package/package.json'))).license}`
    : readFileSync(join(folder, `${it.name}-${it.version}.dist-info`, 'METADATA'), 'utf8');
  if (!/^License(-Expression)?: MIT$/m.test(text) && !/^Classifier: License :: OSI Approved :: MIT License$/m.test(text)) {
    throw new Error(`${it.name} ${it.version} is no longer under the MIT license: look at it before you use it`);
  }
  return 'MIT';
}

/** Day of the data, where the package says it. */
function dateOf(it, folder) {
  const file = it.registry === 'npm' ? 'package/package.json' : `${it.name}/data/metadata.json`;
  const path = join(folder, file);
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).updatedAt.slice(0, 10) : 'unknown';
}

const digest = (file) => createHash('sha256').update(readFileSync(file)).digest('hex');

function command(program, args) {
  const { status, error } = spawnSync(program, args, { stdio: ['ignore', 'inherit', 'inherit'] });
  if (error || status !== 0) throw new Error(`${program} failed: ${error?.message ?? `status ${status}`}`);
}
