//! Mistakes in a scenario's text, in words.

use super::problems::json_message;
use crate::scenario::mistake::{ExpectedType, FoundType, ScenarioMistake};

/// The mistake, in one clause.
pub(crate) fn message(mistake: &ScenarioMistake) -> String {
    match mistake {
        ScenarioMistake::Empty => "there is no scenario here: the text is empty".to_owned(),
        ScenarioMistake::NotJson { problem } => json_message(problem),
        ScenarioMistake::WrongType { found, written, expected } => {
            format!("{} where {} belongs", written.as_deref().unwrap_or(type_name(*found)), type_expected(*expected))
        }
        ScenarioMistake::UnknownField { name, known } => {
            format!("unknown field `{name}`, expected one of `{}`", known.join("`, `"))
        }
        ScenarioMistake::MissingField { name } => format!("missing field `{name}`"),
        ScenarioMistake::Twice { name } => format!("duplicate field `{name}`"),
        ScenarioMistake::TooManySteps { found, most } => too_many(*found, *most, "steps"),
        ScenarioMistake::TooManyItems { found, most } => too_many(*found, *most, "items in lists"),
    }
}

fn too_many(found: usize, most: usize, items: &str) -> String {
    format!("{found} {items}, and a scenario has at most {most}: split it into several files")
}

const fn type_name(found: FoundType) -> &'static str {
    match found {
        FoundType::Object => "an object",
        FoundType::List => "a list",
        FoundType::String => "a string",
        FoundType::Number => "a number",
        FoundType::Boolean => "a boolean",
        FoundType::Null => "null",
        FoundType::Unreadable => "something",
    }
}

const fn type_expected(expected: ExpectedType) -> &'static str {
    match expected {
        ExpectedType::Object => "an object",
        ExpectedType::List => "a list",
        ExpectedType::String => "a string",
        ExpectedType::Boolean => "true or false",
        ExpectedType::WholeNumber => "a whole number",
        ExpectedType::PositiveNumber => "a whole number from 1 on",
        ExpectedType::Policy => "a policy, as JSON object or as a string that holds its text,",
        ExpectedType::Resource => "an ARN or a list of resources",
        ExpectedType::ContextValue => "a string, a number, true, false or a list of them",
        ExpectedType::Expectation => "`allowed`, `denied`, `explicitDeny`, `implicitDeny` or `error`",
    }
}

/// Text after a mistake in a scenario of a newer format, where it may be no mistake.
pub(crate) fn newer(format: u32, known: u32) -> String {
    format!("; the scenario is of format {format}, and this version knows format {known}")
}
