//! Small values of a scenario, read by their first character.
//!
//! serde's untagged enums would buffer each value, lose the place of a mistake in it, and turn numbers into floats.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, DeserializeOwned, Deserializer, Error, MapAccess, SeqAccess, Visitor};
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
        let raw = Box::<RawValue>::deserialize(deserializer)?;
        let text = raw.get();
        match text.as_bytes().first() {
            Some(b'"') => part(text).map(Self::Text),
            Some(b't' | b'f') => part(text).map(Self::Boolean),
            Some(b'-' | b'0'..=b'9') => Ok(Self::Number(text.to_owned())),
            _ => {
                Err(D::Error::custom("a condition key takes a string, a number, true, false, a list of them, or null"))
            }
        }
    }
}

impl<'de> Deserialize<'de> for ContextInput {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = Box::<RawValue>::deserialize(deserializer)?;
        let text = raw.get();
        match text.as_bytes().first() {
            Some(b'n') => Ok(Self::Absent),
            Some(b'[') => part(text).map(Self::List),
            _ => part(text).map(Self::One),
        }
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

            fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<StringOrList, A::Error> {
                let mut list = Vec::new();
                while let Some(item) = items.next_element()? {
                    list.push(item);
                }
                Ok(StringOrList::List(list))
            }
        }

        deserializer.deserialize_any(Either)
    }
}

/// Reads a part of a text that was cut out whole; the place is that of the whole.
pub(super) fn part<T: DeserializeOwned, E: Error>(text: &str) -> Result<T, E> {
    serde_json::from_str(text).map_err(|error| {
        let full = error.to_string();
        E::custom(full.rsplit_once(" at line ").map_or(full.as_str(), |(message, _)| message))
    })
}

/// Reads a map and refuses a key that is there twice: which one was meant is not ours to guess.
pub(super) fn unique_map<'de, V, D>(deserializer: D) -> Result<BTreeMap<String, V>, D::Error>
where
    V: Deserialize<'de>,
    D: Deserializer<'de>,
{
    struct Unique<V>(PhantomData<V>);

    impl<'de, V: Deserialize<'de>> Visitor<'de> for Unique<V> {
        type Value = BTreeMap<String, V>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
            let mut map = BTreeMap::new();
            while let Some((key, value)) = entries.next_entry::<String, V>()? {
                if map.contains_key(&key) {
                    return Err(A::Error::custom(format_args!("`{key}` is there twice")));
                }
                map.insert(key, value);
            }
            Ok(map)
        }
    }

    deserializer.deserialize_map(Unique(PhantomData))
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
