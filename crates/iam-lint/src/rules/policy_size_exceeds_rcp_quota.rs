//! `POLICY_SIZE_EXCEEDS_RCP_QUOTA`.

use iam_syntax::Span;

use crate::rule::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    code: "POLICY_SIZE_EXCEEDS_RCP_QUOTA",
    severity: Severity::Error,
    summary: "A resource control policy longer than AWS takes",
    why: "AWS refuses to save a policy over its quota.",
    help: "Shorten the policy with wildcards, or split it.",
    example: Example {
        kind: PolicyKind::ResourceControl,
        text: r#"
{ "Version": "2012-10-17", "Statement": { "Sid": "{{x5220}}", "Effect": "Deny", "Principal": "*", "Action": "s3:GetObject", "Resource": "*" } }
^
"#,
    },
    instead: r#"
{ "Version": "2012-10-17", "Statement": { "Sid": "short", "Effect": "Deny", "Principal": "*", "Action": "s3:GetObject", "Resource": "*" } }
"#,
    page: "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html",
    check,
};

/// The most characters, white space included (docs: AWS's page of quotas).
const QUOTA: usize = 5_120;

fn check(subject: &Subject<'_, '_>, found: &mut Findings) {
    if subject.kind != PolicyKind::ResourceControl || subject.text.len() <= QUOTA {
        return;
    }
    let length = subject.text.chars().count();
    if length > QUOTA {
        let start = subject.policy.span.start;
        found.report(Span::new(start, start + 1), format!("{length} characters, white space included, and {QUOTA} is the most"));
    }
}
