//! `MISMATCHED_ACTION_FOR_PRINCIPAL`.

use iam_syntax::PrincipalValue;

use crate::rule::prelude::*;
use crate::subject::principals;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    code: "MISMATCHED_ACTION_FOR_PRINCIPAL",
    severity: Severity::Error,
    summary: "The action does not fit the principal",
    why: "Users and services call `sts:AssumeRole`, identity providers come with an action of their own; with another action the statement has no effect.",
    help: "Write the action that such principals call: `sts:AssumeRole`, `sts:AssumeRoleWithWebIdentity` or `sts:AssumeRoleWithSAML`.",
    example: Example {
        kind: PolicyKind::Trust,
        text: r#"
{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:saml-provider/corp" },
  "Action": "sts:AssumeRole" }
            ^^^^^^^^^^^^^^^^
"#,
    },
    instead: r#"
{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:saml-provider/corp" },
  "Action": "sts:AssumeRoleWithSAML" }
"#,
    page: CHECKS,
    check,
};

/// Actions that get credentials, in lower case.
const ASSUME: [&str; 3] = ["sts:assumerole", "sts:assumerolewithsaml", "sts:assumerolewithwebidentity"];

fn check(subject: &Subject<'_, '_>, found: &mut Findings) {
    for statement in subject.allows().filter(|own| subject.is_trust() && !own.action.negated) {
        let fitting: Vec<&str> = principals(statement).filter_map(|(principal, _)| action_of(principal)).collect();
        if fitting.is_empty() {
            continue;
        }
        for item in &statement.action.items {
            let name = &*item.value.pattern.text;
            if ASSUME.contains(&name) && !fitting.contains(&name) {
                let action = &*item.value.text;
                found.report(item.span, format!("none of the statement's principals can call `{action}`"));
            }
        }
    }
}

/// The action that such a principal calls to assume a role.
fn action_of(principal: &PrincipalValue) -> Option<&'static str> {
    match principal {
        PrincipalValue::Provider { name } if name.contains(":saml-provider/") => Some("sts:assumerolewithsaml"),
        PrincipalValue::Provider { .. } => Some("sts:assumerolewithwebidentity"),
        PrincipalValue::Everyone
        | PrincipalValue::Account { .. }
        | PrincipalValue::User { .. }
        | PrincipalValue::Role { .. }
        | PrincipalValue::RoleSession { .. }
        | PrincipalValue::FederatedUser { .. }
        | PrincipalValue::UniqueId { .. }
        | PrincipalValue::Service { .. } => Some("sts:assumerole"),
        PrincipalValue::CanonicalUser { .. } | PrincipalValue::Nobody { .. } => None,
    }
}
