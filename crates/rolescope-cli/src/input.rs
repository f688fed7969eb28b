//! Scenario files, and what is wrong with them.

use std::fmt;
use std::fs;
use std::io::{self, Read, Write};
use std::path::Path;

use rolescope::Scenario;
use rolescope::scenario::FORMAT;
use rolescope_import::Together;

use crate::visible::plain;

mod read;

pub(crate) use read::{read_all, read_one, say_recognized};

/// The most bytes of a document or of what it includes.
const MAX_DOCUMENT: u64 = 16 * 1024 * 1024;

/// A scenario as it was read.
#[derive(Debug)]
pub(crate) struct Input {
    /// The file as it was named, or `<stdin>`.
    pub(crate) name: String,
    /// The text of the scenario, without a byte order mark.
    pub(crate) text: String,
    /// The scenario.
    pub(crate) scenario: Scenario,
    /// The inputs that it was made of, where it was not given as a scenario.
    pub(crate) imported: Option<Together>,
}

/// Reason for which an input cannot be used, as one line.
#[derive(Debug)]
pub(crate) struct Unusable {
    /// The file as it was named, or `<stdin>`.
    pub(crate) name: String,
    /// The mistake.
    pub(crate) message: String,
    /// Line and column, counted from 1; absent when the file could not even be opened.
    pub(crate) place: Option<(usize, usize)>,
}

impl fmt::Display for Unusable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:", plain(&self.name))?;
        if let Some((line, column)) = self.place {
            write!(f, "{line}:{column}:")?;
        }
        write!(f, " {}", plain(&self.message))
    }
}

/// Facts of a text, or the reason for which nothing can be taken out of it.
pub(crate) fn import(name: &str, text: &str) -> Result<rolescope_import::Import, Unusable> {
    rolescope_import::import(name, text).map_err(|error| Unusable {
        name: name.to_owned(),
        message: error.message,
        place: Some((error.line, error.column)),
    })
}

/// One line on standard error. Nobody is left to be told when it is gone.
pub(crate) fn tell(line: &str) {
    let _ = writeln!(io::stderr(), "{}", plain(line));
}

/// Reads the text of a file under the name that it has in messages; `-` is standard input.
pub(crate) fn read_text(path: &Path) -> Result<(String, String), Unusable> {
    let stdin = path == Path::new("-");
    let name = if stdin { "<stdin>".to_owned() } else { path.display().to_string() };
    let bytes = if stdin { read_stdin() } else { read_file(path) };
    text(name, bytes)
}

/// As [`read_text`], of regular files up to [`MAX_DOCUMENT`] alone: a device or a pipe may never end.
pub(crate) fn read_document(path: &Path) -> Result<(String, String), Unusable> {
    if path == Path::new("-") {
        return read_text(path);
    }
    text(path.display().to_string(), read_regular(path))
}

fn text(name: String, bytes: Result<Vec<u8>, String>) -> Result<(String, String), Unusable> {
    match bytes.map(decode) {
        Ok(Ok(text)) => Ok((name, text)),
        Ok(Err((message, place))) => Err(Unusable { name, message, place: Some(place) }),
        Err(message) => Err(Unusable { name, message, place: None }),
    }
}

/// The scenario that a text holds. One of a newer format is said.
pub(crate) fn scenario(name: String, text: String) -> Result<Input, Unusable> {
    match Scenario::from_json(&text) {
        Ok(scenario) => {
            say_if_newer(&name, &scenario);
            Ok(Input { name, text, scenario, imported: None })
        }
        Err(error) => {
            let place = Some((error.line.max(1), error.column.max(1)));
            Err(Unusable { name, message: error.to_string(), place })
        }
    }
}

/// Says on standard error that a scenario is of a newer format, if it is; `place` is its file, with the line where it is a document.
pub(crate) fn say_if_newer(place: &str, scenario: &Scenario) {
    if let Some(format) = scenario.newer_format() {
        let note = format!(
            "{place} is of format {format}; this version knows format {FORMAT} and left out the fields that it does not know"
        );
        // Nobody is left to be told when standard error is gone.
        let _ = writeln!(io::stderr(), "{}", plain(&note));
    }
}

fn read_file(path: &Path) -> Result<Vec<u8>, String> {
    if path.is_dir() {
        return Err("is a directory; name the files in it".to_owned());
    }
    fs::read(path).map_err(|error| cannot_read(&error))
}

fn read_regular(path: &Path) -> Result<Vec<u8>, String> {
    // A pipe must not even be opened: that waits for a writer.
    if !fs::metadata(path).map_err(|error| cannot_read(&error))?.is_file() {
        return Err("it is not a regular file".to_owned());
    }
    let file = fs::File::open(path).map_err(|error| cannot_read(&error))?;
    let mut bytes = Vec::new();
    file.take(MAX_DOCUMENT + 1).read_to_end(&mut bytes).map_err(|error| cannot_read(&error))?;
    if bytes.len() as u64 > MAX_DOCUMENT {
        return Err(format!("it has more than {} MiB, the most that is read", MAX_DOCUMENT / 1024 / 1024));
    }
    Ok(bytes)
}

fn read_stdin() -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes).map_err(|error| cannot_read(&error))?;
    Ok(bytes)
}

fn cannot_read(error: &io::Error) -> String {
    if error.kind() == io::ErrorKind::NotFound {
        return "no such file".to_owned();
    }
    format!("cannot be read: {error}")
}

/// UTF-8 text without a byte order mark, or what is wrong and where.
fn decode(bytes: Vec<u8>) -> Result<String, (String, (usize, usize))> {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(("the text is UTF-16; save it as UTF-8".to_owned(), (1, 1)));
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let offset = error.utf8_error().valid_up_to();
        let before = String::from_utf8_lossy(error.as_bytes().get(..offset).unwrap_or_default()).into_owned();
        (format!("the byte at offset {offset} is not UTF-8; save the file as UTF-8"), place_behind(&before))
    })?;
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

/// Line and column of what follows `text`.
fn place_behind(text: &str) -> (usize, usize) {
    let last_line = text.rsplit('\n').next().unwrap_or(text);
    (text.matches('\n').count() + 1, last_line.chars().count() + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_order_mark_is_no_part_of_the_text() {
        assert_eq!(decode(b"\xef\xbb\xbf{}".to_vec()).unwrap(), "{}");
    }

    #[test]
    fn a_byte_that_is_not_utf8_is_placed_by_line_column_and_offset() {
        let (message, place) = decode(b"{\n\xc3\xa9 \xff}".to_vec()).unwrap_err();
        assert_eq!((message.as_str(), place), ("the byte at offset 5 is not UTF-8; save the file as UTF-8", (2, 3)));
    }

    #[test]
    fn utf16_is_named() {
        assert!(decode(b"\xff\xfe{\0}\0".to_vec()).unwrap_err().0.contains("UTF-16"));
    }

    #[test]
    fn a_message_stays_one_line() {
        let unusable = Unusable { name: "a\nb".into(), message: "c\u{1b}d".into(), place: Some((3, 4)) };
        assert_eq!(unusable.to_string(), "a\\nb:3:4: c\\u{1b}d");
    }
}
