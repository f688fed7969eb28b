//! The open points that a report can name, in words.

use crate::report::Confidence::{self, Disputed, OurReading};

/// An open point: its id, the rule that holds the decision taken, how sure that is, and what is open.
pub(super) type Point = (&'static str, &'static str, Confidence, &'static str);

pub(super) const NO_VERSION: Point =
    ("C-01", "GR-10", Disputed, "AWS says two things of a missing Version; here `${…}` is plain text.");
pub(super) const SCP_RESOURCE: Point = (
    "C-02",
    "GR-33",
    Disputed,
    "AWS contradicts itself on a Resource other than `*` in an SCP's Allow; here it counts.",
);
pub(super) const INNER_WILDCARD: Point = (
    "C-03",
    "GR-34",
    Disputed,
    "AWS says two things of wildcards in front or in the middle of an action of an SCP or RCP; here they may stand there.",
);
pub(super) const USER_CASE: Point =
    ("C-05", "MR-02", Disputed, "AWS has changed its mind on case in user names; here it counts.");
pub(super) const BOOL_VARIABLE: Point =
    ("C-06", "VA-06", Disputed, "AWS says two things of variables under Bool; here they are replaced.");
pub(super) const ONE_UNRESOLVED: Point = (
    "C-07",
    "VA-08",
    OurReading,
    "AWS does not say whether one variable without value spoils the whole list; here the other values count.",
);
pub(super) const TAG_CASE: Point =
    ("C-08", "CO-05", Disputed, "AWS has changed its mind on case in tag values; here it counts.");
pub(super) const SEVERAL: Point = (
    "C-09",
    "CO-20",
    Disputed,
    "AWS does not say what several values without a set operator do; here they never match.",
);
pub(super) const NO_VALUES: Point =
    ("C-10", "CO-22", Disputed, "AWS says two things of an empty list of values; here the statement has no effect.");
pub(super) const NOT_LIKE: Point =
    ("C-11", "CO-16", Disputed, "AWS's table and text differ on ForAllValues:StringNotLike; here the text holds.");
pub(super) const FEDERATED: Point = (
    "C-12",
    "ST-40",
    Disputed,
    "AWS says two things of federated users without session policy; here only direct grants count.",
);
pub(super) const TRUST_BOUNDARY: Point = (
    "C-13",
    "EV-55",
    Disputed,
    "AWS says two things of a boundary that is silent on a user the trust policy names; here it must allow.",
);
pub(super) const INHERITED: Point = (
    "C-14",
    "ST-23",
    Disputed,
    "AWS has changed its mind on when inherited tags replace the role's; here trust sees the role's.",
);
pub(super) const ROLE_MFA: Point =
    ("C-15", "ST-27", Disputed, "AWS says two things of MFA keys in role sessions; here they say `false`.");
pub(super) const SAML_PROVIDER: Point = (
    "C-16",
    "CK-02",
    Disputed,
    "AWS has changed its mind on aws:FederatedProvider in SAML sessions; here they lack it.",
);
pub(super) const FORWARDED: Point = (
    "C-17",
    "EV-79",
    Disputed,
    "AWS says two things of aws:SourceIp in forwarded calls; here it is still the caller's.",
);
pub(super) const OVERFLOW: Point =
    ("C-18", "MR-05", OurReading, "AWS says little of a `*` that runs past colons; here the last one of a field may.");
pub(super) const SPARED_SESSION: Point = (
    "C-19",
    "PR-32",
    Disputed,
    "AWS says two things of NotPrincipal and role sessions; here the session must be listed too.",
);
pub(super) const TRUST_STAR: Point = (
    "C-20",
    "GR-29",
    Disputed,
    "AWS says two things of `*` in a trust policy; here it names everybody, though only `{\"AWS\": \"*\"}` can be saved.",
);
pub(super) const NAME_CASE: Point =
    ("C-21", "GR-08", OurReading, "AWS does not say whether a name in another case is refused; here it is.");
pub(super) const REPEATED: Point = (
    "C-21",
    "GR-06",
    OurReading,
    "AWS only says that a key must not repeat; here one that does makes the policy unreadable.",
);
pub(super) const EMPTY_STRING: Point =
    ("C-22", "CO-13", OurReading, "AWS does not say whether an empty string is a value for Null; here it is.");
pub(super) const ADDRESS: Point = (
    "C-23",
    "CO-38",
    OurReading,
    "AWS does not say how IPv4 and IPv6 meet, or what an IPv6 range without prefix is; here they do not, and one address.",
);
pub(super) const DATE: Point = (
    "C-23",
    "CO-35",
    OurReading,
    "AWS does not say how digits alone are read as a date; here four are a year, and more are seconds.",
);
pub(super) const NUMBER: Point = (
    "C-23",
    "CO-33",
    OurReading,
    "AWS does not say which numbers it can read; here integers and decimals of any length, without exponent.",
);
pub(super) const ANY_NEGATED: Point = (
    "C-24",
    "CO-15",
    OurReading,
    "AWS does not say what a negated ForAnyValue makes of a missing key; here it is false.",
);
pub(super) const STAR_TOKENS: Point =
    ("C-25", "PR-17", OurReading, "AWS does not say whether `*` names whoever comes with a token; here it does not.");
pub(super) const TRUST_ALONE: Point =
    ("C-26", "EV-51", Disputed, "Reports differ on a user whom a trust policy names; here that is enough.");
pub(super) const TOKEN_SCPS: Point = (
    "C-27",
    "EV-38",
    OurReading,
    "AWS does not say whether SCPs bind a call with a token or an assertion; here they do not.",
);
pub(super) const FOREIGN_ROOT: Point = (
    "C-28",
    "EV-24",
    OurReading,
    "AWS does not say what the root user of another account needs on its own side; here nothing.",
);
pub(super) const SESSION_ACROSS: Point = (
    "C-29",
    "EV-21",
    OurReading,
    "AWS does not say whether a boundary limits a session named across accounts; here it does.",
);
pub(super) const NOT_RESOURCE: Point = (
    "C-30",
    "MR-10",
    OurReading,
    "AWS's sentence on NotResource and a variable without value can be read two ways; here it excludes nothing.",
);
pub(super) const BARE_STAR: Point =
    ("C-31", "CO-40", OurReading, "AWS does not say whether `*` alone fits as an ARN; here it fits any.");
pub(super) const ROLE_MFA_CODE: Point = (
    "C-34",
    "AM-02",
    OurReading,
    "AWS speaks of the MFA device of the user who calls, and not of a role session that passes a code; here it is refused.",
);
