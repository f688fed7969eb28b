//! `ESCALATION_POLICY_VERSION`.

use crate::escalation::{EDITS_PERMISSIONS, unnamed};
use crate::rule::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    code: "ESCALATION_POLICY_VERSION",
    severity: Severity::SecurityWarning,
    summary: "Permissions of anybody can be changed",
    why: "Whoever may change policies that are not named can give themselves every permission.",
    help: "Name the users, groups, roles or policies in `Resource`, or require a permissions boundary with `iam:PermissionsBoundary`.",
    example: Example {
        kind: PolicyKind::Identity,
        text: r#"
{ "Effect": "Allow", "Action": "iam:CreatePolicyVersion", "Resource": "*" }
                               ^^^^^^^^^^^^^^^^^^^^^^^^^
"#,
    },
    instead: r#"
{ "Effect": "Allow", "Action": "iam:CreatePolicyVersion", "Resource": "arn:aws:iam::111122223333:policy/app/*" }
"#,
    page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html",
    check,
};

fn check(subject: &Subject<'_, '_>, found: &mut Findings) {
    for statement in subject.allows().filter(|own| subject.kind == PolicyKind::Identity && !own.action.negated) {
        if let Some((action, span)) = unnamed(statement, &EDITS_PERMISSIONS)
            && subject.written(span) != "*"
        {
            found.report(span, format!("`{action}` on what is not named gives every permission"));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::escalation::EDITS_PERMISSIONS;
    use crate::rule::prelude::PolicyKind;
    use crate::testing::found;

    #[test]
    fn each_way_is_an_action_of_aws_and_is_found() {
        for action in EDITS_PERMISSIONS {
            assert!(iam_catalog::embedded::index().action(action).is_some(), "{action}");
            let text = format!(r#"{{ "Effect": "Allow", "Action": "{action}", "Resource": "*" }}"#);
            assert_eq!(found("ESCALATION_POLICY_VERSION", PolicyKind::Identity, &text).len(), 1, "{action}");
        }
    }
}
