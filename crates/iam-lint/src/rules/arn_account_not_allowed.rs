//! `ARN_ACCOUNT_NOT_ALLOWED`.

use crate::arns::arns;
use crate::shape::Field;
use crate::rule::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    code: "ARN_ACCOUNT_NOT_ALLOWED",
    severity: Severity::Error,
    summary: "An account where ARNs have none",
    why: "No resource of the service has an account in its ARN, so none fits.",
    help: "Leave the account out: `:::`.",
    example: Example {
        kind: PolicyKind::Identity,
        text: r#"
{ "Effect": "Allow", "Action": "route53:GetHostedZone", "Resource": "arn:aws:route53::111122223333:hostedzone/Z0123456789EXAMPLE" }
                                                                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
"#,
    },
    instead: r#"
{ "Effect": "Allow", "Action": "route53:GetHostedZone", "Resource": "arn:aws:route53:::hostedzone/Z0123456789EXAMPLE" }
"#,
    page: CHECKS,
    check,
};

fn check(subject: &Subject<'_, '_>, found: &mut Findings) {
    for (arn, shape, span) in arns(subject) {
        if shape.account == Field::Never && !arn.account.is_empty() && arn.account != "*" {
            found.report(span, format!("no ARN of `{}` has an account", arn.service));
        }
    }
}
