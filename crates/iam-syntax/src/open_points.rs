//! Open points of the semantics (section 11), each a named constant with the decision taken.
//!
//! AWS does not say, or says two things. All of them stand here, in the lowest layer, because readers of policies hang on
//! some and the evaluator on others; changing a constant changes the engine in this one place. Each knows the other
//! reading, too, and a test turns each to it: some scenario must come out differently. The table at the end of
//! `docs/semantics.md` says which point has which constant, and which have none.

use crate::Version;

/// Decision on an open point, and the other reading of it.
#[derive(Debug, Clone, Copy)]
pub struct Point<T> {
    #[cfg_attr(not(debug_assertions), expect(dead_code, reason = "only tests ask for another reading by its name"))]
    name: &'static str,
    decision: T,
    #[cfg_attr(not(debug_assertions), expect(dead_code, reason = "only tests take it"))]
    other: T,
}

#[cfg(debug_assertions)]
thread_local! {
    static TURNED: std::cell::Cell<Option<&'static str>> = const { std::cell::Cell::new(None) };
}

impl<T: Copy> Point<T> {
    /// The decision.
    #[inline]
    pub fn taken(self) -> T {
        #[cfg(debug_assertions)]
        if TURNED.get().is_some_and(|name| name == self.name) {
            return self.other;
        }
        self.decision
    }
}

/// Does `work` with the other reading of one constant, in this thread. For tests: only builds with debug assertions have it.
#[cfg(debug_assertions)]
#[doc(hidden)]
pub fn turned<T>(name: &'static str, work: impl FnOnce() -> T) -> T {
    TURNED.set(Some(name));
    let done = work();
    TURNED.set(None);
    done
}

const fn point<T>(name: &'static str, decision: T, other: T) -> Point<T> {
    Point { name, decision, other }
}

const fn yes(name: &'static str) -> Point<bool> {
    point(name, true, false)
}

const fn no(name: &'static str) -> Point<bool> {
    point(name, false, true)
}

/// C-01, GR-10: a policy without `Version` is one of the old language. Access Analyzer's text says the new one, but
/// without variables; both mean that `${…}` is plain text.
pub const VERSION_WHEN_MISSING: Point<Version> = point("VERSION_WHEN_MISSING", Version::V2008, Version::V2012);

/// C-02, GR-33: an SCP's `Allow` may name single resources. The page's table says so, the text below it says only `*`.
pub const SCP_ALLOWS_SINGLE_RESOURCES: Point<bool> = yes("SCP_ALLOWS_SINGLE_RESOURCES");

/// C-03, GR-34, GR-36: wildcards may stand anywhere in an action of an SCP or RCP. Organizations' pages show no limit,
/// Access Analyzer takes them at the end only.
pub const CONTROL_POLICIES_TAKE_INNER_WILDCARDS: Point<bool> = yes("CONTROL_POLICIES_TAKE_INNER_WILDCARDS");

/// C-05, MR-02: case counts in user names of a `Resource`. The page of 2026 says so, the one of 2023 said not.
pub const CASE_OF_USER_NAMES_COUNTS: Point<bool> = yes("CASE_OF_USER_NAMES_COUNTS");

/// C-06, VA-06: variables under `Bool` are replaced. The page on operators says so, the page on variables says not.
pub const BOOL_TAKES_VARIABLES: Point<bool> = yes("BOOL_TAKES_VARIABLES");

/// C-07, VA-08: one variable without value does not spoil the other values of its list. AWS only says that such a
/// variable may make a statement invalid.
pub const UNRESOLVED_VALUE_SPOILS_ITS_LIST: Point<bool> = no("UNRESOLVED_VALUE_SPOILS_ITS_LIST");

/// C-08, CO-05: case counts in values of tags. The page of 2026 says so, the one of 2023 said not.
pub const CASE_OF_TAG_VALUES_COUNTS: Point<bool> = yes("CASE_OF_TAG_VALUES_COUNTS");

/// C-09, CO-20: several request values without a set operator never match. Nothing is documented; implementers report
/// it so.
pub const SEVERAL_VALUES_WITHOUT_SET_OPERATOR_MATCH: Point<bool> = no("SEVERAL_VALUES_WITHOUT_SET_OPERATOR_MATCH");

/// C-10, CO-22: a plain operator with an empty list of values makes the statement match nothing. One sentence of AWS's
/// says two things.
pub const EMPTY_VALUE_LIST_MATCHES: Point<bool> = no("EMPTY_VALUE_LIST_MATCHES");

/// C-11, CO-16: `ForAllValues:StringNotLike` holds when no request value is listed, as the text says. The table beside
/// it shows what `ForAnyValue:StringLike` would do.
pub const FOR_ALL_STRING_NOT_LIKE_GOES_BY_THE_TEXT: Point<bool> = yes("FOR_ALL_STRING_NOT_LIKE_GOES_BY_THE_TEXT");

/// C-12, ST-40: a federated user's session without session policy gets nothing but direct grants, as the page on the
/// call says; the page on evaluation says that a default policy allows all.
pub const FEDERATED_USER_NEEDS_SESSION_POLICY: Point<bool> = yes("FEDERATED_USER_NEEDS_SESSION_POLICY");

/// C-13, EV-55: a boundary must allow `sts:AssumeRole` even where the trust policy names the user. The note on the page
/// on trust policies is more specific than the general rule.
pub const TRUST_REQUIRES_BOUNDARY: Point<bool> = yes("TRUST_REQUIRES_BOUNDARY");

/// C-14, ST-23: inherited tags take the place of the role's after trust was decided (2026), not before (2023).
pub const INHERITED_TAGS_COUNT_IN_TRUST: Point<bool> = no("INHERITED_TAGS_COUNT_IN_TRUST");

/// C-15, ST-27: role sessions of AssumeRole carry `aws:MultiFactorAuthPresent` as `false`. "Temporary credentials" have
/// the key, says the page, and "federated identities" do not.
pub const ROLE_SESSIONS_CARRY_MFA_KEY: Point<bool> = yes("ROLE_SESSIONS_CARRY_MFA_KEY");

/// C-16: only OIDC sessions carry `aws:FederatedProvider` (2026); the page of 2023 said those of SAML, too.
pub const SAML_SESSIONS_CARRY_PROVIDER: Point<bool> = no("SAML_SESSIONS_CARRY_PROVIDER");

/// C-17, EV-79: a service that goes on with the caller's identity keeps the caller's `aws:SourceIp`, as the page on keys
/// says; the page on operators says that the address is the service's.
pub const FORWARDED_CALLS_KEEP_SOURCE_IP: Point<bool> = yes("FORWARDED_CALLS_KEEP_SOURCE_IP");

/// C-18, MR-05: a `*` directly before a colon, or at the end of a `Resource` pattern, may run past colons. AWS has one
/// sentence on the last character of a segment.
pub const RESOURCE_STAR_OVERFLOW: Point<bool> = yes("RESOURCE_STAR_OVERFLOW");

/// C-19, PR-32: `Deny` with `NotPrincipal` spares a role session only when account, role and session are listed. The
/// reference asks for two, a blog post and a support article for all three.
pub const NOT_PRINCIPAL_REQUIRES_SESSION: Point<bool> = yes("NOT_PRINCIPAL_REQUIRES_SESSION");

/// C-20, GR-29: a bare `*` is no principal of a trust policy, `{"AWS":"*"}` is one. One page suggests the bare star,
/// another and Access Analyzer refuse it, and so did AWS when somebody tried.
pub const TRUST_REFUSES_BARE_STAR: Point<bool> = yes("TRUST_REFUSES_BARE_STAR");

/// C-20, GR-29: a star in a trust policy names everybody who signs. Where it may not stand there, it would name nobody.
pub const TRUST_STAR_NAMES_EVERYBODY: Point<bool> = yes("TRUST_STAR_NAMES_EVERYBODY");

/// C-21, GR-08: names of elements, principal types and operators are taken in their exact case. Not documented.
pub const NAMES_ARE_EXACT: Point<bool> = yes("NAMES_ARE_EXACT");

/// C-21, GR-06: a key that is there twice makes a policy unreadable, deep inside as well. AWS only says that keys must
/// not repeat.
pub const REPEATED_KEYS_BLOCK: Point<bool> = yes("REPEATED_KEYS_BLOCK");

/// C-22, CO-13: for `Null`, a single empty string is a value. Not documented; S3 sends `s3:prefix` empty.
pub const NULL_EMPTY_STRING_IS_PRESENT: Point<bool> = yes("NULL_EMPTY_STRING_IS_PRESENT");

/// C-23, CO-38: an IPv6 address without prefix stands for itself alone. Documented for IPv4 only.
pub const IPV6_PREFIX_WHEN_MISSING: Point<u8> = point("IPV6_PREFIX_WHEN_MISSING", 128, 64);

/// C-23, CO-38: an IPv4 address that is written as IPv6 (`::ffff:203.0.113.7`) is the IPv4 one. Not documented; measured so on AWS's
/// simulator (AM-28).
pub const MAPPED_ADDRESSES_ARE_IPV4: Point<bool> = yes("MAPPED_ADDRESSES_ARE_IPV4");

/// C-23, CO-35: from so many digits on, a date is epoch seconds; fewer are a year. Not documented.
pub const MIN_EPOCH_DIGITS: Point<usize> = point("MIN_EPOCH_DIGITS", 5, 4);

/// C-23, CO-33: most digits of a number, of which none is lost here. Not documented.
pub const MAX_DIGITS: Point<Option<usize>> = point("MAX_DIGITS", None, Some(15));

/// C-24, CO-15: `ForAnyValue` with a negated operator is false when the key is absent. The general sentence says so, the
/// rule for negated operators says true.
pub const FOR_ANY_VALUE_NEGATED_MATCHES_ABSENT_KEY: Point<bool> = no("FOR_ANY_VALUE_NEGATED_MATCHES_ABSENT_KEY");

/// C-25, PR-17: `*` as principal of a trust policy does not cover callers that an identity provider vouches for. Not
/// documented; they are no AWS principals.
pub const STAR_COVERS_IDENTITY_PROVIDERS: Point<bool> = no("STAR_COVERS_IDENTITY_PROVIDERS");

/// C-26, EV-51: in its own account, whom a trust policy names needs no Allow of their own. AWS's page says so; a reader
/// reports that both are needed.
pub const NAMED_IN_TRUST_IS_ENOUGH: Point<bool> = yes("NAMED_IN_TRUST_IS_ENOUGH");

/// C-27, EV-38: SCPs do not bind a call that comes with a token or an assertion: it has no account yet. Not documented.
pub const SCPS_BIND_TOKEN_CALLERS: Point<bool> = no("SCPS_BIND_TOKEN_CALLERS");

/// C-28, EV-24: the root user of another account needs nothing on its own side but its SCPs. Not documented.
pub const FOREIGN_ROOT_ALLOWS_ITSELF: Point<bool> = yes("FOREIGN_ROOT_ALLOWS_ITSELF");

/// C-29, EV-21: a boundary limits a session that another account's resource names. Not documented in one sentence.
pub const BOUNDARY_LIMITS_SESSIONS_ACROSS_ACCOUNTS: Point<bool> = yes("BOUNDARY_LIMITS_SESSIONS_ACROSS_ACCOUNTS");

/// C-30, MR-10: a `NotResource` value with a variable that cannot be resolved excludes nothing. AWS's sentence can be
/// read two ways.
pub const UNRESOLVED_NOT_RESOURCE_EXCLUDES_NOTHING: Point<bool> = yes("UNRESOLVED_NOT_RESOURCE_EXCLUDES_NOTHING");

/// C-31, CO-40: a value that is just `*` fits any ARN. Not documented; policies use it.
pub const BARE_STAR_IS_ANY_ARN: Point<bool> = yes("BARE_STAR_IS_ANY_ARN");

/// C-33, AM-31: RCPs of the caller's account bear on actions without a resource. The announcement says so; on today's page one sentence
/// can be read so, and the next one speaks of the owner's account.
pub const RCPS_BIND_CALLS_WITHOUT_RESOURCE: Point<bool> = yes("RCPS_BIND_CALLS_WITHOUT_RESOURCE");

/// C-34, AM-02: a role session that passes the code of an MFA device is refused. AWS's page speaks of the device of the
/// user who calls, and says nothing of others.
pub const ROLE_SESSIONS_PASS_MFA: Point<bool> = no("ROLE_SESSIONS_PASS_MFA");

/// C-35, AM-33: an action whose service has a wildcard matches, though AWS refuses it when a policy is saved. Others report that `*:*` and
/// `?am:*` are taken.
pub const WILDCARD_SERVICES_MATCH: Point<bool> = yes("WILDCARD_SERVICES_MATCH");
