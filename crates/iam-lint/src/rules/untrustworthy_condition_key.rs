//! `UNTRUSTWORTHY_CONDITION_KEY`.

use crate::rule::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    code: "UNTRUSTWORTHY_CONDITION_KEY",
    severity: Severity::SecurityWarning,
    summary: "A key that callers write themselves",
    why: "The caller's program sends this value and can send any other.",
    help: "Test who calls or from where, such as `aws:PrincipalArn` or `aws:SourceIp`, instead.",
    example: Example {
        kind: PolicyKind::Identity,
        text: r#"
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
  "Condition": { "StringEquals": { "aws:UserAgent": "reports" } } }
                                   ^^^^^^^^^^^^^^^
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
    for (_, condition) in subject.conditions() {
        if ["aws:useragent", "aws:referer"].contains(&&*condition.key.value.lower) {
            found.report(condition.key.span, format!("a caller can send any `{}`", &*condition.key.value.text));
        }
    }
}
