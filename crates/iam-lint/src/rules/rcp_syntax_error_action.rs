//! `RCP_SYNTAX_ERROR_ACTION`.

use crate::rule::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    code: "RCP_SYNTAX_ERROR_ACTION",
    severity: Severity::Error,
    summary: "A service that resource control policies do not reach",
    why: "The statement has no effect on this service.",
    help: "Name services that support resource control policies.",
    example: Example {
        kind: PolicyKind::ResourceControl,
        text: r#"
{ "Effect": "Deny", "Principal": "*", "Action": "ec2:*", "Resource": "*" }
                                                ^^^^^^^
"#,
    },
    instead: r#"
{ "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*" }
"#,
    page: CHECKS,
    check,
};

fn check(subject: &Subject<'_, '_>, found: &mut Findings) {
    for item in subject.statements().iter().filter(|_| subject.kind == PolicyKind::ResourceControl).flat_map(|own| &own.action.items) {
        let Some((prefix, _)) = item.value.text.split_once(':') else { continue };
        if subject.catalog().index.service(prefix).is_some_and(|service| !service.supports_rcps) {
            found.report(item.span, format!("resource control policies do not reach `{prefix}`"));
        }
    }
}
