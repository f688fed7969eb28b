//! `INVALID_GLOBAL_CONDITION_KEY`.

use crate::rule::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    code: "INVALID_GLOBAL_CONDITION_KEY",
    severity: Severity::Error,
    summary: "A global condition key that AWS does not have",
    why: "No request has the key, so the condition is never met, or always where its operator is a negated one.",
    help: "Write the key as AWS's page on global condition keys spells it.",
    example: Example {
        kind: PolicyKind::Identity,
        text: r#"
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
  "Condition": { "StringEquals": { "aws:PrincipalOrgId2": "o-exampleorgid" } } }
                                   ^^^^^^^^^^^^^^^^^^^^^
"#,
    },
    instead: r#"
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
  "Condition": { "StringEquals": { "aws:PrincipalOrgID": "o-exampleorgid" } } }
"#,
    page: CHECKS,
    check,
};

fn check(subject: &Subject<'_, '_>, found: &mut Findings) {
    for (_, condition) in subject.conditions() {
        let lower = &*condition.key.value.lower;
        let is_other = lower == "aws:arn" || lower.ends_with('/') || lower.contains("${");
        if lower.starts_with("aws:") && !is_other && subject.key(condition).is_none() {
            found.report(condition.key.span, format!("AWS has no condition key `{}`", &*condition.key.value.text));
        }
    }
}
