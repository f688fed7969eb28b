// What the package exports: tagged results over the engine.

import { Engine as RawEngine, analyze as analyzeRaw, analyzeText as analyzeRawText } from './glue.js';
import { plain, plainText } from './plain.js';

export { decodeLink, encodeLink, suspicions } from './links.js';

/** By the engine's numbers. */
const DECISIONS = ['allowed', 'explicitDeny', 'implicitDeny', 'error'];

/** Parts of a trace, by the engine's numbers. */
const TRACES = ['none', 'deciding', 'all'];

/** Decides every step of a scenario, with reasons. */
export function analyze(scenario, options) {
  const { trace, error } = traceOf(options);
  if (error) return refused(error);
  return asked(scenario, (given) => {
    const answer = analyzeRaw(given, trace);
    return answer.error ? refused(answer.error) : analyzed(withObjects(answer.report));
  });
}

/** As `analyze`, from text to text. */
export function analyzeText(scenario, options) {
  const { value, error } = plainText(scenario, 'a scenario, as JSON text,');
  const { trace, error: wrong } = traceOf(options);
  return error ?? wrong ? JSON.stringify({ error: error ?? wrong }) : analyzeRawText(value, trace);
}

/** A scenario whose policies are read once and asked often. */
export class Engine {
  #raw;

  constructor(raw) {
    this.#raw = raw;
  }

  /** Reads a scenario. */
  static compile(scenario) {
    return asked(scenario, (given) => {
      const raw = new RawEngine(given);
      const error = raw.error;
      if (error === undefined) return { ok: true, engine: new Engine(raw) };
      raw.free();
      return refused(error);
    });
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
    return asked(requests, (given) => {
      const answer = this.#held.decideRequests(given);
      return answer.error ? refused(answer.error) : { ok: true, decisions: answer.decisions };
    });
  }

  /** The reasons of a request that is no step of the scenario. */
  explainRequest(request, options) {
    const { trace, error } = traceOf(options);
    if (error) return refused(error);
    const result = asked([request], (given) => {
      const answer = this.#held.explainRequests(given, trace);
      return answer.error ? refused(answer.error) : { ok: true, step: stepWithObjects(answer.steps[0]) };
    });
    return result.ok ? result : ofOne(result);
  }

  /** The report of the scenario. */
  report(options) {
    const { trace, error } = traceOf(options);
    if (error) throw new TypeError(error.message);
    return withObjects(this.#held.report(trace));
  }

  /** Gives the policy at a JSON pointer another document. */
  edit(pointer, document) {
    return asked(document, (given) => {
      if (!isDocument(given)) return refused({ message: 'a policy, as object or as text, belongs here', field: '' });
      const { value: place, error } = plainText(pointer, 'a JSON pointer');
      if (error) return refused(error);
      if (this.#held.edit(place, given)) return { ok: true };
      return refused({ message: 'there is no policy at this pointer', field: place });
    });
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

/** Answer of `ask` to a value, when JSON can say that value. */
function asked(value, ask) {
  const { value: given, error } = plain(value);
  return error ? refused(error) : ask(given);
}

/** The part of the trace that the options ask for, as `{ trace }`, or why there is none, as `{ error }`. */
function traceOf(options) {
  const part = options?.trace ?? 'all';
  const trace = TRACES.indexOf(part);
  if (trace >= 0) return { trace };
  const found = typeof part === 'string' ? `'${part}'` : typeof part;
  return { error: { message: `trace: ${found} where 'none', 'deciding' or 'all' belongs`, field: '' } };
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

/**
 * The engine gives what scenarios name as a `Map`. `Object.fromEntries` makes fields of all names, where setting a field
 * `__proto__` would change what the object is.
 */
function withObjects(report) {
  report.steps.forEach(stepWithObjects);
  return report;
}

function stepWithObjects(step) {
  step.context = Object.fromEntries(step.context);
  if (step.session?.tags) step.session.tags = Object.fromEntries(step.session.tags);
  return step;
}
