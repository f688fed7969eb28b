//! `S3_PREFIX_IN_NEGATIVE_CONTEXT`.

use iam_syntax::OperatorKind;

use crate::rule::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    code: "S3_PREFIX_IN_NEGATIVE_CONTEXT",
    severity: Severity::SecurityWarning,
    summary: "`s3:prefix` where a shorter prefix gets around it",
    why: "Whoever lists with a shorter prefix, or with none, sees the same keys and does not fit the pattern.",
    help: "Allow the prefixes that may be listed instead.",
    example: Example {
        kind: PolicyKind::Identity,
        text: r#"
{ "Effect": "Deny", "Action": "s3:ListBucket", "Resource": "*",
  "Condition": { "StringLike": { "s3:prefix": "secret/*" } } }
                                 ^^^^^^^^^^^
"#,
    },
    instead: r#"
{ "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "*",
  "Condition": { "StringLike": { "s3:prefix": "public/*" } } }
"#,
    page: CHECKS,
    check,
};

fn check(subject: &Subject<'_, '_>, found: &mut Findings) {
    for (statement, condition) in subject.conditions().filter(|(_, own)| own.key.value.lower == *"s3:prefix") {
        let operator = condition.operator.value.kind;
        let is_negative = match statement.effect.value {
            Effect::Deny => operator == OperatorKind::StringLike,
            Effect::Allow => operator == OperatorKind::StringNotLike,
        };
        if is_negative {
            found.report(condition.key.span, "a request with a shorter prefix is not refused");
        }
    }
}
