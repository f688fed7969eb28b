//! `RCP_MISSING_RELATED_SERVICE_PRINCIPAL_CONDITION_KEY`.

use crate::rule::prelude::*;
use crate::subject::condition_on;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    code: "RCP_MISSING_RELATED_SERVICE_PRINCIPAL_CONDITION_KEY",
    severity: Severity::Warning,
    summary: "A limit on sources that stops users, too",
    why: "Only calls of services have a source; without the second key calls of users and roles are refused.",
    help: "Add `Bool` on `aws:PrincipalIsAWSService` with the value `true`.",
    example: Example {
        kind: PolicyKind::ResourceControl,
        text: r#"
{ "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*",
  "Condition": { "StringNotEqualsIfExists": { "aws:SourceOrgID": "o-exampleorgid" },
                                              ^^^^^^^^^^^^^^^^^
    "Null": { "aws:SourceAccount": "false" } } }
"#,
    },
    instead: r#"
{ "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*",
  "Condition": { "StringNotEqualsIfExists": { "aws:SourceOrgID": "o-exampleorgid" },
    "Null": { "aws:SourceAccount": "false" }, "Bool": { "aws:PrincipalIsAWSService": "true" } } }
"#,
    page: CHECKS,
    check,
};

fn check(subject: &Subject<'_, '_>, found: &mut Findings) {
    for statement in subject.statements().iter().filter(|_| subject.kind == PolicyKind::ResourceControl) {
        let limits = condition_on(statement, &["aws:sourceorgid", "aws:sourceorgpaths", "aws:sourceaccount"]).filter(|own| own.operator.value.kind.negated());
        let Some(condition) = limits else { continue };
        let has_pair = statement.conditions.iter().any(|own| own.key.value.lower == *"aws:principalisawsservice");
        if !has_pair {
            found.report(condition.key.span, "calls that no service makes are meant by this, too");
        }
    }
}
