//! Mistakes of a lesson.

use std::fmt;

/// Error of a lesson, with its file and line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// Path of the file inside the lesson's folder.
    pub file: String,
    /// Line of the file, counted from 1.
    pub line: usize,
    /// Description in one sentence, and what to do.
    pub message: String,
}

impl Mistake {
    pub(crate) fn new(file: &str, line: usize, message: impl Into<String>) -> Self {
        Self { file: file.to_owned(), line, message: message.into() }
    }

    /// Mistake of a whole file.
    pub(crate) fn of(file: &str, message: impl Into<String>) -> Self {
        Self::new(file, 1, message)
    }
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.message)
    }
}

impl std::error::Error for Mistake {}

/// Line of a byte offset in a text, counted from 1.
pub(crate) fn line_at(text: &str, offset: usize) -> usize {
    text.bytes().take(offset).filter(|byte| *byte == b'\n').count() + 1
}
