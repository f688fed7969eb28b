//! docs/lint.md and the rules, held together.

#![cfg(test)]

use std::collections::BTreeMap;

const DOCS: &str = include_str!("../../../docs/lint.md");
const PARSER: &str = include_str!("../../iam-syntax/src/diagnostic/facts.rs");

/// State and words of each code.
fn table() -> BTreeMap<&'static str, (&'static str, &'static str)> {
    let mut rows = BTreeMap::new();
    for line in DOCS.lines().filter(|line| line.starts_with("| `")) {
        let mut cells = line.trim_matches('|').splitn(3, '|').map(str::trim);
        let (code, state, words) = (cells.next().unwrap(), cells.next().unwrap(), cells.next().unwrap());
        assert!(rows.insert(code.trim_matches('`'), (state, words)).is_none(), "{code} is there twice");
    }
    rows
}

#[test]
fn every_rule_is_in_the_table_with_its_words_and_no_other_is_called_one() {
    let table = table();
    for rule in iam_lint::ALL {
        assert_eq!(table.get(rule.code), Some(&("implemented: rule", rule.summary)), "{}", rule.code);
    }
    assert_eq!(table.values().filter(|(state, _)| *state == "implemented: rule").count(), iam_lint::ALL.len());
}

#[test]
fn codes_of_the_parser_are_in_its_source_and_every_code_has_a_state() {
    let states = ["implemented: rule", "implemented: parser", "needs AWS", "not applicable", "not yet"];
    for (code, (state, words)) in table() {
        assert!(states.contains(&state) && !words.is_empty(), "{code}: {state}");
        // The facade renames this one.
        if state == "implemented: parser" && code != "WILDCARD_IN_SERVICE_NAME" {
            assert!(PARSER.contains(&format!("\"{code}\"")), "{code}");
        }
    }
    assert!(table().len() > 160);
}
