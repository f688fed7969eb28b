// What the package exports: tagged results over the engine.

import { bytes } from './bytes.js';
import { Engine as RawEngine, analyzeText as analyzeRaw } from './glue.js';
import { mistake } from './mistakes.js';
import { plainJson, plainText } from './plain.js';

export { decodeLink, encodeLink, suspicions } from './links.js';

/** By the engine's numbers. */
const DECISIONS = ['allowed', 'explicitDeny', 'implicitDeny', 'error'];

/** Parts of a trace, by the engine's numbers. */
const TRACES = ['none', 'deciding', 'all'];

/** Decides every step of a scenario, with reasons. */
export function analyze(scenario, options) {
  const { trace, error } = traceOf(options);
  if (error) return refused(error);
  const answer = asked(scenario, (text) => analyzeRaw(bytes(text), trace));
  return answer.error ? refused(answer.error) : analyzed(answer.report);
}

/** As `analyze`, from text to text. */
export function analyzeText(scenario, options) {
  const { value, error } = plainText(scenario, 'scenario');
  const { trace, error: wrong } = traceOf(options);
  return error || wrong ? JSON.stringify({ error: error ?? wrong }) : analyzeRaw(bytes(value), trace);
}

/** A scenario whose policies are read once and asked often. */
export class Engine {
  #raw;

  constructor(raw) {
    this.#raw = raw;
  }

  /** Reads a scenario. */
  static compile(scenario) {
    let raw;
    const { error } = asked(scenario, (text) => {
      raw = new RawEngine(bytes(text));
      return { error: raw.error };
    });
    if (!error) return { ok: true, engine: new Engine(raw) };
    raw?.free();
    return refused(error);
  }

  /** The decision of a step, counted from 0. */
  decide(step) {
    return Number.isInteger(step) ? DECISIONS[this.#held.decide(step)] : undefined;
  }

  /** The decisions of all steps. */
  decisions() {
    return Array.from(this.#held.decisions(), (number) => DECISIONS[number]);
  }

  /** The decision of a request that is no step of the scenario. */
  decideRequest(request) {
    const result = this.decideRequests([request]);
    return result.ok ? { ok: true, decision: result.decisions[0] } : ofOne(result);
  }

  /** The decisions of many such requests. */
  decideRequests(requests) {
    // A text is no list, and is not read as one.
    const list = typeof requests === 'string' ? JSON.stringify(requests) : requests;
    const { decisions, error } = asked(list, (text) => this.#held.decideRequests(text));
    return error ? refused(error) : { ok: true, decisions };
  }

  /** The reasons of a request that is no step of the scenario. */
  explainRequest(request, options) {
    const { trace, error: wrong } = traceOf(options);
    if (wrong) return refused(wrong);
    const { steps, error } = asked([request], (list) => this.#held.explainRequests(list, trace));
    return error ? ofOne({ error }) : { ok: true, step: steps[0] };
  }

  /** The report of the scenario. */
  report(options) {
    const { trace, error } = traceOf(options);
    if (error) throw new TypeError(error.message);
    return JSON.parse(this.#held.reportText(trace));
  }

  /** Gives the policy at a JSON pointer another document. */
  edit(pointer, document) {
    const { text, error } = plainJson(document);
    if (error) return refused(error);
    if (!isDocument(document)) return refused(mistake('notAPolicy'));
    const { value: place, error: wrong } = plainText(pointer, 'pointer');
    if (wrong) return refused(wrong);
    if (this.#held.edit(place, text)) return { ok: true };
    return refused(mistake('noSuchPolicy', {}, { field: place }));
  }

  /** Gives the engine's memory back. */
  free() {
    this.#raw?.free();
    this.#raw = undefined;
  }

  get #held() {
    if (!this.#raw) throw new Error('this engine was freed');
    return this.#raw;
  }
}

if (Symbol.dispose) Engine.prototype[Symbol.dispose] = Engine.prototype.free;

/** Answer of the engine, as JSON or object, to a value as JSON text; `{ error }` where JSON cannot say that value. */
function asked(value, ask) {
  const { text, error } = plainJson(value);
  if (error) return { error };
  const given = ask(text);
  const answer = typeof given === 'string' ? JSON.parse(given) : given;
  if (answer.error && typeof value !== 'string') {
    // The text that an object was written to is nobody's: its lines and columns are not told.
    const { line, column, ...told } = answer.error;
    answer.error = told;
  }
  return answer;
}

/** The part of the trace that the options ask for, as `{ trace }`, or why there is none, as `{ error }`. */
function traceOf(options) {
  const part = options?.trace ?? 'all';
  const trace = TRACES.indexOf(part);
  if (trace >= 0) return { trace };
  const found = typeof part === 'string' ? `'${part}'` : typeof part;
  return { error: mistake('unknownTracePart', { found }) };
}

function isDocument(value) {
  return typeof value === 'string' || (typeof value === 'object' && value !== null && !Array.isArray(value));
}

function refused(error) {
  return { ok: false, error };
}

/** A mistake in a list of one thing, as a mistake in that thing. */
function ofOne({ error }) {
  return refused({ ...error, field: error.field.replace(/^\[0\]\.?/, '') });
}

function analyzed(report) {
  return { ok: true, report, decisions: report.steps.map((step) => step.decision), problems: report.problems };
}
