// Has the site kept for when there is no network, and says when a new version of it is ready. The page loads this with
// the first sign of a visitor. Not in a frame: what is embedded keeps nothing.

const WORKER = './service-worker.js';
/** Lies over nothing: nobody should have to answer before they go on. */
const LOOKS = `
  .news .notice { max-width: none; padding: 4px 16px; border-radius: 0; flex-wrap: wrap; justify-content: center; }
  @media print { .news { display: none; } }`;

if (self === top && navigator.serviceWorker) keepSite().catch(() => {});

async function keepSite() {
  const container = navigator.serviceWorker;
  const say = placeForNews();
  let known = Boolean(container.controller);
  container.addEventListener('controllerchange', () => {
    // The first worker of a visit changes nothing; another one was let in by this page or by another tab.
    if (known) say.newVersion(() => location.reload());
    known = true;
  });
  sayWhenOffline(say);
  const registration = await container.register(trustedAddress(), { updateViaCache: 'none' });
  const look = () => {
    if (registration.waiting && container.controller) say.newVersion(() => letIn(registration));
  };
  registration.addEventListener('updatefound', () => registration.installing?.addEventListener('statechange', look));
  look();
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

function sayWhenOffline(say) {
  const look = () => say.offline(!navigator.onLine && Boolean(navigator.serviceWorker.controller));
  addEventListener('offline', look);
  addEventListener('online', look);
  look();
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
  return {
    newVersion(reload) {
      version?.remove();
      version = notice('A new version is ready. Your work is kept.', button('Reload', reload));
      version.append(button('Later', () => version.remove()));
      place.append(version);
    },
    offline(is) {
      offline?.remove();
      offline = is ? notice('You are offline. Everything still works.') : undefined;
      if (offline) {
        offline.append(button('Dismiss', () => offline?.remove()));
        place.append(offline);
      }
    },
  };
}

function notice(words, ...rest) {
  const made = element('div', { className: 'notice' });
  made.append(element('span', { textContent: words }), ...rest);
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
