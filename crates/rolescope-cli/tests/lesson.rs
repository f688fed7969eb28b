//! `rolescope lesson`: a new lesson is complete, mistakes are said with file and line, and a packed lesson is a lesson.

#![cfg(test)]

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

/// A folder of its own for a test, with a new lesson in it.
fn new_lesson(test: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("lesson").join(test);
    let _ = fs::remove_dir_all(&folder);
    let lesson = folder.join("my-lesson");
    let output = rolescope(&["new", lesson.to_str().unwrap()]);
    assert_eq!((output.status.code(), text(&output.stderr).as_str()), (Some(0), ""));
    lesson
}

fn rolescope(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_rolescope")).arg("lesson").args(arguments).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn a_new_lesson_is_complete_and_can_be_packed() {
    let lesson = new_lesson("packed");
    let folder = lesson.to_str().unwrap();
    let output = rolescope(&["check", folder]);
    assert_eq!((output.status.code(), text(&output.stdout).as_str()), (Some(0), "1 of 1 lesson complete\n"));
    let packed = rolescope(&["pack", folder]);
    assert_eq!(packed.status.code(), Some(0));
    let file = lesson.with_extension("json");
    fs::write(&file, &packed.stdout).unwrap();
    let output = rolescope(&["check", file.to_str().unwrap(), folder]);
    assert_eq!((output.status.code(), text(&output.stdout).as_str()), (Some(0), "2 of 2 lessons complete\n"));
}

#[test]
fn mistakes_are_said_with_file_and_line() {
    let lesson = new_lesson("mistakes");
    fs::write(lesson.join("rejected/every-action.json"), "{\n  \"shows\": 1\n}").unwrap();
    let output = rolescope(&["check", lesson.to_str().unwrap()]);
    assert_eq!((output.status.code(), text(&output.stdout).as_str()), (Some(1), "0 of 1 lesson complete\n"));
    let said = text(&output.stderr);
    assert!(
        said.contains("my-lesson/rejected/every-action.json:2:1: ") && said.contains("expected a string"),
        "{said}"
    );
    let packed = rolescope(&["pack", lesson.to_str().unwrap()]);
    assert_eq!((packed.status.code(), text(&packed.stdout).as_str()), (Some(2), ""));
}

#[test]
fn a_folder_that_is_there_is_left_alone_and_one_that_is_not_is_unusable() {
    let lesson = new_lesson("there");
    let before = fs::read_to_string(lesson.join("lesson.md")).unwrap();
    let output = rolescope(&["new", lesson.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).ends_with("there is such a folder already\n"), "{}", text(&output.stderr));
    assert_eq!(fs::read_to_string(lesson.join("lesson.md")).unwrap(), before);
    assert_eq!(rolescope(&["new", "My Lesson"]).status.code(), Some(2));
    let missing = lesson.join("none");
    assert_eq!(rolescope(&["check", missing.to_str().unwrap()]).status.code(), Some(2));
}
