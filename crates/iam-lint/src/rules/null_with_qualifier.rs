//! `NULL_WITH_QUALIFIER`.

use iam_syntax::OperatorKind;

use crate::rule::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    code: "NULL_WITH_QUALIFIER",
    severity: Severity::Suggestion,
    summary: "`Null` with `ForAllValues` or `ForAnyValue`",
    why: "`Null` asks for a key, not for its values, so the prefix changes nothing that is meant.",
    help: "Write `Null`.",
    example: Example {
        kind: PolicyKind::Identity,
        text: r#"
{ "Effect": "Allow", "Action": "ec2:CreateTags", "Resource": "*",
  "Condition": { "ForAllValues:Null": { "aws:TagKeys": "true" } } }
                 ^^^^^^^^^^^^^^^^^^^
"#,
    },
    instead: r#"
{ "Effect": "Allow", "Action": "ec2:CreateTags", "Resource": "*",
  "Condition": { "Null": { "aws:TagKeys": "true" } } }
"#,
    page: CHECKS,
    check,
};

fn check(subject: &Subject<'_, '_>, found: &mut Findings) {
    for (_, condition) in subject.conditions() {
        let operator = condition.operator.value;
        if operator.kind == OperatorKind::Null && operator.quantifier.is_some() {
            found.report(condition.operator.span, format!("`{operator}` asks for a key, not for its values"));
        }
    }
}
