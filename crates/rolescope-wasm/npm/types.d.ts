// Types of scenarios and reports, made from the Rust types:
// UPDATE_GOLDEN=1 cargo test --test project typescript

/**
 * Principals, resources and their policies, and the calls to decide.
 *
 * Every field may be absent. Unknown fields are refused, with their place; in a scenario of a newer format than this version knows they
 * are left out instead.
 */
export interface Scenario {
  /** Accounts with something to say; one that only occurs in ARNs need not be listed. */
  accounts?: readonly Account[];
  /** Markdown. */
  description?: string;
  /** Version of the format; absent means 1. */
  format?: number | null;
  /** Users, roles and whoever else carries policies. */
  principals?: readonly Principal[];
  /** Resources that carry a policy, tags or an owner. */
  resources?: readonly Resource[];
  /** The calls, in order; each gets its own decision. */
  steps?: readonly Step[];
  /** "Now" of the first step, ISO 8601 in UTC. */
  time?: string | null;
  /** One line. */
  title?: string;
}

/** An AWS account. */
export interface Account {
  /** True if IAM trusts it with the root users of member accounts (`sts:AssumeRoot`). */
  delegatedAdministrator?: boolean;
  /** Twelve digits. */
  id: string;
  /** True if it is the organization's management account. */
  managementAccount?: boolean;
  /** Name by which people call it. */
  name?: string | null;
  /** Path in its organization: `o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/`. */
  organizationPath?: string | null;
  /** Levels of resource control policies; `RCPFullAWSAccess` is always attached and need not be written. */
  resourceControlPolicies?: readonly PolicyLevel[] | null;
  /**
   * Levels of service control policies, root first, the account itself last. Absent: none in force. An empty list, or a level
   * without policies, allows nothing.
   */
  serviceControlPolicies?: readonly PolicyLevel[] | null;
}

/** A session that was obtained before the scenario begins. */
export interface CallerSession {
  /** When it was issued, ISO 8601 in UTC. */
  issuedAt?: string | null;
  /** ARN of the IAM user who made a federated user's session. */
  issuer?: string | null;
  /** True if MFA was used. */
  mfa?: boolean | null;
  /** Session policies it was made with. */
  policies?: readonly NamedPolicy[];
  /** Source identity it carries. */
  sourceIdentity?: string | null;
  /** Session tags. */
  tags?: { [name: string]: string };
}

/** Value or values of a condition key; `null` makes a derived key absent. */
export type ContextInput = string | number | boolean | readonly (string | number | boolean)[] | null;

/** A policy document as JSON object, or its text, kept character by character. */
export type Document = object | string;

/** Outcome that a step should have. */
export type Expectation =
  /** Allowed. */
  | 'allowed'
  /** Denied, in whichever way. */
  | 'denied'
  /** Denied by a Deny statement. */
  | 'explicitDeny'
  /** Denied because a needed Allow is missing. */
  | 'implicitDeny'
  /** Refused before or besides policies. */
  | 'error';

/** An IAM group of a user. */
export interface Group {
  /** The group's name. */
  name: string;
  /** Its policies. */
  policies?: readonly NamedPolicy[];
}

/** A policy with a name. */
export interface NamedPolicy {
  /** The policy, as JSON object or as text. */
  document: Document;
  /** Name by which people call it. */
  name: string;
}

/** Policies attached to one root, organizational unit or account. */
export interface PolicyLevel {
  /** The policies attached there. */
  policies?: readonly NamedPolicy[];
  /** Id of the root, unit or account. */
  target: string;
}

/** A user, a role, or a session that is named directly. */
export interface Principal {
  /** ARN of the user, role or session. */
  arn: string;
  /** Groups of a user. */
  groups?: readonly Group[];
  /** `AIDA…` or `AROA…`; made up from the ARN when absent. */
  id?: string | null;
  /** Policies attached to it or written into it. */
  identityPolicies?: readonly NamedPolicy[];
  /** Longest session of a role in seconds; 3600 when absent. */
  maxSessionDuration?: number | null;
  /** Ceiling of what it may do. */
  permissionsBoundary?: NamedPolicy | null;
  /** Tags on the user or role. */
  tags?: { [name: string]: string };
  /** Trust policy of a role, which says who may assume it. */
  trustPolicy?: NamedPolicy | null;
}

/** Statement of a context provider about a caller. */
export interface ProvidedContext {
  /** Its signed and encrypted assertion; Rolescope looks at none of it. */
  contextAssertion: string;
  /** ARN of the provider. */
  providerArn: string;
}

/** Access that S3 blocks to a bucket, whatever its policy says (EV-71). */
export interface PublicAccessBlock {
  /** A public bucket policy lets in nobody but the owner's account and AWS services. */
  restrictPublicBuckets?: boolean;
}

/** A resource that carries a policy, tags or an owner. */
export interface Resource {
  /** Owner; else the ARN's account field; else the caller's account. */
  account?: string | null;
  /** ARN; may hold `*` and `?`. Of several that match, the one with the most literal characters counts. */
  arn: string;
  /** The resource's own policy. */
  policy?: NamedPolicy | null;
  /** Block Public Access of an S3 bucket. */
  publicAccessBlock?: PublicAccessBlock | null;
  /** Tags of the resource. */
  tags?: { [name: string]: string };
}

/** A resource and the condition keys that hold for it alone. */
export interface ResourceContext {
  /** An ARN. */
  arn: string;
  /** Keys added for this resource. */
  context?: { [name: string]: ContextInput };
}

/** Parameters of a call to STS. */
export interface SessionRequest {
  /**
   * Claims of the token, by claim name (`sub`) or by condition key (`accounts.google.com:sub`), or attributes of the assertion, by
   * condition key (`saml:sub`). Condition keys ignore case, claim names do not. What AWS makes no condition key of is left out.
   */
  claims?: { [name: string]: StringOrList };
  /** `DurationSeconds`. */
  durationSeconds?: number | null;
  /** `ExternalId`, which `sts:AssumeRole` alone takes. */
  externalId?: string | null;
  /** True if a valid code of an MFA device comes with the call: the device of an IAM user who calls. */
  mfa?: boolean | null;
  /** `RoleSessionName`, or the federated user's name. */
  name?: string | null;
  /** Session policies, inline and managed alike. */
  policies?: readonly NamedPolicy[];
  /** `ProvidedContexts`: what trusted context providers say about the caller, at most five. */
  providedContexts?: readonly ProvidedContext[];
  /** `SourceIdentity`. */
  sourceIdentity?: string | null;
  /** Session tags. */
  tags?: { [name: string]: string };
  /** Tags that later sessions of the chain inherit. */
  transitiveTagKeys?: readonly string[];
}

/** One call. */
export interface Step {
  /** `s3:GetObject`, `sts:AssumeRole`, … */
  action: string;
  /** An ARN, a service, an identity provider, `anonymous`, or `@NAME`: the session that step NAME obtained. */
  caller: string;
  /** The session, when the caller is a session ARN written out. */
  callerSession?: CallerSession | null;
  /** Condition keys beyond those that the engine derives; `null` makes a derived key absent. */
  context?: { [name: string]: ContextInput };
  /** Outcome that the step should have. */
  expect?: Expectation | null;
  /** For reference by later steps, as `@NAME`. */
  name?: string | null;
  /** Resources that are acted on; absent means `*`. */
  resource?: StepResource | null;
  /** Parameters of an STS call. */
  session?: SessionRequest | null;
  /** "Now", when later than the step before; ISO 8601 in UTC. */
  time?: string | null;
  /** The VPC endpoint that the call goes through. */
  vpcEndpoint?: VpcEndpoint | null;
}

/** One resource, or several that one call touches: allowed only if each passes (EV-07). */
export type StepResource =
  /** An ARN or `*`. */
  | string
  /** Several. */
  | readonly TouchedResource[];

/** One value or several. */
export type StringOrList = string | readonly string[];

/** One of several resources of a call. */
export type TouchedResource =
  /** An ARN. */
  | string
  /** An ARN with condition keys of its own. */
  | ResourceContext;

/** A VPC endpoint and its policy. */
export interface VpcEndpoint {
  /** `vpce-…`. */
  id: string;
  /** Its policy; absent means the default one, which allows everything. */
  policy?: NamedPolicy | null;
}

/** Result of a scenario. */
export interface Report {
  /** Version of the report's format; absent means 1. */
  format?: number;
  /** Mistakes and findings in the policies. */
  problems: Problem[];
  /** The scenario's roles and what sort of role each is. */
  roles?: RoleReport[];
  /** Format of the scenario, only where it is newer than this version: fields that this version does not know were left out. */
  scenarioFormat?: number;
  /** One report a step, in the scenario's order. */
  steps: StepReport[];
  /** The scenario's title. */
  title: string;
}

/** A negated test, such as `StringNotEquals`, that holds only because the request lacks a key (AM-17). */
export interface AbsentKey {
  /** Effect of the statement, which follows from the test. */
  effect: Effect;
  /** The key: as the condition writes it, or that of a variable in its values, in lower case. */
  key: string;
  /** Place of the condition. */
  place: Place;
  /** Name of the policy. */
  policy: string;
  /** Use of the policy. */
  policyType: PolicyType;
  /** Its `Sid`. */
  sid?: string;
  /** Position of the statement, counted from 0. */
  statement: number;
}

/** A run of UTF-8 bytes in a policy's text. */
export interface ByteSpan {
  /** Offset behind the last byte. */
  end: number;
  /** Offset of the first byte. */
  start: number;
}

/** Confidence in a rule that AWS does not plainly document. */
export type Confidence =
  /** Somebody saw it on AWS. */
  | 'observed'
  /** No source says it outright. */
  | 'ourReading'
  /** Sources disagree. */
  | 'disputed';

/** A condition key of the request. */
export interface ContextEntry {
  /** Origin of its values. */
  origin: Origin;
  /** Its value or values, as text. */
  value: ContextValue;
}

/** Value of a condition key. */
export type ContextValue =
  /** A single-valued key. */
  | string
  /** A multivalued key. */
  | string[];

/** The end of an evaluation. */
export type Decision =
  /** Allowed. */
  | 'allowed'
  /** A Deny statement applies. */
  | 'explicitDeny'
  /** No Deny applies, but a needed Allow is missing. */
  | 'implicitDeny'
  /** Refused before or besides policies; see `StepReport.error`. */
  | 'error';

/** Effect of a statement. */
export type Effect =
  /** Grants. */
  | 'Allow'
  /** Refuses. */
  | 'Deny';

/** A claim of a token or assertion that is no condition key (AM-08). */
export interface LeftOutClaim {
  /** Its name, as the step gives it. */
  claim: string;
  /** The same in one sentence. */
  text: string;
  /** The reason. */
  why: LeftOutReason;
}

/** Reasons why a claim is no condition key. */
export type LeftOutReason =
  /** AWS lists no key for it. */
  | 'notListed'
  /** Its prefix is that of something else than the provider. */
  | 'otherPrefix'
  /** The key of that name has another source: `oaud` is made of `aud`, `saml:doc` of the provider's ARN. */
  | 'otherSource';

/** A statement that matched the request. */
export interface MatchedStatement {
  /** `Allow` or `Deny`. */
  effect: Effect;
  /** Place of the statement. */
  place: Place;
  /** Name of the policy. */
  policy: string;
  /** Use of the policy. */
  policyType: PolicyType;
  /** Its `Sid`. */
  sid?: string;
  /** Position of the statement, counted from 0. */
  statement: number;
}

/** Purpose for which a step needs something. */
export type Needed =
  /** The role to assume: its trust policy would decide. */
  | 'role'
  /** The user or role that calls, or whose session calls: its policies would decide. */
  | 'caller'
  /** The resource: its policy would decide. */
  | 'resource'
  /** The step of this name, whose session would call; there is none. */
  | 'step'
  /** The step of this name, whose session would call; it does not come before this one. */
  | 'laterStep'
  /** The session of the step of this name; it obtained none. */
  | 'session';

/** Something that decides a step and that the scenario does not have. */
export interface NotInScenario {
  /** Its ARN; of a step the name, without `@`. */
  name: string;
  /** The name in the scenario that is closest to it, when one is close. */
  nearest?: string;
  /** Purpose for which the step needs it. */
  needed: Needed;
}

/** Something that AWS does not say, or says in two ways. */
export interface OpenPoint {
  /** Its id, such as `C-09`. */
  id: string;
  /** The rule that holds the decision taken. */
  rule: string;
  /** The open question, and the reading that is taken for true here. */
  text: string;
}

/** Origin of a condition key. */
export type Origin =
  /** Written in the scenario; the engine would not know it. */
  | 'given'
  /** Filled in by the engine. */
  | 'derived'
  /** Written in the scenario in place of what the engine would fill in. */
  | 'overriding';

/** A place in a policy. */
export interface Place {
  /** JSON pointer of the policy inside the scenario: `/principals/0/trustPolicy`. */
  pointer: string;
  /** Name of the policy. */
  policy: string;
  /** The bytes of the policy's text. */
  span: ByteSpan;
}

/** Policy types as the report names them, most binding first. */
export type PolicyType =
  /** Resource control policy. */
  | 'resourceControl'
  /** Service control policy. */
  | 'serviceControl'
  /** Policy of a VPC endpoint. */
  | 'vpcEndpoint'
  /** Trust policy of a role. */
  | 'trust'
  /** Any other resource-based policy. */
  | 'resourceBased'
  /** Permissions boundary. */
  | 'permissionsBoundary'
  /** Session policy. */
  | 'session'
  /** Policy of a user, group or role. */
  | 'identityBased';

/** Something wrong, or worth a look, in a policy. */
export interface Problem {
  /** A stable name, AWS's where AWS has one: `INVALID_EFFECT`. */
  code: string;
  /** Advice on what to do. */
  help?: string;
  /** The problem, in words. */
  message: string;
  /** JSON pointer of the policy inside the scenario. */
  pointer: string;
  /** Name of the policy. */
  policy: string;
  /** Severity of the problem. */
  severity: Severity;
  /** Place in the policy's text. */
  span: ByteSpan;
}

/** The resource of a step as resolved. */
export type ReportedResource =
  /** An ARN or `*`. */
  | string
  /** Several, all of which must pass. */
  | string[];

/** A field of the request that is compared. */
export interface RequestField {
  /** `caller`, `action`, `resource` or the name of a condition key. */
  field: string;
  /** Its value; absent when the request lacks the key. */
  value?: string;
}

/** One thing that a role is. */
export interface RoleKind {
  /** The sort. */
  kind: RoleSort;
  /** Particular facts about it. */
  note: string;
  /** The service, account, provider or role that may assume it. */
  of: string;
}

/** A role of the scenario. */
export interface RoleReport {
  /** Its ARN. */
  arn: string;
  /**
   * Sorts of the role: by its path, or by whom its trust policy lets in, in the order of the policy. Several for a role that
   * several sorts of callers may assume, none for a role that trusts nobody.
   */
  kinds: RoleKind[];
}

/** Sorts of roles (RO-01 to RO-11). */
export type RoleSort =
  /** A service acts with it (RO-01, RO-02). */
  | 'service'
  /** Made and fixed by a service (RO-03). */
  | 'serviceLinked'
  /** Made by IAM Identity Center (RO-09). */
  | 'identityCenter'
  /** Delegated to principals of its own account. */
  | 'sameAccount'
  /** Delegated to another account of the organization (RO-04). */
  | 'sameOrganization'
  /** Delegated to an account outside the organization (RO-04, RO-10). */
  | 'otherAccount'
  /** For people who sign in at a SAML provider (RO-05). */
  | 'saml'
  /** For holders of a token of an OpenID Connect provider (RO-06, RO-07). */
  | 'oidc'
  /** Assumed by sessions of another role (ST-02). */
  | 'chained'
  /** Trusts everybody (PR-01). */
  | 'anybody';

/** Temporary credentials. */
export interface SessionReport {
  /** `ASIA…`, made up, the same for the same scenario. */
  accessKeyId: string;
  /** ARN of the session. */
  arn: string;
  /** `AROA…:SESSION`. */
  assumedRoleId?: string;
  /** True if a role session obtained it, so that it ends after an hour at the latest (ST-02). */
  chained?: boolean;
  /** When it ends, ISO 8601 in UTC. */
  expiration: string;
  /** `ACCOUNT:NAME` of a federated user. */
  federatedUserId?: string;
  /** When it was issued, ISO 8601 in UTC. */
  issuedAt: string;
  /** Value of `aws:MultiFactorAuthPresent` in calls of the session; absent: the key is. */
  mfa?: boolean;
  /** Names of the session policies. */
  policies?: string[];
  /** Source identity. */
  sourceIdentity?: string;
  /** Tags of the session, the role's among them. */
  tags?: { [name: string]: string };
  /** Tags that a next session of the chain inherits. */
  transitiveTagKeys?: string[];
}

/** Severity of a problem. */
export type Severity =
  /** AWS would refuse it. */
  | 'error'
  /** Accepted, and probably not meant. */
  | 'warning'
  /** Good to know. */
  | 'note';

/** Error of a step that no policy decides. */
export interface StepError {
  /** `ValidationError`, `AccessDenied`, `ExpiredToken`, `NoSession`, `MalformedPolicyDocument`, … */
  code: string;
  /** The mistake and the remedy. */
  message: string;
  /** Place of the mistake, when it is in a policy. */
  place?: Place;
}

/** The decision of one step and how it came about. */
export interface StepReport {
  /** The action called. */
  action: string;
  /** Answer of AWS to a denied call, in its own wording. */
  awsMessage?: string;
  /** The caller: an ARN, a service, a provider or `anonymous`. `@NAME` is resolved where it obtained a session. */
  caller: string;
  /** Every condition key of the request. */
  context: { [name: string]: ContextEntry };
  /** For an allow the policy types that granted; for a deny all that block it, most binding first. */
  decidedBy: PolicyType[];
  /**
   * Negated tests that hold only because the request lacks a key, where the decision hangs on that: with the keys it could be
   * another one.
   */
  decidedByAbsentKeys?: AbsentKey[];
  /** The end of it. */
  decision: Decision;
  /** Error that stopped the step, where no policy decides. */
  error?: StepError;
  /** Outcome that the step expects. */
  expected?: Expectation;
  /** Claims of the token or assertion that are no condition keys. */
  leftOutClaims?: LeftOutClaim[];
  /** Every statement that matched. */
  matchedStatements: MatchedStatement[];
  /** True if it came out so. */
  met?: boolean;
  /** Keys that policies ask for and the request lacks. */
  missingContextKeys: string[];
  /** The step's name. */
  name?: string;
  /**
   * Nearest statement where nothing allows: an Allow that fails in the fewest elements and, if one does,
   * names the action.
   */
  nearest?: Place;
  /** Things that decide the step and the scenario does not have, most binding first. */
  notInScenario?: NotInScenario[];
  /** Points that AWS leaves open and the decision hangs on. */
  openPoints?: OpenPoint[];
  /** One plain sentence that names the policy and statement that decided. */
  reason: string;
  /** Resource that is acted on. */
  resource: ReportedResource;
  /** The credentials obtained. */
  session?: SessionReport;
  /** The evaluation in evaluation order: all of it, or the part that was asked for. */
  trace: TraceEntry[];
}

/** One entry of the trace. */
export interface TraceEntry {
  /** Entries it is made of. */
  children?: TraceEntry[];
  /** Confidence in the rule; absent when AWS documents it plainly. */
  confidence?: Confidence;
  /** The reason, in one sentence. */
  detail?: string;
  /** The effect, when it is a statement. */
  effect?: Effect;
  /** Kind of entry. */
  kind: TraceKind;
  /** Place in a policy's text. */
  place?: Place;
  /** Whose policies are asked, when it is a gate. */
  policyType?: PolicyType;
  /** Values that the request brings to the comparison. */
  request?: RequestField;
  /** The rule that decided it, such as `EV-12`. */
  rule?: string;
  /** Title in a few words. */
  title: string;
  /** The result. */
  verdict: TraceVerdict;
}

/** Kind of a trace entry. */
export type TraceKind =
  /** One of several permissions or resources that a call needs. */
  | 'check'
  /** A gate of AWS's evaluation flow. */
  | 'gate'
  /** A level of the organization. */
  | 'level'
  /** A policy. */
  | 'policy'
  /** A statement. */
  | 'statement'
  /** An element of a statement, or one condition. */
  | 'clause'
  /** Something the service checks besides policies. */
  | 'rule';

/** Result of a trace entry. */
export type TraceVerdict =
  /** Says yes. */
  | 'allows'
  /** Says no, and no is final. */
  | 'denies'
  /** Applies and does not say yes. */
  | 'silent'
  /** Has no say in this request. */
  | 'notApplicable'
  /** An element or statement fits the request. */
  | 'matches'
  /** An element or statement does not fit the request. */
  | 'doesNotMatch';
