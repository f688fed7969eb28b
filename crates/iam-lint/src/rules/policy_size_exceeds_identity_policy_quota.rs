//! `POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA`.

use iam_syntax::Span;

use crate::rule::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    code: "POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA",
    severity: Severity::Warning,
    summary: "An identity-based policy longer than AWS takes",
    why: "AWS refuses to save a policy over its quota.",
    help: "Shorten the policy with wildcards, or split it.",
    example: Example {
        kind: PolicyKind::Identity,
        text: r#"
{ "Version": "2012-10-17", "Statement": { "Sid": "{{x6244}}", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" } }
^
"#,
    },
    instead: r#"
{ "Version": "2012-10-17", "Statement": { "Sid": "short", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" } }
"#,
    page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html",
    check,
};

/// The most characters without white space (docs: AWS's page of quotas).
const QUOTA: usize = 6_144;

fn check(subject: &Subject<'_, '_>, found: &mut Findings) {
    if subject.kind != PolicyKind::Identity || subject.text.len() <= QUOTA {
        return;
    }
    let length = subject.text.chars().filter(|it| !it.is_whitespace()).count();
    if length > QUOTA {
        let start = subject.policy.span.start;
        found.report(Span::new(start, start + 1), format!("{length} characters without white space, and {QUOTA} is the most"));
    }
}
