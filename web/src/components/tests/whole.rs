//! Properties of the whole page.

use std::fs;
use std::path::{Path, PathBuf};

use super::*;

/// The lines of each file of components, without those of its tests.
fn lengths(folder: &Path, found: &mut Vec<(PathBuf, usize)>) {
    for file in fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()) {
        if file.file_stem().is_some_and(|name| name == "tests") {
            continue;
        }
        if file.is_dir() {
            lengths(&file, found);
        } else {
            let text = fs::read_to_string(&file).unwrap();
            let lines = text.lines().take_while(|line| *line != "#[cfg(test)]").count();
            found.push((file, lines));
        }
    }
}

#[test]
fn no_component_is_longer_than_150_lines() {
    let mut found = Vec::new();
    lengths(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/components"), &mut found);
    assert!(found.len() > 30, "the components are elsewhere");
    found.retain(|(_, lines)| *lines > 150);
    assert_eq!(found, []);
}

#[test]
fn the_transcript_is_there_at_every_depth_and_ends_with_the_decision() {
    for depth in Depth::ALL {
        let closed = page_at("lambda-under-a-boundary", move |state| state.depth = depth);
        assert!(closed.contains("Transcript") && !closed.contains("<li class=\"in-1\">"));
        let open = page_at("lambda-under-a-boundary", move |state| {
            state.depth = depth;
            state.reduce(Action::ShowTranscript(true));
        });
        let (_, text) = open.split_once("Transcript").unwrap();
        let (text, _) = text.split_once("</ol>").unwrap();
        assert!(text.contains("Permissions boundary: no allow. No permissions boundary allows"), "{text}");
        assert!(text.contains("Action dynamodb:GetItem and 2 more: no match."), "{text}");
        let (_, last) = text.rsplit_once("<li").unwrap();
        assert!(last.contains("Denied: the permissions boundary does not allow"), "{last}");
    }
}

#[test]
fn what_the_scenario_is_about_stands_above_the_walk() {
    let page = page_at("ec2-reads-s3", |_| {});
    let (above, below) = page.split_once("About this scenario").unwrap();
    assert!(above.contains("why AWS says yes or no") && below.contains("Role walk"));
    let untold = page_at("ec2-reads-s3", |state| state.scenario.description.clear());
    assert!(!untold.contains("About this scenario"));
}
