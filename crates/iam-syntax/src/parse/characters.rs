//! Characters that IAM does not take (GR-02).

use super::findings::Findings;
use crate::DiagnosticKind;
use crate::json::{NodeKind, Value};

/// Reports each run of refused characters in keys and values.
pub(super) fn check<'d>(values: impl Iterator<Item = Value<'d>>, findings: &mut Findings) {
    for value in values {
        match value.kind() {
            NodeKind::String(quotes) if quotes.escapes => check_escaped(value, findings),
            NodeKind::String(quotes) if quotes.wide => check_plain(value, findings),
            NodeKind::String(_)
            | NodeKind::Object { .. }
            | NodeKind::Array { .. }
            | NodeKind::Number
            | NodeKind::Boolean
            | NodeKind::Null
            | NodeKind::Unreadable => {}
        }
    }
}

/// IAM takes U+0009, U+000A, U+000D and U+0020 to U+00FF.
fn is_refused(character: char) -> bool {
    let is_line_or_tab = matches!(character, '\t' | '\n' | '\r');
    character > '\u{ff}' || (character < ' ' && !is_line_or_tab)
}

fn check_plain(value: Value<'_>, findings: &mut Findings) {
    let content = value.content();
    let mut from = 0;
    while let Some((before, run)) =
        content.get(from..).and_then(|rest| rest.find(is_refused).map(|at| rest.split_at(at)))
    {
        let start = from + before.len();
        let end = run.find(|it| !is_refused(it)).map_or(content.len(), |length| start + length);
        if let Some(character) = run.chars().next() {
            findings.report(DiagnosticKind::RefusedCharacter { character }, value.part(start, end));
        }
        from = end;
    }
}

/// Escapes hide the place inside the string; the first refused character stands for all. One that stands in the text
/// as it is was reported by the JSON reader.
fn check_escaped(value: Value<'_>, findings: &mut Findings) {
    let raw_controls: Vec<u8> = raw_controls(value.written());
    let is_new = |it: char| is_refused(it) && !u8::try_from(it).is_ok_and(|byte| raw_controls.contains(&byte));
    if let Some(character) = value.content().chars().find(|it| is_new(*it)) {
        findings.report(DiagnosticKind::RefusedCharacter { character }, value.span());
    }
}

/// The control characters in `written`, each once.
fn raw_controls(written: &str) -> Vec<u8> {
    let mut controls = Vec::new();
    for byte in written.bytes().filter(|byte| *byte < b' ') {
        if !controls.contains(&byte) {
            controls.push(byte);
        }
    }
    controls
}
