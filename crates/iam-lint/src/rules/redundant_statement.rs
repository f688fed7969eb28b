//! `REDUNDANT_STATEMENT`.

use crate::rule::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    code: "REDUNDANT_STATEMENT",
    severity: Severity::Suggestion,
    summary: "Two equal statements",
    why: "The second changes nothing.",
    help: "Take one of them away.",
    example: Example {
        kind: PolicyKind::Identity,
        text: r#"
[{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" },
 { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }]
 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
"#,
    },
    instead: r#"
[{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }]
"#,
    page: CHECKS,
    check,
};

fn check(subject: &Subject<'_, '_>, found: &mut Findings) {
    let mut seen: Vec<(String, u32)> = Vec::new();
    for statement in subject.statements() {
        let words = words(subject, statement);
        match seen.iter().find(|(known, _)| *known == words) {
            Some((_, first)) => {
                found.report(statement.span, format!("statement {} says the same", first + 1));
            }
            None => seen.push((words, statement.index)),
        }
    }
}

/// The text of a statement without white space between its words, and without its `Sid`.
fn words(subject: &Subject<'_, '_>, statement: &Statement) -> String {
    let text = statement.span.text(subject.text);
    let text = match &statement.sid {
        Some(sid) => text.replacen(sid.span.text(subject.text), "", 1).replacen("\"Sid\"", "", 1),
        None => text.to_owned(),
    };
    text.split_whitespace().collect()
}
