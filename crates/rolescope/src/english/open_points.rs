//! Open points in words: the question, and the reading that is taken for true.

use crate::report::point::Point;

/// The question that AWS leaves open, and the reading taken.
pub(crate) const fn text(point: Point) -> &'static str {
    match point {
        Point::NoVersion => "AWS's pages disagree on a missing Version; here `${…}` is plain text.",
        Point::ScpResource => "AWS contradicts itself on a Resource other than `*` in an SCP's Allow; here it counts.",
        Point::InnerWildcard => {
            "AWS's pages disagree on wildcards at the beginning or in the middle of an action in an SCP or RCP; here they are allowed."
        }
        Point::UserCase => "AWS has changed what it says about case in user names; here case matters.",
        Point::BoolVariable => "AWS's pages disagree on variables under Bool; here they are replaced.",
        Point::OneUnresolved => {
            "AWS does not say whether one variable without a value makes the whole list fail; here the other values count."
        }
        Point::TagCase => "AWS has changed what it says about case in tag values; here case matters.",
        Point::Several => "AWS does not say what several values without a set operator do; here they never match.",
        Point::NoValues => "AWS's pages disagree on an empty list of values; here the statement has no effect.",
        Point::NotLike => "AWS's table and text differ on ForAllValues:StringNotLike; here the text holds.",
        Point::Federated => {
            "AWS's pages disagree on federated users without a session policy; here only direct grants count."
        }
        Point::TrustBoundary => {
            "AWS's pages disagree on a boundary that does not allow a call of a user whom the trust policy names; here the boundary must allow it."
        }
        Point::Inherited => {
            "AWS has changed what it says about when inherited tags replace the role's; here the trust policy sees the role's."
        }
        Point::RoleMfa => "AWS's pages disagree on MFA keys in role sessions; here they say `false`.",
        Point::SamlProvider => {
            "AWS has changed what it says about aws:FederatedProvider in SAML sessions; here they lack it."
        }
        Point::Forwarded => "AWS's pages disagree on aws:SourceIp in forwarded calls; here it is still the caller's.",
        Point::Overflow => {
            "AWS says little about a `*` that matches past colons; here only the last `*` of a field may."
        }
        Point::SparedSession => {
            "AWS's pages disagree on NotPrincipal and role sessions; here the session must be listed too."
        }
        Point::TrustStar => {
            "AWS's pages disagree on `*` in a trust policy; here it names everybody, though only `{\"AWS\": \"*\"}` can be saved."
        }
        Point::NameCase => "AWS does not say whether a name in another case is refused; here it is.",
        Point::Repeated => "AWS only says that a key must not repeat; here a repeated key makes the policy unreadable.",
        Point::EmptyString => "AWS does not say whether an empty string is a value for Null; here it is.",
        Point::Address => {
            "AWS does not say whether IPv4 and IPv6 addresses match each other, or what an IPv6 range without a prefix length is; here only `::ffff:` before an IPv4 address is that address, and such a range is one address."
        }
        Point::Date => {
            "AWS does not say how digits alone are read as a date; here four digits are a year, and more are seconds."
        }
        Point::Number => {
            "AWS does not say which numbers it can read; here decimals of any length, with exponent, and what is no number in the request makes every numeric operator false."
        }
        Point::AnyNegated => "AWS does not say what a negated ForAnyValue makes of a missing key; here it is false.",
        Point::StarTokens => "AWS does not say whether `*` names callers with a token; here it does not.",
        Point::TrustAlone => "Reports differ on whether a trust policy that names a user is enough; here it is.",
        Point::TokenScps => "AWS does not say whether SCPs bind a call with a token or an assertion; here they do not.",
        Point::ForeignRoot => {
            "AWS does not say which policy of its own the root user of another account needs; here it needs none."
        }
        Point::SessionAcross => {
            "AWS does not say whether a boundary limits a session named across accounts; here it does."
        }
        Point::NotResource => {
            "AWS's sentence on NotResource and a variable without a value can be read in two ways; here it excludes nothing."
        }
        Point::BareStar => "AWS does not say whether `*` alone matches as an ARN; here it matches any ARN.",
        Point::ServiceWildcard => {
            "AWS and reports disagree on a wildcard in the service of an action, such as `*:*`; here it matches."
        }
        Point::RcpWithoutResource => {
            "AWS's pages disagree on RCPs and actions without a resource; here those of the caller's account apply."
        }
        Point::RoleMfaCode => {
            "AWS writes about the MFA device of the user who calls, not about a role session that passes a code; here that is refused."
        }
    }
}
