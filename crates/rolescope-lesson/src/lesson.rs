//! A lesson, read from its files.

use rolescope::Scenario;

use crate::files::Files;
use crate::mistake::Mistake;
use crate::settings::{self, Settings};
use crate::solution::{self, Solution};
use crate::text::{self, Text};

pub(crate) const LESSON: &str = "lesson.md";
pub(crate) const SCENARIO: &str = "scenario.json";
pub(crate) const ACCEPTED: &str = "accepted";
pub(crate) const REJECTED: &str = "rejected";

/// A lesson.
#[derive(Clone, Debug)]
pub struct Lesson {
    /// Settings at the top of `lesson.md`.
    pub settings: Settings,
    /// The rest of `lesson.md`.
    pub text: Text,
    /// The tiny AWS that the lesson plays in. The `expect` of a step is the decision after the fix.
    pub scenario: Scenario,
    /// Solutions.
    pub accepted: Vec<Solution>,
    /// Near misses.
    pub rejected: Vec<Solution>,
}

impl Lesson {
    /// Reads a lesson.
    ///
    /// # Errors
    ///
    /// The first mistake that keeps the lesson from being played. [`check`](crate::check) finds the others, too.
    pub fn read(files: &Files) -> Result<Self, Mistake> {
        let whole = files.text(LESSON)?;
        let (settings, begin) = settings::read(LESSON, whole)?;
        let text = text::read(LESSON, whole, begin)?;
        let scenario = Scenario::from_json(files.text(SCENARIO)?)
            .map_err(|error| Mistake::new(SCENARIO, error.line.max(1), error.message))?;
        let accepted = files.within(ACCEPTED).map(|(name, file, text)| solution::read_accepted(name, file, text));
        let rejected = files.within(REJECTED).map(|(name, file, text)| solution::read_rejected(name, file, text));
        Ok(Self {
            accepted: accepted.collect::<Result<_, _>>()?,
            rejected: rejected.collect::<Result<_, _>>()?,
            settings,
            text,
            scenario,
        })
    }

    /// The accepted solution that is shown after success.
    pub fn best(&self) -> Option<&Solution> {
        self.accepted.iter().find(|solution| solution.name == self.settings.fix.best)
    }

    /// The rejected solution whose policies are to be got around.
    pub fn to_break(&self) -> Option<&Solution> {
        self.rejected.iter().find(|solution| solution.name == self.settings.breaking.of)
    }
}
