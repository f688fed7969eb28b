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
  /** Statements about all requests, which `rolescope prove` decides. */
  claims?: readonly Claim[];
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

/** Statement about all requests of some kind, for `rolescope prove`. It has either `never` or `always`. */
export interface Claim {
  /** Requests that must all be allowed. */
  always?: ClaimRequests | null;
  /** Name by which people call it. */
  name: string;
  /** Requests of which none may be allowed. */
  never?: ClaimRequests | null;
}

/** Requests that a claim is about. */
export interface ClaimRequests {
  /** Actions, with wildcards as in a policy. */
  actions: readonly string[];
  /** An ARN, `anyone`, or `anonymous`. */
  caller: string;
  /** ARNs of resources, with wildcards as in a policy; `*` for all, and for actions without one. */
  resources: readonly string[];
  /** Conditions that the requests meet, as the `Condition` of a policy. */
  when?: { [name: string]: { [name: string]: ContextInput } };
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
  /**
   * True if attribute-based access control is enabled on an S3 general purpose bucket: only then do its tags become condition keys
   * (AM-23).
   */
  abac?: boolean;
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
  /** `Policy` of `sts:GetScopedCredentials`: a ceiling over all that the calling session may do (AM-20). */
  scopeDownPolicy?: NamedPolicy | null;
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

/** Things that AWS owns. */
export type AwsThing =
  /** An AWS managed policy (EV-90). */
  | 'managedPolicy'
  /** A role under `/aws-reserved/` (EV-91). */
  | 'reservedRole'
  /** A service-linked role (EV-91). */
  | 'serviceLinkedRole'
  /** An alias `alias/aws/…` (EV-92). */
  | 'keyAlias';

/** Reasons of decisions. `kind` tells which. */
export type Because =
  /** Allowed: everybody may ask who they are (EV-80). */
  | { kind: 'callerIdentity' }
  /** Allowed: a user may ask for a session of their own (EV-83). */
  | { kind: 'ownSession' }
  /** Allowed: the root user issued the credentials, and nothing denies the action. */
  | { action: string; kind: 'rootIssued' }
  /** Allowed: the root user may do everything in its own account (EV-04). */
  | { action: string; kind: 'ownRoot' }
  /** Allowed: the role's trust policy is enough. */
  | { by: NamedStatement; caller: string; kind: 'trusted' }
  /** Allowed: the resource's policy names the caller (EV-12). */
  | { action: string; by: NamedStatement; kind: 'namedByResource'; ways: NamedAs[] }
  /** Allowed: the trust policy trusts the caller, and a policy of the caller allows it. */
  | { action: string; grant: NamedStatement; kind: 'trustedAndGranted'; trust: NamedStatement }
  /** Allowed: these statements allow it. */
  | { action: string; by: NamedStatement[]; kind: 'granted' }
  /** Denied by a Deny (EV-02). */
  | { action: string; by?: NamedStatement; kind: 'denied'; met?: Why[]; outweighs?: NamedStatement; resource?: string }
  /** Denied: the root user cannot assume a role (EV-60). */
  | { kind: 'rootAssumesNoRole' }
  /** Denied: AWS owns what the call would change (EV-90 to EV-92). */
  | { kind: 'ownedByAws'; thing: AwsThing }
  /** Denied: nothing allows it (EV-01). */
  | { action: string; kind: 'nothingAllows' }
  /** Denied: the resource's side must allow it and has no policy. */
  | { acrossAccounts: boolean; action: string; kind: 'noResourcePolicy' }
  /** Denied: the role has no trust policy. */
  | { kind: 'noTrustPolicy'; role: string }
  /** Denied: the bucket's policy is public and `restrictPublicBuckets` is on (EV-71). */
  | { kind: 'publicAccessBlocked' }
  /** Denied: policies that would have to allow it do not (EV-01). */
  | { action: string; besides?: Passed; caller: string; deniesOnly?: boolean; kind: 'noAllow'; level?: SilentLevel; nearest?: Nearest; policyType: PolicyType; resource?: string }
  /** Denied: what would have to allow it is not in the scenario. */
  | { action: string; caller: string; hasAccount: boolean; kind: 'notInScenario'; name: string; nearest?: string; needed: Needed }
  /** Ended before or besides any policy. */
  | { code: string; kind: 'refused'; nearest?: string; refusal: Refusal }
  /** Denied: there was nothing to ask for. */
  | { kind: 'nothingAsked' };

/** A run of UTF-8 bytes in a policy's text. */
export interface ByteSpan {
  /** Offset behind the last byte. */
  end: number;
  /** Offset of the first byte. */
  start: number;
}

/** Cause of a step's decision. Its sentence is made from it alone. */
export interface Cause {
  /** Keys without which it would be another one, each once (AM-17). */
  absentKeys?: string[];
  /** Other things that the step needs and the scenario does not have. */
  alsoLacking?: Lacking[];
  /** The audience of the token, where the condition that fails compares the authorized party instead (CK-11). */
  audience?: TokenAudience;
  /** Reason of the decision. */
  because: Because;
  /** Number of checks that all came out so, where an allowed call needs several. */
  checks?: number;
  /** Claims that a policy asks for and AWS makes no condition keys of. */
  claims?: string[];
  /** Keys of claims that a policy asks for and that a session does not keep after its login. */
  notKept?: string[];
}

/** Result of a comparison. */
export type Comparison =
  /** It equals a value of the policy, or lies on the wanted side of it. */
  | { kind: 'fits'; with: string }
  /** The request's value is not of the operator's type. */
  | { kind: 'requestType' }
  /** A value of the policy is not of the operator's type. */
  | { kind: 'policyType'; with: string }
  /** A value of the policy needs a key that the request lacks (VA-07). */
  | { key: string; kind: 'unresolved'; with: string }
  /** It differs from a value of the policy in nothing but case (CO-05). */
  | { kind: 'case'; with: string }
  /** It would fit if the wildcards of a value were wildcards, and the operator takes them literally (CO-30). */
  | { kind: 'takenLiterally'; with: string }
  /** It fits none. */
  | { kind: 'differs' };

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

/** Kind of temporary credentials that may not make some calls. */
export type Credentials =
  /** Session of a role. */
  | 'roleSession'
  /** Session of a federated user. */
  | 'federatedUser'
  /** Session of an assumed root user. */
  | 'assumedRoot'
  /** Session token of a user or root user. */
  | 'sessionToken'
  /** Session token without MFA. */
  | 'sessionTokenWithoutMfa';

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

/** Element of the policy grammar, as AWS spells it. */
export type ElementName =
  /** `Version` */
  | 'Version'
  /** `Id` */
  | 'Id'
  /** `Statement` */
  | 'Statement'
  /** `Sid` */
  | 'Sid'
  /** `Effect` */
  | 'Effect'
  /** `Principal` */
  | 'Principal'
  /** `NotPrincipal` */
  | 'NotPrincipal'
  /** `Action` */
  | 'Action'
  /** `NotAction` */
  | 'NotAction'
  /** `Resource` */
  | 'Resource'
  /** `NotResource` */
  | 'NotResource'
  /** `Condition` */
  | 'Condition';

/** JSON types that a place takes. */
export type ExpectedValue =
  /** An object. */
  | 'object'
  /** An object, or a list of objects. */
  | 'objectOrList'
  /** A string. */
  | 'string'
  /** A string, or a list of strings. */
  | 'stringOrList'
  /** `"*"`, or an object of principal types. */
  | 'starOrObject'
  /** A string, a number, a boolean, or a list of them. */
  | 'scalarOrList'
  /** A string, a number or a boolean. */
  | 'scalar';

/** An element that does not match. */
export type FailedElement =
  /** `Action` or `NotAction`. */
  | { kind: 'action' }
  /** `Resource` or `NotResource`. */
  | { kind: 'resource' }
  /** `Principal` or `NotPrincipal`. */
  | { kind: 'caller' }
  /** A condition. */
  | { key: string; kind: 'condition' };

/** Kind of bracket. */
export type JsonBracket =
  /** Curly brackets. */
  | 'brace'
  /** Square brackets. */
  | 'square';

/** Problem that keeps a text from being JSON. Its `kind` tells which. */
export type JsonProblem =
  /** A byte order mark at the very beginning: passed over. */
  | { kind: 'byteOrderMark' }
  /** A character that has no place outside strings, such as a no-break space. */
  | { character: string; kind: 'strayCharacter' }
  /** A control character inside a string that JSON wants escaped. */
  | { character: string; kind: 'controlCharacter' }
  /** A comment. */
  | { kind: 'comment' }
  /** A string in single quotes. */
  | { kind: 'singleQuotes' }
  /** A string in typographic quotes. */
  | { kind: 'smartQuotes'; quote: string }
  /** A key without quotes. */
  | { kind: 'unquotedKey'; text: string }
  /** A value without quotes that is no number and no word of JSON. */
  | { kind: 'unquotedValue'; meant?: string; text: string }
  /** Something like a number that JSON does not have: `+5`, `010`, `0x0a`, `NaN`. */
  | { kind: 'invalidNumber'; text: string }
  /** A string that does not end on its line. */
  | { kind: 'unclosedString' }
  /** A backslash before something that it does not escape. */
  | { character?: string; kind: 'invalidEscape' }
  /** `\u` without four hexadecimal digits. */
  | { kind: 'invalidUnicodeEscape' }
  /** Half of a surrogate pair. */
  | { kind: 'loneSurrogate'; unit: number }
  /** Nesting deeper than 64 levels; the inside was passed over. */
  | { kind: 'tooDeep' }
  /** A comma before a closing bracket. */
  | { kind: 'trailingComma' }
  /** A comma with nothing before it. */
  | { kind: 'extraComma' }
  /** No comma between two entries. */
  | { kind: 'missingComma' }
  /** No colon between a key and its value. */
  | { kind: 'missingColon' }
  /** A colon where none belongs. */
  | { kind: 'extraColon' }
  /** A key without a value. */
  | { kind: 'missingValue' }
  /** A value without a key in an object. */
  | { kind: 'missingKey' }
  /** A closing bracket that nothing opened. */
  | { bracket: JsonBracket; kind: 'unopenedBracket' }
  /** A bracket that is not closed; the second place is where it should be. */
  | { bracket: JsonBracket; kind: 'unclosedBracket'; outer: number }
  /** A second document behind the first (GR-03). */
  | { kind: 'secondDocument' }
  /** Something behind the document that is no second one. */
  | { kind: 'textAfterDocument' };

/** Type of a JSON value. */
export type JsonType =
  /** `{}` */
  | 'object'
  /** `[]` */
  | 'list'
  /** `""` */
  | 'string'
  /** `1` */
  | 'number'
  /** `true` or `false` */
  | 'boolean'
  /** `null` */
  | 'null';

/** Something that the scenario does not have. */
export interface Lacking {
  /** Its ARN. */
  name: string;
  /** Purpose for which it is needed. */
  needed: Needed;
}

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

/** Elements of a statement that list alternatives. */
export type Listing =
  /** `Action` */
  | 'Action'
  /** `NotAction` */
  | 'NotAction'
  /** `Resource` */
  | 'Resource'
  /** `NotResource` */
  | 'NotResource'
  /** `Principal` */
  | 'Principal'
  /** `NotPrincipal` */
  | 'NotPrincipal';

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

/** Effect of a missing key on a condition. */
export type MissingKey =
  /** It is false (CO-06). */
  | 'fails'
  /** It is true, since the operator is negated (CO-07). */
  | 'holdsNegated'
  /** It is true, since the operator ends in `IfExists` (CO-10). */
  | 'holdsIfExists'
  /** It is true, since `ForAllValues` is true of nothing (CO-14). */
  | 'holdsForAll'
  /** It is false, since `ForAnyValue` needs a value (CO-15). */
  | 'failsForAny';

/** Ways in which a policy names a caller. */
export type NamedAs =
  /** As IAM user. */
  | 'user'
  /** As role. */
  | 'role'
  /** As session of a role. */
  | 'session'
  /** As federated user. */
  | 'federatedUser'
  /** Through the account. */
  | 'account'
  /** As everybody. */
  | 'everybody'
  /** As service. */
  | 'service'
  /** Through the identity provider. */
  | 'provider';

/** A statement by its name. */
export interface NamedStatement {
  /** Name of its policy. */
  policy: string;
  /** Use of its policy. */
  policyType: PolicyType;
  /** Its `Sid`. */
  sid?: string;
  /** Its position, counted from 0. */
  statement: number;
}

/** An Allow that does not match. */
export interface Nearest {
  /** True if it names the caller. */
  namesCaller?: boolean;
  /** The other elements that fail. */
  others?: FailedElement[];
  /** The statement. */
  statement: NamedStatement;
  /** Reason for which it does not match: of several elements that fail, that of the one farthest from a match (AM-19). */
  why: Why;
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

/** Reason for which policies do not apply to a request. */
export type NotApplicableReason =
  /** There is no such policy. */
  | 'noPolicy'
  /** The caller is not a user or role of an account (EV-31, EV-78). */
  | 'unsigned'
  /** The caller or the resource belongs to the management account (EV-31, EV-41). */
  | 'managementAccount'
  /** The caller is a service-linked role (EV-31, EV-41). */
  | 'serviceLinkedRole'
  /** Identity policies and boundaries do not bind the root user (EV-04). */
  | 'rootUser'
  /** The service or the action is not covered by resource control policies (EV-42). */
  | 'notCovered'
  /** No policy can keep the owner's root user from a bucket's own policy (EV-70). */
  | 'ownerRoot';

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

/** Things that a call to assume a role passes and that need an action of their own (ST-24, ST-25). */
export interface Passed {
  /** The call itself, which is allowed. */
  call: string;
  /** The earlier step whose session keeps them; `None` where the call itself passes them. */
  keptFrom?: string;
  /** The source identity. */
  sourceIdentity?: string;
  /** Keys of the session tags; empty where the source identity needs the action. */
  tags?: string[];
}

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
  /** Resource control policy of the owner's organization (5.5). */
  | 'resourceControl'
  /** Service control policy of the caller's organization (5.4). */
  | 'serviceControl'
  /** Policy of the VPC endpoint that the call goes through (EV-76). */
  | 'vpcEndpoint'
  /** Passed when credentials were scoped down (AM-20). */
  | 'scopeDown'
  /** Trust policy of a role (EV-50). */
  | 'trust'
  /** Any other resource-based policy. */
  | 'resourceBased'
  /** Permissions boundary of a user or role. */
  | 'permissionsBoundary'
  /** Passed when a session was asked for. */
  | 'session'
  /** Attached to a user, group or role. */
  | 'identityBased';

/** Something wrong, or worth a look, in a policy. */
export interface Problem {
  /** Cause of the problem. Message and advice are made from it alone. */
  cause: ProblemCause;
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

/** Cause of a problem. Its `kind` tells which; message and advice are made from it alone. */
export type ProblemCause =
  /** Nothing but white space: no mistake, but no policy either. */
  | { kind: 'emptyText' }
  /** Longer than 16 MiB; nothing was read. */
  | { bytes: number; kind: 'textTooLarge' }
  /** The text is YAML. */
  | { kind: 'yamlText' }
  /** The text is percent-encoded, as IAM's API returns documents. */
  | { kind: 'urlEncodedText' }
  /** An answer of an AWS API or another file with the policy inside. */
  | { kind: 'wrappedPolicy'; member: string }
  /** A statement, or a list of them, without the policy around it. */
  | { kind: 'bareStatement' }
  /** More findings than are kept; the others are left out. */
  | { kind: 'tooManyProblems' }
  /** The text is not JSON (GR-02, GR-03). */
  | { kind: 'json'; problem: JsonProblem }
  /** A key twice in one object (GR-06). */
  | { key: string; kind: 'duplicateKey' }
  /** An element that the grammar does not have (GR-01, GR-13). */
  | { kind: 'unknownElement'; meant?: ElementName; name: string }
  /** An element that this kind of policy does not have (semantics 1.3). */
  | { element: ElementName; kind: 'forbiddenElement'; policy: PolicyType }
  /** A value of a JSON type that its place does not take. */
  | { expected: ExpectedValue; found: JsonType; kind: 'wrongType'; place: ProblemPlace }
  /** No `Statement` (GR-04). */
  | { kind: 'missingStatement' }
  /** `"Statement": []` (GR-05). */
  | { kind: 'emptyStatementList' }
  /** Neither the element nor, where there is one, its `Not…` form. */
  | { element: ElementName; kind: 'missingElement'; policy: PolicyType }
  /** Two elements that exclude each other, such as `Action` and `NotAction` (GR-13). */
  | { first: ElementName; kind: 'exclusiveElements'; second: ElementName }
  /** `Effect` is neither `Allow` nor `Deny` (GR-14). */
  | { kind: 'invalidEffect'; text: string }
  /** `Version` is not a version of the policy language (GR-09). */
  | { kind: 'invalidVersion'; text: string }
  /** A bare string other than `"*"` as `Principal` (GR-24). */
  | { kind: 'barePrincipal'; text: string }
  /** A key of `Principal` that is no principal type (GR-24). */
  | { kind: 'unknownPrincipalType'; meant?: string; name: string }
  /** A condition operator that AWS does not have (semantics 4.3). */
  | { kind: 'unknownOperator'; meant?: string; text: string }
  /** `NullIfExists` (CO-10). */
  | { kind: 'nullIfExists' }
  /** No `Version` (GR-10), in a resource control policy an error (GR-35). */
  | { kind: 'missingVersion'; policy: PolicyType }
  /** A resource control policy of another version than 2012-10-17 (GR-35). */
  | { kind: 'resourceControlVersion' }
  /** A character that IAM does not take in a policy (GR-02). */
  | { character: string; kind: 'refusedCharacter' }
  /** A `Sid` with other characters than A-Z, a-z and 0-9 (GR-16). */
  | { kind: 'unsupportedSid'; sid: string }
  /** `"Sid": ""` (GR-16). */
  | { kind: 'emptySid' }
  /** Two statements with one `Sid` (GR-16). */
  | { kind: 'duplicateSid'; policy: PolicyType; sid: string }
  /** An `Allow` in a customer's resource control policy (GR-35). */
  | { kind: 'resourceControlAllow' }
  /** A list without values: the statement has no effect (GR-19). */
  | { element: ElementName; kind: 'emptyList' }
  /** `"Principal": "*"` in a trust policy (GR-29). */
  | { kind: 'trustPrincipalStar' }
  /** `"Principal": {"AWS": "*"}` in a trust policy's `Allow` without a condition (GR-29). */
  | { kind: 'trustOpenToEveryone' }
  /** A resource control policy's principal that is not `"*"` (GR-35). */
  | { kind: 'resourceControlPrincipal' }
  /** `Allow` with `NotPrincipal` (GR-39). */
  | { kind: 'allowWithNotPrincipal' }
  /** `"Principal": {}` (GR-19). */
  | { kind: 'emptyPrincipalObject' }
  /** A wildcard in a principal that is not the lone `*` under `AWS` (PR-02, PR-12). */
  | { kind: 'wildcardInPrincipal'; text: string }
  /** A group as principal (PR-19). */
  | { kind: 'groupPrincipal'; text: string }
  /** A principal that has no form AWS knows. */
  | { kind: 'invalidPrincipal'; text: string }
  /** The unique id of a user or role as principal (PR-24). */
  | { id: string; kind: 'uniqueIdPrincipal' }
  /** `Federated` outside a trust policy (GR-31). */
  | { kind: 'federatedOutsideTrust' }
  /** A provider in another account than the role that trusts it (AM-30). The parser does not find it: it does not know whose policy it reads. */
  | { account: string; kind: 'foreignProvider'; provider: string }
  /** A `Federated` value that is neither a provider's ARN nor a host name. */
  | { kind: 'invalidFederatedPrincipal'; text: string }
  /** An action with more than one colon (GR-21). */
  | { kind: 'actionColons'; text: string }
  /** An action without a service prefix, other than `*` (GR-21). */
  | { kind: 'actionWithoutService'; text: string }
  /** A wildcard in an action's service prefix (GR-21). */
  | { kind: 'wildcardInService'; text: string }
  /** The bare `*` as action in a resource control policy (GR-35). */
  | { kind: 'resourceControlActionStar' }
  /** A resource that is neither `*` nor begins with `arn:` (GR-23). */
  | { kind: 'invalidArnPrefix'; text: string }
  /** An ARN of fewer than six fields (GR-23, GR-23b). */
  | { kind: 'missingArnField'; policy: PolicyType; text: string }
  /** `${` without `}`. */
  | { kind: 'missingBraceInVariable' }
  /** A default value that is not in single quotes (VA-02). */
  | { kind: 'missingQuoteInVariable' }
  /** A blank in a variable's name. */
  | { kind: 'spaceInVariable' }
  /** `${}` */
  | { kind: 'emptyVariable' }
  /** A variable outside `Resource` and `Condition` (GR-40). */
  | { element: ElementName; kind: 'variableInElement' }
  /** A variable that is plain text, because the version is not 2012-10-17 (GR-10, GR-11). */
  | { kind: 'variableInVersion' }
  /** A variable in a value whose operator does not replace it (VA-05), or with `Bool` (VA-06). */
  | { kind: 'variableForOperator'; operator: string }
  /** Two keys of one operator block that differ only in case (GR-07). */
  | { key: string; kind: 'conditionKeysDifferInCase' }
  /** A condition key without a colon. */
  | { key: string; kind: 'conditionKeyFormat' }
  /** A tag key that is missing behind the slash, as in `aws:RequestTag/`. */
  | { key: string; kind: 'missingTagKey' }
  /** Values of several JSON types for one key (GR-18). */
  | { kind: 'mixedValueTypes' }
  /** Several values for `Bool`. */
  | { kind: 'severalBooleans' }
  /** A value of `IpAddress` or `NotIpAddress` that is neither address nor range (CO-38, GT-39). */
  | { kind: 'invalidAddressRange'; text: string }
  /** `"Condition": {}` or an operator without keys (GR-20). */
  | { kind: 'emptyConditionObject' }
  /** A condition key without values (CO-21, CO-22). */
  | { kind: 'emptyConditionValues'; operator: string };

/** Place in a policy of a value of the wrong JSON type. */
export type ProblemPlace =
  /** The whole document. */
  | 'document'
  /** One statement. */
  | 'statement'
  /** The value of an element. */
  | { element: ElementName }
  /** One entry of an element's list. */
  | { entry: ElementName }
  /** The value of a principal type, such as `AWS`. */
  | { principalType: string }
  /** The block of a condition operator. */
  | { operatorBlock: string }
  /** The values of a condition key. */
  | { conditionValues: string };

/** Reason for which a step is refused. Its `kind` tells which; the sentence is made from it alone. */
export type Refusal =
  /** The caller cannot call. */
  | { caller: string; kind: 'unknownCaller' }
  /** `@NAME` names no earlier step. */
  | { kind: 'noSuchStep'; name: string }
  /** `@NAME` names this step or a later one. */
  | { kind: 'laterStep'; name: string }
  /** The step that `@NAME` names obtained no session. */
  | { because: WithoutSession; kind: 'noSession'; name: string }
  /** The session ended before the call. */
  | { at: string; kind: 'expired'; now: string }
  /** A time that cannot be read. */
  | { field: string; kind: 'badTime'; text: string }
  /** The step is earlier than the one above it. */
  | { before: string; kind: 'backInTime'; time: string }
  /** `callerSession` of a caller that has no session. */
  | { caller: string; kind: 'sessionOfNoSession' }
  /** `callerSession` of a session that a step obtained. */
  | { kind: 'sessionOfObtained'; name: string }
  /** `session` in a step that does not call STS. */
  | { action: string; kind: 'sessionRequestElsewhere' }
  /** An action that is not `service:Name`. */
  | { action: string; kind: 'badAction' }
  /** The report takes more work than one may. */
  | { kind: 'budgetExceeded' }
  /** The step lists no resource. */
  | { kind: 'noResource' }
  /** The role is not named by its ARN. */
  | { kind: 'notARole'; resource: string }
  /** A call that this kind of caller cannot make. */
  | { action: string; caller: string; kind: 'wrongCaller' }
  /** A call that such credentials may never make (ST-30 to ST-33, EV-84). */
  | { action: string; credentials: Credentials; kind: 'neverWithSuchCredentials' }
  /** A field of `session` that the call does not take. */
  | { action: string; field: string; kind: 'notAParameter' }
  /** Two names of `claims` for one condition key. */
  | { first: string; kind: 'claimTwice'; second: string }
  /** `mfa` in a call of a caller without MFA device (AM-02). */
  | { caller: string; kind: 'mfaOfNoUser'; ofRole: boolean }
  /** The identity provider is in another account than the role (AM-30). */
  | { kind: 'foreignProvider'; provider: string; role: string }
  /** The target of `AssumeRoot` is not the root user of another account. */
  | { kind: 'notAMemberRoot'; resource: string }
  /** An account that may not assume root in others (EV-84). */
  | { account: string; kind: 'notManaging' }
  /** A parameter of STS is too short or too long. */
  | { kind: 'length'; least: number; length: number; most: number; parameter: StsParameter }
  /** A parameter of STS holds a character that STS does not take. */
  | { character: string; kind: 'character'; parameter: StsParameter; taken: string }
  /** A parameter of STS begins with `aws:`. */
  | { kind: 'reserved'; parameter: StsParameter; value: string }
  /** Fewer seconds than STS grants (ST-03). */
  | { asked: number; kind: 'tooShort'; least: number }
  /** More seconds than STS grants (ST-01, ST-02). */
  | { asked: number; kind: 'tooLong'; limit: SecondsLimit; most: number }
  /** More than 50 tags. */
  | { count: number; kind: 'tooManyTags' }
  /** Two tag keys of a call or a session that differ only in case (AM-05). */
  | { first: string; kind: 'repeatedTag'; second: string }
  /** Two tag keys of a user or role that differ only in case (AM-05). */
  | { first: string; kind: 'repeatedPrincipalTag'; principal: string; second: string }
  /** A transitive tag key that is not among the tags passed (SV-10). */
  | { key: string; kind: 'transitiveKeyNotPassed' }
  /** A tag whose key an earlier session of the chain made transitive (ST-22). */
  | { key: string; kind: 'inheritedTag' }
  /** Another source identity than the session already has (ST-25). */
  | { asked: string; has: string; kind: 'sourceIdentityChanged' }
  /** Session policies of more than 2,048 characters together (ST-10). */
  | { kind: 'policyTooLarge'; length: number }
  /** More than 10 managed session policies and one inline one (QU-05). */
  | { count: number; kind: 'tooManyPolicies' }
  /** More than 5 provided contexts. */
  | { count: number; kind: 'tooManyContexts' }
  /** A federated user without name. */
  | { kind: 'missingName' }
  /** `AssumeRoot` without one task policy. */
  | { given?: string; kind: 'noTaskPolicy'; tasks: string[] }
  /** `GetScopedCredentials` with neither a policy nor a duration (AM-20). */
  | { kind: 'nothingToScope' }
  /** A scope down policy of more than 2,048 characters (AM-20). */
  | { kind: 'scopeDownPolicyTooLarge'; length: number }
  /** More than 3 scope down policies in a row (AM-20). */
  | { kind: 'tooManyScopeDownPolicies'; layers: number }
  /** Scoped credentials that would outlast the calling session (AM-20). */
  | { asked: number; kind: 'beyondSession'; left: number }
  /** A policy that the step needs and AWS could not read. */
  | UnreadablePolicy;

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

/** Something of a request that AWS does not have or does not send. No decision hangs on it. */
export interface RequestWarning {
  /** Kind of mistake. */
  code: RequestWarningCode;
  /** Things that fit: formats of ARNs, the type of a key. */
  expected?: string[];
  /** The wrong value of a condition key; of a resource its type, where it has one. */
  found?: string;
  /** Names that were probably meant, closest first. */
  meant?: string[];
  /** The action, the resource or the condition key. */
  name: string;
  /** JSON pointer of the field inside the scenario: `/steps/0/action`. */
  pointer: string;
  /** The same in one sentence. */
  text: string;
}

/** Kinds of mistakes in a request. */
export type RequestWarningCode =
  /** The action names no service. */
  | 'noService'
  /** No service has the prefix of the action. */
  | 'unknownService'
  /** The service has no such action. */
  | 'unknownAction'
  /** The action acts on no single resource. */
  | 'noResource'
  /** The action acts on resources of other types. */
  | 'otherResource'
  /** AWS has no such condition key. */
  | 'unknownKey'
  /** No request of the action has the condition key. */
  | 'keyNeverSent'
  /** A policy asks for a condition key that no request of the action has. */
  | 'keyAskedInVain'
  /** A value is not of the condition key's type. */
  | 'otherType'
  /** The condition key has one value, and the step gives it several. */
  | 'severalValues';

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

/** Source of the limit on a session's length. */
export type SecondsLimit =
  /** The role's `MaxSessionDuration` (ST-01). */
  | { kind: 'role' }
  /** The caller is a session of a role itself (ST-02). */
  | { kind: 'chaining' }
  /** The call, by its caller. */
  | { action: string; kind: 'call' };

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

/** A level of an organization at which an Allow is missing. */
export type SilentLevel =
  /** The account's list of levels is empty. */
  | { kind: 'none' }
  /** A root, unit or account. */
  | { kind: 'target'; name: string }
  /** A level without policies. */
  | { kind: 'empty'; level: number };

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
  /** Cause of the decision as data, from which the sentence is made. */
  cause?: Cause;
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
  /** Names and values of the request that do not fit AWS's reference data, where a catalog was asked. */
  warnings?: RequestWarning[];
}

/** Parameter of a call to STS. */
export type StsParameter =
  /** `RoleSessionName` */
  | 'roleSessionName'
  /** `ExternalId` */
  | 'externalId'
  /** `SourceIdentity` */
  | 'sourceIdentity'
  /** `Name` of a federated user. */
  | 'federationName'
  /** Key of a session tag. */
  | 'tagKey'
  /** Value of a session tag. */
  | 'tagValue';

/** Audience of a token whose `:aud` key is made of its claim `azp`. */
export interface TokenAudience {
  /** The key that has the claim `aud`, such as `accounts.google.com:oaud`. */
  key: string;
  /** Value of the claim `aud`. */
  value: string;
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
  /** The reason as data, from which the sentence is made. */
  why?: Why;
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

/** A policy that AWS could not read, and the first problem that keeps it from reading. */
export interface UnreadablePolicy {
  /** Cause of the problem, as the report's problems have it. */
  cause: ProblemCause;
  /** Code of the problem, as the report's problems have it. */
  code: string;
  /** Line of the problem in the policy's text, counted from 1. */
  line: number;
  /** Owner of the policy. */
  owner: string;
  /** Place of the problem. */
  place: Place;
}

/** Reason for the verdict of a trace entry. Its `kind` tells which; sentences are made from it alone. */
export type Why =
  /** Everybody may ask who they are (EV-80). */
  | { kind: 'callerIdentity' }
  /** A user may ask for a session of their own (EV-83). */
  | { kind: 'ownSession' }
  /** The root user of an account cannot assume a role (EV-60). */
  | { kind: 'rootAssumesNoRole' }
  /** The step ended before or besides any policy. */
  | { code: string; kind: 'refused'; refusal: Refusal }
  /** AWS owns what the call would change (EV-90 to EV-92). */
  | { kind: 'ownedByAws'; thing: AwsThing }
  /** A policy that would have to be asked is not in the scenario. */
  | { kind: 'notInScenario'; name: string; needed: Needed }
  /** The root user issued the credentials, so that only the session policy holds them (ST-41). */
  | { kind: 'rootIssued' }
  /** The root user of another account needs nothing on its own side (EV-24). */
  | { kind: 'foreignRoot' }
  /** The root user may do everything in its own account (EV-04). */
  | { kind: 'ownRoot' }
  /** The endpoint has its default policy, which allows everything (EV-76). */
  | { kind: 'defaultEndpointPolicy' }
  /** The key is not in the scenario, so that the default key policy is taken (EV-66). */
  | { kind: 'defaultKeyPolicy' }
  /** The policies have no say in the request. */
  | { because: NotApplicableReason; kind: 'notApplicable'; policyType: PolicyType }
  /** The bucket's policy is public and `restrictPublicBuckets` is on (EV-71). */
  | { kind: 'publicAccessBlocked' }
  /** A Deny applies (EV-02). */
  | { kind: 'denyApplies' }
  /** A policy allows the action and names the caller (EV-12). */
  | { action: string; kind: 'namesCaller'; ways: NamedAs[] }
  /** The account's list of levels is empty, so that nothing is allowed (EV-34). */
  | { kind: 'noLevels' }
  /** None of the policies allows the action (EV-01). */
  | { action: string; kind: 'noAllow'; policyType: PolicyType }
  /** All elements of a statement match. */
  | { effect: Effect; kind: 'statementMatches' }
  /** Several elements of a statement do not match. Of a single one the statement has its reason. */
  | { elements: FailedElement[]; kind: 'elementsDoNotMatch' }
  /** A value of a list matches. */
  | { found: string; kind: 'fits'; list: Listing; value: string }
  /** No value of a list matches. */
  | { filledIn?: string; found: string; kind: 'fitsNone'; list: Listing; values: string[] }
  /** A list is empty (GR-19). */
  | { kind: 'listsNothing'; list: Listing }
  /** A value needs a key that the request lacks (MR-09, MR-10). */
  | { key: string; kind: 'unresolvedVariable'; list: Listing; value: string }
  /** The resource differs from a value in nothing but case (MR-01). */
  | { found: string; kind: 'resourceCase'; list: Listing; value: string }
  /** `*` names everybody (PR-01). */
  | { kind: 'everybody' }
  /** The caller belongs to an account that is named (PR-03). */
  | { account: string; caller: string; kind: 'inAccount' }
  /** The caller is a session of a role that is named (PR-06). */
  | { caller: string; kind: 'sessionOf'; role: string }
  /** A value names the caller. */
  | { kind: 'callerNamed'; value: string }
  /** `NotPrincipal` lists the caller (PR-30). */
  | { kind: 'callerListed' }
  /** `NotPrincipal` lists the caller and does not spare it, since it has a permissions boundary (PR-31). */
  | { kind: 'boundaryOverridesNotPrincipal' }
  /** `NotPrincipal` lists one part of the caller and lacks another (PR-32). */
  | { kind: 'partlyListed'; lacking: NamedAs[]; listed: NamedAs[] }
  /** `NotPrincipal` does not list the caller (PR-30). */
  | { caller: string; kind: 'callerNotListed' }
  /** No value names the caller (PR-13). */
  | { caller: string; kind: 'callerNotNamed'; values: string[] }
  /** A principal with a wildcard inside names nobody (PR-02). */
  | { kind: 'principalWildcard'; value: string }
  /** A value differs from the caller in nothing but case (PR-13). */
  | { kind: 'callerCase'; value: string }
  /** The request lacks the condition's key. */
  | { key: string; kind: 'keyMissing'; operator: string; outcome: MissingKey; values?: string[] }
  /** The key has several values and the operator takes one (CO-20). */
  | { key: string; kind: 'severalValues'; operator: string }
  /** The condition lists no value (CO-22). */
  | { kind: 'noValues' }
  /** `Null` asks for a key's presence (CO-12). */
  | { holds: boolean; key: string; kind: 'keyPresence'; present: boolean }
  /** `Null` with a set operator does not depend on the request (CO-18). */
  | { kind: 'quantifiedNull'; operator: string }
  /** Values of the request were compared with those of the condition. */
  | { filledIn?: string; holds: boolean; key: string; kind: 'compared'; operator: string; result: Comparison; several: boolean; value: string; values: string[] };

/** Reason for which a step obtained no session. */
export type WithoutSession =
  /** It was denied. */
  | 'denied'
  /** It was refused before any policy decided. */
  | 'refused'
  /** Its call gives no session. */
  | 'givesNone';

/** Mistake for which a text is no scenario. Its `kind` tells which; the message is made from it alone. */
export type ScenarioMistake =
  /** The text is empty. */
  | { kind: 'empty' }
  /** The text is not JSON. */
  | { kind: 'notJson'; problem: JsonProblem }
  /** A value of another type than its field takes. */
  | { expected: ExpectedType; found: FoundType; kind: 'wrongType'; written?: string }
  /** A field that the object does not have. */
  | { kind: 'unknownField'; known: string[]; name: string }
  /** A field that must be there. */
  | { kind: 'missingField'; name: string }
  /** A key that an object has two times. */
  | { kind: 'twice'; name: string }
  /** More steps than a scenario may have. */
  | { found: number; kind: 'tooManySteps'; most: number }
  /** More items in all lists together than a scenario may have. */
  | { found: number; kind: 'tooManyItems'; most: number };

/** Type of value that a field of a scenario takes. */
export type ExpectedType =
  /** An object. */
  | 'object'
  /** A list. */
  | 'list'
  /** A string. */
  | 'string'
  /** `true` or `false`. */
  | 'boolean'
  /** A whole number. */
  | 'wholeNumber'
  /** A whole number from 1 on. */
  | 'positiveNumber'
  /** A policy: a JSON object, or a string that holds its text. */
  | 'policy'
  /** An ARN, or a list of resources. */
  | 'resource'
  /** Value of a condition key: a string, a number, a boolean or a list of them. */
  | 'contextValue'
  /** `allowed`, `denied`, `explicitDeny`, `implicitDeny` or `error`. */
  | 'expectation';

/** Type of a JSON value. */
export type FoundType =
  /** An object. */
  | 'object'
  /** A list. */
  | 'list'
  /** A string. */
  | 'string'
  /** A number. */
  | 'number'
  /** `true` or `false`. */
  | 'boolean'
  /** `null`. */
  | 'null'
  /** Something that is no value of JSON. */
  | 'unreadable';

/** Reason for which a link cannot be read, or not be made. Its `kind` tells which; the message is made from it alone. */
export type LinkMistake =
  /** It holds no scenario. */
  | { kind: 'noScenario' }
  /** It says no version. */
  | { kind: 'noVersion' }
  /** It is of a version that is not known here. */
  | { kind: 'unknownVersion'; version: string }
  /** A character that no link has. */
  | { at: number; character: string; kind: 'character' }
  /** A piece is missing or wrong. */
  | { kind: 'damaged' }
  /** The scenario is longer than `MAX_TEXT`. */
  | { kind: 'tooLong' }
  /** Its content is not UTF-8. */
  | { kind: 'notText' };
