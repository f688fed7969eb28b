// Runs the browser tests of this folder in one Chromium:
//   node tests/end-to-end/run.mjs [--times N] [--busy] [FILE…]
// `--times N` runs all of them N times, `--busy` keeps every core busy with something else meanwhile. Each file can also run
// alone, with a Chromium of its own: `node --test FILE`.
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { SHARED, serveChromium } from './browser.mjs';

const FOLDER = fileURLToPath(new URL('.', import.meta.url));
/** Those that take longest, longest first: what begins last should be short. */
const LONG = ['accessible', 'embed', 'editor', 'layout', 'scenario', 'links'];
/** Each file waits for its page some of the time. */
const AT_ONCE = 3;

const { values, positionals } = parseArgs({
  options: { times: { type: 'string', default: '1' }, busy: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const files = positionals.length ? positionals : allFiles();
const times = Number(values.times);
const others = values.busy ? Array.from({ length: availableParallelism() }, keepBusy) : [];
const browser = await serveChromium();
process.env[SHARED] = browser.wsEndpoint();
let failed = 0;
try {
  for (let turn = 1; turn <= times; turn += 1) {
    const begin = performance.now();
    const failures = await runOnce();
    failed += failures;
    const seconds = Math.round((performance.now() - begin) / 1000);
    if (times > 1) console.log(`\nturn ${turn} of ${times}: ${failures} failed, ${seconds} s\n`);
  }
} finally {
  await browser.close();
  for (const other of others) other.kill();
}
process.exitCode = failed ? 1 : 0;

function allFiles() {
  const names = readdirSync(FOLDER).filter((name) => name.endsWith('.test.mjs'));
  const rank = (name) => (LONG.indexOf(name.replace('.test.mjs', '')) + LONG.length + 1) % (LONG.length + 1);
  return names.sort((one, other) => rank(one) - rank(other)).map((name) => join(FOLDER, name));
}

/** Runs each file once; comes to the number of tests that failed. */
function runOnce() {
  return new Promise((done, broken) => {
    let failures = 0;
    const tests = run({ files, concurrency: AT_ONCE });
    tests.on('test:fail', ({ todo }) => { failures += todo === undefined ? 1 : 0; });
    const words = tests.compose(spec);
    words.on('error', broken).on('end', () => done(failures));
    words.pipe(process.stdout, { end: false });
  });
}

/** A program that does nothing, as fast as it can, and ends with this one. */
function keepBusy() {
  return spawn(process.execPath, ['-e', 'const { ppid } = process; while (process.ppid === ppid);'], { stdio: 'ignore' });
}
