//! `CONFIRM_AUDIENCE_CLAIM_TYPE`.

use iam_syntax::Quantifier;

use crate::rule::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    code: "CONFIRM_AUDIENCE_CLAIM_TYPE",
    severity: Severity::Suggestion,
    summary: "An operator for sets on an audience",
    why: "`ForAllValues` is also met by a token without the claim.",
    help: "Write the operator without `ForAllValues:`, unless the provider sends several audiences.",
    example: Example {
        kind: PolicyKind::Trust,
        text: r#"
{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/login.example.com" },
  "Action": "sts:AssumeRoleWithWebIdentity", "Condition": { "ForAllValues:StringEquals": { "login.example.com:aud": "app" } } }
                                                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^
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
        if operator.quantifier == Some(Quantifier::ForAllValues) && condition.key.value.lower.ends_with(":aud") {
            found.report(condition.operator.span, format!("a token without `{}` meets this", &*condition.key.value.text));
        }
    }
}
