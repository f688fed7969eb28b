//! `ESCALATION_TRUST_EDIT`.

use crate::escalation::{EDITS_PERMISSIONS, unnamed};
use crate::rule::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    code: "ESCALATION_TRUST_EDIT",
    severity: Severity::SecurityWarning,
    summary: "Trust policies of all roles can be changed",
    why: "Whoever may change the trust policy of any role can assume the most powerful one.",
    help: "Name the roles in `Resource`.",
    example: Example {
        kind: PolicyKind::Identity,
        text: r#"
{ "Effect": "Allow", "Action": "iam:UpdateAssumeRolePolicy", "Resource": "*" }
                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
"#,
    },
    instead: r#"
{ "Effect": "Allow", "Action": "iam:UpdateAssumeRolePolicy", "Resource": "arn:aws:iam::111122223333:role/app" }
"#,
    page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html",
    check,
};

fn check(subject: &Subject<'_, '_>, found: &mut Findings) {
    for statement in subject.allows().filter(|own| subject.kind == PolicyKind::Identity && !own.action.negated) {
        // A pattern that covers more is reported once, as `ESCALATION_POLICY_VERSION`.
        let wider = unnamed(statement, &EDITS_PERMISSIONS);
        if let Some((action, span)) = unnamed(statement, &["iam:updateassumerolepolicy"])
            && subject.written(span) != "*"
            && wider.is_none_or(|(_, other)| other != span)
        {
            found.report(span, format!("`{action}` on roles that are not named lets the caller assume any of them"));
        }
    }
}
