//! `CREATE_SLR_WITH_STAR_IN_RESOURCE`.

use crate::rule::prelude::*;
use crate::subject::Covered;
use crate::wide::{CREATE_SERVICE_LINKED_ROLE, Open, grants};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    code: "CREATE_SLR_WITH_STAR_IN_RESOURCE",
    severity: Severity::Warning,
    summary: "`iam:CreateServiceLinkedRole` on every resource",
    why: "A service-linked role gives a service of AWS permissions in the account that the service defines.",
    help: "Name the role in `Resource`, and the service with `iam:AWSServiceName`.",
    example: Example {
        kind: PolicyKind::Identity,
        text: r#"
{ "Effect": "Allow", "Action": "iam:CreateServiceLinkedRole", "Resource": "*" }
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
    for span in grants(subject, &CREATE_SERVICE_LINKED_ROLE, Covered::Named, Open::Star) {
        found.report(span, "service-linked roles of every service can be created");
    }
}
