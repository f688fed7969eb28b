//! `TYPE_MISMATCH_NUMBER`.

use iam_syntax::Family;

use crate::rule::prelude::*;
use crate::values::{has_variable, is_number};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    code: "TYPE_MISMATCH_NUMBER",
    severity: Severity::Warning,
    summary: "A number that is none",
    why: "The condition is never met.",
    help: "Write digits.",
    example: Example {
        kind: PolicyKind::Identity,
        text: r#"
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
  "Condition": { "NumericLessThan": { "aws:MultiFactorAuthAge": "one hour" } } }
                                                                ^^^^^^^^^^
"#,
    },
    instead: r#"
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
  "Condition": { "NumericLessThan": { "aws:MultiFactorAuthAge": "3600" } } }
"#,
    page: CHECKS,
    check,
};

fn check(subject: &Subject<'_, '_>, found: &mut Findings) {
    for (_, condition) in subject.conditions() {
        if !matches!(condition.operator.value.kind.family(), Family::Numeric(_)) {
            continue;
        }
        for value in condition.values.iter().filter(|it| !has_variable(&it.value.text)) {
            let text = &*value.value.text;
            if !is_number(text) {
                found.report(value.span, format!("`{text}` is not a number"));
            }
        }
    }
}
