//! `FORANYVALUE_WITH_AUDIENCE_CLAIM_TYPE`.

use iam_syntax::Quantifier;

use crate::rule::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    code: "FORANYVALUE_WITH_AUDIENCE_CLAIM_TYPE",
    severity: Severity::SecurityWarning,
    summary: "`ForAnyValue` on an audience",
    why: "A token has one audience in requests to AWS STS, and an operator for sets hides a mistake in the values.",
    help: "Write the operator without `ForAnyValue:`.",
    example: Example {
        kind: PolicyKind::Trust,
        text: r#"
{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/login.example.com" },
  "Action": "sts:AssumeRoleWithWebIdentity", "Condition": { "ForAnyValue:StringEquals": { "login.example.com:aud": "app" } } }
                                                            ^^^^^^^^^^^^^^^^^^^^^^^^^^
"#,
    },
    instead: r#"
{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/login.example.com" },
  "Action": "sts:AssumeRoleWithWebIdentity", "Condition": { "StringEquals": { "login.example.com:aud": "app" } } }
"#,
    page: CHECKS,
    check,
};

fn check(subject: &Subject<'_, '_>, found: &mut Findings) {
    for (_, condition) in subject.conditions().filter(|_| subject.is_trust()) {
        let operator = condition.operator.value;
        if operator.quantifier == Some(Quantifier::ForAnyValue) && condition.key.value.lower.ends_with(":aud") {
            found.report(condition.operator.span, format!("`{}` has one value", &*condition.key.value.text));
        }
    }
}
