//! Open points of the semantics (section 11), each a named constant with the decision taken.
//!
//! AWS does not say, or says two things. Changing a constant changes the engine in this one place.

/// C-18, MR-05: a `*` directly before a colon, or at the end of a `Resource` pattern, may run past colons.
pub const RESOURCE_STAR_OVERFLOW: bool = true;

/// C-30, MR-10: a `NotResource` value with a variable that cannot be resolved excludes nothing.
pub const UNRESOLVED_NOT_RESOURCE_EXCLUDES_NOTHING: bool = true;

/// C-19, PR-32: `Deny` with `NotPrincipal` spares a role session only when account, role and session are listed.
pub const NOT_PRINCIPAL_REQUIRES_SESSION: bool = true;

/// C-13, EV-55: a boundary must allow `sts:AssumeRole` even where the trust policy names the user.
pub const TRUST_REQUIRES_BOUNDARY: bool = true;

/// C-09, CO-20: several request values without a set operator never match.
pub const SEVERAL_VALUES_WITHOUT_SET_OPERATOR_MATCH: bool = false;

/// C-10, CO-22: a plain operator with an empty list of values makes the statement match nothing.
pub const EMPTY_VALUE_LIST_MATCHES: bool = false;

/// C-24, CO-15: `ForAnyValue` with a negated operator is false when the key is absent.
pub const FOR_ANY_VALUE_NEGATED_MATCHES_ABSENT_KEY: bool = false;

/// C-22, CO-13: for `Null`, a single empty string is a value.
pub const NULL_EMPTY_STRING_IS_PRESENT: bool = true;

/// C-25, PR-17: `*` as principal also covers callers that an identity provider vouches for.
pub const STAR_COVERS_IDENTITY_PROVIDERS: bool = false;

/// C-31, CO-40: a value that is just `*` fits any ARN.
pub const BARE_STAR_IS_ANY_ARN: bool = true;

/// C-15, ST-27: role sessions of AssumeRole carry `aws:MultiFactorAuthPresent` as `false`.
pub const ROLE_SESSIONS_CARRY_MFA_KEY: bool = true;

/// C-12, ST-40: a federated user's session without session policy gets nothing but direct grants.
pub const FEDERATED_USER_NEEDS_SESSION_POLICY: bool = true;
