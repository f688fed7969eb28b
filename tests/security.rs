//! `docs/security.md` names tests that exist, and the sources of the page hold what it says of them.

use std::fs;
use std::path::{Path, PathBuf};

/// Names that make markup or code from text.
const SINKS: [&str; 14] = [
    "innerHTML",
    "outerHTML",
    "insertAdjacentHTML",
    "set_inner_html",
    "set_outer_html",
    "insert_adjacent_html",
    "from_html_unchecked",
    "createContextualFragment",
    "document.write",
    "eval(",
    "new Function",
    "srcdoc",
    "javascript:",
    "DOMParser",
];

/// Names that send something, beside `fetch`.
const SENDERS: [&str; 11] = [
    "XMLHttpRequest",
    "XmlHttpRequest",
    "WebSocket",
    "WebTransport",
    "EventSource",
    "sendBeacon",
    "send_beacon",
    "RTCPeerConnection",
    "RtcPeerConnection",
    "importScripts",
    "document.cookie",
];

/// Places where files of the site are fetched, each by a name that the sources spell.
const FETCHING: [&str; 4] = ["chunks.js", "service-worker.js", "src/browser.rs", "work/main.js"];

#[test]
fn no_source_of_the_page_makes_markup_or_code_from_text() {
    assert_eq!(uses_of(&SINKS), Vec::<String>::new());
}

/// Loads the page again while `cargo xtask serve` shows it; the build leaves it out of the site.
const ONLY_SERVED: &str = "reload.js";

#[test]
fn no_source_of_the_page_can_send_anything() {
    assert_eq!(uses_of(&SENDERS), Vec::<String>::new());
    let fetching: Vec<String> = sources()
        .into_iter()
        .filter(|(name, text)| {
            calls(text, if name.ends_with(".rs") { "fetch_with_" } else { "fetch(" }) && !is_known(name)
        })
        .map(|(name, _)| name)
        .collect();
    assert_eq!(fetching, Vec::<String>::new(), "these fetch something: from where?");
}

#[test]
fn every_threat_names_tests_that_exist() {
    let text = fs::read_to_string(root().join("docs/security.md")).unwrap();
    let rows: Vec<&str> = text.lines().filter(|line| line.starts_with("| ")).skip(1).collect();
    assert!(rows.len() >= 12, "only {} threats: has the table another form?", rows.len());
    for row in rows {
        let cells: Vec<&str> = row.trim_matches('|').split(" | ").collect();
        let [threat, _, tests] = cells[..] else { panic!("three cells, not {}: {row}", cells.len()) };
        let named = tests_in(tests);
        assert!(!named.is_empty(), "{threat}: no test");
        for (file, name) in named {
            let source = fs::read_to_string(root().join(file)).unwrap_or_else(|_| panic!("{threat}: no file {file}"));
            let written = [format!("fn {name}("), format!("test('{name}'")];
            assert!(written.iter().any(|it| source.contains(it)), "{threat}: {file} has no test {name:?}");
        }
    }
}

/// Files and names of tests: `file`: "name", "name"; `file`: …
fn tests_in(cell: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    for part in cell.split("; `") {
        let (file, names) = part.trim().trim_start_matches('`').split_once('`').unwrap();
        found.extend(names.split('"').skip(1).step_by(2).map(|name| (file, name)));
    }
    found
}

fn is_known(name: &str) -> bool {
    FETCHING.contains(&name) || name.starts_with("embed/")
}

fn uses_of(words: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for (name, text) in sources() {
        for word in words.iter().filter(|word| calls(&text, word)) {
            found.push(format!("{name}: {word}"));
        }
    }
    found
}

/// True if a word stands in the text and is not the end of a longer one.
fn calls(text: &str, word: &str) -> bool {
    let is_letter = |it: char| it.is_ascii_alphanumeric() || it == '_';
    let goes_before = |at: usize| text.get(..at).unwrap_or_default();
    text.match_indices(word).any(|(at, _)| !goes_before(at).ends_with(is_letter))
}

/// Names below `web/` and texts of what the page is made from, tests and comments left out.
fn sources() -> Vec<(String, String)> {
    let web = root().join("web");
    let mut found = Vec::new();
    let mut folders = vec![web.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(&web).unwrap().to_string_lossy().replace('\\', "/");
            let is_source = [".rs", ".js", ".html"].iter().any(|ending| name.ends_with(ending));
            if path.is_dir() {
                folders.push(path);
            } else if is_source && !name.ends_with("tests.rs") && name != ONLY_SERVED {
                found.push((name, without_comments(&fs::read_to_string(&path).unwrap())));
            }
        }
    }
    found.push(("../index.html".to_owned(), fs::read_to_string(root().join("index.html")).unwrap()));
    assert!(found.len() > 60, "only {} sources were found", found.len());
    found
}

fn without_comments(text: &str) -> String {
    let comment = |line: &&str| ["//", "/*", "*"].iter().any(|mark| line.trim_start().starts_with(mark));
    text.lines().filter(|line| !comment(line)).collect::<Vec<_>>().join("\n")
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}
