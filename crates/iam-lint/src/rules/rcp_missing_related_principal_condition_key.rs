//! `RCP_MISSING_RELATED_PRINCIPAL_CONDITION_KEY`.

use crate::rule::prelude::*;
use crate::subject::condition_on;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    code: "RCP_MISSING_RELATED_PRINCIPAL_CONDITION_KEY",
    severity: Severity::Warning,
    summary: "A limit on callers that stops services of AWS, too",
    why: "Services of AWS are in no organization, so their calls are refused.",
    help: "Add `BoolIfExists` on `aws:PrincipalIsAWSService` with the value `false`.",
    example: Example {
        kind: PolicyKind::ResourceControl,
        text: r#"
{ "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*",
  "Condition": { "StringNotEqualsIfExists": { "aws:PrincipalOrgID": "o-exampleorgid" } } }
                                              ^^^^^^^^^^^^^^^^^^^^
"#,
    },
    instead: r#"
{ "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*",
  "Condition": { "StringNotEqualsIfExists": { "aws:PrincipalOrgID": "o-exampleorgid" },
    "BoolIfExists": { "aws:PrincipalIsAWSService": "false" } } }
"#,
    page: CHECKS,
    check,
};

fn check(subject: &Subject<'_, '_>, found: &mut Findings) {
    for statement in subject.statements().iter().filter(|_| subject.kind == PolicyKind::ResourceControl) {
        let limits = condition_on(statement, &["aws:principalorgid", "aws:principalorgpaths", "aws:principalaccount"]).filter(|own| own.operator.value.kind.negated());
        let Some(condition) = limits else { continue };
        let has_pair = statement.conditions.iter().any(|own| own.key.value.lower == *"aws:principalisawsservice");
        if !has_pair {
            found.report(condition.key.span, "calls of AWS's services are refused, too");
        }
    }
}
