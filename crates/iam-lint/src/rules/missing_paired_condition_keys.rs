//! `MISSING_PAIRED_CONDITION_KEYS`.

use crate::rule::prelude::*;
use crate::subject::condition_on;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    code: "MISSING_PAIRED_CONDITION_KEYS",
    severity: Severity::SecurityWarning,
    summary: "`aws:VpcSourceIp` without its network",
    why: "Private addresses repeat in every network, so the address alone does not say where a request comes from.",
    help: "Add `aws:SourceVpc` or `aws:SourceVpce`.",
    example: Example {
        kind: PolicyKind::Identity,
        text: r#"
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
  "Condition": { "IpAddress": { "aws:VpcSourceIp": "10.1.0.0/16" } } }
                                ^^^^^^^^^^^^^^^^^
"#,
    },
    instead: r#"
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
  "Condition": { "IpAddress": { "aws:VpcSourceIp": "10.1.0.0/16" }, "StringEquals": { "aws:SourceVpc": "vpc-0123456789abcdef0" } } }
"#,
    page: CHECKS,
    check,
};

fn check(subject: &Subject<'_, '_>, found: &mut Findings) {
    let network = ["aws:sourcevpc", "aws:sourcevpce", "aws:sourcevpcarn"];
    for statement in subject.statements().iter().filter(|own| condition_on(own, &network).is_none()) {
        if let Some(condition) = condition_on(statement, &["aws:vpcsourceip"]) {
            found.report(condition.key.span, "other networks have the same private addresses");
        }
    }
}
