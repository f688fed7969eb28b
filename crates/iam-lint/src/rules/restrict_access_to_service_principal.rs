//! `RESTRICT_ACCESS_TO_SERVICE_PRINCIPAL`.

use iam_syntax::PrincipalValue;

use crate::rule::prelude::*;
use crate::subject::{SOURCE_KEYS, condition_on, principals};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    code: "RESTRICT_ACCESS_TO_SERVICE_PRINCIPAL",
    severity: Severity::SecurityWarning,
    summary: "A service gets in for anyone's resources",
    why: "The service acts on behalf of resources of many customers. One of them could have it act on this resource.",
    help: "Test `aws:SourceArn`, `aws:SourceAccount` or `aws:SourceOrgID` in a condition.",
    example: Example {
        kind: PolicyKind::Resource,
        text: r#"
{ "Effect": "Allow", "Principal": { "Service": "sns.amazonaws.com" }, "Action": "sqs:SendMessage",
                                               ^^^^^^^^^^^^^^^^^^^
  "Resource": "arn:aws:sqs:eu-west-1:111122223333:jobs" }
"#,
    },
    instead: r#"
{ "Effect": "Allow", "Principal": { "Service": "sns.amazonaws.com" }, "Action": "sqs:SendMessage",
  "Resource": "arn:aws:sqs:eu-west-1:111122223333:jobs",
  "Condition": { "ArnEquals": { "aws:SourceArn": "arn:aws:sns:eu-west-1:111122223333:news" } } }
"#,
    page: CHECKS,
    check,
};

fn check(subject: &Subject<'_, '_>, found: &mut Findings) {
    for statement in subject.allows().filter(|_| subject.is_of_resource()) {
        if condition_on(statement, &SOURCE_KEYS).is_some() {
            continue;
        }
        for (principal, span) in principals(statement) {
            if let PrincipalValue::Service { name } = principal {
                found.report(span, format!("`{name}` may do this on behalf of any account"));
            }
        }
    }
}
