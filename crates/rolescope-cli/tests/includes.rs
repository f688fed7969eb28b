//! The real binary on documents that name other files: it stays in the folders that it was given.

#![cfg(test)]
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;

const SECRET: &str = "ghp_abcdefSECRETTOKEN123";
const SCENARIO: &str = r#"{"steps":[{"caller":"anonymous","action":"s3:GetObject","expect":"denied"}]}"#;

/// `docs` is checked, and beside it lies what must not be read.
struct Place(PathBuf);

impl Place {
    fn new(test: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("includes").join(test);
        let _ = fs::remove_dir_all(&path);
        let place = Self(path);
        place.file("docs/scenario.json", SCENARIO);
        place.file("outside.json", SECRET);
        place
    }

    fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        path
    }

    /// A document whose block is the file of this name.
    fn including(&self, name: &str) -> PathBuf {
        self.file("docs/a.md", &format!("```rolescope\n{{{{#include {name}}}}}\n```\n"))
    }

    fn docs(&self) -> PathBuf {
        self.0.join("docs")
    }
}

/// Exit status, and all that was printed.
fn check(paths: &[&Path]) -> (i32, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_rolescope")).args(["docs", "check"]).args(paths).output().unwrap();
    let said = [output.stdout, output.stderr].concat();
    (output.status.code().unwrap(), String::from_utf8(said).unwrap())
}

/// The document cannot be used, in one line, and nothing of the file is said.
fn refused((status, said): (i32, String), why: &str) {
    assert_eq!(status, 2, "{said}");
    assert!(said.contains(why), "{said}");
    assert!(!said.contains("SECRET") && !said.contains("ghp_"), "{said}");
    assert!(said.lines().count() <= 2, "{said}");
}

const OUTSIDE: &str = "cannot be included: there is no such file in the folders that are checked";

#[test]
fn a_file_in_the_folder_is_included() {
    let place = Place::new("inside");
    symlink("scenario.json", place.docs().join("link.json")).unwrap();
    for name in ["scenario.json", "./deep/../scenario.json", "../docs/scenario.json", "link.json"] {
        fs::create_dir_all(place.docs().join("deep")).unwrap();
        let document = place.including(name);
        for path in [document, place.docs()] {
            let (status, said) = check(&[&path]);
            assert_eq!((status, said.contains("1 of 1 stated verdicts hold")), (0, true), "{name}: {said}");
        }
    }
}

#[test]
fn a_file_outside_is_not_told_from_one_that_does_not_exist() {
    let place = Place::new("outside");
    symlink("../outside.json", place.docs().join("link.json")).unwrap();
    symlink("..", place.docs().join("up")).unwrap();
    let absolute = place.0.join("outside.json").into_os_string().into_string().unwrap();
    for name in ["../outside.json", "../no-such-file", &absolute, "/proc/self/environ", "link.json", "up/outside.json"]
    {
        let document = place.including(name);
        refused(check(&[&document]), OUTSIDE);
        refused(check(&[&place.docs()]), OUTSIDE);
    }
}

#[test]
fn a_folder_that_is_named_too_can_be_included_from() {
    let place = Place::new("two-folders");
    place.file("scenarios/a.json", SCENARIO);
    place.including("../scenarios/a.json");
    refused(check(&[&place.docs()]), OUTSIDE);
    let (status, said) = check(&[&place.docs(), &place.0.join("scenarios")]);
    assert_eq!(status, 0, "{said}");
}

#[test]
fn hidden_folders_are_not_included_from() {
    let place = Place::new("hidden");
    for name in [".git/config", "deep/.env", "node_modules/x.json"] {
        place.file(&format!("docs/{name}"), SECRET);
        place.including(name);
        refused(check(&[&place.docs()]), OUTSIDE);
    }
}

#[test]
fn what_never_ends_is_not_read() {
    let place = Place::new("endless");
    let made = Command::new("mkfifo").args(["fifo", "fifo.md"].map(|name| place.docs().join(name))).status().unwrap();
    assert!(made.success());
    place.including("fifo");
    refused(check(&[&place.docs()]), "is not a regular file");
    refused(check(&[&place.docs().join("fifo")]), "is not a regular file");
    refused(check(&[Path::new("/dev/zero")]), "is not a regular file");
    symlink("/dev/zero", place.docs().join("zero")).unwrap();
    for name in ["zero", "/dev/zero"] {
        place.including(name);
        refused(check(&[&place.docs()]), OUTSIDE);
    }
}

#[test]
fn files_are_read_up_to_a_size() {
    let place = Place::new("size");
    let most = 16 * 1024 * 1024;
    let padded = |length: usize| format!("{SCENARIO}{}", " ".repeat(length - SCENARIO.len()));
    place.including("scenario.json");
    place.file("docs/scenario.json", &padded(most));
    assert_eq!(check(&[&place.docs()]).0, 0);
    place.file("docs/scenario.json", &padded(most + 1));
    refused(check(&[&place.docs()]), "has more than 16 MiB, the most that is read");
    let document = place.file("large/a.md", &" ".repeat(most + 1));
    refused(check(&[&document]), "has more than 16 MiB, the most that is read");
}

#[test]
fn a_document_that_leads_out_of_the_folder_is_not_read() {
    let place = Place::new("document");
    place.file("outside.md", &format!("```rolescope\n{SECRET}\n```\n"));
    symlink("../outside.md", place.docs().join("b.md")).unwrap();
    refused(check(&[&place.docs()]), "leads out of the folder; name the file itself to check it");
}
