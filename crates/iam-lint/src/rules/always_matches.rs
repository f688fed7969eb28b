//! `ALWAYS_MATCHES`.

use crate::rule::prelude::*;
use crate::values::source_ranges;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    code: "ALWAYS_MATCHES",
    severity: Severity::Suggestion,
    summary: "A condition that every request meets",
    why: "The condition looks like a limit and is none.",
    help: "Take the condition away, or write the limit that is meant.",
    example: Example {
        kind: PolicyKind::Identity,
        text: r#"
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
  "Condition": { "IpAddressIfExists": { "aws:SourceIp": ["0.0.0.0/0", "::/0"] } } }
                                        ^^^^^^^^^^^^^^
"#,
    },
    instead: r#"
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
  "Condition": { "IpAddressIfExists": { "aws:SourceIp": "203.0.113.0/24" } } }
"#,
    page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html",
    check,
};

fn check(subject: &Subject<'_, '_>, found: &mut Findings) {
    for (_, condition) in subject.conditions() {
        let operator = condition.operator.value;
        let ranges = source_ranges(condition);
        let all = |is_v4: bool| {
            ranges.iter().any(|it| it.value.prefix_len() == 0 && it.value.addr().is_ipv4() == is_v4)
        };
        if operator.if_exists && !operator.kind.negated() && all(true) && all(false) {
            found.report(condition.key.span, "every address is in these ranges, and a request without the key fits, too");
        }
    }
}
