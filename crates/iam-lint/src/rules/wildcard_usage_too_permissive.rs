//! `WILDCARD_USAGE_TOO_PERMISSIVE`.

use crate::github::{self, open_values};
use crate::rule::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    code: "WILDCARD_USAGE_TOO_PERMISSIVE",
    severity: Severity::Error,
    summary: "A wildcard leaves GitHub's subject nearly open",
    why: "A wildcard with few plain characters before it lets subjects in that are not yours.",
    help: "Write owner, repository and branch in full; a wildcard needs at least six plain characters right before it.",
    example: Example {
        kind: PolicyKind::Trust,
        text: r#"
{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" },
  "Action": "sts:AssumeRoleWithWebIdentity",
  "Condition": { "StringLike": { "token.actions.githubusercontent.com:sub": "repo:*" } } }
                                                                            ^^^^^^^^
"#,
    },
    instead: r#"
{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" },
  "Action": "sts:AssumeRoleWithWebIdentity",
  "Condition": { "StringEquals": { "token.actions.githubusercontent.com:sub": "repo:octo-org/app:ref:refs/heads/main" } } }
"#,
    page: CHECKS,
    check,
};

fn check(subject: &Subject<'_, '_>, found: &mut Findings) {
    for statement in subject.allows().filter(|own| subject.is_trust() && github::provider(own).is_some()) {
        for value in open_values(statement) {
            let before = value.value.text.split(['*', '?']).next().unwrap_or_default();
            // With an owner's first letters it is `TRUST_ANY_REPOSITORY`.
            if before.strip_prefix("repo:").is_none_or(str::is_empty) && !before.contains('/') {
                found.report(value.span, "subjects of any repository on GitHub fit this pattern");
            }
        }
    }
}
