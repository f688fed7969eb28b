// A project that has the package installed, and what the tests ask about it.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The repository's root, whose npm packages are the tools. */
export const ROOT = new URL('../../', import.meta.url);

/** Unpacks the package into a new project, as npm does. */
export function newProject() {
  const packed = process.env.ROLESCOPE_PACKAGE;
  if (!packed) throw new Error('ROLESCOPE_PACKAGE names no package: run `cargo xtask package`, then name the .tgz file');
  const folder = mkdtempSync(join(tmpdir(), 'rolescope-npm-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const installed = join(folder, 'node_modules', 'rolescope');
  mkdirSync(installed, { recursive: true });
  execFileSync('tar', ['-xzf', packed, '-C', installed, '--strip-components=1']);
  write(folder, 'package.json', '{ "type": "module" }');
  return folder;
}

/** Exports that a script of the project gets when it imports the package. */
export function importInto(project, specifier = 'rolescope') {
  return import(pathToFileURL(createRequire(join(project, 'script.js')).resolve(specifier)));
}

export function write(project, name, text) {
  writeFileSync(join(project, name), text);
}

/** The code blocks of the package's README in a language. */
export function readmeBlocks(project, language) {
  const readme = readFileSync(join(project, 'node_modules', 'rolescope', 'README.md'), 'utf8');
  return Array.from(readme.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, 'gms')), ([, code]) => code);
}
