//! `iam_syntax::rules` is made from the table of `docs/semantics.md`.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use crate::semantics::{Row, rows};

const HEAD: &str =
    "// Made from docs/semantics.md: UPDATE_GOLDEN=1 cargo test --test project rules\n\nuse super::Rule;\n\n";

#[test]
fn the_module_of_rules_is_that_of_the_table() {
    let rows = rows();
    for (file, text) in [("rules/table.rs", source(&rows)), ("rules/table.md", page(&rows))] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/iam-syntax/src").join(file);
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            fs::write(&path, &text).unwrap();
        }
        let published = fs::read_to_string(&path).unwrap_or_default();
        assert!(published == text, "{} is stale; UPDATE_GOLDEN=1 writes it anew", path.display());
    }
}

#[test]
fn every_rule_of_the_table_is_found_by_its_id() {
    for row in rows() {
        let rule = rolescope::rules::rule(&row.id).unwrap();
        assert_eq!((rule.id, rule.title, rule.page), (&*row.id, &*row.title, row.page.as_deref()));
    }
    assert!(rolescope::rules::rule("nothing").is_none());
}

/// The rules as data.
fn source(rows: &[Row]) -> String {
    let mut text = HEAD.to_owned();
    let _ = writeln!(text, "#[rustfmt::skip]\npub(super) static RULES: [Rule; {}] = [", rows.len());
    for Row { id, title, page, .. } in rows {
        let _ = writeln!(text, "    Rule {{ id: {id:?}, title: {title:?}, page: {page:?} }},");
    }
    text + "];\n"
}

/// The rules as a table of the documentation, each with an anchor by its id.
fn page(rows: &[Row]) -> String {
    let mut text = "| rule | in short | AWS |\n|---|---|---|\n".to_owned();
    for Row { id, title, page, .. } in rows {
        let link = page.as_ref().map_or_else(String::new, |page| format!("[page]({page})"));
        let _ = writeln!(text, "| <a id=\"{id}\"></a>{id} | {title} | {link} |");
    }
    text
}
