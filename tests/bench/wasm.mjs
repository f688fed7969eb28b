// Times of the engine as wasm in Node, as the npm package calls it, beside JSON.parse of the same text:
// node tests/bench/wasm.mjs FOLDER_OF_THE_PACKAGE [--hold]. `--hold` fails above the limits.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const [folder, hold] = process.argv.slice(2);
const file = (name) => pathToFileURL(path.resolve(folder, name));
const { Engine: Compiled, analyze, analyzeText } = await import(file('node.js'));
const { bytes } = await import(file('bytes.js'));
const { Engine, initSync } = await import(file('glue.js'));
const { memory } = initSync();

const ROUNDS = 31;
const SAMPLE_MS = 5;
const WARM_UP_MS = 150;
let broken = 0;

// Ceilings in microseconds on two shared cores, by work and fixture; a ratio to JSON.parse is what is held.
const CEILINGS = {
  'decide, through JavaScript': { small: 0.5, medium: 7, large: 40 },
  'text to decision': {},
  'text to decision and whole trace': { small: 15, medium: 200, large: 1200 },
  'text to report as text': {},
  'text to report as object': {},
  'text to report as object, what decided': {},
  'text to report as object, no trace': {},
  'object to report as object': {},
  'a request that is no step, decided': {},
  'a request that is no step, explained': {},
  'one of ten policies edited, to report': { large: 400 },
  '1,000 requests in one call': { medium: 10_000 },
};
const HELD = {
  'decide, through JavaScript': 1.2,
  'text to decision and whole trace': 14,
};

for (const name of ['small', 'medium', 'large']) {
  const text = await readFile(new URL(`${name}.json`, import.meta.url), 'utf8');
  const scenario = JSON.parse(text);
  const engine = open(text);
  const { engine: engineOfPackage } = Compiled.compile(text);
  const edited = open(tenPolicies(text));
  const thousand = open(repeated(text, 1000));
  const pointer = '/principals/0/identityPolicies/9';
  const document = JSON.stringify(JSON.parse(tenPolicies(text)).principals[0].identityPolicies[9].document);
  let edits = 0;
  const works = {
    'JSON.parse': () => JSON.parse(text),
    'decide, through JavaScript': () => {
      if (engine.decide(0) !== 0) fail(`decided ${engine.decide(0)}`);
    },
    'text to decision': () => {
      const fresh = open(text);
      allowed(fresh.decisions());
      fresh.free();
    },
    'text to decision and whole trace': () => {
      const fresh = open(text);
      allowed(fresh.weigh());
      fresh.free();
    },
    'text to report as text': () => {
      if (!analyzeText(text).includes('"decision":"allowed"')) fail('not allowed');
    },
    'text to report as object': () => found(analyze(text).decisions),
    'text to report as object, what decided': () => found(analyze(text, { trace: 'deciding' }).decisions),
    'text to report as object, no trace': () => found(analyze(text, { trace: 'none' }).decisions),
    'object to report as object': () => found(analyze(scenario).decisions),
    'a request that is no step, decided': () => found([engineOfPackage.decideRequest(scenario.steps[0]).decision]),
    'a request that is no step, explained': () => (
      found([engineOfPackage.explainRequest(scenario.steps[0]).step.decision])
    ),
    'one of ten policies edited, to report': () => {
      edits += 1;
      if (!edited.edit(pointer, document + ' '.repeat(edits % 5))) fail(`no policy at ${pointer}`);
      allowed(edited.weigh());
    },
    '1,000 requests in one call': () => allowed(thousand.decisions()),
  };
  const times = medians(works);
  const parse = times['JSON.parse'];
  console.log(`${name}: JSON.parse ${parse.toFixed(2)} us`);
  for (const [work, time] of Object.entries(times).slice(1)) {
    const ratio = time / parse;
    const ceiling = CEILINGS[work][name];
    const words = [`${time.toFixed(2).padStart(12)} us`, `${ratio.toFixed(2).padStart(9)}x JSON.parse`];
    if (ceiling) words.push(`ceiling ${ceiling} us${time > ceiling ? '  MISSED' : ''}`);
    if (hold && name !== 'small' && ratio > (HELD[work] ?? Infinity)) {
      broken += 1;
      words.push(`TOO SLOW: held ${HELD[work]}x`);
    }
    console.log(`  ${work.padEnd(46)} ${words.join('  ')}`);
  }
}
console.log(`memory in use by the module: ${(memory.buffer.byteLength / 2 ** 20).toFixed(1)} MiB`);
process.exitCode = broken ? 1 : 0;

function open(text) {
  const engine = new Engine(bytes(text));
  if (engine.error) fail(engine.error.message);
  return engine;
}

function allowed(decisions) {
  if (decisions.length === 0 || decisions.some((decision) => decision !== 0)) fail(`decided ${decisions}`);
}

function found(decisions) {
  if (decisions.length === 0 || decisions.some((decision) => decision !== 'allowed')) fail(`decided ${decisions}`);
}

function fail(complaint) {
  throw new Error(complaint);
}

// Ten policies on the first caller.
function tenPolicies(text) {
  const scenario = JSON.parse(text);
  const caller = scenario.principals[0];
  const own = caller.identityPolicies;
  caller.identityPolicies = Array.from({ length: 10 }, (_, at) => own[at % own.length]);
  return JSON.stringify(scenario);
}

function repeated(text, count) {
  const scenario = JSON.parse(text);
  scenario.steps = Array.from({ length: count }, () => scenario.steps[0]);
  return JSON.stringify(scenario);
}

// The median time of each in microseconds, sampled in turns, so that a slow moment of the machine hits all alike.
function medians(works) {
  const runs = Object.fromEntries(Object.entries(works).map(([name, work]) => [name, runsASample(work)]));
  const samples = Object.fromEntries(Object.keys(works).map((name) => [name, []]));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [name, work] of Object.entries(works)) samples[name].push(time(work, runs[name]) / runs[name]);
  }
  return Object.fromEntries(
    Object.entries(samples).map(([name, times]) => [name, 1000 * times.sort((a, b) => a - b)[ROUNDS >> 1]]),
  );
}

// How often a work runs in a sample. Runs it for a while first: the machine code of a module gets better with use.
function runsASample(work) {
  const start = performance.now();
  while (performance.now() - start < WARM_UP_MS) work();
  let runs = 1;
  while (time(work, runs) < SAMPLE_MS) runs *= 2;
  return runs;
}

function time(work, runs) {
  const start = performance.now();
  for (let run = 0; run < runs; run += 1) work();
  return performance.now() - start;
}
