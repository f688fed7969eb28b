//! Open points of the semantics (section 11), each a named constant with the decision taken.
//!
//! AWS does not say, or says two things. All of them stand here, in the lowest layer, because readers of policies hang on
//! some and the evaluator on others; changing a constant changes the engine in this one place. The table at the end of
//! `docs/semantics.md` says which point has which constant, and which have none.

use crate::Version;

/// C-01, GR-10: a policy without `Version` is one of the old language. Access Analyzer's text says the new one, but
/// without variables; both mean that `${…}` is plain text.
pub const VERSION_WHEN_MISSING: Version = Version::V2008;

/// C-02, GR-33: an SCP's `Allow` may name single resources. The page's table says so, the text below it says only `*`.
pub const SCP_ALLOWS_SINGLE_RESOURCES: bool = true;

/// C-03, GR-34, GR-36: wildcards may stand anywhere in an action of an SCP or RCP. Organizations' pages show no limit,
/// Access Analyzer takes them at the end only.
pub const CONTROL_POLICIES_TAKE_INNER_WILDCARDS: bool = true;

/// C-05, MR-02: case counts in user names of a `Resource`. The page of 2026 says so, the one of 2023 said not.
pub const CASE_OF_USER_NAMES_COUNTS: bool = true;

/// C-06, VA-06: variables under `Bool` are replaced. The page on operators says so, the page on variables says not.
pub const BOOL_TAKES_VARIABLES: bool = true;

/// C-07, VA-08: one variable without value does not spoil the other values of its list. AWS only says that such a
/// variable may make a statement invalid.
pub const UNRESOLVED_VALUE_SPOILS_ITS_LIST: bool = false;

/// C-08, CO-05: case counts in values of tags. The page of 2026 says so, the one of 2023 said not.
pub const CASE_OF_TAG_VALUES_COUNTS: bool = true;

/// C-09, CO-20: several request values without a set operator never match. Nothing is documented; implementers report
/// it so.
pub const SEVERAL_VALUES_WITHOUT_SET_OPERATOR_MATCH: bool = false;

/// C-10, CO-22: a plain operator with an empty list of values makes the statement match nothing. One sentence of AWS's
/// says two things.
pub const EMPTY_VALUE_LIST_MATCHES: bool = false;

/// C-11, CO-16: `ForAllValues:StringNotLike` holds when no request value is listed, as the text says. The table beside
/// it shows what `ForAnyValue:StringLike` would do.
pub const FOR_ALL_STRING_NOT_LIKE_GOES_BY_THE_TEXT: bool = true;

/// C-12, ST-40: a federated user's session without session policy gets nothing but direct grants, as the page on the
/// call says; the page on evaluation says that a default policy allows all.
pub const FEDERATED_USER_NEEDS_SESSION_POLICY: bool = true;

/// C-13, EV-55: a boundary must allow `sts:AssumeRole` even where the trust policy names the user. The note on the page
/// on trust policies is more specific than the general rule.
pub const TRUST_REQUIRES_BOUNDARY: bool = true;

/// C-14, ST-23: inherited tags take the place of the role's after trust was decided (2026), not before (2023).
pub const INHERITED_TAGS_COUNT_IN_TRUST: bool = false;

/// C-15, ST-27: role sessions of AssumeRole carry `aws:MultiFactorAuthPresent` as `false`. "Temporary credentials" have
/// the key, says the page, and "federated identities" do not.
pub const ROLE_SESSIONS_CARRY_MFA_KEY: bool = true;

/// C-16: only OIDC sessions carry `aws:FederatedProvider` (2026); the page of 2023 said those of SAML, too.
pub const SAML_SESSIONS_CARRY_PROVIDER: bool = false;

/// C-17, EV-79: a service that goes on with the caller's identity keeps the caller's `aws:SourceIp`, as the page on keys
/// says; the page on operators says that the address is the service's.
pub const FORWARDED_CALLS_KEEP_SOURCE_IP: bool = true;

/// C-18, MR-05: a `*` directly before a colon, or at the end of a `Resource` pattern, may run past colons. AWS has one
/// sentence on the last character of a segment.
pub const RESOURCE_STAR_OVERFLOW: bool = true;

/// C-19, PR-32: `Deny` with `NotPrincipal` spares a role session only when account, role and session are listed. The
/// reference asks for two, a blog post and a support article for all three.
pub const NOT_PRINCIPAL_REQUIRES_SESSION: bool = true;

/// C-20, GR-29: a bare `*` is no principal of a trust policy, `{"AWS":"*"}` is one. One page suggests the bare star,
/// another and Access Analyzer refuse it, and so did AWS when somebody tried.
pub const TRUST_REFUSES_BARE_STAR: bool = true;

/// C-20, GR-29: a star in a trust policy names everybody who signs. Where it may not stand there, it would name nobody.
pub const TRUST_STAR_NAMES_EVERYBODY: bool = true;

/// C-21, GR-08: names of elements, principal types and operators are taken in their exact case. Not documented.
pub const NAMES_ARE_EXACT: bool = true;

/// C-21, GR-06: a key that is there twice makes a policy unreadable, deep inside as well. AWS only says that keys must
/// not repeat.
pub const REPEATED_KEYS_BLOCK: bool = true;

/// C-22, CO-13: for `Null`, a single empty string is a value. Not documented; S3 sends `s3:prefix` empty.
pub const NULL_EMPTY_STRING_IS_PRESENT: bool = true;

/// C-23, CO-38: an IPv6 address without prefix stands for itself alone. Documented for IPv4 only.
pub const IPV6_PREFIX_WHEN_MISSING: u8 = 128;

/// C-23, CO-38: an IPv4 address that is written as IPv6 (`::ffff:203.0.113.7`) is an IPv6 one. Not documented.
pub const MAPPED_ADDRESSES_ARE_IPV4: bool = false;

/// C-23, CO-35: from so many digits on, a date is epoch seconds; fewer are a year. Not documented.
pub const FEWEST_EPOCH_DIGITS: usize = 5;

/// C-23, CO-33: most digits of a number, of which none is lost here. Not documented.
pub const MOST_DIGITS: Option<usize> = None;

/// C-24, CO-15: `ForAnyValue` with a negated operator is false when the key is absent. The general sentence says so, the
/// rule for negated operators says true.
pub const FOR_ANY_VALUE_NEGATED_MATCHES_ABSENT_KEY: bool = false;

/// C-25, PR-17: `*` as principal of a trust policy does not cover callers that an identity provider vouches for. Not
/// documented; they are no AWS principals.
pub const STAR_COVERS_IDENTITY_PROVIDERS: bool = false;

/// C-26, EV-51: in its own account, whom a trust policy names needs no Allow of their own. AWS's page says so; a reader
/// reports that both are needed.
pub const NAMED_IN_TRUST_IS_ENOUGH: bool = true;

/// C-27, EV-38: SCPs do not bind a call that comes with a token or an assertion: it has no account yet. Not documented.
pub const SCPS_BIND_TOKEN_CALLERS: bool = false;

/// C-28, EV-24: the root user of another account needs nothing on its own side but its SCPs. Not documented.
pub const FOREIGN_ROOT_ALLOWS_ITSELF: bool = true;

/// C-29, EV-21: a boundary limits a session that another account's resource names. Not documented in one sentence.
pub const BOUNDARY_LIMITS_SESSIONS_ACROSS_ACCOUNTS: bool = true;

/// C-30, MR-10: a `NotResource` value with a variable that cannot be resolved excludes nothing. AWS's sentence can be
/// read two ways.
pub const UNRESOLVED_NOT_RESOURCE_EXCLUDES_NOTHING: bool = true;

/// C-31, CO-40: a value that is just `*` fits any ARN. Not documented; policies use it.
pub const BARE_STAR_IS_ANY_ARN: bool = true;

/// C-34, AM-02: a role session that passes the code of an MFA device is refused. AWS's page speaks of the device of the
/// user who calls, and says nothing of others.
pub const ROLE_SESSIONS_PASS_MFA: bool = false;
