//! `PASS_ROLE_WITH_NOT_RESOURCE`.

use crate::rule::prelude::*;
use crate::subject::Covered;
use crate::wide::{PASS_ROLE, Open, grants};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    code: "PASS_ROLE_WITH_NOT_RESOURCE",
    severity: Severity::SecurityWarning,
    summary: "`iam:PassRole` with `NotResource`",
    why: "A role that is passed to a service works for whoever passed it; passing any role gives the permissions of all of them.",
    help: "Name the roles in `Resource`, and the service with `iam:PassedToService`.",
    example: Example {
        kind: PolicyKind::Identity,
        text: r#"
{ "Effect": "Allow", "Action": "iam:PassRole", "NotResource": "arn:aws:iam::111122223333:role/app" }
                                               ^^^^^^^^^^^^^
"#,
    },
    instead: r#"
{ "Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:aws:iam::111122223333:role/app" }
"#,
    page: CHECKS,
    check,
};

fn check(subject: &Subject<'_, '_>, found: &mut Findings) {
    for span in grants(subject, &PASS_ROLE, Covered::Named, Open::NotResource) {
        found.report(span, "all roles but these can be passed");
    }
}
