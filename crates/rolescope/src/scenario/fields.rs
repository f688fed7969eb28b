//! Objects of a scenario's text, taken apart field by field.
//!
//! They are read over the same JSON reader as policies, so that every mistake has its place, a key twice is seen,
//! numbers keep their digits and documents their text.

use std::borrow::Cow;

use iam_syntax::Span;
use iam_syntax::json::{NodeKind, Type, Value};

use crate::map::Map;

/// A mistake and its place.
#[derive(Debug)]
pub(super) struct Mistake {
    pub(super) message: String,
    pub(super) span: Span,
}

/// What reads a value.
pub(super) type Read<'d, T> = fn(Value<'d>) -> Result<T, Mistake>;

/// An object whose fields are taken out one by one; [`Fields::end`] refuses what is left.
pub(super) struct Fields<'d> {
    object: Value<'d>,
    left: Vec<(Cow<'d, str>, Value<'d>, Value<'d>)>,
    known: Vec<&'static str>,
    missing: Option<&'static str>,
}

impl<'d> Fields<'d> {
    pub(super) fn of(object: Value<'d>) -> Result<Self, Mistake> {
        let left = entries(object)?;
        Ok(Self { object, left, known: Vec::new(), missing: None })
    }

    /// A field that may be absent; `null` is absent, too.
    pub(super) fn optional<T>(&mut self, name: &'static str, read: Read<'d, T>) -> Result<Option<T>, Mistake> {
        self.known.push(name);
        let Some(at) = self.left.iter().position(|(key, ..)| key == name) else { return Ok(None) };
        let (.., value) = self.left.remove(at);
        if value.json_type() == Some(Type::Null) { Ok(None) } else { read(value).map(Some) }
    }

    /// A field that must be there; [`Fields::end`] says so when it is not.
    pub(super) fn required<T: Default>(&mut self, name: &'static str, read: Read<'d, T>) -> Result<T, Mistake> {
        let value = self.optional(name, read)?;
        if value.is_none() {
            self.missing.get_or_insert(name);
        }
        Ok(value.unwrap_or_default())
    }

    /// A list that may be absent.
    pub(super) fn list<T>(&mut self, name: &'static str, read: Read<'d, T>) -> Result<Vec<T>, Mistake> {
        self.known.push(name);
        match self.left.iter().position(|(key, ..)| key == name) {
            None => Ok(Vec::new()),
            Some(at) => list(self.left.remove(at).2, read),
        }
    }

    /// A map that may be absent.
    pub(super) fn map<T>(&mut self, name: &'static str, read: Read<'d, T>) -> Result<Map<T>, Mistake> {
        self.known.push(name);
        match self.left.iter().position(|(key, ..)| key == name) {
            None => Ok(Map::new()),
            Some(at) => map(self.left.remove(at).2, read),
        }
    }

    /// `value`, unless a field was unknown or missing.
    pub(super) fn end<T>(self, value: T) -> Result<T, Mistake> {
        if let Some((name, key, _)) = self.left.first() {
            let known: Vec<String> = self.known.iter().map(|name| format!("`{name}`")).collect();
            let message = format!("unknown field `{name}`, expected one of {}", known.join(", "));
            return Err(Mistake { message, span: key.span() });
        }
        match self.missing {
            None => Ok(value),
            Some(name) => {
                let start = self.object.span().start;
                Err(Mistake { message: format!("missing field `{name}`"), span: Span::new(start, start + 1) })
            }
        }
    }
}

/// Keys with their places, and values; refuses what is no object, and a key that is there twice.
fn entries<'d>(object: Value<'d>) -> Result<Vec<(Cow<'d, str>, Value<'d>, Value<'d>)>, Mistake> {
    let NodeKind::Object { .. } = object.kind() else { return Err(wrong(object, "an object")) };
    let entries: Vec<(Cow<'d, str>, Value<'d>, Value<'d>)> =
        object.members().map(|(key, value)| (key.content(), key, value)).collect();
    let mut names: Vec<&Cow<'d, str>> = entries.iter().map(|(name, ..)| name).collect();
    names.sort_unstable();
    let twice = names.windows(2).find(|pair| matches!(pair, [one, other] if one == other));
    match twice.and_then(|pair| pair.first()) {
        None => Ok(entries),
        Some(name) => {
            let span = entries.iter().rfind(|(key, ..)| key == *name).map_or(object.span(), |(_, key, _)| key.span());
            Err(Mistake { message: format!("`{name}` is there twice"), span })
        }
    }
}

pub(super) fn list<'d, T>(value: Value<'d>, read: Read<'d, T>) -> Result<Vec<T>, Mistake> {
    match value.kind() {
        NodeKind::Array { .. } => value.items().map(read).collect(),
        NodeKind::Object { .. }
        | NodeKind::String(_)
        | NodeKind::Number
        | NodeKind::Boolean
        | NodeKind::Null
        | NodeKind::Unreadable => Err(wrong(value, "a list")),
    }
}

fn map<'d, T>(value: Value<'d>, read: Read<'d, T>) -> Result<Map<T>, Mistake> {
    entries(value)?.into_iter().map(|(name, _, value)| Ok((name.into_owned(), read(value)?))).collect()
}

pub(super) fn text(value: Value<'_>) -> Result<String, Mistake> {
    match value.json_type() {
        Some(Type::String) => Ok(value.content().into_owned()),
        Some(Type::Object | Type::Array | Type::Number | Type::Boolean | Type::Null) | None => {
            Err(wrong(value, "a string"))
        }
    }
}

pub(super) fn boolean(value: Value<'_>) -> Result<bool, Mistake> {
    match value.json_type() {
        Some(Type::Boolean) => Ok(value.written() == "true"),
        Some(Type::Object | Type::Array | Type::String | Type::Number | Type::Null) | None => {
            Err(wrong(value, "true or false"))
        }
    }
}

pub(super) fn whole_number(value: Value<'_>) -> Result<u64, Mistake> {
    match (value.json_type(), value.written().parse()) {
        (Some(Type::Number), Ok(number)) => Ok(number),
        _ => Err(wrong(value, "a whole number")),
    }
}

/// `a number where a string belongs`
pub(super) fn wrong(value: Value<'_>, expected: &str) -> Mistake {
    let found = match value.json_type() {
        Some(Type::Boolean) => value.written(),
        Some(Type::Number) => "a number",
        Some(Type::String) => "a string",
        Some(Type::Null) => "null",
        Some(Type::Array) => "a list",
        Some(Type::Object) => "an object",
        None => "something",
    };
    Mistake { message: format!("{found} where {expected} belongs"), span: value.span() }
}
