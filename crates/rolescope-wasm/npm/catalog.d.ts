// AWS's services, actions, resource types and condition keys. No decision depends on them.

/** AWS's classification of an action; `not known` where no source says it. */
export type AccessLevel = 'List' | 'Read' | 'Write' | 'Tagging' | 'Permissions management' | 'not known';

/** Type of a condition key's values. */
export type KeyType = 'ARN' | 'Binary' | 'Bool' | 'Date' | 'IPAddress' | 'Numeric' | 'String';

/** An action, such as `s3:GetObject`. */
export interface Action {
  name: string;
  level: AccessLevel;
}

/** A service, under the prefix that its actions have. */
export interface Service {
  prefix: string;
  /** Its name, such as `Amazon S3`. */
  name: string;
  /** True if resource control policies apply to it. */
  supportsRcps: boolean;
}

/** A condition key, such as `s3:prefix` or `aws:ResourceTag/${TagKey}`. */
export interface ConditionKey {
  name: string;
  /** Absent when no source says it. */
  type?: KeyType;
  /** True if a request can have several values. */
  multivalued: boolean;
}

/** A key that requests to any service can have. */
export interface GlobalKey extends ConditionKey {
  /** Property that it describes. */
  category: 'principal' | 'session' | 'network' | 'resource' | 'request';
}

/** A type of resource. */
export interface ResourceType {
  name: string;
  /** Format of its ARNs, such as `arn:${Partition}:s3:::${BucketName}`. */
  arn: string;
  /** Condition keys that describe such a resource. */
  keys: string[];
}

/** An action with all that is known about it. */
export interface DetailedAction extends Action {
  /** Types of the resources that it acts on. None: policies must write `*`. */
  resources: { name: string; required: boolean }[];
  /** Condition keys that its requests can have, besides the global ones. */
  keys: string[];
  /** Actions that the caller may need too, such as `iam:PassRole`. */
  dependent: string[];
  /** AWS's page. */
  page?: string;
}

/** A fact that no package has, with AWS's page that says it. */
export interface Fact {
  kind:
    | 'action'
    | 'principal'
    | 'resourcePolicy'
    | 'resourcePolicyWithoutResource'
    | 'tagKey'
    | 'sendsAlways'
    | 'sendsOften'
    | 'sendsNever'
    | 'passesTag'
    | 'passesSourceIdentity'
    | 'passesSessionPolicy';
  value: string;
  source: string;
}

/** Everything about a service. */
export interface ServiceDetails extends Service {
  /** Its page in AWS's service authorization reference. */
  page?: string;
  actions: DetailedAction[];
  resources: ResourceType[];
  keys: ConditionKey[];
  facts: Fact[];
}

/** Existence of an action. */
export type ActionCheck =
  | { ok: true; action: Action }
  | {
      ok: false;
      problem: 'noService' | 'unknownService' | 'unknownAction';
      /** Actions, or prefixes of services, that were probably meant, closest first. */
      meant: string[];
    };

/** A service or an action that can be meant. */
export interface Completion {
  /** `s3:GetObject`, or `s3:` for a service. */
  text: string;
  serviceName: string;
  /** Absent for a service. */
  level?: AccessLevel;
  /** Quality of the match; completions come best first. */
  rank: 'exact' | 'prefix' | 'parts' | 'inside' | 'fuzzy';
}

/** The actions of a pattern, or why it is none. */
export type Expansion = { ok: true; actions: Action[] } | { ok: false; error: PatternMistake };

/** Reason for which a text is not a pattern, in words and as data. */
export interface PatternMistake {
  message: string;
  cause: { kind: 'noService'; pattern: string };
}

/** Relation of a resource to an action. */
export type ResourceFit =
  | { fit: 'fits'; type: string }
  /** The action acts on no single resource: policies must write `*`. */
  | { fit: 'takesNone' }
  /** `is`: the type of the resource, where the service has it; `takes`: those that the action acts on. */
  | { fit: 'doesNotFit'; is?: string; takes: { name: string; arn: string }[] };

/**
 * Relation of a condition key to requests of an action: they can have it (`listed`), requests to any service can (`global`), none of the
 * action does (`never`), AWS has no such key (`unknown`), or the catalog cannot tell (`notKnown`).
 */
export type KeyFit = 'listed' | 'global' | 'never' | 'unknown' | 'notKnown';

/** A package that the data was made from. */
export interface Package {
  name: string;
  version: string;
  license: string;
  date?: string;
}

/** All services, without their actions. */
export function services(): Service[];

/** Everything about the service with this prefix, whatever its case. */
export function service(prefix: string): ServiceDetails | undefined;

/** The action of this name, such as `s3:GetObject`, whatever its case. */
export function action(name: string): Action | undefined;

/** Existence of an action, and what was probably meant. */
export function check(name: string): ActionCheck;

/** The best completions of what was typed, at most `limit` (50): of the service's actions after a colon, else of services and all actions. */
export function complete(typed: string, limit?: number): Completion[];

/** The actions that a pattern of `Action` means. */
export function expand(pattern: string): Expansion;

/** The actions that the patterns of a `NotAction` leave: all but theirs. */
export function expandNot(patterns: readonly string[]): Expansion;

/** Relation of a resource of a request to an action; `undefined` when there is no such action. */
export function resourceFit(action: string, resource: string): ResourceFit | undefined;

/** Relation of a condition key to requests of an action; `undefined` when there is no such action. */
export function keyFit(action: string, key: string): KeyFit | undefined;

/** All global condition keys. */
export function globalKeys(): GlobalKey[];

/** Prefix of the service whose principal this is, such as `logs` for `delivery.logs.amazonaws.com`; `undefined` when it is not known. */
export function serviceOfPrincipal(principal: string): string | undefined;

/** Presence of a condition key in requests that a service's principal makes; `undefined` when it is not known. */
export function presence(service: string, key: string): 'always' | 'often' | 'never' | undefined;

/** True if the resource policy of such a resource needs `Resource`; `undefined` when it is not known that it has a policy. */
export function policyNeedsResource(service: string, type: string): boolean | undefined;

/** The packages that the data was made from. */
export function packages(): Package[];
