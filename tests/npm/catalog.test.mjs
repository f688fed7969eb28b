// The entry `/catalog`, in Node and in a bundle.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { build } from 'esbuild';
import { importInto, newProject, write } from './project.mjs';

const project = newProject();
const catalog = await importInto(project, 'rolescope/catalog');

test('there are as many services and actions as AWS has', () => {
  const services = catalog.services();
  assert.ok(services.length > 440);
  const all = catalog.expand('*');
  assert.ok(all.ok && all.actions.length > 21_800);
  const rest = catalog.expandNot(['s3:*']);
  const s3 = catalog.expand('s3:*');
  assert.equal(rest.actions.length + s3.actions.length, all.actions.length);
});

test('a service has its actions, types, keys and facts', () => {
  const s3 = catalog.service('S3');
  const get = s3.actions.find(({ name }) => name === 's3:GetObject');
  assert.ok(get.level === 'Read' && get.resources.some(({ name }) => name === 'object'));
  assert.ok(get.keys.includes('s3:ExistingObjectTag/${TagKey}'));
  assert.deepEqual(s3.keys.find(({ name }) => name === 's3:max-keys'), {
    name: 's3:max-keys', type: 'Numeric', multivalued: false,
  });
  assert.ok(s3.facts.every(({ source }) => source.startsWith('https://docs.aws.amazon.com/')));
  assert.ok(catalog.service('sts').actions.some(({ name }) => name === 'sts:GetScopedCredentials'));
});

test('what was meant is said of what does not exist', () => {
  assert.deepEqual(catalog.check('s3:GetObject'), { ok: true, action: { name: 's3:GetObject', level: 'Read' } });
  assert.deepEqual(catalog.check('dynamdb:GetItem'), { ok: false, problem: 'unknownService', meant: ['dynamodb'] });
  assert.equal(catalog.check('GetObject').problem, 'noService');
});

test('facts that no package has are answered, and others are not guessed', () => {
  assert.equal(catalog.serviceOfPrincipal('delivery.logs.amazonaws.com'), 'logs');
  assert.equal(catalog.presence('config', 'aws:SourceAccount'), 'always');
  assert.equal(catalog.policyNeedsResource('ecr', 'repository'), false);
  assert.equal(catalog.presence('config', 'aws:SourceVpc'), undefined);
  assert.ok(catalog.globalKeys().some(({ name, category }) => name === 'aws:SourceIp' && category === 'network'));
});

test('what is no text names nothing, and nothing throws', () => {
  for (const value of [undefined, null, 7, {}, '\ud800', '']) {
    assert.equal(catalog.action(value), undefined);
    assert.equal(catalog.service(value), undefined);
    assert.equal(catalog.check(value).ok, false);
    const { ok, error } = catalog.expand(value);
    assert.deepEqual([ok, error.cause.kind], [false, 'noService']);
    assert.equal(catalog.keyFit(value, value), undefined);
  }
  assert.deepEqual(catalog.complete('s3:', -1), []);
  assert.equal(catalog.complete('s3:', 7).length, 7);
});

test('the catalog can be part of a bundle', async () => {
  write(project, 'inside.js', `
    import { init } from 'rolescope/catalog/init';
    import wasm from 'rolescope/catalog.wasm';
    console.log((await init(wasm)).action('sts:assumerole').name);
  `);
  const outfile = join(project, 'inside.bundle.mjs');
  const { warnings } = await build({
    absWorkingDir: project,
    entryPoints: ['inside.js'],
    outfile,
    bundle: true,
    format: 'esm',
    target: 'es2022',
    platform: 'browser',
    loader: { '.wasm': 'binary' },
    logLevel: 'silent',
  });
  assert.deepEqual(warnings, []);
  assert.equal(execFileSync(process.execPath, [outfile], { encoding: 'utf8' }).trim(), 'sts:AssumeRole');
});
