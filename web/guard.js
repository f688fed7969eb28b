// Stands between the page and its engine. When the engine breaks down, nothing calls it again, and what the visitor
// wrote is shown to be copied. When an earlier start did not end, the engine waits until the visitor has decided. It is
// plain JavaScript on purpose: it must work when the engine does not.
(() => {
  const { dataset } = document.documentElement;
  let broken = false;

  // How keys in the storage begin: other sites of this origin have the same storage. And an id that no other tab has.
  dataset.keys = `rolescope:${new URL('.', location.href).pathname}:`;
  dataset.tab = Math.random().toString(36).slice(2, 10);
  // The page has the first example in it. Whoever would see something else must not see that first.
  const look = () => {
    if (!isFirstVisit()) dataset.other = '';
  };
  look();
  addEventListener('takeover', look);
  // Where the app leaves what it shows, so that the engine need not be asked for it (`Drafts::leave`).
  const draft = element('page-draft', { id: 'page-draft' });
  document.head.append(draft);

  // In a frame of somebody else's page, clicks could be stolen: only the page that is made for frames works there.
  if (window.top !== window && !document.documentElement.dataset.embed) {
    dataset.other = '';
    WebAssembly.instantiate = WebAssembly.instantiateStreaming = () => new Promise(() => {});
    addEventListener('DOMContentLoaded', () => document.querySelector('.loading p').replaceChildren(
      'Rolescope does not work inside of another page. ',
      element('a', { href: location.href, target: '_blank', rel: 'noopener', textContent: 'Open it in a new tab' }),
    ));
    return;
  }

  // Each export of the module is called through here.
  const guarded = (call) => (...values) => {
    if (broken) return undefined;
    try {
      return call(...values);
    } catch (error) {
      if (error instanceof WebAssembly.RuntimeError || error instanceof RangeError) breakDown(error);
      throw error;
    }
  };

  const guardedInstance = (instance) => {
    const exports = {};
    for (const [name, value] of Object.entries(instance.exports)) {
      exports[name] = typeof value === 'function' ? guarded(value) : value;
    }
    return { exports };
  };

  // A scenario whose drawing began and did not end (`Drafts::begin`): `web/drafts/ask.js` asks about it first.
  const decided = unfinished() ? new Promise((resolve) => { addEventListener('startanyway', resolve); }) : undefined;
  if (decided) dataset.unfinished = '';

  for (const name of ['instantiate', 'instantiateStreaming']) {
    const own = WebAssembly[name];
    WebAssembly[name] = async (...values) => {
      await decided;
      const { instance, module } = await own.apply(WebAssembly, values);
      return { instance: guardedInstance(instance), module };
    };
  }

  // The page's files did not come: say so in place of the line that says it is loading, or above the first example.
  const unloaded = () => {
    const loading = document.querySelector('.loading');
    if (!loading) return;
    const message = element('p', { className: 'unloaded', role: 'alert' });
    message.textContent = 'Rolescope could not be loaded. Look at your connection, then load the page again.';
    if ('other' in dataset) loading.replaceChildren(loading.querySelector('h1'), message);
    else if (!document.querySelector('.unloaded')) document.body.prepend(message);
  };
  addEventListener('error', unloaded, true);
  addEventListener('unhandledrejection', unloaded);

  // The same for a page that is made for frames, whose parent hears of it as well. A frame without an origin of its own
  // gets scripts only of hosts that allow it.
  const unloadedInFrame = ({ target }) => {
    if (target.localName !== 'script') return;
    const message = self.origin === 'null'
      ? 'The scripts of this frame did not come. It is sandboxed without allow-same-origin: its host must send the header Access-Control-Allow-Origin.'
      : 'The scripts of this frame did not come. Look at your connection, then load the page again.';
    document.querySelector('main').append(element('p', { role: 'alert', textContent: message }));
    window.parent.postMessage({ rolescope: { v: 1, type: 'error', code: 'unloaded', message } }, '*');
  };
  if (document.documentElement.dataset.embed) addEventListener('error', unloadedInFrame, true);

  function breakDown(error) {
    broken = true;
    const texts = written();
    const main = element('main', { className: 'breakdown' });
    main.append(
      element('h1', { textContent: 'Something went wrong' }),
      element('p', {
        textContent:
          'This is a bug in Rolescope. Nothing of yours was sent anywhere. Here is what you wrote: copy it before you ' +
          'load the page again.',
      }),
    );
    for (const [name, text] of texts) {
      const area = element('textarea', { value: text, readOnly: true, rows: 12, spellcheck: false });
      area.setAttribute('aria-label', name);
      const copy = button('Copy', () => {
        area.select();
        navigator.clipboard?.writeText(text).then(() => { copy.textContent = 'Copied'; }, () => {});
      });
      main.append(element('h2', { textContent: name }), area, copy);
    }
    const tools = element('p', { className: 'tools' });
    tools.append(button('Load the page again', () => location.reload()));
    main.append(element('h2', { textContent: 'Next' }), tools, element('p', { textContent: `What happened: ${error.message}` }));
    document.body.replaceChildren(main);
    document.title = 'Something went wrong: Rolescope';
    dispatchEvent(new CustomEvent('breakdown', { detail: main }));
    main.querySelector('h1').tabIndex = -1;
    main.querySelector('h1').focus();
  }

  // What the page shows in text areas, and its scenario as the app left it last.
  function written() {
    const shown = [...document.querySelectorAll('textarea')]
      .filter((area) => area.value)
      .map((area) => [area.getAttribute('aria-label') || 'Text on the page', area.value]);
    const text = draft.getAttribute('text');
    return text ? [...shown, ['The whole scenario of this page', text]] : shown;
  }

  // What the app shows (`browser::last_visit`) is the first example as it was built: neither the address nor the storage
  // says anything else.
  function isFirstVisit() {
    try {
      // Keys of earlier versions count until they were taken over.
      const taken = `${dataset.keys}taken`;
      const ours = ([key]) => key.startsWith(dataset.keys) || key.startsWith('rolescope.') && !localStorage[taken];
      const kept = [localStorage, sessionStorage].flatMap((storage) => Object.entries(storage)).filter(ours);
      return !location.hash.includes('=') && kept.every(([key, value]) => (
        key === taken || key === `${dataset.keys}scenario` && value === 'ec2-reads-s3'
      ));
    } catch {
      // No storage: nothing was kept.
      return !location.hash.includes('=');
    }
  }

  function unfinished() {
    try {
      return Object.keys(localStorage).some((key) => key.startsWith(`${dataset.keys}drawing.`));
    } catch {
      // No storage: nothing was kept.
      return false;
    }
  }

  function button(words, act) {
    const made = element('button', { type: 'button', textContent: words });
    made.addEventListener('click', act);
    return made;
  }

  function element(name, properties) {
    return Object.assign(document.createElement(name), properties);
  }
})();
