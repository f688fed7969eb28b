//! `MISSING_ACTION_FOR_ROLES_ANYWHERE_TRUST_POLICY`.

use iam_syntax::{PrincipalValue, Span};

use crate::rule::prelude::*;
use crate::subject::{covered, principals};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    code: "MISSING_ACTION_FOR_ROLES_ANYWHERE_TRUST_POLICY",
    severity: Severity::Error,
    summary: "IAM Roles Anywhere needs three actions",
    why: "IAM Roles Anywhere sets session tags and a source identity whenever it assumes a role, and is refused without these permissions.",
    help: "Allow `sts:AssumeRole`, `sts:TagSession` and `sts:SetSourceIdentity`.",
    example: Example {
        kind: PolicyKind::Trust,
        text: r#"
{ "Effect": "Allow", "Principal": { "Service": "rolesanywhere.amazonaws.com" }, "Action": "sts:AssumeRole" }
                                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
"#,
    },
    instead: r#"
{ "Effect": "Allow", "Principal": { "Service": "rolesanywhere.amazonaws.com" },
  "Action": ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"] }
"#,
    page: CHECKS,
    check,
};

/// The actions, in lower case and as AWS spells them.
const NEEDED: [(&str, &str); 3] = [
    ("sts:assumerole", "sts:AssumeRole"),
    ("sts:tagsession", "sts:TagSession"),
    ("sts:setsourceidentity", "sts:SetSourceIdentity"),
];

fn check(subject: &Subject<'_, '_>, found: &mut Findings) {
    let of_service: Vec<(&Statement, Span)> =
        subject.allows().filter(|_| subject.is_trust()).filter_map(|own| Some((own, service(own)?))).collect();
    let Some((_, span)) = of_service.first() else { return };
    let is_allowed = |action: &str| of_service.iter().any(|(own, _)| covered(own, action).is_some());
    let missing: Vec<&str> = NEEDED.iter().filter(|(lower, _)| !is_allowed(lower)).map(|(_, name)| *name).collect();
    if !missing.is_empty() {
        found.report(*span, format!("IAM Roles Anywhere is not allowed `{}`", missing.join("`, `")));
    }
}

fn service(statement: &Statement) -> Option<Span> {
    principals(statement).find_map(|(principal, span)| {
        let is_it = matches!(principal, PrincipalValue::Service { name } if **name == *"rolesanywhere.amazonaws.com");
        is_it.then_some(span)
    })
}
