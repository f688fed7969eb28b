// Completion: one door. Whoever knows what can stand at a caret answers here, the page and what joins it later.

import { startCompletion } from '@codemirror/autocomplete';

/** Function that is asked. The page knows the policy language and the scenario. */
const ASKED = [askPage];

/**
 * A source of completions for the editor in `host`.
 *
 * An answer is `{ from, to, before, after, options }`, or nothing: the text from `from` to `to` gives way to an
 * option's label between `before` and `after`. Where several answer, the first says what gives way.
 */
export function completing(host) {
  return async (context) => {
    const answers = (await Promise.all(ASKED.map((ask) => ask(host, context)))).filter(Boolean);
    const [first] = answers;
    if (!first || !(context.explicit || isTyping(context, first))) return null;
    const behind = first.to - context.pos;
    const apply = (view, { label }, from, to) => put(view, first.before + label + first.after, from, to + behind);
    const options = answers.flatMap((answer) => answer.options).map((option, order) => ({ ...option, order, apply }));
    return { from: first.from, options, validFor: /^[^"\s{}[\],]*$/ };
  };
}

/** Of equal fit, what was named first comes first. */
export const byOrder = (one, other) => one.order - other.order;

/** Unasked, something is offered within a string or behind the start of a word. */
function isTyping({ pos }, { from, before }) {
  return pos > from || before === '';
}

function put(view, insert, from, to) {
  const selection = { anchor: from + insert.length };
  view.dispatch({ changes: { from, to, insert }, selection, userEvent: 'input.complete', scrollIntoView: true });
  // Behind a key comes its value.
  if (insert.endsWith(': ')) startCompletion(view);
}

async function askPage(host, { pos }) {
  return readAnswer(await host.ask(pos));
}

/** The page's answer: a line of what gives way, then a choice a line, fields between tabs. */
export function readAnswer(written) {
  const [head, ...lines] = written.split('\n');
  const [from, to, before, after] = head.split('\t');
  const options = lines.filter(Boolean).map((line) => {
    const [label, detail] = line.split('\t');
    return { label, detail };
  });
  return options.length > 0 ? { from: Number(from), to: Number(to), before, after, options } : null;
}
