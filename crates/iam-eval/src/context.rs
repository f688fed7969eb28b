//! Condition keys of one request (semantics 7).

use std::cmp::Ordering;

use iam_syntax::lower_case;

/// The condition keys of a request, found by name without regard to case (CO-04).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Context {
    /// Sorted by lower-case name.
    entries: Vec<Entry>,
    /// A mark of each entry's name, in the same order: most names that are looked for differ from most others in it.
    marks: Vec<u32>,
}

/// One condition key.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The key's name as AWS or the scenario spells it.
    pub key: String,
    /// The same in lower case.
    lower: String,
    /// Its values.
    pub values: Values,
    /// Where it comes from.
    pub origin: Origin,
}

/// Values of a condition key (CO-43).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Values {
    /// A single-valued key.
    One(String),
    /// A multivalued key; an empty list counts as absent (CO-13).
    Many(Vec<String>),
}

impl Values {
    /// The values as a list.
    pub fn as_slice(&self) -> &[String] {
        match self {
            Self::One(value) => std::slice::from_ref(value),
            Self::Many(values) => values,
        }
    }
}

/// Where a condition key comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Written in the scenario.
    Given,
    /// Filled in by the engine.
    Derived,
    /// Written in the scenario in place of what the engine would fill in (CK-03).
    Overriding,
}

impl Context {
    /// All keys, sorted by name.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The key's values; `lower` is its name in lower case. A key without values is absent.
    pub fn values(&self, lower: &str) -> Option<&Values> {
        /// Up to so many keys, looking at each mark is faster than halving.
        const FEW: usize = 64;
        let wanted = mark(lower);
        let same = |(found, entry): (&u32, &Entry)| *found == wanted && entry.lower == lower;
        let at = match self.entries.len() {
            0..=FEW => self.marks.iter().zip(&self.entries).position(same)?,
            _ => self.find(lower).ok()?,
        };
        let values = &self.entries.get(at)?.values;
        (!values.as_slice().is_empty()).then_some(values)
    }

    /// The value as a policy variable: single-valued keys only (VA-04).
    pub fn variable(&self, lower: &str) -> Option<&str> {
        match self.values(lower)? {
            Values::One(value) if !crate::keys::multivalued(lower) => Some(value),
            Values::One(_) | Values::Many(_) => None,
        }
    }

    /// Fills in a key that the engine knows; a key that is there already stays.
    pub fn derive(&mut self, key: impl Into<String>, values: Values) {
        let key = key.into();
        let lower = lower_case(&key);
        if let Err(at) = self.find(&lower) {
            self.insert(at, Entry { key, lower, values, origin: Origin::Derived });
        }
    }

    /// Sets a key that the scenario writes; it wins over a derived one and is marked so (CK-03).
    pub fn give(&mut self, key: impl Into<String>, values: Values) {
        let key = key.into();
        let lower = lower_case(&key);
        match self.find(&lower) {
            Ok(at) => {
                if let Some(entry) = self.entries.get_mut(at) {
                    let origin = match entry.origin {
                        Origin::Given => Origin::Given,
                        Origin::Derived | Origin::Overriding => Origin::Overriding,
                    };
                    *entry = Entry { key, lower, values, origin };
                }
            }
            Err(at) => self.insert(at, Entry { key, lower, values, origin: Origin::Given }),
        }
    }

    /// Makes a key absent (CK-03).
    pub fn remove(&mut self, key: &str) {
        if let Ok(at) = self.find(&lower_case(key)) {
            self.entries.remove(at);
            self.marks.remove(at);
        }
    }

    /// The same with more keys, each of them once and none of them there before.
    pub(crate) fn with(&self, more: impl Iterator<Item = (String, Values)>) -> Self {
        let more = more.map(|(key, values)| Entry { lower: lower_case(&key), key, values, origin: Origin::Given });
        // A key without values counts as absent, and makes room.
        let own = self.entries.iter().filter(|entry| !entry.values.as_slice().is_empty()).cloned();
        let mut entries: Vec<Entry> = own.chain(more).collect();
        entries.sort_by(|a, b| a.lower.cmp(&b.lower));
        let marks = entries.iter().map(|entry| mark(&entry.lower)).collect();
        Self { entries, marks }
    }

    fn insert(&mut self, at: usize, entry: Entry) {
        self.marks.insert(at, mark(&entry.lower));
        self.entries.insert(at, entry);
    }

    fn find(&self, lower: &str) -> Result<usize, usize> {
        self.entries.binary_search_by(|entry| -> Ordering { entry.lower.as_str().cmp(lower) })
    }
}

/// Length and last letters of a name.
fn mark(name: &str) -> u32 {
    let end = name.as_bytes().last_chunk::<3>().map_or(0, |[a, b, c]| u32::from_be_bytes([0, *a, *b, *c]));
    end | (name.len() as u32) << 24
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(value: &str) -> Values {
        Values::One(value.into())
    }

    #[test]
    fn a_given_key_wins_over_a_derived_one_and_is_marked() {
        let mut context = Context::default();
        context.derive("aws:SecureTransport", one("true"));
        context.give("AWS:securetransport", one("false"));
        context.give("aws:SourceIp", one("203.0.113.7"));
        let seen: Vec<_> = context.entries().iter().map(|entry| (entry.key.as_str(), entry.origin)).collect();
        assert_eq!(seen, [("AWS:securetransport", Origin::Overriding), ("aws:SourceIp", Origin::Given)]);
        assert_eq!(context.values("aws:securetransport"), Some(&one("false")));
    }

    #[test]
    fn an_empty_list_is_an_absent_key() {
        let mut context = Context::default();
        context.give("aws:TagKeys", Values::Many(Vec::new()));
        assert_eq!(context.values("aws:tagkeys"), None);
    }

    #[test]
    fn a_multivalued_key_is_no_variable_even_with_one_value() {
        let mut context = Context::default();
        context.give("aws:TagKeys", one("team"));
        context.give("aws:username", one("ana"));
        assert_eq!(context.variable("aws:tagkeys"), None);
        assert_eq!(context.variable("aws:username"), Some("ana"));
    }
}
