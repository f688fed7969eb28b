//! `REDUNDANT_RESOURCE`.

use crate::cover::{resource_covers, covered_items};
use crate::edits::remove;
use crate::rule::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    code: "REDUNDANT_RESOURCE",
    severity: Severity::Suggestion,
    summary: "A resource that another one covers",
    why: "It changes nothing, and hides how much the other one covers.",
    help: "Take it away.",
    example: Example {
        kind: PolicyKind::Identity,
        text: r#"
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": ["arn:aws:s3:::box/*", "arn:aws:s3:::box/a"] }
                                                                                  ^^^^^^^^^^^^^^^^^^^^
"#,
    },
    instead: r#"
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": ["arn:aws:s3:::box/*", "arn:aws:s3:::bag/*"] }
"#,
    page: CHECKS,
    check,
};

fn check(subject: &Subject<'_, '_>, found: &mut Findings) {
    for statement in subject.statements() {
        let Some(clause) = &statement.resource else { continue };
        if clause.items.len() < 2 {
            continue;
        }
        let texts: Vec<&str> = clause.items.iter().map(|it| &*it.value.text).collect();
        for (at, by) in covered_items(&texts, resource_covers) {
            let (Some(item), Some(by)) = (clause.items.get(at), clause.items.get(by)) else { continue };
            let message = format!("`{}` covers it", subject.written(by.span));
            match remove("take it away", &clause.items, at) {
                Some(fix) => found.report_with(item.span, message, fix),
                None => found.report(item.span, message),
            }
        }
    }
}
