// Has the site kept for when there is no network, says when a new version of it is ready, and what is not kept. The page
// loads this with the first sign of a visitor. Not in a frame: what is embedded keeps nothing.

const WORKER = './service-worker.js';
/** Styles of the strip. It covers nothing: nobody should have to answer before they go on. */
const LOOKS = `
  .news .notice { max-width: none; padding: 4px 16px; border-radius: 0; flex-wrap: wrap; justify-content: center; }
  @media print { .news { display: none; } }`;

/** Parts of the site that a page without a network can lack, by the names of their files. */
const PARTS = [
  [/^scenarios\//, (count) => (count === 1 ? 'one example' : `${count} examples`)],
  [/^editor-/, () => 'the editor with colors and completion'],
  [/^share-/, () => 'links and the Share dialog'],
  [/^work-/, () => 'finding out who can assume a role'],
];

const say = placeForNews();
if (self === top && navigator.serviceWorker) keepSite().catch(() => {});

/** Says that a part of the page could not be loaded. */
export function lacks(part) {
  say.lacks(`${part} could not be loaded. ${navigator.onLine ? 'Try again in a moment.' : 'You are offline, and this is not kept here.'}`);
}

async function keepSite() {
  const container = navigator.serviceWorker;
  let known = Boolean(container.controller);
  container.addEventListener('controllerchange', () => {
    // The first worker of a visit changes nothing; another one was let in by this page or by another tab.
    if (known) say.newVersion(() => location.reload());
    known = true;
  });
  sayWhenOffline();
  const registration = await container.register(trustedAddress(), { updateViaCache: 'none' });
  const look = () => {
    if (registration.waiting && container.controller) say.newVersion(() => letIn(registration));
  };
  registration.addEventListener('updatefound', () => registration.installing?.addEventListener('statechange', look));
  look();
  await container.ready;
  await offerEverything();
}

/** Answers of the service worker to `words`, each as it comes. */
function ask(words, hear) {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data }) => hear(data);
  navigator.serviceWorker.ready.then(({ active }) => active.postMessage(words, [port2]));
}

/** The files that are not kept. */
function lacking() {
  return new Promise((resolve) => { ask('lacks', ({ lacks: files }) => resolve(files)); });
}

/** Offers to keep every file, with the size of those that are not kept, in the place that the page has for it. */
async function offerEverything() {
  const place = document.getElementById('offline');
  const files = await lacking();
  if (!place || !files.length) return;
  const size = files.reduce((sum, { bytes }) => sum + bytes, 0);
  const offer = button(`Keep everything offline (${(size / 1e6).toFixed(1)} MB)`, () => {
    if (offer.ariaDisabled) return;
    const words = element('span', { textContent: 'Keeping everything …' });
    // The focus stays where it was.
    offer.ariaDisabled = 'true';
    offer.replaceChildren(words);
    ask('keep everything', ({ bytes, done }) => {
      if (bytes) words.textContent = `Keeping everything … ${Math.floor(100 * bytes / size)} %`;
      if (done === undefined) return;
      const hadFocus = document.activeElement === offer;
      offer.remove();
      if (hadFocus) said.focus();
      if (done) said.textContent = 'Everything is kept offline.';
      else offerEverything().then(() => lacks('A part of the site'));
    });
  });
  // There before anything is said in it, so that screen readers hear it.
  const said = element('span', { role: 'status', tabIndex: -1 });
  place.replaceChildren(offer, said);
}

/** The page's content security policy knows this one way to name a script, and it names one script. */
function trustedAddress() {
  const policy = self.trustedTypes?.createPolicy('rolescope-offline', { createScriptURL: () => WORKER });
  return policy ? policy.createScriptURL('') : WORKER;
}

/** Loads the page again once the new version answers for it. The page keeps its draft when it goes away. */
function letIn({ waiting }) {
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
  if (waiting) waiting.postMessage('take over');
  else location.reload();
}

function sayWhenOffline() {
  const look = async () => {
    const is = () => !navigator.onLine && Boolean(navigator.serviceWorker.controller);
    const files = is() ? await lacking() : [];
    say.offline(is() && words(files));
  };
  addEventListener('offline', look);
  addEventListener('online', look);
  look();
}

function words(files) {
  const parts = PARTS.map(([names, word]) => [files.filter(({ name }) => names.test(name)).length, word]).filter(([count]) => count);
  if (!files.length) return 'You are offline. Everything still works.';
  const named = parts.map(([count, word]) => word(count)).join(', ');
  return `You are offline. The page works; not kept here: ${named || 'some of its files'}.`;
}

/** A strip at the upper edge. It is always there, so that screen readers hear what comes into it. */
function placeForNews() {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(LOOKS);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  const place = element('div', { className: 'news', role: 'status' });
  document.body.prepend(place);
  let version;
  let offline;
  let lack;
  return {
    newVersion(reload) {
      version?.remove();
      version = notice('A new version is ready. Your work is kept.', button('Reload', reload));
      version.append(button('Later', () => version.remove()));
      place.append(version);
    },
    offline(says) {
      offline?.remove();
      offline = says ? dismissable(says) : undefined;
      if (offline) place.append(offline);
    },
    lacks(says) {
      lack?.remove();
      lack = dismissable(says);
      place.append(lack);
    },
  };
}

function dismissable(says) {
  const made = notice(says);
  made.append(button('Dismiss', () => made.remove()));
  return made;
}

function notice(says, ...rest) {
  const made = element('div', { className: 'notice' });
  made.append(element('span', { textContent: says }), ...rest);
  return made;
}

function button(words, press) {
  const made = element('button', { type: 'button', textContent: words });
  made.addEventListener('click', press);
  return made;
}

function element(name, properties) {
  return Object.assign(document.createElement(name), properties);
}
