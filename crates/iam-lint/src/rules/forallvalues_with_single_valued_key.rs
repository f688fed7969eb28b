//! `FORALLVALUES_WITH_SINGLE_VALUED_KEY`.

use iam_syntax::{OperatorKind, Quantifier};

use crate::rule::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    code: "FORALLVALUES_WITH_SINGLE_VALUED_KEY",
    severity: Severity::SecurityWarning,
    summary: "`ForAllValues` on a key with one value",
    why: "`ForAllValues` is met by every request without the key, so the statement allows more than it says.",
    help: "Write the operator without `ForAllValues:`.",
    example: Example {
        kind: PolicyKind::Identity,
        text: r#"
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
  "Condition": { "ForAllValues:StringEquals": { "aws:PrincipalOrgID": "o-exampleorgid" } } }
                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^
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
    for (statement, condition) in subject.conditions() {
        let operator = condition.operator.value;
        let is_for_all = operator.quantifier == Some(Quantifier::ForAllValues) && operator.kind != OperatorKind::Null;
        if !is_for_all || statement.effect.value == Effect::Deny {
            continue;
        }
        let is_single = subject.key(condition).is_some_and(|key| !key.multivalued && key.value_type.is_some());
        let is_tested = statement.conditions.iter().any(|own| {
            own.operator.value.kind == OperatorKind::Null && own.key.value.lower == condition.key.value.lower
        });
        if is_single && !is_tested {
            let key = &*condition.key.value.text;
            found.report(condition.operator.span, format!("a request without `{key}` meets this"));
        }
    }
}
