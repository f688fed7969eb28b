// `tsc --strict` over the README's examples, over what every type can hold, and over what must not compile.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { ROOT, importInto, newProject, readmeBlocks, write } from './project.mjs';

const TSC = fileURLToPath(new URL('node_modules/typescript/bin/tsc', ROOT));
const STRICT = {
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  noEmit: true,
  target: 'es2022',
  types: [],
};

/** Messages of the compiler about the files with these options. */
function compile(project, files, options) {
  write(project, 'tsconfig.json', JSON.stringify({ files, compilerOptions: { ...STRICT, ...options } }));
  const { stdout, stderr, status } = spawnSync(process.execPath, [TSC], { cwd: project, encoding: 'utf8' });
  return { said: stdout + stderr, passed: status === 0 };
}

function assertCompiles(project, files, options) {
  const { said, passed } = compile(project, files, options);
  assert.ok(passed, said);
}

const project = newProject();
const examples = readmeBlocks(project, 'js').map((code, at) => {
  const name = `example-${at + 1}.mts`;
  write(project, name, code);
  return name;
});

test('the README\'s examples compile in Node\'s way of finding modules', () => {
  assertCompiles(project, examples, { module: 'nodenext' });
});

test('the README\'s examples compile in a bundler\'s way of finding modules', () => {
  assertCompiles(project, examples, { module: 'esnext', moduleResolution: 'bundler' });
});

test('the types hold what the engine reads and writes', async () => {
  const { analyze } = await importInto(project);
  const every = readFileSync(new URL('crates/rolescope/tests/data/every-field.json', ROOT), 'utf8').trim();
  const { report } = analyze(every);
  write(project, 'every.ts', `
    import type { Report, Scenario } from 'rolescope';
    export const scenario = ${every} satisfies Scenario;
    export const frozen = ${every} as const satisfies Scenario;
    export const report = ${JSON.stringify(report)} satisfies Report;
  `);
  assertCompiles(project, ['every.ts'], { module: 'nodenext', lib: ['es2022'] });
});

test('what would fail when it runs does not compile', () => {
  write(project, 'wrong.ts', `
    import { Engine, analyze, type Decision } from 'rolescope';
    // @ts-expect-error: there is no such field
    analyze({ stepz: [] });
    // @ts-expect-error: a step has an action
    analyze({ steps: [{ caller: 'anonymous' }] });
    // @ts-expect-error: no JSON
    analyze({ title: 7n });
    // @ts-expect-error: nobody looked whether it went well
    analyze({}).report;
    // @ts-expect-error: engines come from \`compile\`
    new Engine();
    // @ts-expect-error: no decision
    export const decision: Decision = 'allowd';
    const result = analyze({});
    // @ts-expect-error: there may be no such step
    if (result.ok) result.report.steps[0].reason;
    analyze({}, { trace: 'deciding' }).ok;
    // @ts-expect-error: no part of a trace
    analyze({}, { trace: 'some' });
    // @ts-expect-error: an error or a report
    if (!result.ok) result.report;
    const compiled = Engine.compile('{}');
    if (compiled.ok) {
      using engine = compiled.engine;
      engine.decide(0) satisfies Decision | undefined;
    }
  `);
  assertCompiles(project, ['wrong.ts'], { module: 'nodenext', lib: ['es2022'] });
});

test('a mistake of types would be seen', () => {
  write(project, 'seen.ts', "import { analyze } from 'rolescope';\nanalyze(7);\n");
  const { said, passed } = compile(project, ['seen.ts'], { module: 'nodenext' });
  assert.ok(!passed);
  assert.match(said, /seen\.ts[(:]2/);
});
