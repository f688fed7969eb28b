// The package in Chromium, under a strict content security policy.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { build } from 'esbuild';
import { launchChromium } from '../end-to-end/browser.mjs';
import { LONGEST } from '../end-to-end/site.mjs';
import { newProject, readmeBlocks, write } from './project.mjs';
import { serve } from './server.mjs';

const STRICT = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; worker-src 'self'; " +
  "require-trusted-types-for 'script'; trusted-types 'none'";
const SCENARIO = "{ steps: [{ caller: 'anonymous', action: 's3:ListAllMyBuckets' }] }";
const SHOW = `document.body.textContent = analyze(${SCENARIO}).decisions.join();`;

const project = newProject();
let browser;

before(async () => {
  browser = await launchChromium();
});

after(() => browser?.close());

/** Opens a page of the project and waits until it shows the decision, without a complaint. */
async function assertDecides(name, policy = STRICT) {
  const server = await serve(project, policy);
  const context = await browser.newContext();
  try {
    context.setDefaultTimeout(LONGEST);
    const page = await context.newPage();
    const complaints = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('requestfailed', (request) => complaints.push(request.url()));
    await page.route('**/favicon.ico', (route) => route.fulfill({ body: '' }));
    await page.goto(server.url + name);
    const shown = page.getByText('implicitDeny').waitFor();
    await shown.catch(() => assert.fail(`no decision: ${complaints.join('\n')}`));
    assert.deepEqual(complaints, []);
  } finally {
    await context.close();
    await server.close();
  }
}

/** A page that runs one script. */
function writePage(name, script) {
  write(project, `${name}.js`, script);
  write(project, `${name}.html`, `<!doctype html><body><script type="module" src="./${name}.js"></script>`);
}

test('the scripts of the package run as they are', async () => {
  writePage('plain', `import { analyze } from './node_modules/rolescope/browser.js'; ${SHOW}`);
  await assertDecides('plain.html');
});

test('the page of the README runs', async () => {
  const [page] = readmeBlocks(project, 'html');
  write(project, 'readme.html', `<!doctype html><body>${page}`);
  await assertDecides('readme.html', STRICT.replace("'self'", "'self' 'unsafe-inline'"));
});

test('a bundle fetches its wasm file', async () => {
  write(project, 'source.js', `
    import { init } from 'rolescope/init';
    import wasm from 'rolescope/rolescope.wasm';
    const { analyze } = await init(wasm);
    ${SHOW}
  `);
  writePage('bundle', '');
  await build({
    absWorkingDir: project,
    entryPoints: ['source.js'],
    outfile: 'bundle.js',
    bundle: true,
    format: 'esm',
    target: 'es2022',
    loader: { '.wasm': 'file' },
    logLevel: 'silent',
    allowOverwrite: true,
  });
  await assertDecides('bundle.html');
});

test('a worker decides', async () => {
  write(project, 'worker.js', `
    import { init } from './node_modules/rolescope/init.js';
    const ready = init(new URL('./node_modules/rolescope/rolescope.wasm', import.meta.url));
    onmessage = async ({ data }) => postMessage((await ready).analyze(data).decisions.join());
  `);
  writePage('threads', `
    import './node_modules/rolescope/browser.js';
    const worker = new Worker('./worker.js', { type: 'module' });
    worker.onmessage = ({ data }) => { document.body.textContent = data; };
    worker.postMessage(${SCENARIO});
  `);
  await assertDecides('threads.html', STRICT.replace("; require-trusted-types-for 'script'; trusted-types 'none'", ''));
});
