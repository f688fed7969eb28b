// What to paste where. Everything in here is text about text: the scenario is escaped for the place that it comes to.

export const VIEWS = ['walk', 'split', 'editor', 'result', 'trace', 'flow', 'who'];

/** A name for HTML, in text and in quotes. */
const escaped = (text) => text.replace(/[&<>"']/g, (it) => `&#${it.charCodeAt(0)};`);

/** Text for HTML that stays as readable as it was. */
const shown = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** Text that Markdown takes as it is. */
const plain = (text) => text.replace(/\s+/g, ' ').replace(/[\\`*_{}[\]<>()#+.!|~&$-]/g, '\\$&');

/** A sentence of the engine's for Markdown: what it has in backticks stays code. */
const sentence = (text) => text.split('`').map((part, at, { length }) => {
  if (at % 2 === 0) return plain(part);
  if (at === length - 1) return `\\\`${plain(part)}`;
  return part ? `\`${part.replace(/\s+/g, ' ')}\`` : '\\`\\`';
}).join('');

/** A fence that no line of the text can close. */
function fenced(info, text) {
  const longest = Math.max(2, ...Array.from(text.matchAll(/`+/g), (run) => run[0].length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${info}\n${text}\n${fence}\n`;
}

/** A title as an option of a fenced block: on one line, and without what would end it. */
const quoted = (title) => `"${title.replace(/[\\"`\s]+/g, ' ').trim()}"`;

/** Options as `name=value` for a block, `name="value"` for an element; those that say nothing are left out. */
const wished = ({ view, theme, load, density, step, readonly }) => Object.entries({
  view,
  step,
  theme: theme === 'auto' ? '' : theme,
  load: load === 'lazy' ? '' : load,
  density: density === 'compact' ? density : '',
  readonly: readonly ? '1' : '',
}).filter(([, value]) => value);

/** The scenario as a fenced block of the language `rolescope`, which `rolescope docs check` holds to its verdict. */
function block({ title, text, options, decision }) {
  const words = wished(options).map(([name, value]) => (name === 'readonly' ? name : `${name}=${value}`));
  if (title) words.push(`title=${quoted(title).replaceAll('&', '&amp;')}`);
  if (decision) words.push(`expect=${decision}`);
  return fenced(['rolescope', ...words].join(' '), text);
}

function opening({ title, options }) {
  const words = wished(options).map(([name, value]) => ` ${name}="${value}"`).join('');
  return `<rolescope-playground${words} title="${escaped(title || 'Rolescope')}">`;
}

/**
 * The element, whose scenario is there to be read until it is decided, and where there is no JavaScript. With blank lines around
 * the scenario, Markdown takes it as HTML up to its end, whatever lines it has.
 */
const element = (it) => `${opening(it)}\n\n<pre><code>${shown(it.text)}</code></pre>\n\n</rolescope-playground>\n`;

/** A frame stays as high as it is made: enough for a scenario of three calls in a column of text. */
function frame({ title, site, fragment, options }) {
  const query = new URLSearchParams(wished(options).filter(([name]) => name !== 'load' || options.load === 'click'));
  const heights = { result: 420, walk: 720, split: 900, editor: 900, trace: 900, flow: 860, who: 720 };
  return `<iframe src="${site}embed/?${escaped(String(query))}${fragment}" title="${escaped(title || 'Rolescope')}" \
width="100%" height="${heights[options.view]}" loading="lazy"></iframe>
`;
}

const script = ({ site }) => `<script type="module" src="${site}embed.js"></script>\n`;

const indented = (text, by) => text.replace(/^(?=.)/gm, by);

/** Places for a scenario, and the text to write there. */
export const PLACES = [
  { name: 'iframe', says: 'Anywhere that takes HTML. Needs no script; the height stays as it is.', write: frame },
  {
    name: 'HTML',
    says: 'The element follows its content’s height and tells your page what is decided.',
    write: (it) => script(it) + element(it),
  },
  {
    name: 'mdBook',
    says: 'The first part goes into book.toml, the block into a chapter.',
    write: (it) => `[preprocessor.rolescope]\ncommand = "rolescope mdbook"\nsite = "${it.site}"\n\n${block(it)}`,
  },
  {
    name: 'Docusaurus',
    says: 'The first line goes into docusaurus.config.js, the element into a page (.mdx).',
    write: (it) => `scripts: [{ src: '${it.site}embed.js', type: 'module' }],\n
${opening(it)}\n\n${fenced('json', it.text)}\n</rolescope-playground>\n`,
  },
  {
    name: 'MkDocs',
    says: 'The first part goes into mkdocs.yml, the element into a page.',
    write: (it) => `extra_javascript:\n  - path: ${it.site}embed.js\n    type: module\n\n<div>\n${element(it)}</div>\n`,
  },
  {
    name: 'Sphinx',
    says: 'The first line goes into conf.py, the directive into a page (.rst).',
    write: (it) => `html_js_files = [("${it.site}embed.js", {"type": "module"})]\n
.. raw:: html\n\n${indented(element(it), '   ')}`,
  },
  {
    name: 'Hugo',
    says: 'The first part is the file layouts/_default/_markup/render-codeblock-rolescope.html, the block goes into a page.',
    write: (it) => `${script(it)}<rolescope-playground
  {{- range $name, $value := .Attributes }} {{ $name }}="{{ $value }}"{{ end }}>
  <pre><code>{{ .Inner }}</code></pre>
</rolescope-playground>\n\n${hugoBlock(it)}`,
  },
];

function hugoBlock({ title, text, options, decision }) {
  const words = wished(options).map(([name, value]) => `${name}="${value}"`);
  if (title) words.push(`title=${quoted(title.replace(/[{}\\]/g, ' '))}`);
  if (decision) words.push(`expect="${decision}"`);
  return fenced(`rolescope {${words.join(' ')}}`, text);
}

/** Link, verdict and scenario, to be pasted into a ticket or a document. */
export function markdown({ title, link, text, step, reason, decision }) {
  const named = plain(title || 'A scenario');
  return `[${named}](${link})\n\n> ${sentence(reason)}\n\n${block({ title, text, options: { step }, decision })}`;
}
