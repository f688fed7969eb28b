//! Findings for reading.

use std::fmt::Write;

use rolescope::lint::{Finding, Severity};

use super::Linted;
use crate::visible::plain;

/// The most characters of a line that are shown.
const MAX_LINE: usize = 160;

/// Every finding with its line, and a count.
pub(super) fn render(all: &[Linted]) -> String {
    let mut page = String::new();
    for linted in all {
        for finding in &linted.findings {
            write_finding(&mut page, linted, finding);
        }
    }
    let count = |severity: Severity| {
        all.iter().flat_map(|linted| &linted.findings).filter(|finding| finding.severity == severity).count()
    };
    let words = [
        (Severity::Error, "error", "errors"),
        (Severity::SecurityWarning, "security warning", "security warnings"),
        (Severity::Warning, "warning", "warnings"),
        (Severity::Suggestion, "suggestion", "suggestions"),
    ];
    let counts: Vec<String> = words
        .into_iter()
        .filter_map(|(severity, one, many)| match count(severity) {
            0 => None,
            1 => Some(format!("1 {one}")),
            number => Some(format!("{number} {many}")),
        })
        .collect();
    page.push_str(&if counts.is_empty() { "no findings".to_owned() } else { counts.join(", ") });
    page.push('\n');
    page
}

/// The place, the code, the message, the line with a mark, and the advice.
fn write_finding(page: &mut String, linted: &Linted, finding: &Finding) {
    let Finding { code, message, help, line, column, .. } = finding;
    let is_security = finding.severity == Severity::SecurityWarning;
    let severity = if is_security { "security warning" } else { finding.severity.word() };
    let policy = linted.policy.as_ref().map(|name| format!(" ({name})")).unwrap_or_default();
    // Writing into a string does not fail.
    let _ = writeln!(page, "{}{policy}:{line}:{column}: {severity} {code}: {message}", linted.file);
    let shown = linted.text.lines().nth(line.saturating_sub(1) as usize).unwrap_or_default();
    if shown.chars().count() <= MAX_LINE {
        let width = linted.text.get(finding.span.start as usize..finding.span.end as usize).unwrap_or_default();
        let width = width.lines().next().unwrap_or_default().chars().count().max(1);
        let indent = " ".repeat(column.saturating_sub(1) as usize);
        let number = line.to_string();
        let _ = writeln!(page, "  {number} | {}", plain(&shown.replace('\t', " ")));
        let _ = writeln!(page, "  {} | {indent}{}", " ".repeat(number.len()), "^".repeat(width));
    }
    if !help.is_empty() {
        let _ = writeln!(page, "  help: {help}");
    }
    if let Some(fix) = &finding.fix {
        let _ = writeln!(page, "  fix: {}", fix.title);
    }
    page.push('\n');
}
