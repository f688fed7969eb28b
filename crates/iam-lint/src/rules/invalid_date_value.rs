//! `INVALID_DATE_VALUE`.

use iam_syntax::Family;

use crate::rule::prelude::*;
use crate::values::{has_variable, is_epoch};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    code: "INVALID_DATE_VALUE",
    severity: Severity::Warning,
    summary: "A date in seconds since 1970",
    why: "Access Analyzer asks for the form that people can read.",
    help: "Write a date as in `2026-12-31T00:00:00Z`.",
    example: Example {
        kind: PolicyKind::Identity,
        text: r#"
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
  "Condition": { "DateLessThan": { "aws:CurrentTime": "1798675200" } } }
                                                      ^^^^^^^^^^^^
"#,
    },
    instead: r#"
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
  "Condition": { "DateLessThan": { "aws:CurrentTime": "2026-12-31T00:00:00Z" } } }
"#,
    page: CHECKS,
    check,
};

fn check(subject: &Subject<'_, '_>, found: &mut Findings) {
    for (_, condition) in subject.conditions() {
        if !matches!(condition.operator.value.kind.family(), Family::Date(_)) {
            continue;
        }
        for value in condition.values.iter().filter(|it| !has_variable(&it.value.text)) {
            let text = &*value.value.text;
            if is_epoch(text) {
                found.report(value.span, format!("`{text}` is a number of seconds, not a date"));
            }
        }
    }
}
