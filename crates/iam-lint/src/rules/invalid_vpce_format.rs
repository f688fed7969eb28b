//! `INVALID_VPCE_FORMAT`.

use iam_syntax::Family;

use crate::rule::prelude::*;
use crate::values::has_variable;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    code: "INVALID_VPCE_FORMAT",
    severity: Severity::Error,
    summary: "No id of the form `vpce-…`",
    why: "No request has such a value.",
    help: "Write `vpce-` and 8 or 17 hexadecimal digits.",
    example: Example {
        kind: PolicyKind::Identity,
        text: r#"
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
  "Condition": { "StringEquals": { "aws:SourceVpce": "vpce-12" } } }
                                                     ^^^^^^^^^
"#,
    },
    instead: r#"
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
  "Condition": { "StringEquals": { "aws:SourceVpce": "vpce-0123456789abcdef0" } } }
"#,
    page: CHECKS,
    check,
};

fn check(subject: &Subject<'_, '_>, found: &mut Findings) {
    for (_, condition) in subject.conditions().filter(|(_, own)| own.key.value.lower == *"aws:sourcevpce") {
        if !matches!(condition.operator.value.kind.family(), Family::Text(_)) {
            continue;
        }
        for value in &condition.values {
            let text = &*value.value.text;
            if !is_id(text) && !has_variable(text) && !text.contains(['*', '?']) {
                found.report(value.span, format!("`{text}` is not of the form `vpce-0123456789abcdef0`"));
            }
        }
    }
}

fn is_id(text: &str) -> bool {
    let digits = text.strip_prefix("vpce-").unwrap_or_default();
    [8, 17].contains(&digits.len()) && digits.bytes().all(|it| it.is_ascii_hexdigit())
}
