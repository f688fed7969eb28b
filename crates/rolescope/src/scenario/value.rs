//! Small values of a scenario.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};
use serde::{Deserialize as DeriveDeserialize, Serialize};

/// What a step says about one condition key.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum ContextInput {
    /// `null`: the key is absent, even if the engine could derive it.
    Absent,
    /// One value.
    One(Input),
    /// A list of values.
    List(Vec<Input>),
}

/// A value of a condition key as written.
#[derive(Clone, Debug, PartialEq, Serialize, DeriveDeserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum Input {
    /// `true` or `false`.
    Boolean(bool),
    /// A number.
    Number(serde_json::Number),
    /// Text.
    Text(String),
}

impl fmt::Display for Input {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Boolean(value) => value.fmt(f),
            Self::Number(value) => value.fmt(f),
            Self::Text(value) => value.fmt(f),
        }
    }
}

impl<'de> Deserialize<'de> for ContextInput {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let bad = || D::Error::custom("a condition key takes a string, a number, true, false, a list of them, or null");
        let one = |value: serde_json::Value| match value {
            serde_json::Value::Bool(value) => Ok(Input::Boolean(value)),
            serde_json::Value::Number(value) => Ok(Input::Number(value)),
            serde_json::Value::String(value) => Ok(Input::Text(value)),
            serde_json::Value::Null | serde_json::Value::Array(_) | serde_json::Value::Object(_) => Err(bad()),
        };
        match serde_json::Value::deserialize(deserializer)? {
            serde_json::Value::Null => Ok(Self::Absent),
            serde_json::Value::Array(values) => values.into_iter().map(one).collect::<Result<_, _>>().map(Self::List),
            value @ (serde_json::Value::Bool(_)
            | serde_json::Value::Number(_)
            | serde_json::Value::String(_)
            | serde_json::Value::Object(_)) => one(value).map(Self::One),
        }
    }
}

/// A claim: one value or several.
#[derive(Clone, Debug, PartialEq, Serialize, DeriveDeserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum StringOrList {
    /// One value.
    One(String),
    /// Several values.
    List(Vec<String>),
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
