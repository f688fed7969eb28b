//! A map in the order in which it was written.

use std::fmt;
use std::marker::PhantomData;

use iam_syntax::json::repeated;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};

/// Values by name, in the order of the text they came from. For the short maps of a scenario: looking up takes linear
/// time.
///
/// ```
/// let mut map = rolescope::Map::from([("b".to_owned(), 1), ("a".to_owned(), 2)]);
/// map.insert("b", 3);
/// assert_eq!(map.keys().collect::<Vec<_>>(), ["b", "a"]);
/// assert_eq!(map.get("b"), Some(&3));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Map<V>(Vec<(String, V)>);

impl<V> Map<V> {
    /// An empty map.
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// A map of entries whose names are known to differ.
    pub(crate) fn of_unique(entries: impl Iterator<Item = (String, V)>) -> Self {
        Self(entries.collect())
    }

    /// True if nothing is in it.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Number of names.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The value of exactly this name.
    pub fn get(&self, name: &str) -> Option<&V> {
        self.0.iter().find(|(key, _)| key == name).map(|(_, value)| value)
    }

    /// True if the name is there.
    pub fn contains_key(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// Sets a value where the name stands, or at the end.
    pub fn insert(&mut self, name: impl Into<String>, value: V) {
        let name = name.into();
        match self.0.iter_mut().find(|(key, _)| *key == name) {
            Some((_, old)) => *old = value,
            None => self.0.push((name, value)),
        }
    }

    /// Takes a value out.
    pub fn remove(&mut self, name: &str) -> Option<V> {
        let at = self.0.iter().position(|(key, _)| key == name)?;
        Some(self.0.remove(at).1)
    }

    /// Names and values in their order.
    pub fn iter(&self) -> impl Iterator<Item = (&String, &V)> {
        self.0.iter().map(|(key, value)| (key, value))
    }

    /// Names in their order.
    pub fn keys(&self) -> impl Iterator<Item = &String> {
        self.0.iter().map(|(key, _)| key)
    }
}

impl<V> Default for Map<V> {
    fn default() -> Self {
        Self::new()
    }
}

impl<V> FromIterator<(String, V)> for Map<V> {
    /// Of equal names the last value counts.
    fn from_iter<I: IntoIterator<Item = (String, V)>>(entries: I) -> Self {
        let mut entries: Vec<Option<(String, V)>> = entries.into_iter().map(Some).collect();
        let names: Vec<&str> = entries.iter().flatten().map(|(name, _)| name.as_str()).collect();
        for (at, first) in repeated(&names) {
            let later = entries.get_mut(at).and_then(Option::take);
            if let (Some(entry), Some(later)) = (entries.get_mut(first), later) {
                *entry = Some(later);
            }
        }
        Self(entries.into_iter().flatten().collect())
    }
}

impl<V, const N: usize> From<[(String, V); N]> for Map<V> {
    fn from(entries: [(String, V); N]) -> Self {
        entries.into_iter().collect()
    }
}

impl<V: Serialize> Serialize for Map<V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.len()))?;
        for (name, value) in self.iter() {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}

impl<'de, V: Deserialize<'de>> Deserialize<'de> for Map<V> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder<V>(PhantomData<V>);

        impl<'de, V: Deserialize<'de>> Visitor<'de> for InOrder<V> {
            type Value = Map<V>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Map<V>, A::Error> {
                let mut found = Vec::new();
                while let Some(entry) = entries.next_entry::<String, V>()? {
                    found.push(entry);
                }
                Ok(found.into_iter().collect())
            }
        }

        deserializer.deserialize_map(InOrder(PhantomData))
    }
}

#[cfg(feature = "schema")]
impl<V: schemars::JsonSchema> schemars::JsonSchema for Map<V> {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        format!("MapOf{}", V::schema_name()).into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        std::collections::BTreeMap::<String, V>::json_schema(generator)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_keep_their_order_and_their_last_value() {
        let mut map: Map<u8> =
            [("b", 1), ("a", 2), ("b", 3)].map(|(name, value)| (name.to_owned(), value)).into_iter().collect();
        assert_eq!(serde_json::to_string(&map).unwrap(), r#"{"b":3,"a":2}"#);
        assert_eq!((map.remove("b"), map.get("a"), map.len()), (Some(3), Some(&2), 1));
        assert!(!map.contains_key("b") && !map.is_empty());
    }
}
