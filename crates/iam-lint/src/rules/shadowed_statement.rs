//! `SHADOWED_STATEMENT`.

use crate::cover::action_covers;
use crate::rule::prelude::*;
use crate::subject::{everyone, resources_cover};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    code: "SHADOWED_STATEMENT",
    severity: Severity::Warning,
    summary: "A `Deny` overrides the whole `Allow`",
    why: "An explicit deny wins over every allow, so this statement never grants anything.",
    help: "Take the statement away, or narrow the `Deny`.",
    example: Example {
        kind: PolicyKind::Identity,
        text: r#"
[{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::box/*" },
 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
 { "Effect": "Deny", "Action": "s3:*", "Resource": "*" }]
"#,
    },
    instead: r#"
[{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::box/*" },
 { "Effect": "Deny", "Action": "s3:Put*", "Resource": "*" }]
"#,
    page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html",
    check,
};

fn check(subject: &Subject<'_, '_>, found: &mut Findings) {
    let denies: Vec<&Statement> = subject.statements().iter().filter(|own| denies_all_callers(own)).collect();
    for statement in subject.allows().filter(|own| !own.action.negated && !own.action.items.is_empty()) {
        let is_shadowed = |deny: &&&Statement| {
            let denied = |text: &str| deny.action.items.iter().any(|it| action_covers(&it.value.pattern.text, text));
            statement.action.items.iter().all(|it| denied(&it.value.pattern.text)) && resources_cover(deny, statement)
        };
        if denies.iter().find(is_shadowed).is_some() {
            found.report(statement.span, "a `Deny` of this policy covers everything that this statement allows");
        }
    }
}

/// True for a `Deny` without a condition that holds for every caller.
fn denies_all_callers(statement: &Statement) -> bool {
    statement.effect.value == Effect::Deny
        && statement.conditions.is_empty()
        && !statement.action.negated
        && (statement.principal.is_none() || everyone(statement).is_some())
}
