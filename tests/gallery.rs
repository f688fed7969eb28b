//! The gallery of examples names scenarios of the corpus, and the lesson that explains each.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use rolescope::Scenario;
use serde::Deserialize;

/// Longest line about a scenario, in characters: it must fit beside the title.
const LONGEST: usize = 160;

/// `web/gallery.json`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Gallery {
    topics: Vec<Topic>,
}

/// Scenarios about one subject, in the order in which they are shown.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Topic {
    topic: String,
    scenarios: Vec<Entry>,
}

/// A scenario of the corpus.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    /// Path in `tests/corpus`, without its ending.
    scenario: String,
    /// Subject of the scenario, in a sentence.
    line: String,
    /// Id of the lesson that explains it.
    lesson: String,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn gallery() -> Gallery {
    serde_json::from_str(&fs::read_to_string(root().join("web/gallery.json")).unwrap()).unwrap()
}

fn entries(gallery: &Gallery) -> impl Iterator<Item = &Entry> {
    gallery.topics.iter().flat_map(|topic| &topic.scenarios)
}

#[test]
fn the_gallery_has_sixty_different_scenarios_of_the_corpus() {
    let gallery = gallery();
    let mut seen = BTreeSet::new();
    for entry in entries(&gallery) {
        let path = root().join("tests/corpus").join(format!("{}.json", entry.scenario));
        let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let scenario = Scenario::from_json(&text).unwrap();
        assert!(!scenario.title.is_empty() && !scenario.steps.is_empty(), "{}", entry.scenario);
        assert!(seen.insert(&entry.scenario), "{} is there twice", entry.scenario);
    }
    assert!(seen.len() >= 60, "only {} scenarios", seen.len());
}

#[test]
fn every_lesson_explains_scenarios_of_the_gallery_and_every_scenario_has_a_lesson() {
    let gallery = gallery();
    let named: BTreeSet<String> = entries(&gallery).map(|entry| entry.lesson.clone()).collect();
    let folders = fs::read_dir(root().join("web/lessons")).unwrap().map(|entry| entry.unwrap());
    let lessons: BTreeSet<String> =
        folders.filter(|entry| entry.path().is_dir()).map(|entry| entry.file_name().into_string().unwrap()).collect();
    assert_eq!(named, lessons);
}

#[test]
fn lines_are_sentences_that_fit_and_topics_differ() {
    let gallery = gallery();
    for Entry { scenario, line, .. } in entries(&gallery) {
        assert!(line.ends_with('.') && line.chars().count() <= LONGEST, "{scenario}: {line}");
        assert_eq!(line.matches('`').count() % 2, 0, "{scenario}: a ` stands alone in: {line}");
    }
    let topics: BTreeSet<&str> = gallery.topics.iter().map(|topic| topic.topic.as_str()).collect();
    assert_eq!(topics.len(), gallery.topics.len());
}
