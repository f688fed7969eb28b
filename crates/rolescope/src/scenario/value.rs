//! Small values of a scenario.

use std::fmt;

use serde::ser::{Serialize, Serializer};

use super::document::as_written;

/// Value that a step gives one condition key.
#[derive(Clone, Debug, PartialEq)]
pub enum ContextInput {
    /// `null`: the key is absent, even if the engine could derive it.
    Absent,
    /// One value.
    One(Input),
    /// A list of values.
    List(Vec<Input>),
}

/// A value of a condition key as written.
#[derive(Clone, Debug, PartialEq)]
pub enum Input {
    /// `true` or `false`.
    Boolean(bool),
    /// A number, digit by digit as it was written.
    Number(String),
    /// Text.
    Text(String),
}

/// A claim: one value or several.
#[derive(Clone, Debug, PartialEq)]
pub enum StringOrList {
    /// One value.
    One(String),
    /// Several values.
    List(Vec<String>),
}

impl fmt::Display for Input {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Boolean(value) => value.fmt(f),
            Self::Number(text) | Self::Text(text) => f.write_str(text),
        }
    }
}

impl Serialize for Input {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Boolean(value) => serializer.serialize_bool(*value),
            Self::Text(text) => serializer.serialize_str(text),
            Self::Number(text) => as_written(text, serializer),
        }
    }
}

impl Serialize for ContextInput {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Absent => serializer.serialize_unit(),
            Self::One(value) => value.serialize(serializer),
            Self::List(values) => values.serialize(serializer),
        }
    }
}

impl Serialize for StringOrList {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::One(value) => serializer.serialize_str(value),
            Self::List(values) => values.serialize(serializer),
        }
    }
}

#[cfg(feature = "schema")]
mod schema {
    use std::borrow::Cow;

    use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

    use super::{ContextInput, StringOrList};

    impl JsonSchema for ContextInput {
        fn schema_name() -> Cow<'static, str> {
            "ContextInput".into()
        }

        fn json_schema(_: &mut SchemaGenerator) -> Schema {
            json_schema!({
                "description": "Value or values of a condition key; `null` makes a derived key absent.",
                "type": ["string", "number", "boolean", "array", "null"],
                "items": { "type": ["string", "number", "boolean"] }
            })
        }
    }

    impl JsonSchema for StringOrList {
        fn schema_name() -> Cow<'static, str> {
            "StringOrList".into()
        }

        fn json_schema(_: &mut SchemaGenerator) -> Schema {
            json_schema!({
                "description": "One value or several.",
                "type": ["string", "array"],
                "items": { "type": "string" }
            })
        }
    }
}
