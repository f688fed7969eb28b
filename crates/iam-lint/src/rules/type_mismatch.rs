//! `TYPE_MISMATCH`.

use iam_catalog::KeyType;
use iam_syntax::Family;

use crate::rule::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    code: "TYPE_MISMATCH",
    severity: Severity::Warning,
    summary: "The operator does not fit the key's type",
    why: "The operator cannot read values of this type, or reads them as something else.",
    help: "Use an operator of the key's type.",
    example: Example {
        kind: PolicyKind::Identity,
        text: r#"
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
  "Condition": { "NumericEquals": { "aws:PrincipalOrgID": "5" } } }
                 ^^^^^^^^^^^^^^^
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
    for (_, condition) in subject.conditions() {
        let operator = condition.operator.value;
        let Some(key) = subject.key(condition) else { continue };
        let (false, Some(value_type)) = (key.takes(operator.kind.family()), key.value_type) else { continue };
        // ARNs are texts, too: a tag or an encryption context may hold one.
        let all_arns = condition.values.iter().all(|it| it.value.text.starts_with("arn:"));
        if operator.kind.family() == Family::Arn && value_type == KeyType::String && all_arns {
            continue;
        }
        let (name, text) = (value_type.name(), &*condition.key.value.text);
        found.report(condition.operator.span, format!("`{text}` is of type {name}"));
    }
}
