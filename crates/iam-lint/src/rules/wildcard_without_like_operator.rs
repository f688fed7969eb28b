//! `WILDCARD_WITHOUT_LIKE_OPERATOR`.

use iam_syntax::{Family, TextForm};

use crate::rule::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    code: "WILDCARD_WITHOUT_LIKE_OPERATOR",
    severity: Severity::Warning,
    summary: "A wildcard in a value that is read as plain text",
    why: "Without `Like` in the operator, `*` and `?` stand for themselves.",
    help: "Write the operator with `Like`, such as `StringLike`.",
    example: Example {
        kind: PolicyKind::Identity,
        text: r#"
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
  "Condition": { "StringEquals": { "aws:PrincipalTag/team": "blue-*" } } }
                                                            ^^^^^^^^
"#,
    },
    instead: r#"
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
  "Condition": { "StringLike": { "aws:PrincipalTag/team": "blue-*" } } }
"#,
    page: CHECKS,
    check,
};

fn check(subject: &Subject<'_, '_>, found: &mut Findings) {
    for (_, condition) in subject.conditions() {
        let operator = condition.operator.value;
        let (Family::Text(TextForm::Exact | TextForm::IgnoringCase) | Family::Numeric(_)) = operator.kind.family() else { continue };
        for value in &condition.values {
            let plain = value.value.text.replace("${*}", "").replace("${?}", "").replace("${$}", "");
            if plain.contains(['*', '?']) {
                found.report(value.span, format!("`{operator}` reads the wildcard as plain text"));
            }
        }
    }
}
