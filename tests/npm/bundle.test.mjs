// The package in a bundle, run by Node.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { build } from 'esbuild';
import { newProject, write } from './project.mjs';

const project = newProject();
const STEP = "{ steps: [{ caller: 'anonymous', action: 's3:ListAllMyBuckets' }] }";

/** Bundles a script into a file of its own and says what it prints. */
async function printed(name, script, options) {
  write(project, `${name}.js`, script);
  const outfile = join(project, `${name}.bundle.mjs`);
  const { warnings } = await build({
    absWorkingDir: project,
    entryPoints: [`${name}.js`],
    outfile,
    bundle: true,
    format: 'esm',
    target: 'es2022',
    logLevel: 'silent',
    ...options,
  });
  assert.deepEqual(warnings, []);
  return execFileSync(process.execPath, [outfile], { encoding: 'utf8' }).trim();
}

test('the wasm file beside the bundle is found', async () => {
  copyFileSync(join(project, 'node_modules', 'rolescope', 'rolescope.wasm'), join(project, 'rolescope.wasm'));
  const script = `import { analyze } from 'rolescope'; console.log(analyze(${STEP}).decisions.join());`;
  assert.equal(await printed('beside', script, { platform: 'node' }), 'implicitDeny');
});

test('the wasm file can be part of the bundle', async () => {
  const script = `
    import { init } from 'rolescope/init';
    import wasm from 'rolescope/rolescope.wasm';
    const [first, second] = await Promise.all([init(wasm), init(wasm)]);
    console.log(first.analyze(${STEP}).decisions.join(), first === second);
  `;
  const options = { platform: 'browser', loader: { '.wasm': 'binary' }, minify: true };
  assert.equal(await printed('inside', script, options), 'implicitDeny true');
});
