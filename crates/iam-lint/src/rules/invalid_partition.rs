//! `INVALID_PARTITION`.

use iam_syntax::Arn;

use crate::rule::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    code: "INVALID_PARTITION",
    severity: Severity::Error,
    summary: "A partition that AWS does not have",
    why: "No resource has such an ARN.",
    help: "Write `aws`, `aws-cn` or `aws-us-gov`, or `*`.",
    example: Example {
        kind: PolicyKind::Identity,
        text: r#"
{ "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:amazon:sqs:eu-west-1:111122223333:jobs" }
                                                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
"#,
    },
    instead: r#"
{ "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:111122223333:jobs" }
"#,
    page: CHECKS,
    check,
};

fn check(subject: &Subject<'_, '_>, found: &mut Findings) {
    for item in subject.statements().iter().filter_map(|own| own.resource.as_ref()).flat_map(|own| &own.items) {
        let Some(arn) = Arn::parse(&item.value.text) else { continue };
        // `aws`, and all that begin with `aws-`: new ones come.
        let is_known = arn.partition == "aws" || arn.partition.starts_with("aws-");
        if !is_known && !arn.partition.contains(['*', '?', '$']) {
            found.report(item.span, format!("`{}` is no partition of AWS", arn.partition));
        }
    }
}
