//! `ARN_REGION_NOT_ALLOWED`.

use crate::arns::arns;
use crate::shape::Field;
use crate::rule::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    code: "ARN_REGION_NOT_ALLOWED",
    severity: Severity::Error,
    summary: "A Region where ARNs have none",
    why: "No resource of the service has a Region in its ARN, so none fits.",
    help: "Leave the Region out: `::`.",
    example: Example {
        kind: PolicyKind::Identity,
        text: r#"
{ "Effect": "Allow", "Action": "iam:GetRole", "Resource": "arn:aws:iam:eu-west-1:111122223333:role/app" }
                                                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
"#,
    },
    instead: r#"
{ "Effect": "Allow", "Action": "iam:GetRole", "Resource": "arn:aws:iam::111122223333:role/app" }
"#,
    page: CHECKS,
    check,
};

fn check(subject: &Subject<'_, '_>, found: &mut Findings) {
    for (arn, shape, span) in arns(subject) {
        if shape.region == Field::Never && !arn.region.is_empty() && arn.region != "*" {
            found.report(span, format!("no ARN of `{}` has a Region", arn.service));
        }
    }
}
