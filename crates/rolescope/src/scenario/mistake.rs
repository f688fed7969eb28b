//! Mistakes for which a text is no scenario, as data.

use iam_syntax::json::ProblemKind;
use serde::Serialize;

use crate::json_problem::JsonProblem;

/// Mistake for which a text is no scenario. Its `kind` tells which; the message is made from it alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
#[non_exhaustive]
pub enum ScenarioMistake {
    /// The text is empty.
    Empty,
    /// The text is not JSON.
    NotJson {
        /// The problem.
        #[serde(with = "JsonProblem")]
        problem: ProblemKind,
    },
    /// A value of another type than its field takes.
    WrongType {
        /// Type of the value.
        found: FoundType,
        /// The value as written, where it is a boolean or a short word.
        #[serde(skip_serializing_if = "Option::is_none")]
        written: Option<String>,
        /// Type that the field takes.
        expected: ExpectedType,
    },
    /// A field that the object does not have.
    UnknownField {
        /// Its name.
        name: String,
        /// Names that the object has.
        known: Box<[&'static str]>,
    },
    /// A field that must be there.
    MissingField {
        /// Its name.
        name: &'static str,
    },
    /// A key that an object has two times.
    Twice {
        /// The key.
        name: String,
    },
    /// More steps than a scenario may have.
    TooManySteps {
        /// Number of them.
        found: usize,
        /// Greatest number.
        most: usize,
    },
    /// More items in all lists together than a scenario may have.
    TooManyItems {
        /// Number of them.
        found: usize,
        /// Greatest number.
        most: usize,
    },
}

impl ScenarioMistake {
    /// The `kind`: a code that stays.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::NotJson { .. } => "notJson",
            Self::WrongType { .. } => "wrongType",
            Self::UnknownField { .. } => "unknownField",
            Self::MissingField { .. } => "missingField",
            Self::Twice { .. } => "twice",
            Self::TooManySteps { .. } => "tooManySteps",
            Self::TooManyItems { .. } => "tooManyItems",
        }
    }
}

/// Type of value that a field of a scenario takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub enum ExpectedType {
    /// An object.
    Object,
    /// A list.
    List,
    /// A string.
    String,
    /// `true` or `false`.
    Boolean,
    /// A whole number.
    WholeNumber,
    /// A whole number from 1 on.
    PositiveNumber,
    /// A policy: a JSON object, or a string that holds its text.
    Policy,
    /// An ARN, or a list of resources.
    Resource,
    /// Value of a condition key: a string, a number, a boolean or a list of them.
    ContextValue,
    /// `allowed`, `denied`, `explicitDeny`, `implicitDeny` or `error`.
    Expectation,
}

/// Type of a JSON value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum FoundType {
    /// An object.
    Object,
    /// A list.
    List,
    /// A string.
    String,
    /// A number.
    Number,
    /// `true` or `false`.
    Boolean,
    /// `null`.
    Null,
    /// Something that is no value of JSON.
    Unreadable,
}
