//! Small values of a scenario, read by what they are.
//!
//! serde's untagged enums would buffer each value, lose the place of a mistake in it, and turn numbers into floats.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, SeqAccess, Visitor};
use serde::ser::{Serialize, Serializer};
use serde_json::value::RawValue;

/// What a step says about one condition key.
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
            Self::Number(text) => {
                let raw = RawValue::from_string(text.clone());
                raw.map_err(|_| serde::ser::Error::custom("not a number"))?.serialize(serializer)
            }
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

impl<'de> Deserialize<'de> for Input {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(InputVisitor)
    }
}

impl<'de> Deserialize<'de> for ContextInput {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ContextVisitor)
    }
}

/// One value; a number comes as the bytes of its text.
struct InputVisitor;

impl<'de> Visitor<'de> for InputVisitor {
    type Value = Input;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string, a number, true or false")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Input, E> {
        Ok(Input::Boolean(value))
    }

    fn visit_bytes<E: Error>(self, digits: &[u8]) -> Result<Input, E> {
        let text = std::str::from_utf8(digits).map_err(E::custom)?;
        Ok(Input::Number(text.to_owned()))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Input, E> {
        Ok(Input::Text(text.to_owned()))
    }
}

/// One value, several, or `null`.
struct ContextVisitor;

impl<'de> Visitor<'de> for ContextVisitor {
    type Value = ContextInput;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string, a number, true, false, a list of them, or null")
    }

    fn visit_unit<E: Error>(self) -> Result<ContextInput, E> {
        Ok(ContextInput::Absent)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<ContextInput, E> {
        InputVisitor.visit_bool(value).map(ContextInput::One)
    }

    fn visit_bytes<E: Error>(self, digits: &[u8]) -> Result<ContextInput, E> {
        InputVisitor.visit_bytes(digits).map(ContextInput::One)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<ContextInput, E> {
        InputVisitor.visit_str(text).map(ContextInput::One)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<ContextInput, A::Error> {
        list(items).map(ContextInput::List)
    }
}

impl<'de> Deserialize<'de> for StringOrList {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;

        impl<'de> Visitor<'de> for Either {
            type Value = StringOrList;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string or a list of strings")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<StringOrList, E> {
                Ok(StringOrList::One(text.to_owned()))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<StringOrList, A::Error> {
                list(items).map(StringOrList::List)
            }
        }

        deserializer.deserialize_any(Either)
    }
}

/// All items of a list.
pub(super) fn list<'de, T: Deserialize<'de>, A: SeqAccess<'de>>(mut items: A) -> Result<Vec<T>, A::Error> {
    let mut list = Vec::new();
    while let Some(item) = items.next_element()? {
        list.push(item);
    }
    Ok(list)
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
