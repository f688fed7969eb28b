// Scenarios in other people's pages: the element, the plain frame, what both say to each other, and what neither does.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before } from 'node:test';
import { decode, encode } from '../../web/links.js';
import { EDITOR, assertAccessible, test as pageTest } from './fixture.mjs';
import { serveHost } from './hosts.mjs';
import { serveSite } from './site.mjs';
import { KEYS } from './storage.mjs';

const read = (path) => readFileSync(new URL(path, import.meta.url), 'utf8');
const THREE = read('../corpus/roles/third-party-external-id.json');
const PAYLOADS = JSON.parse(read('../links/payloads.json'));

let host;
before(async () => { host = await serveHost(); });
after(() => host?.close());

/** A test whose host page is none of ours: requests to it are no complaints. */
function test(name, options, body) {
  if (body === undefined) return test(name, {}, options);
  return pageTest(name, { editor: true, ...options }, async (it) => {
    await body(it);
    const own = it.complaints.filter((complaint) => !complaint.startsWith(`foreign request: ${host.origin}`));
    it.complaints.splice(0, Infinity, ...own);
  });
}

const strict = (site) => ({ 'Content-Security-Policy': `default-src 'none'; script-src ${site.origin}; frame-src ${site.origin}; base-uri 'none'` });
const script = (site) => `<script type="module" src="${site.url}embed.js"></script>`;
const element = (json = THREE, attributes = 'view="walk" title="Demo"') => (
  `<rolescope-playground ${attributes}><script type="application/json">${json.replaceAll('<', '\\u003c')}</script></rolescope-playground>`
);

/** The frame of the first element or of the only iframe, once it shows its scenario. */
async function shown(page, selector = 'iframe') {
  const frame = page.frameLocator(selector);
  await frame.locator('html[data-ready]').waitFor({ state: 'attached' });
  return frame;
}

const decision = (frame) => frame.locator('[data-decision]').first().getAttribute('data-decision');

/** Collects the element's events as `[type, detail]`. */
const listen = (page) => page.evaluate(() => {
  window.heard = [];
  for (const type of ['ready', 'report', 'step', 'error']) {
    document.addEventListener(`rolescope-${type}`, ({ detail }) => window.heard.push([type, detail]));
  }
});
const heard = (page, type) => page.waitForFunction((it) => {
  const found = window.heard.filter(([name]) => name === it);
  return found.length > 0 && found.at(-1)[1];
}, type).then((handle) => handle.jsonValue());

test('five lines in a page with a strict policy are a live decision', async ({ page, site }) => {
  await page.goto(host.show('/strict', `${script(site)}${element()}`, strict(site)));
  const frame = await shown(page);
  assert.equal(await decision(frame), 'implicitDeny');
  await frame.getByRole('button', { name: /^1 right number/ }).click();
  await frame.locator('[data-decision="allowed"]').waitFor();
  const height = await page.locator('rolescope-playground').evaluate((it) => it.getBoundingClientRect().height);
  const content = await frame.locator('body').evaluate((it) => it.getBoundingClientRect().height);
  assert.ok(height >= 120 && Math.abs(height - content) <= 2, `${height} for ${content}`);
  const way = await frame.getByRole('link', { name: /^Open in Rolescope/ });
  const href = await way.getAttribute('href');
  assert.ok(href.startsWith(`${site.url}#s=1.`) && href.endsWith('&step=1'));
  assert.equal(JSON.parse((await decode(new URL(href).hash)).text).title, JSON.parse(THREE).title);
  assert.deepEqual([await way.getAttribute('target'), await way.getAttribute('rel')], ['_blank', 'noopener']);
});

test('what generators of documentation make of a block is still the scenario', async ({ page, site }) => {
  const block = '<pre><button>Copy</button><code><span>{</span><br><span>  "title": "&lt;b&gt;"</span><br><span>}</span></code></pre>';
  await page.goto(host.show('/block', `<rolescope-playground load="click">${block}</rolescope-playground>${script(site)}`));
  await page.waitForFunction(() => document.querySelector('rolescope-playground').scenario === '{\n  "title": "<b>"\n}');
  assert.equal(await page.locator('pre br').count(), 2, 'the page is left as it is');
});

test('the element has properties, methods and events', async ({ page, site }) => {
  await page.goto(host.show('/api', `<rolescope-playground load="click"><pre><code>{"title": "&lt;b&gt;"}</code></pre></rolescope-playground>${script(site)}`));
  const playground = page.locator('rolescope-playground');
  await page.waitForFunction(() => document.querySelector('rolescope-playground').scenario === '{"title": "<b>"}');
  await listen(page);
  await playground.evaluate((it, text) => { it.load = 'eager'; it.setAttribute('load', 'eager'); it.scenario = JSON.parse(text); }, THREE);
  await heard(page, 'ready');
  const report = await heard(page, 'report');
  assert.deepEqual(report.report.steps.map((step) => step.decision), ['allowed', 'implicitDeny', 'implicitDeny']);
  assert.match(report.report.steps[0].reason, /^Allowed: /);
  assert.equal((await heard(page, 'step')).step, 3);
  await playground.evaluate((it) => it.goTo(2));
  await page.waitForFunction(() => window.heard.some(([type, { step }]) => type === 'step' && step === 2));
  await playground.evaluate((it) => { it.scenario = it.scenario.replace('"tenant-4711"', '"tenant-0815"'); });
  await page.waitForFunction(() => document.querySelector('rolescope-playground').report.steps[0].decision === 'implicitDeny');
  await playground.evaluate((it) => { it.scenario = '{"stepz": 1}'; });
  await page.waitForFunction(() => window.heard.some(([type, { code, message }]) => type === 'error' && code === 'unknownField' && message.includes('unknown field `stepz`')));
  const reports = () => page.evaluate(() => window.heard.filter(([type]) => type === 'report').length);
  const before = await reports();
  await playground.evaluate((it) => { it.goTo(1); it.reset(); });
  await page.waitForFunction(() => window.heard.filter(([type]) => type === 'error').length === 2);
  assert.equal(await reports(), before, 'what is not decided has no report, whatever is asked');
  assert.equal(await playground.evaluate((it) => it.report), undefined);
  await playground.evaluate((it, text) => { it.scenario = text; }, THREE);
  await page.waitForFunction(() => document.querySelector('rolescope-playground').report?.steps.length === 3);
  await playground.evaluate((it) => { it.scenario = JSON.stringify({ title: 'x'.repeat(1 << 20), steps: [] }); });
  await page.waitForFunction(() => window.heard.some(([type, { code, message }]) => type === 'error' && code === 'tooLarge' && message === 'it is longer than 1 MiB'));
  await page.frameLocator('iframe').getByText('This scenario cannot be shown: it is longer than 1 MiB.').waitFor();
});

test('a scenario that is set before our script comes is shown, and one that is yet to come is waited for', async ({ page, site }) => {
  const early = `<script>document.querySelector('rolescope-playground').scenario = ${THREE.replaceAll('<', '\\u003c')};</script>`;
  await page.goto(host.show('/early', `<rolescope-playground load="eager"><pre>{}</pre></rolescope-playground>${early}${script(site)}`));
  const playground = page.locator('rolescope-playground');
  const steps = (count) => page.waitForFunction((it) => document.querySelector('rolescope-playground').report?.steps.length === it, count);
  await steps(3);
  await playground.evaluate((it) => {
    const whole = JSON.parse(it.scenario);
    it.scenario = { ...whole, steps: whole.steps.slice(0, 1) };
  });
  await steps(1);
  await page.goto(host.show('/late', `<rolescope-playground load="eager" step="1"></rolescope-playground>${script(site)}`));
  await page.waitForFunction(() => customElements.get('rolescope-playground'));
  await listen(page);
  assert.equal(await page.locator('iframe').count(), 0);
  await playground.evaluate((it, text) => { it.scenario = text; }, THREE);
  await steps(3);
  assert.equal((await heard(page, 'step')).step, 1);
  assert.deepEqual(await page.evaluate(() => window.heard.filter(([type]) => type === 'error')), []);
  await playground.evaluate((it) => it.removeAttribute('step'));
  await page.waitForFunction(() => window.heard.some(([type, { step }]) => type === 'step' && step === 3));
});

test('an edit is told to the page, and reset takes it back', async ({ page, site }) => {
  await page.route(EDITOR, (route) => route.fulfill({ contentType: 'text/javascript', body: '' }));
  await page.goto(host.show('/edit', `${script(site)}${element(THREE, 'view="split"')}`));
  const frame = await shown(page);
  const text = () => page.locator('rolescope-playground').evaluate((it) => it.scenario);
  await page.waitForFunction(() => document.querySelector('rolescope-playground').report);
  const before = await text();
  // There is nothing before the scenario that was handed over.
  await frame.getByRole('button', { name: 'Next moment' }).press('Control+z');
  const area = frame.locator('.policies textarea:visible');
  await area.fill((await area.inputValue()).replace('"Allow"', '"Deny"'));
  await page.waitForFunction((it) => document.querySelector('rolescope-playground').scenario !== it, before);
  await page.locator('rolescope-playground').evaluate((it) => it.reset());
  await page.waitForFunction((it) => document.querySelector('rolescope-playground').scenario === it, before);
});

test('an embed keeps nothing, and asks for nothing once it is ready', async ({ page, site }) => {
  await page.goto(host.show('/quiet', `${script(site)}${element(THREE, 'view="split"')}`));
  const frame = await shown(page);
  const asked = [];
  page.on('request', (request) => asked.push(request.url()));
  await frame.getByRole('button', { name: /^1 / }).click();
  await frame.locator('.cm-content').first().click();
  await page.keyboard.type(' ');
  await frame.getByRole('button', { name: 'Next moment' }).click();
  await page.waitForFunction((it) => document.querySelector('rolescope-playground').scenario !== it, THREE.trim());
  // What the frame asked for before comes before what it asks for now.
  await frame.locator('body').evaluate(() => fetch('../verify.html'));
  assert.deepEqual(asked, [new URL('verify.html', site.url).href]);
  const { origins } = await page.context().storageState();
  // The main page, which the test began on, kept which example it showed.
  const kept = origins.flatMap(({ localStorage }) => localStorage.map(({ name }) => name));
  assert.deepEqual(kept.filter((name) => ![`${KEYS}scenario`, `${KEYS}taken`].includes(name)), []);
});

test('without our script the scenario stays readable, and the frame shows it before the engine comes', async ({ page, site }) => {
  await page.route('**/embed.js', (route) => route.fulfill({ contentType: 'text/javascript', body: '' }));
  await page.goto(host.show('/plain', `${script(site)}<rolescope-playground><pre tabindex="0"><code>${THREE}</code></pre></rolescope-playground>`));
  assert.ok(await page.getByText('TheMonitoringCompany').first().isVisible());
  await page.unroute('**/embed.js');
  await page.goto(host.show('/click', `<iframe title="Demo" width="700" height="500" src="${site.url}embed/?load=click${await encode(THREE)}"></iframe>`));
  const frame = page.frameLocator('iframe');
  await frame.getByRole('heading', { name: JSON.parse(THREE).title }).waitFor();
  assert.ok(await frame.getByText('TheMonitoringCompany').isVisible());
  await assertAccessible(page);
  await frame.getByRole('button', { name: 'Decide it here' }).press('Enter');
  assert.equal(await decision(await shown(page)), 'implicitDeny');
  await frame.locator('main:focus').waitFor();
});

test('of two scenarios that come while the engine starts, the later one counts', async ({ page, site }) => {
  await page.goto(host.show('/two', script(site)));
  await listen(page);
  await page.evaluate((text) => {
    const playground = document.createElement('rolescope-playground');
    playground.setAttribute('load', 'eager');
    playground.scenario = text;
    document.querySelector('main').append(playground);
    queueMicrotask(() => setTimeout(() => { playground.scenario = JSON.stringify({ title: 'x'.repeat(1 << 20), steps: [] }); }));
  }, THREE);
  assert.equal((await heard(page, 'error')).message, 'it is longer than 1 MiB');
  assert.equal(await page.evaluate(() => document.querySelector('rolescope-playground').report), undefined);
  // The engine has started when it decides a third one; by then the first would have been decided, too.
  await page.evaluate((text) => {
    const whole = JSON.parse(text);
    document.querySelector('rolescope-playground').scenario = { ...whole, steps: whole.steps.slice(0, 1) };
  }, THREE);
  await heard(page, 'report');
  const reports = await page.evaluate(() => window.heard.filter(([type]) => type === 'report').map(([, { report }]) => report.steps.length));
  assert.deepEqual(reports, [1]);
});

test('what is far below comes when it is seen', async ({ page, site }) => {
  const [far, near] = [element(THREE, 'id="far" title="Far"'), element(THREE, 'id="near" title="Near"')];
  // What a browser says of both, it says in their order: the one behind is far away, the one before comes at once.
  await page.goto(host.show('/far', `${script(site)}<div>${near}</div><svg width="10" height="5000"></svg>${far}`));
  await shown(page, '#near iframe');
  assert.equal(await page.locator('#far iframe').count(), 0);
  await page.locator('#far').evaluate((it) => it.scrollIntoView());
  await shown(page, '#far iframe');
  // Two of the same have the same landmarks.
  await page.locator('#near').evaluate((it) => it.remove());
});

test('each view shows its part, and a keyboard gets through it', { editor: true }, async ({ page, site }) => {
  const parts = { walk: '.walk', split: '.policies', editor: '.policies', result: '.verdict', trace: '.trace', flow: '.gates', who: '.who-can' };
  for (const [view, part] of Object.entries(parts)) {
    await page.goto(`${site.url}embed/?view=${view}&theme=dark&density=compact${await encode(THREE)}&step=1`);
    await page.locator('html[data-ready]').waitFor();
    assert.ok(await page.locator(part).first().isVisible(), view);
    assert.equal(await page.locator('.verdict').isVisible(), true, view);
    // A way to a policy is only where policies are.
    const policies = await page.locator('.policies').isVisible();
    assert.equal(await page.locator('.verdict .link').first().isVisible(), policies, view);
    assert.equal(await page.locator('header.bar').isVisible(), false, view);
    assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme), 'dark');
    assert.equal(await decision(page), 'allowed');
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement.tagName), 'A');
    await assertAccessible(page);
  }
});

test('read-only texts stay as they are', async ({ page, site }) => {
  await page.goto(`${site.url}embed/?view=editor&readonly=1${await encode(THREE)}`);
  await page.locator('html[data-ready]').waitFor();
  const area = page.locator('.policies textarea:visible');
  assert.equal(await area.evaluate((it) => it.readOnly), true);
  assert.equal(await page.locator('.cm-content').count(), 0);
  assert.equal(await page.getByRole('button', { name: /Add policy|Remove policy|Format/ }).count(), 0);
});

test('examples are shown, and what cannot be read is said', async ({ page, site }) => {
  for (const [hash, words] of [['#x=ec2-reads-s3', /^Allowed/], ['#x=saml-sign-in', /./]]) {
    await page.goto('about:blank');
    await page.goto(`${site.url}embed/${hash}`);
    await page.locator('html[data-ready]').waitFor();
    assert.match(await page.locator('.verdict .headline').innerText(), words);
  }
  for (const [hash, words] of [
    [(await encode(THREE)).slice(0, 90), 'the link is damaged or was cut off'],
    [await encode('{"stepz": []}'), 'unknown field `stepz`'],
  ]) {
    await page.goto('about:blank');
    await page.goto(`${site.url}embed/?load=eager${hash}`);
    await page.getByRole('alert').getByText(words).waitFor();
    assert.ok(await page.getByRole('region', { name: 'Scenario' }).isVisible());
    await assertAccessible(page);
  }
});

test('a hostile parent gets nothing done', async ({ page, site }) => {
  await page.goto(host.show('/hostile', `<iframe title="Demo" width="700" height="500" src="${site.url}embed/?load=eager${await encode(THREE)}"></iframe>`));
  const frame = await shown(page, 'iframe[title="Demo"]');
  await page.evaluate(() => {
    const target = document.querySelector('iframe').contentWindow;
    const cyclic = { v: 1, type: 'scenario' };
    cyclic.text = cyclic;
    const own = JSON.parse('{"__proto__": {"polluted": 1}, "v": 1, "type": "__proto__", "constructor": {"prototype": {"polluted": 1}}}');
    const said = [
      null, 'x', 7, [], { rolescope: null }, { rolescope: 'scenario' }, { rolescope: { v: 2, type: 'go', step: 1 } },
      { rolescope: cyclic }, { rolescope: own }, { rolescope: { v: 1, type: 'toString' } }, { rolescope: { v: 1, type: 'go', step: 1e9 } },
      { rolescope: { v: 1, type: 'go', step: '1' } }, { rolescope: { v: 1, type: 'go', step: -1 } },
      { rolescope: { v: 1, type: 'scenario', text: 7 } }, { rolescope: { v: 1, type: 'eval', text: 'alert(1)' } },
    ];
    for (const message of said) target.postMessage(message, '*');
  });
  // A neighbor that is not the parent.
  await page.evaluate(() => {
    const neighbor = document.createElement('iframe');
    neighbor.title = 'Neighbor';
    document.body.firstElementChild.append(neighbor);
    const speak = neighbor.contentWindow.Function('parent.frames[0].postMessage({ rolescope: { v: 1, type: "go", step: 1 } }, "*")');
    speak();
    window.told = [];
    addEventListener('message', ({ data }) => window.told.push(data.rolescope));
    document.querySelector('iframe').contentWindow.postMessage({ rolescope: { v: 1, type: 'hello' } }, '*');
  });
  // The answer to a greeting that was sent after all of that.
  await page.waitForFunction(() => window.told.some(({ type }) => type === 'step'));
  assert.deepEqual(await page.evaluate(() => window.told.filter(({ type }) => type === 'step').map(({ step }) => step)), [3]);
  assert.equal(await decision(frame), 'implicitDeny');
  assert.equal(await frame.locator('body').evaluate(() => ({}).polluted), undefined);
});

test('text goes to a page that has spoken, and not before', async ({ page, site }) => {
  await page.goto(host.show('/silent', `<iframe title="Demo" width="700" height="500" src="${site.url}embed/?load=lazy${await encode(THREE)}"></iframe>`));
  await page.evaluate(() => {
    window.told = [];
    addEventListener('message', ({ data }) => window.told.push(data.rolescope));
  });
  await shown(page);
  const tall = (it) => page.waitForFunction((most) => window.told.some(({ type, height }) => type === 'height' && height > most), it);
  // What it says of a change of its width comes after all that it had to say when it was ready.
  await page.waitForFunction(() => window.told.some(({ type }) => type === 'ready'));
  const most = await page.evaluate(() => Math.max(...window.told.map(({ height }) => height ?? 0)));
  await page.locator('iframe').evaluate((it) => { it.width = 300; });
  await tall(most);
  const before = await page.evaluate(() => window.told);
  assert.ok(before.every(({ type, text, report }) => ['height', 'ready'].includes(type) && !text && !report), JSON.stringify(before));
  await page.evaluate(() => document.querySelector('iframe').contentWindow.postMessage({ rolescope: { v: 1, type: 'hello' } }, '*'));
  await page.waitForFunction(() => window.told.some(({ type, text }) => type === 'report' && text.includes('TheMonitoringCompany')));
});

test('a hostile child is not believed, and heights are kept in bounds', async ({ page, site }) => {
  const child = host.show('/child', 'I am not Rolescope');
  await page.goto(host.show('/believe', `${script(site)}${element()}<iframe id="child" title="Child" src="${child}"></iframe>`));
  await shown(page, 'rolescope-playground iframe');
  await listen(page);
  await page.evaluate(() => addEventListener('message', ({ data }) => { window.all ||= data === 'that was all'; }));
  const playground = page.locator('rolescope-playground');
  const height = () => playground.evaluate((it) => Number(it.shadowRoot.querySelector('iframe').height));
  const before = await height();
  await page.frameLocator('#child').locator('h1').evaluate(() => {
    for (const type of ['height', 'report', 'ready', 'error', 'step']) {
      parent.postMessage({ rolescope: { v: 1, type, height: 9999, report: 'forged', text: 'forged', step: 9 } }, '*');
    }
    parent.postMessage('that was all', '*');
  });
  await page.waitForFunction(() => window.all);
  assert.deepEqual([await height(), await page.evaluate(() => window.heard)], [before, []]);
  const believed = (data, origin) => playground.evaluate((it, [said, from]) => {
    const source = it.shadowRoot.querySelector('iframe').contentWindow;
    dispatchEvent(new MessageEvent('message', { source, origin: from, data: said }));
    return Number(it.shadowRoot.querySelector('iframe').height);
  }, [data, origin]);
  const tall = (size) => ({ rolescope: { v: 1, type: 'height', height: size } });
  assert.equal(await believed(tall(99999), site.origin), 4000);
  assert.equal(await believed(tall(-5), site.origin), 120);
  assert.equal(await believed(tall('x'), site.origin), 120);
  assert.equal(await believed(tall(500), host.origin), 120);
});

test('nothing of a scenario is executed in a frame', async ({ page, site }) => {
  const dialogs = [];
  page.on('dialog', (it) => { dialogs.push(it.message()); it.dismiss(); });
  const text = (payload) => JSON.stringify({ title: payload, steps: [{ name: payload, caller: payload, action: payload, resource: payload, context: { [payload]: payload } }] });
  await page.goto(host.show('/payloads', `${script(site)}${element(text(PAYLOADS[0]))}`));
  const frame = await shown(page);
  for (const payload of PAYLOADS) {
    await page.locator('rolescope-playground').evaluate((it, json) => { it.scenario = json; }, text(payload));
    await frame.locator('.titles h1', { hasText: payload.replaceAll(/\s+/g, ' ') }).waitFor();
    assert.equal(await frame.locator('body :is(script, iframe, img, object, embed, base, form:not(.add))').count(), 0, payload);
  }
  assert.deepEqual(dialogs, []);
  assert.equal(await frame.locator('body').evaluate(() => ({}).polluted), undefined);
});

test('a sandboxed frame whose host does not allow its scripts says so, and tells the page around', async ({ page, complaints }) => {
  // Without headers, as plain hosts serve it.
  const bare = await serveSite({ bare: true });
  try {
    const frame = `<iframe title="Demo" sandbox="allow-scripts" width="700" height="500" src="${bare.url}embed/?load=eager${await encode(THREE)}"></iframe>`;
    await page.goto(host.show('/sandbox', `<p>Here</p>`));
    await page.evaluate(() => {
      window.told = [];
      addEventListener('message', ({ data }) => window.told.push(data.rolescope));
    });
    await page.locator('main').evaluate((it, html) => it.insertAdjacentHTML('beforeend', html), frame);
    await page.frameLocator('iframe').getByRole('alert').getByText('Access-Control-Allow-Origin').waitFor();
    await page.waitForFunction(() => window.told.some(({ type, code, message }) => type === 'error' && code === 'unloaded' && message.includes('allow-same-origin')));
    const expected = [/^foreign request: /, /CORS|Failed to load resource/, /^failed request: .*(frame|chunk)-/];
    assert.deepEqual(complaints.filter((complaint) => !expected.some((it) => it.test(complaint))), []);
    // The look at barriers would ask the frame's host for its styles, which is gone by then.
    await page.locator('iframe').evaluate((it) => it.remove());
    complaints.length = 0;
  } finally {
    await bare.close();
  }
});

test('the main page in a foreign frame is a card', async ({ page, site, complaints }) => {
  await page.goto(host.show('/jack', `<iframe title="Jacked" width="700" height="500" src="${site.url}"></iframe>`));
  // The header stops it already; hosts without headers leave it to the page.
  await complaints.until(/frame-ancestors/);
  complaints.length = 0;
  await page.route(site.url, async (route) => {
    const answer = await route.fetch();
    const { 'content-security-policy': _, ...headers } = answer.headers();
    await route.fulfill({ response: answer, headers });
  });
  await page.reload();
  const frame = page.frameLocator('iframe');
  const way = frame.getByRole('link', { name: 'Open it in a new tab' });
  await way.waitFor();
  assert.deepEqual([await way.getAttribute('href'), await frame.locator('.columns').count()], [site.url, 0]);
  await page.goto(site.url);
});
