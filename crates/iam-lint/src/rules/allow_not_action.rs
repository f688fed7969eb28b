//! `ALLOW_NOT_ACTION`.

use crate::rule::prelude::*;
use crate::subject::{Covered, covered, not_resource, open_resource};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    code: "ALLOW_NOT_ACTION",
    severity: Severity::Warning,
    summary: "`Allow` with `NotAction`",
    why: "Every action of every service but the listed ones is allowed, also those that AWS adds later.",
    help: "List the actions that are meant in `Action`, or put the excluded ones into a `Deny`.",
    example: Example {
        kind: PolicyKind::Identity,
        text: r#"
{ "Effect": "Allow", "NotAction": "iam:*", "Resource": "*" }
                     ^^^^^^^^^^^
"#,
    },
    instead: r#"
{ "Effect": "Allow", "Action": "s3:*", "Resource": "*" }
"#,
    page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html",
    check,
};

fn check(subject: &Subject<'_, '_>, found: &mut Findings) {
    for statement in subject.allows().filter(|own| subject.kind.grants() && own.action.negated) {
        // AWS has a code for it where `iam:PassRole` is left.
        let is_wide = open_resource(statement, "iam").is_some() || not_resource(statement).is_some();
        let leaves = covered(statement, "iam:passrole").is_some_and(|(how, _)| how == Covered::Left);
        if !(subject.kind == PolicyKind::Identity && is_wide && leaves) {
            found.report(statement.action.name_span, "all actions but these are allowed, also new ones");
        }
    }
}
