//! Outcomes of files, and of a run over all of them.

use std::process::ExitCode;

use rolescope::Report;

use crate::input::{Input, Unusable};

/// Result of a run; the worst word counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Status {
    /// Every `expect` is met.
    AsExpected = 0,
    /// One is not; or a change allows more.
    NotAsExpected = 1,
    /// An input could not be used, or the answer could not be written.
    Unusable = 2,
    /// A question about all requests is not decided.
    Unknown = 3,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        Self::from(status as u8)
    }
}

/// An input and what became of it.
pub(crate) type Outcome = Result<(Input, Report), Unusable>;
