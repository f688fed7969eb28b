//! Places of policies in their scenario file.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use serde_json::value::RawValue;

/// Finds values in one JSON text by their pointers.
///
/// `serde_json` lends every value as a slice of the text, and where the slice begins is where the value stands.
/// Each object and array on the way is read once, so that a long file with many policies takes linear time.
pub(crate) struct Places<'t> {
    text: &'t str,
    root: Option<&'t RawValue>,
    containers: HashMap<String, Container<'t>>,
}

enum Container<'t> {
    Object(HashMap<Cow<'t, str>, &'t RawValue>),
    Array(Vec<&'t RawValue>),
    Other,
}

impl<'t> Places<'t> {
    /// For looking around in `text`.
    pub(crate) fn new(text: &'t str) -> Self {
        Self { text, root: serde_json::from_str(text).ok(), containers: HashMap::new() }
    }

    /// The bytes of the value that a JSON pointer leads to; nothing when it leads nowhere.
    pub(crate) fn find(&mut self, pointer: &str) -> Option<Range<usize>> {
        let mut value = self.root?;
        let mut path = String::new();
        for token in pointer.split('/').skip(1) {
            let container = self.containers.entry(path.clone()).or_insert_with(|| Container::read(value));
            value = container.child(token)?;
            path.push('/');
            path.push_str(token);
        }
        let start = (value.get().as_ptr() as usize).checked_sub(self.text.as_ptr() as usize)?;
        Some(start..start + value.get().len())
    }
}

impl<'t> Container<'t> {
    fn read(value: &'t RawValue) -> Self {
        let text = value.get();
        let read = match text.as_bytes().first() {
            Some(b'{') => serde_json::from_str(text).map(Self::Object),
            Some(b'[') => serde_json::from_str(text).map(Self::Array),
            _ => Ok(Self::Other),
        };
        read.unwrap_or(Self::Other)
    }

    fn child(&self, token: &str) -> Option<&'t RawValue> {
        match self {
            Self::Object(fields) => fields.get(token.replace("~1", "/").replace("~0", "~").as_str()).copied(),
            Self::Array(items) => items.get(token.parse::<usize>().ok()?).copied(),
            Self::Other => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pointer_leads_to_the_bytes_of_its_value() {
        let text = "{ \"a/b\": [ {}, { \"é\" : { \"x\": 1 } } ] }";
        let mut places = Places::new(text);
        for _again in 0..2 {
            assert_eq!(text.get(places.find("/a~1b/1/é").unwrap()), Some("{ \"x\": 1 }"));
            assert_eq!(text.get(places.find("/a~1b/1/é/x").unwrap()), Some("1"));
        }
    }

    #[test]
    fn a_pointer_to_nothing_finds_nothing() {
        let mut places = Places::new(r#"{"a": [1]}"#);
        for pointer in ["/b", "/a/7", "/a/x", "/a/0/x"] {
            assert_eq!(places.find(pointer), None, "{pointer}");
        }
    }

    #[test]
    fn the_empty_pointer_is_the_whole_value() {
        assert_eq!(Places::new(r#" {"a": [1]}"#).find(""), Some(1..11));
    }
}
