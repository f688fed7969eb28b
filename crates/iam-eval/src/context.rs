//! Condition keys of one request (semantics 7).

use std::borrow::Cow;
use std::cmp::Ordering;

use iam_syntax::{KnownKey, json, lower_case};

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
    pub key: Cow<'static, str>,
    /// The same in lower case.
    lower: Cow<'static, str>,
    /// Its values.
    pub values: Values,
    /// Its origin.
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

/// Origin of a condition key.
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
    /// A context with room for the keys of most requests, so that it need not grow key by key.
    pub fn with_room() -> Self {
        /// Keys that most requests have at most.
        const MOST: usize = 16;
        Self { entries: Vec::with_capacity(MOST), marks: Vec::with_capacity(MOST) }
    }

    /// All keys, sorted by name.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The key's values; `lower` is its name in lower case. A key without values is absent.
    pub fn values(&self, lower: &str) -> Option<&Values> {
        /// Up to so many keys, looking at each mark is faster than halving.
        const MAX_SCANNED: usize = 64;
        let wanted = mark(lower);
        let same = |(found, entry): (&u32, &Entry)| *found == wanted && entry.lower == lower;
        let at = match self.entries.len() {
            0..=MAX_SCANNED => self.marks.iter().zip(&self.entries).position(same)?,
            _ => self.find(lower).ok()?,
        };
        let values = &self.entries.get(at)?.values;
        (!values.as_slice().is_empty()).then_some(values)
    }

    /// The values of a key that rules name.
    pub fn known(&self, key: KnownKey) -> Option<&Values> {
        self.values(key.lower())
    }

    /// The value as a policy variable: single-valued keys only (VA-04).
    pub fn variable(&self, lower: &str) -> Option<&str> {
        match self.values(lower)? {
            Values::One(value) if !KnownKey::is_multivalued(lower) => Some(value),
            Values::One(_) | Values::Many(_) => None,
        }
    }

    /// Fills in a key that the engine knows; a key that is there already stays.
    pub fn derive(&mut self, key: KnownKey, values: Values) {
        if let Err(at) = self.find(key.lower()) {
            let (key, lower) = (key.name().into(), key.lower().into());
            self.insert(at, Entry { key, lower, values, origin: Origin::Derived });
        }
    }

    /// As [`Self::derive`], of many keys of any name.
    pub fn derive_all(&mut self, keys: impl IntoIterator<Item = (String, Values)>) {
        let before = self.entries.len();
        self.entries.extend(keys.into_iter().map(|(key, values)| {
            let lower = lower_case(&key).into();
            Entry { key: key.into(), lower, values, origin: Origin::Derived }
        }));
        if self.entries.len() > before {
            // Entries of one name stay in their order, and the first one remains.
            self.entries.sort_by(|one, other| one.lower.cmp(&other.lower));
            self.entries.dedup_by(|later, earlier| later.lower == earlier.lower);
            self.marks = self.entries.iter().map(|entry| mark(&entry.lower)).collect();
        }
    }

    /// Sets a key that the scenario writes; it wins over a derived one and is marked so (CK-03).
    ///
    /// ```
    /// use iam_eval::{Context, Origin, Values};
    /// use iam_syntax::KnownKey;
    ///
    /// let mut context = Context::default();
    /// context.derive(KnownKey::Username, Values::One("ana".to_owned()));
    /// context.give("aws:UserName", Values::One("ben".to_owned()));
    /// assert_eq!(context.values("aws:username"), Some(&Values::One("ben".to_owned())));
    /// assert_eq!(context.entries()[0].origin, Origin::Overriding);
    /// ```
    pub fn give(&mut self, key: impl Into<String>, values: Values) {
        let key = Cow::from(key.into());
        let lower = Cow::from(lower_case(&key));
        match self.find(&lower) {
            Ok(at) => {
                if let Some(entry) = self.entries.get_mut(at) {
                    let origin = over(Some(entry.origin));
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
        let more = more.map(|(key, values)| Entry {
            lower: lower_case(&key).into(),
            key: key.into(),
            values,
            origin: Origin::Given,
        });
        // A key without values counts as absent, and makes room.
        let own = self.entries.iter().filter(|entry| !entry.values.as_slice().is_empty()).cloned();
        let mut entries: Vec<Entry> = own.chain(more).collect();
        entries.sort_by(|a, b| a.lower.cmp(&b.lower));
        let marks = entries.iter().map(|entry| mark(&entry.lower)).collect();
        Self { entries, marks }
    }

    /// Sets and takes away keys, one after the other, as [`Context::give`] and [`Context::remove`] do. Of very many keys each
    /// would push half of the others along.
    pub fn take(&mut self, given: Vec<(&str, Option<Values>)>) {
        /// Up to so many keys, pushing along is faster.
        const MAX_INSERTED: usize = 64;
        if given.len() <= MAX_INSERTED {
            for (key, values) in given {
                match values {
                    Some(values) => self.give(key, values),
                    None => self.remove(key),
                }
            }
            return;
        }
        let before =
            std::mem::take(&mut self.entries).into_iter().map(|entry| (entry.lower.to_string(), Change::Known(entry)));
        let given = given.into_iter().map(|(key, values)| match values {
            Some(values) => (lower_case(key), Change::Given(key.to_owned(), values)),
            None => (lower_case(key), Change::Gone),
        });
        let (names, mut changes): (Vec<String>, Vec<Change>) = before.chain(given).unzip();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        for at in json::sorted(&names) {
            let (Some(lower), Some(change)) = (names.get(at), changes.get_mut(at)) else { continue };
            let last = self.entries.last().filter(|entry| entry.lower == *lower).map(|entry| entry.origin);
            if last.is_some() {
                self.entries.pop();
            }
            match std::mem::replace(change, Change::Gone) {
                Change::Known(entry) => self.entries.push(entry),
                Change::Given(key, values) => {
                    let origin = over(last);
                    self.entries.push(Entry { key: key.into(), lower: (*lower).to_owned().into(), values, origin });
                }
                Change::Gone => {}
            }
        }
        self.marks = self.entries.iter().map(|entry| mark(&entry.lower)).collect();
    }

    fn insert(&mut self, at: usize, entry: Entry) {
        self.marks.insert(at, mark(&entry.lower));
        self.entries.insert(at, entry);
    }

    fn find(&self, lower: &str) -> Result<usize, usize> {
        self.entries.binary_search_by(|entry| -> Ordering { (*entry.lower).cmp(lower) })
    }
}

/// One of many changes of a context.
enum Change {
    /// The key as it was.
    Known(Entry),
    /// The key as it is written, and its values.
    Given(String, Values),
    Gone,
}

/// Origin of a key that is written over one that came from there.
const fn over(known: Option<Origin>) -> Origin {
    match known {
        Some(Origin::Given) | None => Origin::Given,
        Some(Origin::Derived | Origin::Overriding) => Origin::Overriding,
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
        context.derive(KnownKey::SecureTransport, one("true"));
        context.give("AWS:securetransport", one("false"));
        context.give("aws:SourceIp", one("203.0.113.7"));
        let seen: Vec<_> = context.entries().iter().map(|entry| (&*entry.key, entry.origin)).collect();
        assert_eq!(seen, [("AWS:securetransport", Origin::Overriding), ("aws:SourceIp", Origin::Given)]);
        assert_eq!(context.values("aws:securetransport"), Some(&one("false")));
    }

    #[test]
    fn many_keys_at_once_come_out_as_one_after_the_other() {
        let value = |at: usize| (at % 7 != 3).then(|| one(&at.to_string()));
        let names: Vec<String> = (0..300).map(|at| format!("{}:{}", ["k", "K"][at % 2], at * 37 % 101)).collect();
        let given = |count: usize| names.iter().take(count).enumerate().map(|(at, name)| (name.as_str(), value(at)));
        let derived = || {
            let mut context = Context::default();
            for at in 0..40 {
                context.derive_all([(format!("k:{}", at * 3), one("derived"))]);
            }
            context
        };
        let (mut all, mut each) = (derived(), derived());
        all.take(given(300).collect());
        given(300).for_each(|change| each.take(vec![change]));
        assert_eq!(all, each);
        assert!(all.entries().iter().any(|entry| entry.origin == Origin::Overriding));
    }

    #[test]
    fn of_many_derived_keys_the_first_of_a_name_stays() {
        let (mut single, mut many) = (Context::default(), Context::default());
        let keys = [("b", "1"), ("D", "1"), ("a", "1"), ("d", "2"), ("B", "3"), ("c", "1")];
        for (key, value) in keys {
            single.derive_all([(key.to_owned(), one(value))]);
        }
        many.give("x", one("1"));
        single.give("x", one("1"));
        many.derive_all(keys.map(|(key, value)| (key.to_owned(), one(value))));
        many.derive_all([("X".to_owned(), one("2"))]);
        assert_eq!(many, single);
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
