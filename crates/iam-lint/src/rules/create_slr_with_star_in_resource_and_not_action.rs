//! `CREATE_SLR_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION`.

use crate::rule::prelude::*;
use crate::subject::Covered;
use crate::wide::{CREATE_SERVICE_LINKED_ROLE, Open, grants};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    code: "CREATE_SLR_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION",
    severity: Severity::Warning,
    summary: "`NotAction` leaves `iam:CreateServiceLinkedRole` on every resource",
    why: "A service-linked role gives a service of AWS permissions in the account that the service defines.",
    help: "Name the role in `Resource`, and the service with `iam:AWSServiceName`.",
    example: Example {
        kind: PolicyKind::Identity,
        text: r#"
{ "Effect": "Allow", "NotAction": "iam:PassRole", "Resource": "*" }
                                                              ^^^
"#,
    },
    instead: r#"
{ "Effect": "Allow", "Action": "iam:CreateServiceLinkedRole", "Resource": "arn:aws:iam::111122223333:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS" }
"#,
    page: CHECKS,
    check,
};

fn check(subject: &Subject<'_, '_>, found: &mut Findings) {
    for span in grants(subject, &CREATE_SERVICE_LINKED_ROLE, Covered::Left, Open::Star) {
        found.report(span, "`NotAction` leaves `iam:CreateServiceLinkedRole` for every service");
    }
}
