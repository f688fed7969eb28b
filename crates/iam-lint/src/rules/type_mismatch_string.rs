//! `TYPE_MISMATCH_STRING`.

use iam_syntax::Family;

use crate::rule::prelude::*;
use crate::values::{has_variable, is_base64};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    code: "TYPE_MISMATCH_STRING",
    severity: Severity::Warning,
    summary: "`BinaryEquals` without base64",
    why: "The condition is never met.",
    help: "Write the bytes in base64.",
    example: Example {
        kind: PolicyKind::Identity,
        text: r#"
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
  "Condition": { "BinaryEquals": { "my:key": "not base64" } } }
                                             ^^^^^^^^^^^^
"#,
    },
    instead: r#"
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
  "Condition": { "BinaryEquals": { "my:key": "QmluYXJ5" } } }
"#,
    page: CHECKS,
    check,
};

fn check(subject: &Subject<'_, '_>, found: &mut Findings) {
    for (_, condition) in subject.conditions() {
        if !matches!(condition.operator.value.kind.family(), Family::Binary) {
            continue;
        }
        for value in condition.values.iter().filter(|it| !has_variable(&it.value.text)) {
            let text = &*value.value.text;
            if !is_base64(text) {
                found.report(value.span, format!("`{text}` is not base64"));
            }
        }
    }
}
