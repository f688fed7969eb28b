/// <reference lib="esnext.disposable" />

import type { Decision, Document, LinkMistake, Problem, Report, Scenario, ScenarioMistake, Step, StepReport } from './types.js';

export type * from './types.js';

/** Value of a call that went well, or the mistake in what was given. Nothing here throws for that. */
export type Result<T> = ({ ok: true } & T) | { ok: false; error: Mistake };

/** Reason for which something cannot be used, and its place. */
export interface Mistake {
  /** The mistake and what belongs there. */
  message: string;
  /** The mistake as data, from which the message is made. Its `kind` is a code that stays; newer versions have more kinds. */
  cause: ScenarioMistake | LinkMistake | ValueMistake;
  /** The field, such as `steps[0].caller`; empty where the mistake is in no field. */
  field: string;
  /** Line in the text, counted from 1; objects have none. */
  line?: number;
  /** Column in the text in characters, counted from 1; objects have none. */
  column?: number;
}

/** Something that was given and cannot be used, whatever a scenario holds. Its `kind` tells which. */
export type ValueMistake =
  /** A value of another type than string. */
  | { kind: 'notAString'; found: string; expected: 'scenario' | 'pointer' | 'link' }
  /** Something that JSON does not have: `function`, `Map`, `NaN`. */
  | { kind: 'notAJsonValue'; found: string }
  /** An object that holds itself. */
  | { kind: 'circular' }
  /** Half of a surrogate pair in a text. */
  | { kind: 'loneSurrogate' }
  /** Lists and objects in one another beyond this depth. */
  | { kind: 'tooDeep'; most: number }
  /** More values than this. */
  | { kind: 'tooManyValues'; most: number }
  /** An object that threw an error when it was read. */
  | { kind: 'unreadableObject'; thrown: string }
  /** A part of the trace that there is not: as JavaScript writes it, or its type. */
  | { kind: 'unknownTracePart'; found: string }
  /** Neither an object nor a text in place of a policy. */
  | { kind: 'notAPolicy' }
  /** A pointer that leads to no policy of the scenario. */
  | { kind: 'noSuchPolicy' };

/** Result of a scenario. */
export interface Analysis {
  /** Everything. */
  report: Report;
  /** The report's decisions, one a step. */
  decisions: Decision[];
  /** The report's mistakes and findings in policies. */
  problems: Problem[];
}

/**
 * Part of each step's trace in a report.
 *
 * - `none`: no entry.
 * - `deciding`: the entries that decided. These are the rule or the refusal that decided whatever policies say; else of several
 *   checks those that came out as the step did; the gates behind `decidedBy`; in each of them the levels and policies whose verdict is the
 *   gate's own, and the statements that matched with the effect that this verdict is made of (none where the gate is silent), with
 *   all their elements.
 * - `all`: every entry.
 */
export type TracePart = 'none' | 'deciding' | 'all';

/** Options of a report. */
export interface ReportOptions {
  /** Part of each step's trace; by default `all`. What is left out is never written, so a report with less is made faster. */
  trace?: TracePart | undefined;
}

/**
 * Decides every step of a scenario, with reasons.
 *
 * @param scenario An object, or JSON text. Of a text the answer has lines and columns, and the places in the report are
 * those of the policies as they were written; of a policy that is an object they are those of its shortest text.
 */
export function analyze(scenario: Scenario | string, options?: ReportOptions): Result<Analysis>;

/** As `analyze`, from JSON text to JSON text: `{"report": …}` or `{"error": …}`. The fastest, where nobody reads it here. */
export function analyzeText(scenario: string, options?: ReportOptions): string;

/** A scenario whose policies are read once and asked often. */
export class Engine {
  private constructor();

  /** Reads a scenario, an object or JSON text. */
  static compile(scenario: Scenario | string): Result<{ engine: Engine }>;

  /** The decision of a step, counted from 0; `undefined` when there is no such step. */
  decide(step: number): Decision | undefined;

  /** The decisions of all steps. */
  decisions(): Decision[];

  /** The decision of a request that is no step of the scenario, as if it stood behind the steps. */
  decideRequest(request: Step): Result<{ decision: Decision }>;

  /** The decisions of many such requests, as if they stood one behind the other. Faster than one by one. */
  decideRequests(requests: readonly Step[]): Result<{ decisions: Decision[] }>;

  /** The reasons of a request that is no step of the scenario. */
  explainRequest(request: Step, options?: ReportOptions): Result<{ step: StepReport }>;

  /** The report of the scenario. Throws a `TypeError` for a part of the trace that there is not. */
  report(options?: ReportOptions): Report;

  /**
   * Gives a policy another document; the other policies are not read again.
   *
   * @param pointer Where the policy stands in the scenario, as the report says it: `/principals/0/trustPolicy`.
   * @param document An object, or the policy's text, which need not be well-formed.
   */
  edit(pointer: string, document: Document): Result<unknown>;

  /** Gives the engine's memory back; it cannot be asked afterwards. An engine that nobody holds any more goes by itself. */
  free(): void;

  /** The same as `free`, at the end of the block of `using engine = …`. */
  [Symbol.dispose](): void;
}

/**
 * The end of an address that opens a scenario on the page, from its `#` on. It is the scenario itself, packed: nothing is
 * sent or stored.
 */
export function encodeLink(scenario: Scenario | string): Promise<Result<{ fragment: string }>>;

/** The text of the scenario in a link, or in the end of one. Whether it is one, `analyze` says. */
export function decodeLink(link: string): Promise<Result<{ scenario: string }>>;

/** Pieces of a text that look like real credentials, in the text's order. Look before you share. */
export function suspicions(text: string): Suspicion[];

/** Something that looks like a real credential. */
export interface Suspicion {
  /** Kind of credential: `access key`, `secret key`. */
  kind: string;
  /** Beginning in the text. */
  at: number;
  /** The thing itself. */
  text: string;
}
