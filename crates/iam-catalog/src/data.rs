//! Errors of the catalog's texts.

use std::error::Error;
use std::fmt;

/// Error returned when a text of the catalog cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DataError {
    /// Number of the line, from 1.
    pub line: usize,
    /// The mistake.
    pub problem: &'static str,
}

impl fmt::Display for DataError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "line {}: {}", self.line, self.problem)
    }
}

impl Error for DataError {}

/// Lines that are not empty, with their numbers.
pub(crate) fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines().enumerate().filter(|(_, line)| !line.is_empty()).map(|(at, line)| (at + 1, line))
}
