//! `IMPROVE_IP_RANGE`.

use iam_syntax::{Family, address_range};

use crate::edits::replace;
use crate::rule::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    code: "IMPROVE_IP_RANGE",
    severity: Severity::Suggestion,
    summary: "An address with bits behind its prefix",
    why: "Bits behind the prefix do not count, so the range is wider than its address looks.",
    help: "Write the first address of the range.",
    example: Example {
        kind: PolicyKind::Identity,
        text: r#"
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
  "Condition": { "IpAddress": { "aws:SourceIp": "203.0.113.7/24" } } }
                                                ^^^^^^^^^^^^^^^^
"#,
    },
    instead: r#"
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
  "Condition": { "IpAddress": { "aws:SourceIp": "203.0.113.0/24" } } }
"#,
    page: CHECKS,
    check,
};

fn check(subject: &Subject<'_, '_>, found: &mut Findings) {
    for (_, condition) in subject.conditions().filter(|(_, own)| own.operator.value.kind.family() == Family::Address) {
        for value in &condition.values {
            let Some(range) = address_range(&value.value.text).filter(|it| it.addr() != it.network()) else { continue };
            let trunc = range.trunc();
            let message = format!("this is the range `{trunc}`");
            found.report_with(value.span, message, replace(format!("write `{trunc}`"), value.span, format!("\"{trunc}\""), true));
        }
    }
}
