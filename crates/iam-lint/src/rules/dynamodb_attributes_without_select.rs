//! `DYNAMODB_ATTRIBUTES_WITHOUT_SELECT`.

use crate::rule::prelude::*;
use crate::subject::condition_on;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    code: "DYNAMODB_ATTRIBUTES_WITHOUT_SELECT",
    severity: Severity::SecurityWarning,
    summary: "`dynamodb:Attributes` without `dynamodb:Select`",
    why: "A request that names no attributes gets all of them.",
    help: "Add `dynamodb:Select` with the value `SPECIFIC_ATTRIBUTES`.",
    example: Example {
        kind: PolicyKind::Identity,
        text: r#"
{ "Effect": "Allow", "Action": "dynamodb:Query", "Resource": "*",
  "Condition": { "ForAllValues:StringEquals": { "dynamodb:Attributes": "name" } } }
                                                ^^^^^^^^^^^^^^^^^^^^^
"#,
    },
    instead: r#"
{ "Effect": "Allow", "Action": "dynamodb:Query", "Resource": "*",
  "Condition": { "ForAllValues:StringEquals": { "dynamodb:Attributes": "name" },
    "StringEqualsIfExists": { "dynamodb:Select": "SPECIFIC_ATTRIBUTES" } } }
"#,
    page: CHECKS,
    check,
};

fn check(subject: &Subject<'_, '_>, found: &mut Findings) {
    for statement in subject.allows().filter(|own| condition_on(own, &["dynamodb:select"]).is_none()) {
        if let Some(condition) = condition_on(statement, &["dynamodb:attributes"]) {
            found.report(condition.key.span, "a request without a list of attributes gets all of them");
        }
    }
}
