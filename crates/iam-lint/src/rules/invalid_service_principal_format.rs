//! `INVALID_SERVICE_PRINCIPAL_FORMAT`.

use iam_syntax::PrincipalValue;

use crate::rule::prelude::*;
use crate::subject::principals;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    code: "INVALID_SERVICE_PRINCIPAL_FORMAT",
    severity: Severity::Error,
    summary: "A service principal that is none",
    why: "AWS refuses a policy with a service that it does not know.",
    help: "Write the service's name with its domain, such as `sns.amazonaws.com`.",
    example: Example {
        kind: PolicyKind::Resource,
        text: r#"
{ "Effect": "Allow", "Principal": { "Service": "sns" }, "Action": "sqs:SendMessage",
                                               ^^^^^
  "Resource": "arn:aws:sqs:eu-west-1:111122223333:jobs", "Condition": { "StringEquals": { "aws:SourceAccount": "111122223333" } } }
"#,
    },
    instead: r#"
{ "Effect": "Allow", "Principal": { "Service": "sns.amazonaws.com" }, "Action": "sqs:SendMessage",
  "Resource": "arn:aws:sqs:eu-west-1:111122223333:jobs", "Condition": { "StringEquals": { "aws:SourceAccount": "111122223333" } } }
"#,
    page: CHECKS,
    check,
};

fn check(subject: &Subject<'_, '_>, found: &mut Findings) {
    for (principal, span) in subject.statements().iter().flat_map(principals) {
        let PrincipalValue::Service { name } = principal else { continue };
        let domains = [".amazonaws.com", ".amazonaws.com.cn", ".amazon.com", ".aws.internal", ".aws.com"];
        if !domains.iter().any(|domain| name.ends_with(domain)) {
            found.report(span, format!("`{name}` is not the name of a service"));
        }
    }
}
