//! `MISSING_ARN_ACCOUNT`.

use crate::arns::arns;
use crate::shape::Field;
use crate::rule::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    code: "MISSING_ARN_ACCOUNT",
    severity: Severity::Error,
    summary: "No account where ARNs have one",
    why: "Every resource of the service has an account in its ARN, so none fits.",
    help: "Write the account, or `*`.",
    example: Example {
        kind: PolicyKind::Identity,
        text: r#"
{ "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1::jobs" }
                                                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
"#,
    },
    instead: r#"
{ "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:111122223333:jobs" }
"#,
    page: CHECKS,
    check,
};

/// Services whose resources all belong to customers: AWS's own, such as public parameters, have no account in their ARNs.
const CUSTOMERS: [&str; 8] = ["dynamodb", "events", "iam", "lambda", "logs", "secretsmanager", "sns", "sqs"];

fn check(subject: &Subject<'_, '_>, found: &mut Findings) {
    for (arn, shape, span) in arns(subject) {
        if shape.account == Field::Always && arn.account.is_empty() && CUSTOMERS.contains(&arn.service) {
            found.report(span, format!("every ARN of `{}` has an account", arn.service));
        }
    }
}
