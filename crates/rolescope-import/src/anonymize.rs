//! Scenarios without account ids, ids of organizations and names, and the way back for those who have the mapping.
//!
//! A replacement has the length and the kinds of characters of the original, and words that begin alike still begin alike, so that a pattern
//! such as `prod-*` or `pro*` matches the same names as before.

use std::collections::BTreeMap;
use std::collections::HashMap;
use std::fmt;

use rolescope::Scenario;
use serde::{Deserialize, Serialize};

mod places;
mod strings;
mod words;

use places::Place;
use words::Words;

/// A scenario without names, and what its words stand for.
#[derive(Clone, Debug)]
pub struct Anonymized {
    /// The scenario.
    pub scenario: Scenario,
    /// Words of the original, which only its owner should have.
    pub mapping: Mapping,
}

/// Words that stand for words of the original.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mapping {
    /// Replacements, in lower case, each with the word of the original.
    pub words: BTreeMap<String, String>,
}

impl Mapping {
    /// The original of a scenario that was anonymized, also after changes that keep its words.
    ///
    /// # Errors
    ///
    /// If the scenario cannot be read with the words of the original in it: the mapping is not of this scenario.
    pub fn restore(&self, scenario: &Scenario) -> Result<Scenario, AnonymizeError> {
        replace(scenario, &self.words.clone().into_iter().collect())
    }
}

/// Reason for which a scenario cannot be anonymized, or brought back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AnonymizeError {
    /// A step, counted from 1, would get another decision.
    Decision(usize),
    /// A replacement is a word of the scenario, so nothing could bring the original back.
    Ambiguous,
    /// The scenario with the other words in it cannot be read, for this reason.
    Unreadable(String),
}

impl fmt::Display for AnonymizeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Decision(step) => write!(
                f,
                "step {step} would get another decision under other names: a pattern matches the end of a name, or a name is one to which AWS gives meaning"
            ),
            Self::Ambiguous => {
                f.write_str("a word of the scenario looks like a replacement; is it anonymized already?")
            }
            Self::Unreadable(reason) => write!(f, "the scenario cannot be read with the other names: {reason}"),
        }
    }
}

impl std::error::Error for AnonymizeError {}

/// Replaces account ids, ids of organizations and names, each the same everywhere.
///
/// Every step of the result gets the decision that it got before, and [`Mapping::restore`] brings the scenario back; both are tried before
/// it is returned. Actions, condition keys, tag keys, regions, names of OIDC providers, words of one character, letters beyond ASCII and numbers other than
/// account ids stay, and words in titles and descriptions that are part of no name.
///
/// ```
/// let scenario = rolescope::Scenario::from_json(r#"{"principals": [{"arn": "arn:aws:iam::444455556666:role/payroll"}]}"#)?;
/// let anonymized = rolescope_import::anonymize(&scenario).unwrap();
/// assert!(!anonymized.scenario.to_json().contains("payroll"));
/// assert_eq!(anonymized.mapping.restore(&anonymized.scenario), Ok(scenario));
/// # Ok::<(), rolescope::scenario::ScenarioError>(())
/// ```
///
/// # Errors
///
/// If a step would get another decision, or nothing could bring the original back.
pub fn anonymize(scenario: &Scenario) -> Result<Anonymized, AnonymizeError> {
    let mut words = Words::default();
    strings::rewrite(&scenario.to_json(), &mut |keys, text| {
        for word in Place::of(keys, text).names(text) {
            words.add(word);
        }
        None
    });
    let replacements = words.replacements();
    let anonymous = replace(scenario, &replacements)?;
    let mapping = Mapping { words: replacements.into_iter().map(|(original, word)| (word, original)).collect() };
    if mapping.restore(&anonymous).as_ref() != Ok(scenario) {
        return Err(AnonymizeError::Ambiguous);
    }
    let (before, after) = (rolescope::analyze(scenario), rolescope::analyze(&anonymous));
    let changed = before.steps.iter().zip(&after.steps).position(|(before, after)| before.decision != after.decision);
    match changed {
        Some(at) => Err(AnonymizeError::Decision(at + 1)),
        None => Ok(Anonymized { scenario: anonymous, mapping }),
    }
}

fn replace(scenario: &Scenario, words: &HashMap<String, String>) -> Result<Scenario, AnonymizeError> {
    let text =
        strings::rewrite(&scenario.to_json(), &mut |keys, text| Some(Place::of(keys, text).replace(text, words)));
    let replaced = Scenario::from_json(&text).map_err(|error| AnonymizeError::Unreadable(error.to_string()))?;
    // What is written names the format that it needs; a scenario need not.
    Ok(Scenario { format: scenario.format, ..replaced })
}
