//! Settings of a lesson: the TOML at the top of `lesson.md`.

use std::collections::BTreeMap;

use rolescope::scenario::{Expectation, Step};
use serde::Deserialize;

use crate::mistake::{Mistake, line_at};

/// Settings between the two lines `+++` at the top of `lesson.md`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Title in one line.
    pub title: String,
    /// Track that the lesson belongs to.
    pub track: String,
    /// Place in the order of all lessons.
    pub order: u32,
    /// Time that a learner needs, in minutes.
    pub minutes: u32,
    /// The question before the walk.
    pub question: Question,
    /// The policies to fix.
    pub fix: Fix,
    /// The policies to get around.
    #[serde(rename = "break")]
    pub breaking: Break,
}

/// The question before the walk: the decision of one step, predicted before it is shown.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Name of the step.
    pub step: String,
    /// Replies to the answers.
    pub answers: Answers,
}

/// Replies to the three answers that a learner may choose; the reply to a wrong one names the belief behind it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Answers {
    /// Reply to "allowed".
    pub allowed: String,
    /// Reply to "explicitly denied".
    pub explicit_deny: String,
    /// Reply to "denied, since nothing allows it".
    pub implicit_deny: String,
}

/// The policies to fix, and the requests that tell right from wrong.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fix {
    /// Policies that the learner edits: a short name for each, and its pointer in the scenario.
    pub policies: BTreeMap<String, String>,
    /// Three hints, each telling more than the one before.
    pub hints: Vec<String>,
    /// Name of the accepted solution that is shown after success.
    pub best: String,
    /// Requests that the learner does not see. Those of the scenario count as well.
    pub requests: Vec<HiddenRequest>,
    /// Beliefs behind typical wrong solutions.
    pub beliefs: Vec<Belief>,
}

/// Request that the learner does not see.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HiddenRequest {
    /// The request, as a step of a scenario.
    pub step: Step,
    /// Reply when it is not decided as it should be.
    pub says: String,
}

impl HiddenRequest {
    /// Name of the request.
    pub fn name(&self) -> &str {
        self.step.name.as_deref().unwrap_or_default()
    }
}

/// Belief behind typical wrong solutions, recognized by what their policies do.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Belief {
    /// Short name, which rejected solutions use.
    pub id: String,
    /// Decisions of requests, by name, that show it: all of them must be met.
    pub when: BTreeMap<String, Expectation>,
    /// Reply that names the belief and corrects it.
    pub says: String,
}

/// The policies to get around: those of a rejected solution.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Break {
    /// Name of the rejected solution. A request gets around it if it is allowed under it and not under the best accepted solution.
    pub of: String,
}

/// Line that begins and ends the settings.
const FENCE: &str = "+++";

/// Reads the settings of `lesson.md`; the text after them is returned with the number of lines before it.
pub(crate) fn read(file: &str, text: &str) -> Result<(Settings, usize), Mistake> {
    let missing =
        || Mistake::of(file, "the settings are missing: the file must begin with a line `+++`, and so must its text");
    let rest = text.strip_prefix(FENCE).and_then(|rest| rest.strip_prefix(['\n', '\r'])).ok_or_else(missing)?;
    let begin = text.len() - rest.len();
    let end = rest.find("\n+++").ok_or_else(missing)?;
    let settings = rest.get(..end).unwrap_or_default();
    let settings = toml::from_str(settings).map_err(|error| {
        let at = begin + error.span().map_or(0, |span| span.start);
        Mistake::new(file, line_at(text, at), error.message().trim().replace('\n', ", "))
    })?;
    let after = begin + end + 1 + FENCE.len();
    Ok((settings, after))
}
