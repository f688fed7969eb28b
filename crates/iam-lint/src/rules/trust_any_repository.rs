//! `TRUST_ANY_REPOSITORY`.

use iam_syntax::Part;

use crate::github::{self, open_values};
use crate::rule::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    code: "TRUST_ANY_REPOSITORY",
    severity: Severity::SecurityWarning,
    summary: "Repositories of other owners can assume the role",
    why: "A pattern such as `repo:octo-org*` leaves the end of the owner's name open, and anyone can register an owner with a longer name.",
    help: "Write the owner in full with its slash, such as `repo:octo-org/app:ref:refs/heads/main`.",
    example: Example {
        kind: PolicyKind::Trust,
        text: r#"
{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" },
  "Action": "sts:AssumeRoleWithWebIdentity",
  "Condition": { "StringLike": { "token.actions.githubusercontent.com:sub": "repo:octo-org*" } } }
                                                                            ^^^^^^^^^^^^^^^^
"#,
    },
    instead: r#"
{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" },
  "Action": "sts:AssumeRoleWithWebIdentity",
  "Condition": { "StringEquals": { "token.actions.githubusercontent.com:sub": "repo:octo-org/app:ref:refs/heads/main" } } }
"#,
    page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html",
    check,
};

fn check(subject: &Subject<'_, '_>, found: &mut Findings) {
    for statement in subject.allows().filter(|own| subject.is_trust() && github::provider(own).is_some()) {
        for value in open_values(statement) {
            let before = value.value.pattern.parts.first().and_then(|part: &Part| value.value.pattern.plain(part));
            let literal = before.unwrap_or_default();
            if literal.starts_with("repo:") && literal.len() > "repo:".len() && !literal.contains('/') {
                found.report(value.span, format!("the owner's name is left open behind `{literal}`"));
            }
        }
    }
}
