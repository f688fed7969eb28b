// The states that the page can be in, each with the way there. What must hold in all of them goes through this list.
import { after, before, test } from 'node:test';
import { openChromium } from './browser.mjs';
import { EDITOR, LONGEST, LONGEST_TEST, OFFLINE, editing, serveSite, standing } from './site.mjs';
import { KEYS } from './storage.mjs';

const DESKTOP = { width: 1280, height: 900 };

const press = (page, name) => page.getByRole('button', { name, exact: true }).click();
const tab = (page, name) => page.getByRole('tab', { name }).first().click();
const policy = (page) => page.getByRole('textbox', { name: /^Identity-based policy / });
const decided = (page, decision) => page.locator(`[role=status][data-decision="${decision}"]`).waitFor();

/** Changes the open policy's text. */
async function rewrite(page, change, decision) {
  await policy(page).fill(change(await policy(page).inputValue()));
  await decided(page, decision);
}

/** Puts in a whole scenario. */
async function use(page, scenario) {
  await press(page, 'JSON');
  await page.getByRole('textbox', { name: 'Scenario as JSON' }).fill(JSON.stringify(scenario));
  await press(page, 'Use this scenario');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

/** Opens one of the examples. */
async function example(page, id) {
  const before = await page.locator('#scenario-title').inputValue();
  await page.evaluate((it) => { location.hash = `#x=${it}`; }, id);
  await page.waitForFunction((title) => document.getElementById('scenario-title').value !== title, before);
}

/** Lets the engine trap with the next key. */
async function breakDown(page) {
  await policy(page).focus();
  await page.evaluate(() => { window.trap = true; });
  await page.keyboard.press('x');
  await page.getByRole('heading', { name: 'Something went wrong' }).waitFor();
}

/** Wraps the module's exports, so that they trap once `window.trap` is set. */
function trapOnDemand() {
  const own = WebAssembly.instantiateStreaming;
  WebAssembly.instantiateStreaming = async (...values) => {
    const { instance, module } = await own.apply(WebAssembly, values);
    const exports = {};
    for (const [name, value] of Object.entries(instance.exports)) {
      exports[name] = typeof value !== 'function' ? value : (...them) => {
        if (window.trap) throw new WebAssembly.RuntimeError('unreachable');
        return value(...them);
      };
    }
    return { instance: { exports }, module };
  };
}

const stations = ['caller', 'trust policy', 'session', 'permissions', 'resource'].map((name, at) => ({
  name: `station ${name}`,
  arrange: (page) => page.locator('.station button').nth(at).click(),
}));

const depths = ['Sentence', 'Gates', 'Everything'].map((name) => ({
  name: `depth ${name.toLowerCase()}`,
  arrange: (page) => press(page, name),
}));

/**
 * Each state has a `name` and, where it is not just the first visit, how to `arrange` it on the page; `prepare` runs
 * before the page loads, `editor` lets the editor load, `bare` says that the app itself never comes, `options` are the
 * browser context's.
 */
export const STATES = [
  { name: 'first visit' },
  ...stations,
  ...depths,
  {
    name: 'stepper in the middle',
    arrange: async (page) => {
      await page.getByRole('slider').fill('9');
      await page.locator('.policies .lit').waitFor();
    },
  },
  { name: 'explicit deny', arrange: (page) => rewrite(page, (text) => text.replace('"Allow"', '"Deny"'), 'explicitDeny') },
  { name: 'implicit deny', arrange: (page) => rewrite(page, (text) => text.replace('Get', 'Put'), 'implicitDeny') },
  { name: 'broken JSON', arrange: (page) => rewrite(page, (text) => text.replace('"Action":', '"Action"'), 'error') },
  { name: 'problems', arrange: (page) => rewrite(page, (text) => text.replace('"Effect"', '"Effekt"'), 'error') },
  { name: 'form of a role', arrange: (page) => tab(page, /Role config-reader/) },
  {
    name: 'form of an account',
    arrange: async (page) => {
      await press(page, 'Account');
      await page.getByRole('button', { name: 'Level', exact: true }).first().click();
    },
  },
  {
    name: 'request with context keys',
    arrange: async (page) => {
      await page.getByText('Endpoint, time, expectation').click();
      for (const key of ['aws:SourceAccount', 'aws:MultiFactorAuthPresent', 'aws:TagKeys']) {
        await page.getByLabel('New condition key').fill(key);
        await page.keyboard.press('Enter');
      }
      await page.getByLabel('Form of aws:TagKeys').selectOption('list');
    },
  },
  {
    name: 'session request',
    arrange: async (page) => {
      await tab(page, /1 assume/);
      await page.getByText('More of the session').click();
    },
  },
  { name: 'new policy', arrange: (page) => press(page, 'Add policy') },
  { name: 'examples', arrange: (page) => press(page, 'Examples') },
  { name: 'scenario as JSON', arrange: (page) => press(page, 'JSON') },
  {
    name: 'too large a file',
    arrange: async (page) => {
      await press(page, 'JSON');
      const buffer = Buffer.from(`"${'x'.repeat(10_000_001)}"`);
      await page.locator('#exchange-file').setInputFiles({ name: 'x.json', mimeType: 'application/json', buffer });
      await page.getByText(/larger than 10 MB/).waitFor();
    },
  },
  { name: 'diagram of ceilings', arrange: (page) => tab(page, 'Nested ceilings') },
  {
    name: 'removed step',
    arrange: async (page) => {
      await press(page, 'Remove step');
      await page.locator('.notice').waitFor();
    },
  },
  {
    name: 'empty scenario',
    arrange: (page) => use(page, { steps: [{ caller: 'arn:aws:iam::111122223333:user/ana', action: 's3:ListAllMyBuckets' }] }),
  },
  {
    name: 'who can assume',
    arrange: async (page) => {
      await press(page, 'Find out');
      await page.getByText('callers were tried.').waitFor();
    },
  },
  { name: 'chain of roles', arrange: (page) => example(page, 'chain-of-three') },
  { name: 'two accounts', arrange: (page) => example(page, 'delegated-between-two-accounts') },
  {
    name: 'offline',
    arrange: async (page) => {
      await page.context().setOffline(true);
      await press(page, 'Examples');
      await page.getByRole('dialog').getByRole('button', { name: /two roles/i }).first().click();
      await page.getByText('This example could not be fetched.').waitFor();
    },
  },
  { name: 'editor', editor: true, arrange: editing },
  { name: 'before the app', bare: true, prepare: (page) => page.route('**/*.wasm', () => {}) },
  {
    name: 'loading',
    bare: true,
    prepare: async (page) => {
      await page.route('**/*.wasm', () => {});
      await page.addInitScript((key) => localStorage.setItem(key, 'gates'), `${KEYS}depth`);
    },
    arrange: (page) => page.getByText('The page is loading').waitFor(),
  },
  {
    name: 'unreadable draft',
    prepare: (page) => page.addInitScript((key) => localStorage.setItem(key, '1 other 0 Mine\n{"novel": 1}'), `${KEYS}draft.ec2-reads-s3`),
    arrange: (page) => page.getByText('A draft cannot be read by this version').waitFor(),
  },
  {
    name: 'unfinished start',
    bare: true,
    prepare: (page) => page.addInitScript((key) => localStorage.setItem(key, '1 other 0 Mine\n{"steps": []}'), `${KEYS}drawing.own-1`),
    arrange: (page) => page.getByRole('heading', { name: 'The last start did not finish' }).waitFor(),
  },
  { name: 'broken down', prepare: (page) => page.addInitScript(trapOnDemand), arrange: breakDown },
];

/** The state of this name. */
export function stateNamed(name) {
  const found = STATES.find((state) => state.name === name);
  if (!found) throw new Error(`no state is called ${name}`);
  return found;
}

let browser;
let site;

before(async () => {
  [browser, site] = await Promise.all([openChromium(), serveSite()]);
});

after(async () => {
  await browser?.close();
  await site?.close();
});

/** A test on a fresh page in this state. `options` are the browser context's. */
export function testIn(state, words, options, body) {
  test(words, { timeout: LONGEST_TEST }, async () => {
    const page = await openState(state, options);
    try {
      await body(page);
    } finally {
      await page.context().close();
    }
  });
}

async function openState({ prepare, arrange, editor, bare }, options) {
  const context = await browser.newContext({ viewport: DESKTOP, reducedMotion: 'reduce', ...options });
  context.setDefaultTimeout(LONGEST);
  const page = await context.newPage();
  for (const script of [!editor && EDITOR, OFFLINE].filter(Boolean)) {
    await page.route(script, (route) => route.fulfill({ contentType: 'text/javascript', body: '' }));
  }
  await prepare?.(page);
  await page.goto(site.url, { waitUntil: bare ? 'commit' : 'load' });
  if (bare) await page.locator('.loading, .breakdown').waitFor({ state: 'attached' });
  else await standing(page);
  await arrange?.(page);
  return page;
}
