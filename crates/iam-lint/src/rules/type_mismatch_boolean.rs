//! `TYPE_MISMATCH_BOOLEAN`.

use iam_syntax::Family;

use crate::rule::prelude::*;
use crate::values::{has_variable, is_boolean};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    code: "TYPE_MISMATCH_BOOLEAN",
    severity: Severity::Warning,
    summary: "A boolean that is none",
    why: "The condition is never met.",
    help: "Write `true` or `false`.",
    example: Example {
        kind: PolicyKind::Identity,
        text: r#"
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
  "Condition": { "Bool": { "aws:SecureTransport": "yes" } } }
                                                  ^^^^^
"#,
    },
    instead: r#"
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
  "Condition": { "Bool": { "aws:SecureTransport": "true" } } }
"#,
    page: CHECKS,
    check,
};

fn check(subject: &Subject<'_, '_>, found: &mut Findings) {
    for (_, condition) in subject.conditions() {
        if !matches!(condition.operator.value.kind.family(), Family::Bool | Family::Null) {
            continue;
        }
        for value in condition.values.iter().filter(|it| !has_variable(&it.value.text)) {
            let text = &*value.value.text;
            if !is_boolean(text) {
                found.report(value.span, format!("`{text}` is neither `true` nor `false`"));
            }
        }
    }
}
