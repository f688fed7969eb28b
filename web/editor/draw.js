// Elements inside the editor.

const SVG = 'http://www.w3.org/2000/svg';

/** One of the page's icons: the page says its class and outline. */
export function icon(tone, path) {
  const outline = document.createElementNS(SVG, 'path');
  outline.setAttribute('d', path);
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 16 16');
  svg.setAttribute('class', `icon ${tone}`);
  svg.append(outline);
  return svg;
}

/** Problems, to be read where they are. */
export function problemCard(problems) {
  const card = element('div', 'card');
  for (const { tone, word, message, help } of problems) {
    const text = element('p', tone, element('strong', '', `${word}: `), ...prose(message));
    if (help) text.append(element('span', 'help', ...prose(help)));
    card.append(text);
  }
  return card;
}

/** Words in `backticks` are the user's own. */
function prose(text) {
  return text.split('`').map((part, at) => (at % 2 === 1 ? element('code', '', part) : part));
}

export function element(name, className, ...content) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...content);
  return made;
}
