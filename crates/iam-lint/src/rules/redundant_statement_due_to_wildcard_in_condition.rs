//! `REDUNDANT_STATEMENT_DUE_TO_WILDCARD_IN_CONDITION`.

use crate::rule::prelude::*;
use crate::stars::{Stars, stars};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    code: "REDUNDANT_STATEMENT_DUE_TO_WILDCARD_IN_CONDITION",
    severity: Severity::Suggestion,
    summary: "A condition that no request meets",
    why: "No value is other than `*`, so the statement has no effect.",
    help: "Take the statement away, or write the values that are meant.",
    example: Example {
        kind: PolicyKind::Identity,
        text: r#"
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
  "Condition": { "ForAnyValue:StringNotLike": { "aws:PrincipalTag/team": "*" } } }
                                                ^^^^^^^^^^^^^^^^^^^^^^^
"#,
    },
    instead: r#"
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
  "Condition": { "ForAnyValue:StringNotLike": { "aws:PrincipalTag/team": "blue" } } }
"#,
    page: CHECKS,
    check,
};

fn check(subject: &Subject<'_, '_>, found: &mut Findings) {
    for (_, condition) in subject.conditions() {
        if stars(condition) == Some(Stars::Never) {
            found.report(condition.key.span, "no request meets this");
        }
    }
}
