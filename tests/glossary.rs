//! The glossary explains every term of the lessons.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use rolescope_lesson::{Block, Files, Inline, Lesson, Section};

/// Terms of the glossary in small letters, with the words of their entries.
fn entries() -> Vec<(String, String)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/book/glossary.md");
    let text = fs::read_to_string(path).unwrap();
    let entries = text.split("\n## ").skip(1).map(|entry| entry.split_once('\n').unwrap());
    entries.map(|(term, words)| (term.to_lowercase(), words.trim().to_owned())).collect()
}

/// Every term, and the other words for it, with the heading under which it stands.
fn terms() -> BTreeMap<String, String> {
    let mut terms = BTreeMap::new();
    for (term, words) in entries() {
        let also = words.lines().find_map(|line| line.strip_prefix("Also: ")).unwrap_or_default();
        let others = also.split(", ").filter(|it| !it.is_empty()).map(str::to_lowercase);
        for word in others.chain([term.clone()]) {
            assert_eq!(terms.insert(word.clone(), term.clone()), None, "`{word}` stands in two entries");
        }
    }
    terms
}

/// Words in bold type of a text, in small letters.
fn bold(blocks: &[Block]) -> Vec<String> {
    blocks
        .iter()
        .flat_map(|block| match block {
            Block::Paragraph(line) => bold_in_line(line),
            Block::Bullets(items) | Block::Numbers(items) => items.iter().flat_map(|item| bold(item)).collect(),
            Block::Quote(blocks) => bold(blocks),
            Block::Code(_) => Vec::new(),
        })
        .collect()
}

fn bold_in_line(line: &[Inline]) -> Vec<String> {
    line.iter()
        .flat_map(|part| match part {
            Inline::Strong(words) => vec![plain(words).to_lowercase()],
            Inline::Emphasis(words) | Inline::Link { words, .. } => bold_in_line(words),
            Inline::Text(_) | Inline::Code(_) => Vec::new(),
        })
        .collect()
}

fn plain(line: &[Inline]) -> String {
    line.iter()
        .map(|part| match part {
            Inline::Text(words) | Inline::Code(words) => words.clone(),
            Inline::Emphasis(words) | Inline::Strong(words) | Inline::Link { words, .. } => plain(words),
        })
        .collect()
}

#[test]
fn entries_are_in_order_and_lead_to_a_page_of_aws() {
    let entries = entries();
    let order: Vec<String> = entries.iter().map(|(term, _)| term.replace('-', " ")).collect();
    assert!(order.is_sorted(), "{order:?}");
    for (term, words) in &entries {
        let (said, link) = words.rsplit_once("\n\n").unwrap_or_else(|| panic!("`{term}` has no link"));
        assert!(link.starts_with("[AWS's page](https://docs.aws.amazon.com/"), "{term}: {link}");
        assert!(said.contains('.'), "{term}: {said}");
    }
    assert!(!terms().is_empty());
}

#[test]
fn words_in_bold_type_of_a_lesson_are_terms_of_the_glossary() {
    let terms = terms();
    let mut used = BTreeSet::new();
    for folder in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../web/lessons")).unwrap() {
        let folder = folder.unwrap().path();
        let files = ["lesson.md", "scenario.json"]
            .map(|name| (name.to_owned(), fs::read_to_string(folder.join(name)).unwrap()));
        let lesson = Lesson::read(&files.into_iter().collect::<Files>()).unwrap();
        for word in Section::ALL.into_iter().flat_map(|section| bold(lesson.text.section(section))) {
            let term = terms.get(&word).unwrap_or_else(|| panic!("{}: **{word}** is no term", folder.display()));
            used.insert(term.clone());
        }
    }
    assert!(used.len() >= 15, "only {used:?}");
}
