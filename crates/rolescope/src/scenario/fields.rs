//! Objects of a scenario's text, taken apart field by field.
//!
//! They are read over the same JSON reader as policies, so that every mistake has its place, a key twice is seen,
//! numbers keep their digits and documents their text.

use std::borrow::Cow;

use iam_syntax::Span;
use iam_syntax::json::{NodeKind, Type, Value, repeated};

use crate::map::Map;

/// A mistake and its place.
#[derive(Debug)]
pub(super) struct Mistake {
    pub(super) message: String,
    pub(super) span: Span,
}

/// What reads a value.
pub(super) type Read<'d, T> = fn(Value<'d>) -> Result<T, Mistake>;

/// An object whose fields are taken out one by one. The first mistake is kept and comes out of [`Fields::end`], with
/// fields that are left over or missing.
pub(super) struct Fields<'d> {
    object: Value<'d>,
    left: Vec<Member<'d>>,
    known: Vec<&'static str>,
    missing: Option<&'static str>,
    mistake: Option<Mistake>,
}

/// A field as it stands in the text.
struct Member<'d> {
    name: Cow<'d, str>,
    key: Value<'d>,
    value: Value<'d>,
}

impl<'d> Fields<'d> {
    pub(super) fn of(object: Value<'d>) -> Self {
        let (left, mistake) = match members(object) {
            Ok(left) => (left, None),
            Err(mistake) => (Vec::new(), Some(mistake)),
        };
        Self { object, left, known: Vec::new(), missing: None, mistake }
    }

    /// A field that may be absent; `null` is absent, too.
    pub(super) fn optional<T>(&mut self, name: &'static str, read: Read<'d, T>) -> Option<T> {
        let value = self.take(name).filter(|value| value.json_type() != Some(Type::Null))?;
        self.keep(read(value))
    }

    /// A field that must be there.
    pub(super) fn required<T: Default>(&mut self, name: &'static str, read: Read<'d, T>) -> T {
        match self.take(name) {
            Some(value) => self.keep(read(value)).unwrap_or_default(),
            None => {
                self.missing.get_or_insert(name);
                T::default()
            }
        }
    }

    /// A list that may be absent.
    pub(super) fn list<T>(&mut self, name: &'static str, read: Read<'d, T>) -> Vec<T> {
        self.take(name).and_then(|value| self.keep(list(value, read))).unwrap_or_default()
    }

    /// A map that may be absent.
    pub(super) fn map<T>(&mut self, name: &'static str, read: Read<'d, T>) -> Map<T> {
        self.take(name).and_then(|value| self.keep(map(value, read))).unwrap_or_default()
    }

    pub(super) fn text(&mut self, name: &'static str) -> Option<String> {
        self.optional(name, text)
    }

    pub(super) fn required_text(&mut self, name: &'static str) -> String {
        self.required(name, text)
    }

    /// `value`, unless there was a mistake.
    pub(super) fn end<T>(self, value: T) -> Result<T, Mistake> {
        match self.verdict() {
            None => Ok(value),
            Some(mistake) => Err(mistake),
        }
    }

    fn verdict(self) -> Option<Mistake> {
        if let (None, Some(unknown)) = (&self.mistake, self.left.first()) {
            let known = self.known.join("`, `");
            let message = format!("unknown field `{}`, expected one of `{known}`", unknown.name);
            return Some(Mistake { message, span: unknown.key.span() });
        }
        self.mistake.or_else(|| {
            let start = self.object.span().start;
            let message = format!("missing field `{}`", self.missing?);
            Some(Mistake { message, span: Span::new(start, start + 1) })
        })
    }

    fn take(&mut self, name: &'static str) -> Option<Value<'d>> {
        self.known.push(name);
        let at = self.left.iter().position(|member| member.name == name)?;
        Some(self.left.remove(at).value)
    }

    fn keep<T>(&mut self, read: Result<T, Mistake>) -> Option<T> {
        match read {
            Ok(value) => Some(value),
            Err(mistake) => {
                self.mistake.get_or_insert(mistake);
                None
            }
        }
    }
}

/// The members of an object; refuses what is none, and a key that is there twice.
fn members(object: Value<'_>) -> Result<Vec<Member<'_>>, Mistake> {
    let NodeKind::Object { .. } = object.kind() else { return Err(wrong(object, "an object")) };
    let members: Vec<Member<'_>> =
        object.members().map(|(key, value)| Member { name: key.content(), key, value }).collect();
    let names: Vec<&str> = members.iter().map(|member| &*member.name).collect();
    let again = repeated(&names).first().and_then(|(again, _)| members.get(*again));
    match again {
        Some(Member { name, key, .. }) => {
            Err(Mistake { message: format!("`{name}` is there twice"), span: key.span() })
        }
        None => Ok(members),
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
    members(value)?.into_iter().map(|member| Ok((member.name.into_owned(), read(member.value)?))).collect()
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
