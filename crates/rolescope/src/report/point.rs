//! Points that AWS leaves open and that a report can name, each with the rule that holds the decision taken.

use super::Confidence::{self, Disputed, OurReading};

macro_rules! points {
    ($($(#[$doc:meta])* $point:ident = $id:literal, $rule:literal, $confidence:ident;)*) => {
        /// A point that AWS leaves open. Points of one id are one question, asked of several things.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Point { $($(#[$doc])* $point,)* }

        impl Point {
            /// Its id.
            pub(crate) const fn id(self) -> &'static str {
                match self { $(Self::$point => $id,)* }
            }

            /// The rule that holds the decision taken.
            pub(crate) const fn rule(self) -> &'static str {
                match self { $(Self::$point => $rule,)* }
            }

            /// Confidence in the decision taken.
            pub(crate) const fn confidence(self) -> Confidence {
                match self { $(Self::$point => $confidence,)* }
            }
        }
    };
}

points! {
    /// A policy without `Version`.
    NoVersion = "C-01", "GR-10", Disputed;
    /// A `Resource` other than `*` in an Allow of an SCP.
    ScpResource = "C-02", "GR-33", Disputed;
    /// A wildcard in front or in the middle of an action, in an SCP or RCP.
    InnerWildcard = "C-03", "GR-34", Disputed;
    /// Case in names of users.
    UserCase = "C-05", "MR-02", Disputed;
    /// A variable under `Bool`.
    BoolVariable = "C-06", "VA-06", Disputed;
    /// One variable of a list without value.
    OneUnresolved = "C-07", "VA-08", OurReading;
    /// Case in values of tags.
    TagCase = "C-08", "CO-05", Disputed;
    /// Several values of a key without a set operator.
    Several = "C-09", "CO-20", Disputed;
    /// An empty list of values.
    NoValues = "C-10", "CO-22", Disputed;
    /// `ForAllValues:StringNotLike`.
    NotLike = "C-11", "CO-16", Disputed;
    /// A federated user without session policy.
    Federated = "C-12", "ST-40", Disputed;
    /// A boundary that is silent on a user whom the trust policy names.
    TrustBoundary = "C-13", "EV-55", Disputed;
    /// Tags that a session inherits and its role has, too.
    Inherited = "C-14", "ST-23", Disputed;
    /// Keys of MFA in sessions of roles.
    RoleMfa = "C-15", "ST-27", Disputed;
    /// `aws:FederatedProvider` in sessions of SAML.
    SamlProvider = "C-16", "CK-02", Disputed;
    /// `aws:SourceIp` in forwarded calls.
    Forwarded = "C-17", "EV-79", Disputed;
    /// A `*` that runs past colons.
    Overflow = "C-18", "MR-05", OurReading;
    /// `NotPrincipal` and a session of a role.
    SparedSession = "C-19", "PR-32", Disputed;
    /// `*` in a trust policy.
    TrustStar = "C-20", "GR-29", Disputed;
    /// A name in another case.
    NameCase = "C-21", "GR-08", OurReading;
    /// A key that repeats.
    Repeated = "C-21", "GR-06", OurReading;
    /// An empty string under `Null`.
    EmptyString = "C-22", "CO-13", OurReading;
    /// IPv4 beside IPv6, and an IPv6 range without prefix.
    Address = "C-23", "CO-38", OurReading;
    /// A date of digits alone.
    Date = "C-23", "CO-35", OurReading;
    /// Numbers that AWS can read.
    Number = "C-23", "CO-33", OurReading;
    /// A negated `ForAnyValue` of a missing key.
    AnyNegated = "C-24", "CO-15", OurReading;
    /// `*` and a caller with a token.
    StarTokens = "C-25", "PR-17", OurReading;
    /// A user whom a trust policy names.
    TrustAlone = "C-26", "EV-51", Disputed;
    /// SCPs and a call with a token or an assertion.
    TokenScps = "C-27", "EV-38", OurReading;
    /// The root user of another account.
    ForeignRoot = "C-28", "EV-24", OurReading;
    /// A boundary and a session that is named across accounts.
    SessionAcross = "C-29", "EV-21", OurReading;
    /// `NotResource` and a variable without value.
    NotResource = "C-30", "MR-10", OurReading;
    /// `*` alone as an ARN.
    BareStar = "C-31", "CO-40", OurReading;
    /// RCPs and an action without a resource.
    RcpWithoutResource = "C-33", "AM-31", Disputed;
    /// A session of a role that passes a code of MFA.
    RoleMfaCode = "C-34", "AM-02", OurReading;
    /// A wildcard in the service of an action.
    ServiceWildcard = "C-35", "AM-33", Disputed;
}
