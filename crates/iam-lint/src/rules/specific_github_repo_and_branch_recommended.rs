//! `SPECIFIC_GITHUB_REPO_AND_BRANCH_RECOMMENDED`.

use crate::github;
use crate::rule::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    code: "SPECIFIC_GITHUB_REPO_AND_BRANCH_RECOMMENDED",
    severity: Severity::Warning,
    summary: "A wildcard lets every repository or branch of an owner in",
    why: "Whoever can push a branch or open a pull request in such a repository can get the role's credentials.",
    help: "Write repository and branch, such as `repo:octo-org/app:ref:refs/heads/main`.",
    example: Example {
        kind: PolicyKind::Trust,
        text: r#"
{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" },
  "Action": "sts:AssumeRoleWithWebIdentity",
  "Condition": { "StringLike": { "token.actions.githubusercontent.com:sub": "repo:octo-org/app:*" } } }
                                                                            ^^^^^^^^^^^^^^^^^^^^^
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
        let conditions = statement.conditions.iter().filter(|own| github::restricts(own));
        for condition in conditions.filter(|own| own.operator.value.kind.family().has_wildcards()) {
            for value in &condition.values {
                let text = &value.value.text;
                let Some((owner, rest)) = text.split_once('/') else { continue };
                if owner.contains(['*', '?']) {
                    continue;
                }
                let (repository, branch) = rest.split_once(':').unwrap_or((rest, "*"));
                if repository.contains(['*', '?']) {
                    found.report(value.span, format!("every repository that fits `{owner}/{repository}` can assume the role"));
                } else if branch.starts_with(['*', '?']) {
                    found.report(value.span, format!("every branch and pull request of `{repository}` can assume the role"));
                }
            }
        }
    }
}
