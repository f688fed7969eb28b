//! Every text of `bad_input/` against the findings in `bad_input/expected.txt`.
//!
//! A file is called `NAME.KIND.json`, `KIND` being the kind of policy it is read as. After a change that is meant,
//! `UPDATE_GOLDEN=1 cargo test -p iam-syntax --test bad_input` writes the table anew.

#![expect(clippy::panic, clippy::unwrap_used, reason = "a test may panic")]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use iam_syntax::{Diagnostic, LineIndex, PolicyKind, Severity, parse};

const TABLE: &str = "expected.txt";

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bad_input")
}

fn kind(file: &str) -> PolicyKind {
    match file.split('.').nth(1) {
        Some("identity") => PolicyKind::Identity,
        Some("trust") => PolicyKind::Trust,
        Some("resource") => PolicyKind::Resource,
        Some("scp") => PolicyKind::ServiceControl,
        Some("rcp") => PolicyKind::ResourceControl,
        other => panic!("{file}: no kind of policy is called {other:?}"),
    }
}

fn files() -> Vec<String> {
    let entries = fs::read_dir(folder()).unwrap();
    let mut files: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.ends_with(".json"))
        .collect();
    files.sort();
    files
}

fn line(found: &Diagnostic, text: &str, lines: &LineIndex) -> String {
    let place = lines.line_column(text, found.span.start);
    let severity = match found.kind.severity() {
        Severity::Error if found.kind.blocks() => "blocks",
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note if found.kind.blocks() => "note, blocks",
        Severity::Note => "note",
    };
    let words: String = found.span.text(text).chars().take(40).flat_map(char::escape_debug).collect();
    let mut line = format!(
        "  {}:{} {}..{} {} ({severity}) `{words}`\n      {:?}",
        place.line,
        place.column,
        found.span.start,
        found.span.end,
        found.kind.code(),
        found.kind,
    );
    if let Some(related) = found.related {
        write!(line, " see {}..{}", related.start, related.end).unwrap();
    }
    line
}

fn table() -> String {
    let mut table = String::new();
    for file in files() {
        let text = fs::read_to_string(folder().join(&file)).unwrap();
        let parsed = parse(&text, kind(&file));
        let lines = LineIndex::new(&text);
        let statements = match &parsed.tree {
            Some(policy) => format!("{} read", policy.statements.len()),
            None => "no tree".into(),
        };
        writeln!(table, "{file}: {statements}").unwrap();
        for found in &parsed.diagnostics {
            writeln!(table, "{}", line(found, &text, &lines)).unwrap();
        }
    }
    table
}

#[test]
fn bad_input_is_answered_as_the_table_says() {
    let path = folder().join(TABLE);
    let actual = table();
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&path, &actual).unwrap();
        return;
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    for (expected, actual) in expected.lines().zip(actual.lines()) {
        assert_eq!(actual, expected, "the table {TABLE} is stale, or the reader wrong");
    }
    assert_eq!(actual.lines().count(), expected.lines().count(), "the table {TABLE} is stale");
}

#[test]
fn all_bad_input_but_the_valid_file_has_findings() {
    let files = files();
    assert!(files.len() >= 60);
    for file in files {
        let text = fs::read_to_string(folder().join(&file)).unwrap();
        let found = parse(&text, kind(&file)).diagnostics;
        let is_fine = file.starts_with("valid.") || file.starts_with("rcp-full-access.");
        assert_eq!(found.is_empty(), is_fine, "{file}: {found:?}");
    }
}
