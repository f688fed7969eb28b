//! `MISSING_IDENTITY_PROVIDER_CONTROL`.

use crate::github::{self, SUBJECT, WORKFLOW};
use crate::rule::prelude::*;
use crate::subject::condition_on;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    code: "MISSING_IDENTITY_PROVIDER_CONTROL",
    severity: Severity::Error,
    summary: "Every workflow on GitHub can assume the role",
    why: "All users of GitHub share its identity provider. AWS refuses a new trust policy that does not test whose workflow it is.",
    help: "Test `token.actions.githubusercontent.com:sub` or `:job_workflow_ref` in a condition.",
    example: Example {
        kind: PolicyKind::Trust,
        text: r#"
{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" },
                                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  "Action": "sts:AssumeRoleWithWebIdentity" }
"#,
    },
    instead: r#"
{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" },
  "Action": "sts:AssumeRoleWithWebIdentity",
  "Condition": { "StringEquals": { "token.actions.githubusercontent.com:sub": "repo:octo-org/app:ref:refs/heads/main" } } }
"#,
    page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html",
    check,
};

fn check(subject: &Subject<'_, '_>, found: &mut Findings) {
    for statement in subject.allows().filter(|_| subject.is_trust()) {
        let Some(span) = github::provider(statement) else { continue };
        if condition_on(statement, &[SUBJECT, WORKFLOW]).is_none() {
            found.report(span, "no condition says which of GitHub's repositories may assume the role");
        }
    }
}
