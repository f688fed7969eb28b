//! `NEVER_MATCHES`.

use iam_syntax::{Condition, Family, OperatorKind};

use crate::rule::prelude::*;
use crate::values::has_variable;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    code: "NEVER_MATCHES",
    severity: Severity::Warning,
    summary: "Conditions that contradict each other",
    why: "All conditions of a statement must hold together, and no request can meet these two.",
    help: "Put alternatives into one list of values, or into statements of their own.",
    example: Example {
        kind: PolicyKind::Identity,
        text: r#"
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": {
    "StringEquals": { "aws:PrincipalOrgID": "o-exampleorg1" },
    "StringLike": { "aws:PrincipalOrgID": "o-exampleorg2" }
                    ^^^^^^^^^^^^^^^^^^^^
} }
"#,
    },
    instead: r#"
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": {
    "StringEquals": { "aws:PrincipalOrgID": ["o-exampleorg1", "o-exampleorg2"] }
} }
"#,
    page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html",
    check,
};

fn check(subject: &Subject<'_, '_>, found: &mut Findings) {
    for statement in subject.statements() {
        for (at, second) in statement.conditions.iter().enumerate() {
            let is_single = subject.key(second).is_some_and(|key| !key.multivalued);
            let before = statement.conditions.get(..at).unwrap_or_default();
            let against = |first: &&Condition| {
                first.key.value.lower == second.key.value.lower && (contradict(first, second) || contradict(second, first))
            };
            if is_single && before.iter().find(against).is_some() {
                let key = &*second.key.value.text;
                found.report(second.key.span, format!("no request meets both conditions on `{key}`"));
            }
        }
    }
}

/// True if the first wants one of some texts, and the second wants other texts or no key at all.
fn contradict(first: &Condition, second: &Condition) -> bool {
    let Some(wanted) = exact(first) else { return false };
    if second.operator.value.kind == OperatorKind::Null {
        return second.operator.value.quantifier.is_none() && second.values.iter().all(|it| it.value.text == *"true");
    }
    let is_other = |other: &[&str]| !wanted.iter().any(|text| other.contains(text));
    exact(second).is_some_and(|other| is_other(&other))
}

/// The texts that a condition wants one of, where they are plain and the key must be there.
fn exact(condition: &Condition) -> Option<Vec<&str>> {
    let operator = condition.operator.value;
    let is_text = matches!(operator.kind.family(), Family::Text(_)) && operator.kind != OperatorKind::StringEqualsIgnoreCase;
    let has_wildcard = |text: &str| operator.kind.family().has_wildcards() && text.contains(['*', '?']);
    let is_plain = |text: &str| !has_variable(text) && !has_wildcard(text);
    let holds = is_text && !operator.kind.negated() && !operator.if_exists && operator.quantifier.is_none();
    let texts = condition.values.iter().map(|it| &*it.value.text);
    (holds && !condition.values.is_empty() && texts.clone().all(is_plain)).then(|| texts.collect())
}
