// What the page marks in a text: the statement and the span that the trace points at, and problems.
import { RangeSet, StateEffect, StateField } from '@codemirror/state';
import { Decoration, EditorView, GutterMarker, gutter, gutterLineClass, hoverTooltip } from '@codemirror/view';
import { utf16Offsets } from './offsets.js';
import { icon, problemCard } from './draw.js';

/** Takes the marks as the page writes them, see `readMarks`. */
export const setMarks = StateEffect.define();

const NOTHING = { decorations: Decoration.none, glyphs: RangeSet.empty, hit: RangeSet.empty, problems: [], lit: null };

/**
 * The page's marks: the number of the text's bytes, then a mark a line with fields between tabs.
 * Every mark has a kind, two offsets and a class for its color; what follows is for its kind.
 */
export function readMarks(written, text) {
  const [bytes, ...lines] = written.split('\n');
  const offset = utf16Offsets(text, Number(bytes));
  return lines.filter(Boolean).map((line) => {
    const [kind, start, end, tone, path, word, message, help] = line.split('\t');
    return { kind, from: offset(Number(start)), to: offset(Number(end)), tone, path, word, message, help };
  });
}

export const marks = StateField.define({
  create: () => NOTHING,
  update(held, transaction) {
    const told = transaction.effects.find((effect) => effect.is(setMarks));
    if (told) return placed(readMarks(told.value, transaction.newDoc.toString()), transaction.newDoc);
    return transaction.docChanged ? moved(held, transaction.changes) : held;
  },
  provide: (field) => [
    EditorView.decorations.from(field, (held) => held.decorations),
    gutterLineClass.from(field, (held) => held.hit),
    gutter({ class: 'glyphs', markers: (view) => view.state.field(field).glyphs }),
    hoverTooltip((view, at) => tooltip(problemsAt(view.state, at))),
  ],
});

/** The problems whose text holds or touches `at`. */
export function problemsAt(state, at) {
  return state.field(marks).problems.filter(({ from, to }) => from <= at && at <= to);
}

function placed(found, doc) {
  const [decorations, glyphs, hit] = [[], new Map(), []];
  const problems = found.filter(({ kind }) => kind === 'problem').map((problem) => widened(problem, doc));
  for (const { kind, from, to, tone, path } of found) {
    const line = doc.lineAt(from);
    if (kind === 'glyph' && !glyphs.has(line.from)) glyphs.set(line.from, new Glyph(tone, path));
    if (kind === 'lit' && from < to) decorations.push(Decoration.mark({ class: `lit ${tone}` }).range(from, to));
    if (kind !== 'lines') continue;
    for (let { number } = line; number <= doc.lineAt(to).number; number += 1) {
      const start = doc.line(number).from;
      decorations.push(Decoration.line({ class: `hit ${tone}` }).range(start));
      hit.push(new Hit(tone).range(start));
    }
  }
  for (const { from, to, tone, path } of [...problems].reverse()) {
    glyphs.set(doc.lineAt(from).from, new Glyph(tone, path));
    if (from < to) decorations.push(Decoration.mark({ class: `flaw ${tone}` }).range(from, to));
  }
  return {
    decorations: Decoration.set(decorations, true),
    glyphs: RangeSet.of([...glyphs].map(([at, glyph]) => glyph.range(at)), true),
    hit: RangeSet.of(hit, true),
    problems,
    lit: found.find(({ kind }) => kind === 'lit') ?? found.find(({ kind }) => kind === 'lines') ?? null,
  };
}

/** A problem about nothing, such as a missing bracket, is shown on its neighbor. */
function widened(problem, doc) {
  const { from, to } = problem;
  if (from < to) return problem;
  const line = doc.lineAt(from);
  return from < line.to ? { ...problem, to: from + 1 } : { ...problem, from: Math.max(line.from, from - 1) };
}

/** Until the page has read the new text, marks go where their words went. */
function moved(held, changes) {
  const mapped = (mark) => ({ ...mark, from: changes.mapPos(mark.from, 1), to: changes.mapPos(mark.to, -1) });
  return {
    decorations: held.decorations.map(changes),
    glyphs: held.glyphs.map(changes),
    hit: held.hit.map(changes),
    problems: held.problems.map(mapped),
    lit: held.lit && mapped(held.lit),
  };
}

function tooltip(problems) {
  if (problems.length === 0) return null;
  const from = Math.max(...problems.map((problem) => problem.from));
  return { pos: from, above: true, create: () => ({ dom: problemCard(problems) }) };
}

class Glyph extends GutterMarker {
  constructor(tone, path) {
    super();
    this.tone = tone;
    this.path = path;
  }

  eq(other) {
    return other.tone === this.tone && other.path === this.path;
  }

  toDOM() {
    return icon(this.tone, this.path);
  }
}

class Hit extends GutterMarker {
  constructor(tone) {
    super();
    this.elementClass = `hit ${tone}`;
  }

  eq(other) {
    return other.elementClass === this.elementClass;
  }
}
