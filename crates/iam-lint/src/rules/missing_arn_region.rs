//! `MISSING_ARN_REGION`.

use crate::arns::arns;
use crate::shape::Field;
use crate::rule::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    code: "MISSING_ARN_REGION",
    severity: Severity::Error,
    summary: "No Region where ARNs have one",
    why: "Every resource of the service has a Region in its ARN, so none fits.",
    help: "Write the Region, or `*`.",
    example: Example {
        kind: PolicyKind::Identity,
        text: r#"
{ "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs::111122223333:jobs" }
                                                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
"#,
    },
    instead: r#"
{ "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:*:111122223333:jobs" }
"#,
    page: CHECKS,
    check,
};

fn check(subject: &Subject<'_, '_>, found: &mut Findings) {
    for (arn, shape, span) in arns(subject) {
        if shape.region == Field::Always && arn.region.is_empty() {
            found.report(span, format!("every ARN of `{}` has a Region", arn.service));
        }
    }
}
