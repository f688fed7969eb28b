//! `OPEN_TRUST`.

use iam_syntax::{Arn, Condition, Quantifier};

use crate::rule::prelude::*;
use crate::subject::everyone;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    code: "OPEN_TRUST",
    severity: Severity::SecurityWarning,
    summary: "Everyone in every AWS account may assume the role",
    why: "The account of whoever calls decides alone about it, and any account can allow its users to assume the role.",
    help: "Name the accounts or roles that are meant, or require `sts:ExternalId`, `aws:PrincipalOrgID` or `aws:PrincipalAccount`.",
    example: Example {
        kind: PolicyKind::Trust,
        text: r#"
{ "Effect": "Allow", "Principal": { "AWS": "*" }, "Action": "sts:AssumeRole" }
                                           ^^^
"#,
    },
    instead: r#"
{ "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": "sts:AssumeRole" }
"#,
    page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html",
    check,
};

fn check(subject: &Subject<'_, '_>, found: &mut Findings) {
    for statement in subject.allows().filter(|_| subject.is_trust()) {
        let Some(span) = everyone(statement) else { continue };
        if !statement.conditions.iter().any(names_owner) {
            found.report(span, "principals of any AWS account may assume this role");
        }
    }
}

/// True if only requests from certain accounts or organizations, or with a certain external id, meet the condition.
fn names_owner(condition: &Condition) -> bool {
    let operator = condition.operator.value;
    let may_be_missing = operator.if_exists || operator.quantifier == Some(Quantifier::ForAllValues);
    if operator.kind.negated() || may_be_missing || operator.kind.name() == "Null" {
        return false;
    }
    let all = |names: fn(&str) -> bool| condition.values.iter().all(|it| names(&it.value.text));
    match &*condition.key.value.lower {
        "aws:principalarn" => all(|text| Arn::parse(text).is_some_and(|arn| is_named(arn.account))),
        "aws:principalaccount" | "aws:principalorgid" | "aws:principalorgpaths" | "sts:externalid" => all(is_named),
        "aws:sourceaccount" | "aws:sourceorgid" | "aws:userid" | "aws:sourceidentity" => all(is_named),
        _ => false,
    }
}

fn is_named(text: &str) -> bool {
    text.chars().any(|it| it.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use crate::rule::prelude::PolicyKind;
    use crate::testing::found;

    #[test]
    fn a_role_name_in_any_account_is_open_and_an_organization_is_not() {
        let statement = |condition: &str| {
            let text = format!(
                r#"{{ "Effect": "Allow", "Principal": {{ "AWS": "*" }}, "Action": "sts:AssumeRole", "Condition": {{ {condition} }} }}"#
            );
            found("OPEN_TRUST", PolicyKind::Trust, &text).len()
        };
        assert_eq!(statement(r#""ArnLike": { "aws:PrincipalArn": "arn:aws:iam::*:role/app" }"#), 1);
        assert_eq!(statement(r#""ArnLike": { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/*" }"#), 0);
        assert_eq!(statement(r#""StringEquals": { "aws:PrincipalOrgID": "o-exampleorgid" }"#), 0);
        assert_eq!(statement(r#""StringEqualsIfExists": { "aws:PrincipalOrgID": "o-exampleorgid" }"#), 1);
        assert_eq!(statement(r#""Bool": { "aws:MultiFactorAuthPresent": "true" }"#), 1);
    }
}
