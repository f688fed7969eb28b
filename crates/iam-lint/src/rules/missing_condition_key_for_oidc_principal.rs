//! `MISSING_CONDITION_KEY_FOR_OIDC_PRINCIPAL`.

use iam_syntax::Arn;

use crate::github::{HOST, host};
use crate::rule::prelude::*;
use crate::subject::{condition_on, principals};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    code: "MISSING_CONDITION_KEY_FOR_OIDC_PRINCIPAL",
    severity: Severity::SecurityWarning,
    summary: "An OIDC provider without a condition on its claims",
    why: "Every user of the identity provider can assume the role.",
    help: "Test a claim of the provider, such as `HOST:aud` or `HOST:sub`, in a condition.",
    example: Example {
        kind: PolicyKind::Trust,
        text: r#"
{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/login.example.com" },
                                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  "Action": "sts:AssumeRoleWithWebIdentity" }
"#,
    },
    instead: r#"
{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/login.example.com" },
  "Action": "sts:AssumeRoleWithWebIdentity", "Condition": { "StringEquals": { "login.example.com:sub": "ana" } } }
"#,
    page: CHECKS,
    check,
};

fn check(subject: &Subject<'_, '_>, found: &mut Findings) {
    for statement in subject.allows().filter(|_| subject.is_trust()) {
        for (principal, span) in principals(statement) {
            let iam_syntax::PrincipalValue::Provider { name } = principal else { continue };
            let is_saml = Arn::parse(name).is_some_and(|arn| arn.resource.starts_with("saml-provider/"));
            let host = host(name);
            if !is_saml && host != HOST && condition_on(statement, &[&format!("{}:", host.to_lowercase())]).is_none() {
                found.report(span, format!("no condition tests a claim of `{host}`"));
            }
        }
    }
}
