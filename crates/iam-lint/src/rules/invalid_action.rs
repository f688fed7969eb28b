//! `INVALID_ACTION`.

use iam_catalog::ActionCheck;

use crate::edits::replace;
use crate::rule::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    code: "INVALID_ACTION",
    severity: Severity::Error,
    summary: "An action that AWS does not have",
    why: "A statement about an action that does not exist has no effect on it.",
    help: "Write the action as AWS's service authorization reference spells it.",
    example: Example {
        kind: PolicyKind::Identity,
        text: r#"
{ "Effect": "Allow", "Action": "s3:GetObjet", "Resource": "*" }
                               ^^^^^^^^^^^^^
"#,
    },
    instead: r#"
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }
"#,
    page: CHECKS,
    check,
};

fn check(subject: &Subject<'_, '_>, found: &mut Findings) {
    for item in subject.statements().iter().flat_map(|own| &own.action.items) {
        let (text, lower) = (&*item.value.text, &*item.value.pattern.text);
        if text.contains(['*', '?', '$']) || text.matches(':').count() != 1 || subject.reference.has_action(lower) {
            continue;
        }
        let ActionCheck::UnknownAction { meant } = subject.catalog().index.check(text) else { continue };
        let (service, action) = text.split_once(':').unwrap_or_default();
        let message = format!("`{service}` has no action `{action}`");
        match meant.as_slice() {
            [] => found.report(item.span, message),
            [only] => {
                let fix = replace(format!("write `{only}`"), item.span, format!("\"{only}\""), false);
                found.report_with(item.span, format!("{message}; `{only}` may be meant"), fix);
            }
            [first, ..] => found.report(item.span, format!("{message}; `{first}` may be meant")),
        }
    }
}
