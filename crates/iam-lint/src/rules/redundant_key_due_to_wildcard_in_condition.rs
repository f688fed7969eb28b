//! `REDUNDANT_KEY_DUE_TO_WILDCARD_IN_CONDITION`.

use crate::rule::prelude::*;
use crate::stars::{Stars, stars};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    code: "REDUNDANT_KEY_DUE_TO_WILDCARD_IN_CONDITION",
    severity: Severity::Suggestion,
    summary: "A condition that every request meets",
    why: "Every value fits `*`, and a request without the key fits, too.",
    help: "Take the condition away.",
    example: Example {
        kind: PolicyKind::Identity,
        text: r#"
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
  "Condition": { "StringLikeIfExists": { "aws:PrincipalTag/team": "*" } } }
                                         ^^^^^^^^^^^^^^^^^^^^^^^
"#,
    },
    instead: r#"
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
  "Condition": { "StringLikeIfExists": { "aws:PrincipalTag/team": "blue" } } }
"#,
    page: CHECKS,
    check,
};

fn check(subject: &Subject<'_, '_>, found: &mut Findings) {
    for (_, condition) in subject.conditions() {
        if stars(condition) == Some(Stars::Always) {
            found.report(condition.key.span, "every request meets this");
        }
    }
}
