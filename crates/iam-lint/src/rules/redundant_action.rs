//! `REDUNDANT_ACTION`.

use crate::cover::{action_covers, covered_items};
use crate::edits::remove;
use crate::rule::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    code: "REDUNDANT_ACTION",
    severity: Severity::Suggestion,
    summary: "An action that another one covers",
    why: "It changes nothing, and hides how much the other one covers.",
    help: "Take it away.",
    example: Example {
        kind: PolicyKind::Identity,
        text: r#"
{ "Effect": "Allow", "Action": ["s3:Get*", "s3:GetObject"], "Resource": "*" }
                                           ^^^^^^^^^^^^^^
"#,
    },
    instead: r#"
{ "Effect": "Allow", "Action": ["s3:Get*", "s3:PutObject"], "Resource": "*" }
"#,
    page: CHECKS,
    check,
};

fn check(subject: &Subject<'_, '_>, found: &mut Findings) {
    for statement in subject.statements() {
        let clause = &statement.action;
        if clause.items.len() < 2 {
            continue;
        }
        let texts: Vec<&str> = clause.items.iter().map(|it| &*it.value.pattern.text).collect();
        for (at, by) in covered_items(&texts, action_covers) {
            let (Some(item), Some(by)) = (clause.items.get(at), clause.items.get(by)) else { continue };
            let message = format!("`{}` covers it", subject.written(by.span));
            match remove("take it away", &clause.items, at) {
                Some(fix) => found.report_with(item.span, message, fix),
                None => found.report(item.span, message),
            }
        }
    }
}
