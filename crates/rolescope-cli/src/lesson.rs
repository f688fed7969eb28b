//! `rolescope lesson`: lessons as folders, as packed files, and what is wrong with them.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use rolescope_lesson::{Files, MAX_PACK, Mistake, Pack, check};

use crate::arguments::{Lesson, LessonCheck, LessonNew, LessonPack};
use crate::outcome::Status;
use crate::run::{complain, say};
use crate::text::counted;
use crate::visible;

/// Files of a new lesson: a small one that is complete.
const TEMPLATE: &[(&str, &str)] = &[
    ("lesson.md", include_str!("lesson/template/lesson.md")),
    ("scenario.json", include_str!("lesson/template/scenario.json")),
    ("accepted/one-action.json", include_str!("lesson/template/accepted/one-action.json")),
    ("accepted/deny-the-rest.json", include_str!("lesson/template/accepted/deny-the-rest.json")),
    ("accepted/two-statements.json", include_str!("lesson/template/accepted/two-statements.json")),
    ("rejected/every-action.json", include_str!("lesson/template/rejected/every-action.json")),
    ("rejected/every-bucket.json", include_str!("lesson/template/rejected/every-bucket.json")),
    ("rejected/the-bucket-itself.json", include_str!("lesson/template/rejected/the-bucket-itself.json")),
    ("rejected/one-report.json", include_str!("lesson/template/rejected/one-report.json")),
    ("rejected/deny-reading.json", include_str!("lesson/template/rejected/deny-reading.json")),
];

/// Does what is asked about lessons.
pub(crate) fn run(command: &Lesson) -> Status {
    match command {
        Lesson::New(args) => new(args),
        Lesson::Check(args) => check_all(args),
        Lesson::Pack(args) => pack(args),
    }
}

/// Makes the folder of a new lesson. One that is there already is left alone.
fn new(args: &LessonNew) -> Status {
    let folder = &args.folder;
    let name = visible::plain(&folder.display().to_string());
    if !is_id(&id_of(folder)) {
        return complain(&format!("{name}: the name of the folder is the id of the lesson: use a-z, 0-9 and hyphens"));
    }
    if folder.exists() {
        return complain(&format!("{name}: there is such a folder already"));
    }
    let written = TEMPLATE.iter().try_for_each(|(path, text)| {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap_or(folder))?;
        fs::write(path, text)
    });
    match written {
        Ok(()) => say(&format!("{name}: change the files, then `rolescope lesson check {name}`\n")),
        Err(error) => complain(&format!("{name}: cannot be written: {error}")),
    }
}

/// Checks every lesson; one that cannot be read does not keep the others from being checked.
fn check_all(args: &LessonCheck) -> Status {
    let (mut status, mut complete) = (Status::AsExpected, 0);
    for path in &args.paths {
        let name = visible::plain(&path.display().to_string());
        let mistakes = match files(path) {
            Ok(files) => check(&files),
            Err(message) => {
                status = Status::Unusable;
                let _ = writeln!(io::stderr(), "{name}: {message}");
                continue;
            }
        };
        if mistakes.is_empty() {
            complete += 1;
        } else {
            status = status.max(Status::NotAsExpected);
        }
        for Mistake { file, line, message } in mistakes {
            let place = if path.is_dir() { format!("{name}/{file}") } else { format!("{name}: {file}") };
            let _ = writeln!(io::stderr(), "{place}:{line}:1: {}", visible::plain(&message));
        }
    }
    let lessons = counted(args.paths.len(), "lesson");
    status.max(say(&format!("{complete} of {lessons} complete\n")))
}

fn pack(args: &LessonPack) -> Status {
    let name = visible::plain(&args.folder.display().to_string());
    let files = match files(&args.folder) {
        Ok(files) => files,
        Err(message) => return complain(&format!("{name}: {message}")),
    };
    let packed = Pack::of(&id_of(&args.folder), files);
    match packed.lesson().and_then(|_| packed.to_json()) {
        Ok(json) => say(&visible::json(&format!("{json}\n"))),
        Err(mistake) => complain(&format!("{name}/{mistake}")),
    }
}

/// Files of a lesson: those of its folder, or those of a packed lesson.
fn files(path: &Path) -> Result<Files, String> {
    if path.is_dir() {
        return folder(path);
    }
    let text = read(path)?;
    Pack::from_json(&text).map(|pack| pack.files).map_err(|mistake| mistake.to_string())
}

/// Files of a folder and of the folders in it; hidden ones are passed over.
fn folder(path: &Path) -> Result<Files, String> {
    let mut found = Vec::new();
    for (entry, name) in entries(path)? {
        if !entry.is_dir() {
            found.push((name, read(&entry)?));
            continue;
        }
        for (file, within) in entries(&entry)? {
            found.push((format!("{name}/{within}"), read(&file)?));
        }
    }
    Ok(found.into_iter().collect())
}

/// Paths and names of what is in a folder.
fn entries(path: &Path) -> Result<Vec<(std::path::PathBuf, String)>, String> {
    let unreadable = |error: io::Error| format!("cannot be read: {error}");
    let mut found = Vec::new();
    for entry in fs::read_dir(path).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if !name.starts_with('.') {
            found.push((entry.path(), name));
        }
    }
    found.sort();
    Ok(found)
}

/// Text of a file that is no longer than a packed lesson.
fn read(path: &Path) -> Result<String, String> {
    let unreadable =
        |error: io::Error| format!("{} cannot be read: {error}", visible::plain(&path.display().to_string()));
    let length = fs::metadata(path).map_err(unreadable)?.len();
    if length > MAX_PACK as u64 {
        return Err(format!(
            "{} has {length} bytes, more than a whole lesson may have",
            visible::plain(&path.display().to_string())
        ));
    }
    fs::read_to_string(path).map_err(unreadable)
}

/// Name of a folder.
fn id_of(folder: &Path) -> String {
    folder.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

/// True if a text can be the id of a lesson.
fn is_id(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}
