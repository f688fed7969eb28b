//! `MISSING_QUALIFIER`.

use iam_syntax::OperatorKind;

use crate::rule::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    code: "MISSING_QUALIFIER",
    severity: Severity::Error,
    summary: "A key with several values without `ForAllValues` or `ForAnyValue`",
    why: "Without the prefix it is not said whether all values of the request must fit or one of them.",
    help: "Write `ForAllValues:` or `ForAnyValue:` before the operator.",
    example: Example {
        kind: PolicyKind::Identity,
        text: r#"
{ "Effect": "Allow", "Action": "ec2:CreateTags", "Resource": "*",
  "Condition": { "StringEquals": { "aws:TagKeys": "team" } } }
                                   ^^^^^^^^^^^^^
"#,
    },
    instead: r#"
{ "Effect": "Allow", "Action": "ec2:CreateTags", "Resource": "*",
  "Condition": { "ForAllValues:StringEquals": { "aws:TagKeys": "team" } } }
"#,
    page: CHECKS,
    check,
};

fn check(subject: &Subject<'_, '_>, found: &mut Findings) {
    for (_, condition) in subject.conditions() {
        let operator = condition.operator.value;
        if operator.quantifier.is_some() || operator.kind == OperatorKind::Null {
            continue;
        }
        let lower = &*condition.key.value.lower;
        let is_global = lower.starts_with("aws:") && subject.key(condition).is_some_and(|key| key.multivalued);
        // Of other services' keys the references say too little.
        if is_global || ["dynamodb:attributes", "dynamodb:leadingkeys"].contains(&lower) {
            let key = &*condition.key.value.text;
            found.report(condition.key.span, format!("a request can have several values of `{key}`"));
        }
    }
}
