//! `RCP_MISSING_SERVICE_CONDITION_KEY_NULL_CHECK`.

use crate::rule::prelude::*;
use crate::subject::condition_on;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    code: "RCP_MISSING_SERVICE_CONDITION_KEY_NULL_CHECK",
    severity: Severity::Warning,
    summary: "A limit on sources without a test for a source",
    why: "A service that calls for nobody's resource sends no source, and is refused.",
    help: "Add `Null` on `aws:SourceAccount` with the value `false`.",
    example: Example {
        kind: PolicyKind::ResourceControl,
        text: r#"
{ "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*",
  "Condition": { "StringNotEqualsIfExists": { "aws:SourceOrgID": "o-exampleorgid" },
                                              ^^^^^^^^^^^^^^^^^
    "Bool": { "aws:PrincipalIsAWSService": "true" } } }
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
        let has_pair = statement.conditions.iter().any(|own| own.operator.value.kind.name() == "Null" && ["aws:sourceaccount", "aws:sourcearn"].contains(&&*own.key.value.lower));
        if !has_pair {
            found.report(condition.key.span, "calls of services that send no source are refused");
        }
    }
}
