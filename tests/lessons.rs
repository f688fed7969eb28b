//! The lessons of the site are complete: each is read, and all of its solutions and near misses are graded.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use rolescope_lesson::{Files, Lesson, Pack, check};

/// Folders of the lessons.
fn folders() -> Vec<PathBuf> {
    let lessons = Path::new(env!("CARGO_MANIFEST_DIR")).join("../web/lessons");
    let entries = fs::read_dir(lessons).unwrap().map(|entry| entry.unwrap().path());
    entries.filter(|path| path.is_dir()).collect()
}

/// Files of a lesson, by their paths inside its folder.
fn files(folder: &Path) -> Files {
    let texts = |within: &Path| {
        let paths = fs::read_dir(within).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_file());
        paths
            .map(|path| {
                (path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned(), fs::read_to_string(&path).unwrap())
            })
            .collect::<Vec<_>>()
    };
    ["", "accepted", "rejected"].into_iter().flat_map(|within| texts(&folder.join(within))).collect()
}

#[test]
fn every_lesson_is_complete() {
    let folders = folders();
    for folder in &folders {
        let mistakes = check(&files(folder));
        assert!(mistakes.is_empty(), "{}: {mistakes:#?}", folder.display());
    }
    assert!(folders.len() >= 12, "only {} lessons", folders.len());
}

#[test]
fn lessons_have_an_order_and_fit_into_one_file() {
    let mut orders = BTreeSet::new();
    for folder in folders() {
        let (id, files) = (folder.file_name().unwrap().to_str().unwrap().to_owned(), files(&folder));
        let lesson = Lesson::read(&files).unwrap();
        assert!(orders.insert(lesson.settings.order), "{id}: another lesson has the order {}", lesson.settings.order);
        let packed = Pack::of(&id, files).to_json().unwrap();
        assert_eq!(Pack::from_json(&packed).unwrap().id, id);
    }
}
