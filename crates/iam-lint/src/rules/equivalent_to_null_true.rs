//! `EQUIVALENT_TO_NULL_TRUE`.

use crate::rule::prelude::*;
use crate::stars::{Stars, stars};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    code: "EQUIVALENT_TO_NULL_TRUE",
    severity: Severity::Suggestion,
    summary: "The condition only asks for the key to be absent",
    why: "No value is other than `*`, so the condition asks only for the key to be absent.",
    help: "Write `Null` with the value `true`.",
    example: Example {
        kind: PolicyKind::Identity,
        text: r#"
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
  "Condition": { "StringNotLike": { "aws:PrincipalTag/team": "*" } } }
                                    ^^^^^^^^^^^^^^^^^^^^^^^
"#,
    },
    instead: r#"
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
  "Condition": { "Null": { "aws:PrincipalTag/team": "true" } } }
"#,
    page: CHECKS,
    check,
};

fn check(subject: &Subject<'_, '_>, found: &mut Findings) {
    for (_, condition) in subject.conditions() {
        if stars(condition) == Some(Stars::KeyIsAbsent) {
            found.report(condition.key.span, "every value fits `*`: this is met only without the key");
        }
    }
}
