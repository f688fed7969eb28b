//! `UNSUPPORTED_GLOBAL_CONDITION_KEY`.

use crate::rule::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    code: "UNSUPPORTED_GLOBAL_CONDITION_KEY",
    severity: Severity::Error,
    summary: "`aws:ARN` is no longer supported",
    why: "No request has the key.",
    help: "Write `aws:PrincipalArn` for the caller, `aws:SourceArn` for the resource that a service acts for.",
    example: Example {
        kind: PolicyKind::Identity,
        text: r#"
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
  "Condition": { "ArnEquals": { "aws:ARN": "arn:aws:iam::111122223333:role/app" } } }
                                ^^^^^^^^^
"#,
    },
    instead: r#"
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
  "Condition": { "ArnEquals": { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/app" } } }
"#,
    page: CHECKS,
    check,
};

fn check(subject: &Subject<'_, '_>, found: &mut Findings) {
    for (_, condition) in subject.conditions().filter(|(_, own)| own.key.value.lower == *"aws:arn") {
        found.report(condition.key.span, "AWS does not support `aws:ARN`");
    }
}
