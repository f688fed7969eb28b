//! `MISSING_GITHUB_REPO_CONDITION_KEY`.

use crate::github::{self, SUBJECT, WORKFLOW};
use crate::rule::prelude::*;
use crate::subject::condition_on;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    code: "MISSING_GITHUB_REPO_CONDITION_KEY",
    severity: Severity::SecurityWarning,
    summary: "GitHub's provider without a test of `sub`",
    why: "The subject says which repository and branch a token was made for; without a test of it others can use the role.",
    help: "Test `token.actions.githubusercontent.com:sub` in a condition.",
    example: Example {
        kind: PolicyKind::Trust,
        text: r#"
{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" },
                                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  "Action": "sts:AssumeRoleWithWebIdentity",
  "Condition": { "StringLike": { "token.actions.githubusercontent.com:job_workflow_ref": "octo-org/*" } } }
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
    for statement in subject.allows().filter(|_| subject.is_trust()) {
        let Some(span) = github::provider(statement) else { continue };
        // Without either it is `MISSING_IDENTITY_PROVIDER_CONTROL`.
        if condition_on(statement, &[WORKFLOW]).is_some() && condition_on(statement, &[SUBJECT]).is_none() {
            found.report(span, "the condition does not test the subject, `token.actions.githubusercontent.com:sub`");
        }
    }
}
