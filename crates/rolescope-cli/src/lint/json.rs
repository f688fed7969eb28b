//! Findings for programs.

use rolescope::lint::{Edit, Finding};
use serde_json::{Value, json};

use super::Linted;

/// All findings as an array.
pub(super) fn render(all: &[Linted]) -> serde_json::Result<String> {
    let each = all.iter().flat_map(|linted| linted.findings.iter().map(|finding| object(linted, finding)));
    Ok(serde_json::to_string_pretty(&each.collect::<Vec<Value>>())? + "\n")
}

fn object(linted: &Linted, finding: &Finding) -> Value {
    let mut object = json!({
        "file": linted.file,
        "code": finding.code,
        "severity": finding.severity.word(),
        "message": finding.message,
        "help": finding.help,
        "span": { "start": finding.span.start, "end": finding.span.end },
        "line": finding.line,
        "column": finding.column,
    });
    let Value::Object(fields) = &mut object else { return object };
    if let Some(policy) = &linted.policy {
        fields.insert("policy".to_owned(), json!(policy));
    }
    if let Some(fix) = &finding.fix {
        let edit = |edit: &Edit| json!({ "start": edit.span.start, "end": edit.span.end, "text": edit.text });
        let edits: Vec<Value> = fix.edits.iter().map(edit).collect();
        fields.insert("fix".to_owned(), json!({ "title": fix.title, "edits": edits, "safe": fix.safe }));
    }
    object
}
