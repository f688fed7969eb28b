//! `EQUIVALENT_TO_NULL_FALSE`.

use crate::rule::prelude::*;
use crate::stars::{Stars, stars};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    code: "EQUIVALENT_TO_NULL_FALSE",
    severity: Severity::Suggestion,
    summary: "The condition only asks for the key",
    why: "Every value fits `*`, so the condition asks only for the key to be there.",
    help: "Write `Null` with the value `false`.",
    example: Example {
        kind: PolicyKind::Identity,
        text: r#"
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
  "Condition": { "StringLike": { "aws:PrincipalTag/team": "*" } } }
                                 ^^^^^^^^^^^^^^^^^^^^^^^
"#,
    },
    instead: r#"
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
  "Condition": { "Null": { "aws:PrincipalTag/team": "false" } } }
"#,
    page: CHECKS,
    check,
};

fn check(subject: &Subject<'_, '_>, found: &mut Findings) {
    for (_, condition) in subject.conditions() {
        if stars(condition) == Some(Stars::KeyIsThere) {
            found.report(condition.key.span, "every value fits: this asks only for the key to be there");
        }
    }
}
