//! `INVALID_SERVICE_CONDITION_KEY`.

use crate::rule::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    code: "INVALID_SERVICE_CONDITION_KEY",
    severity: Severity::Error,
    summary: "A condition key that the service does not have",
    why: "No request has the key, so the condition is never met, or always where its operator is a negated one.",
    help: "Write the key as AWS's service authorization reference spells it.",
    example: Example {
        kind: PolicyKind::Identity,
        text: r#"
{ "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "*",
  "Condition": { "StringEquals": { "s3:prefixes": "public/" } } }
                                   ^^^^^^^^^^^^^
"#,
    },
    instead: r#"
{ "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "*",
  "Condition": { "StringEquals": { "s3:prefix": "public/" } } }
"#,
    page: CHECKS,
    check,
};

fn check(subject: &Subject<'_, '_>, found: &mut Findings) {
    for (_, condition) in subject.conditions() {
        let lower = &*condition.key.value.lower;
        let Some((service, name)) = lower.split_once(':') else { continue };
        let is_other = service == "aws" || name.ends_with('/') || name.is_empty() || name.contains("${");
        if !is_other && subject.reference.has_service(service) && subject.key(condition).is_none() {
            found.report(condition.key.span, format!("`{service}` has no condition key `{}`", &*condition.key.value.text));
        }
    }
}
