//! `CONFUSED_DEPUTY`.

use iam_syntax::PrincipalValue;

use crate::rule::prelude::*;
use crate::subject::{SOURCE_KEYS, condition_on, principals};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    code: "CONFUSED_DEPUTY",
    severity: Severity::SecurityWarning,
    summary: "A service may assume the role for anyone's resources",
    why: "The service acts on behalf of resources of many customers. One of them could have it act with this role.",
    help: "Test `aws:SourceArn` or `aws:SourceAccount` in a condition.",
    example: Example {
        kind: PolicyKind::Trust,
        text: r#"
{ "Effect": "Allow", "Principal": { "Service": "scheduler.amazonaws.com" }, "Action": "sts:AssumeRole" }
                                               ^^^^^^^^^^^^^^^^^^^^^^^^^
"#,
    },
    instead: r#"
{ "Effect": "Allow", "Principal": { "Service": "scheduler.amazonaws.com" }, "Action": "sts:AssumeRole",
  "Condition": { "StringEquals": { "aws:SourceAccount": "111122223333" } } }
"#,
    page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html",
    check,
};

/// Services that act for resources of many customers. Written from knowledge of them, not held against their pages.
const SERVICES: [&str; 8] = [
    "bedrock.amazonaws.com",
    "iot.amazonaws.com",
    "logs.amazonaws.com",
    "pipes.amazonaws.com",
    "scheduler.amazonaws.com",
    "ssm.amazonaws.com",
    "states.amazonaws.com",
    "transfer.amazonaws.com",
];

fn check(subject: &Subject<'_, '_>, found: &mut Findings) {
    for statement in subject.allows().filter(|_| subject.is_trust()) {
        if condition_on(statement, &SOURCE_KEYS).is_some() {
            continue;
        }
        for (principal, span) in principals(statement) {
            if let PrincipalValue::Service { name } = principal
                && SERVICES.contains(&&**name)
            {
                found.report(span, format!("`{name}` may assume this role for resources of any account"));
            }
        }
    }
}
