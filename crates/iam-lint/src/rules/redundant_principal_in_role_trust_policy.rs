//! `REDUNDANT_PRINCIPAL_IN_ROLE_TRUST_POLICY`.

use iam_syntax::{Arn, PrincipalValue};

use crate::rule::prelude::*;
use crate::subject::principals;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    code: "REDUNDANT_PRINCIPAL_IN_ROLE_TRUST_POLICY",
    severity: Severity::Suggestion,
    summary: "A session is listed beside its own role",
    why: "Whoever is let in as a role is let in with each of its sessions.",
    help: "Take the session away.",
    example: Example {
        kind: PolicyKind::Trust,
        text: r#"
{ "Effect": "Allow", "Principal": { "AWS": [
    "arn:aws:iam::111122223333:role/app",
    "arn:aws:sts::111122223333:assumed-role/app/web"
    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  ] }, "Action": "sts:AssumeRole" }
"#,
    },
    instead: r#"
{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "Action": "sts:AssumeRole" }
"#,
    page: CHECKS,
    check,
};

fn check(subject: &Subject<'_, '_>, found: &mut Findings) {
    for statement in subject.allows().filter(|_| subject.is_trust()) {
        let roles: Vec<Arn<'_>> = principals(statement)
            .filter_map(|(principal, _)| {
                let PrincipalValue::Role { arn } = principal else { return None };
                Arn::parse(arn)
            })
            .collect();
        for (principal, span) in principals(statement) {
            let PrincipalValue::RoleSession { arn } = principal else { continue };
            let Some(session) = Arn::parse(arn) else { continue };
            let name = session.resource.split('/').nth(1);
            if roles.iter().any(|role| role.account == session.account && Some(role.name()) == name) {
                found.report(span, "the role of this session is a principal already");
            }
        }
    }
}
