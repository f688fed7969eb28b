//! `INVALID_SERVICE_IN_ACTION`.

use crate::rule::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    code: "INVALID_SERVICE_IN_ACTION",
    severity: Severity::Error,
    summary: "A service that AWS does not have",
    why: "A statement about a service that does not exist has no effect on it.",
    help: "Write the service's prefix as AWS's service authorization reference spells it.",
    example: Example {
        kind: PolicyKind::Identity,
        text: r#"
{ "Effect": "Allow", "Action": "dynamo:GetItem", "Resource": "*" }
                               ^^^^^^^^^^^^^^^^
"#,
    },
    instead: r#"
{ "Effect": "Allow", "Action": "dynamodb:GetItem", "Resource": "*" }
"#,
    page: CHECKS,
    check,
};

/// Services that AWS has closed, and prefixes that AWS's own managed policies have and its reference has not.
const CLOSED: [&str; 14] = [
    "builderid",
    "codestar",
    "datazonecontrol",
    "deepcomposer",
    "deeplens",
    "deepracer",
    "elastic-inference",
    "evidently",
    "iot1click",
    "iotevents",
    "iotroborunner",
    "mobilehub",
    "sagemaker-groundtruth-synthetic",
    "zocalo",
];

fn check(subject: &Subject<'_, '_>, found: &mut Findings) {
    for item in subject.statements().iter().flat_map(|own| &own.action.items) {
        let Some((service, _)) = item.value.text.split_once(':') else { continue };
        let is_open = service.is_empty() || service.contains(['*', '?', '$']);
        if is_open || subject.reference.has_service(service) || CLOSED.contains(&service) {
            continue;
        }
        found.report(item.span, format!("no service has the prefix `{service}`"));
    }
}
