//! `PRIVATE_NOT_IP_ADDRESS`.

use crate::rule::prelude::*;
use crate::values::{is_private, source_ranges};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    code: "PRIVATE_NOT_IP_ADDRESS",
    severity: Severity::Error,
    summary: "Only private ranges in `NotIpAddress`",
    why: "`aws:SourceIp` is a public address; behind a VPC endpoint the key is missing.",
    help: "Write the public ranges, or `aws:VpcSourceIp` for addresses inside a VPC.",
    example: Example {
        kind: PolicyKind::Identity,
        text: r#"
{ "Effect": "Deny", "Action": "s3:GetObject", "Resource": "*",
  "Condition": { "NotIpAddress": { "aws:SourceIp": "10.0.0.0/8" } } }
                                   ^^^^^^^^^^^^^^
"#,
    },
    instead: r#"
{ "Effect": "Deny", "Action": "s3:GetObject", "Resource": "*",
  "Condition": { "NotIpAddress": { "aws:SourceIp": "203.0.113.0/24" } } }
"#,
    page: CHECKS,
    check,
};

fn check(subject: &Subject<'_, '_>, found: &mut Findings) {
    for (_, condition) in subject.conditions().filter(|(_, own)| own.operator.value.kind.negated()) {
        let ranges = source_ranges(condition);
        let count = ranges.iter().filter(|it| is_private(&it.value)).count();
        if count == 0 || count < ranges.len() {
            continue;
        }
        found.report(condition.key.span, "all of these ranges are private, so every request fits");
    }
}
