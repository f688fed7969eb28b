//! Objects of a scenario's text, taken apart field by field.
//!
//! They are read over the same JSON reader as policies, so that every mistake has its place, a key twice is seen,
//! numbers keep their digits and documents their text. What is wrong is kept aside and reading goes on: nothing here
//! returns early, and nothing is generic, since the page downloads every copy of it.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};

use iam_syntax::Span;
use iam_syntax::json::{NodeKind, Type, Value, repeated};

use super::FORMAT;
use super::mistake::{ExpectedType, FoundType, ScenarioMistake};

/// Most steps that a scenario may have: a page keeps all of their reports.
const MAX_STEPS: usize = 10_000;

/// Most items that the lists of a scenario may have together, those of policies left out.
const MAX_ITEMS: usize = 100_000;

/// A mistake and its place.
#[derive(Debug)]
pub(super) struct Placed {
    pub(super) mistake: ScenarioMistake,
    pub(super) span: Span,
}

/// The first mistake of a text, and how much was read of it.
#[derive(Default)]
pub(super) struct Mistakes {
    first: RefCell<Option<Placed>>,
    items: Cell<usize>,
    /// The format of a text that this version does not know: there unknown fields are no mistakes.
    newer: Cell<Option<u32>>,
}

impl Mistakes {
    pub(super) fn first(self) -> Option<Placed> {
        self.first.into_inner()
    }

    pub(super) fn newer_format(&self) -> Option<u32> {
        self.newer.get()
    }

    fn add(&self, mistake: ScenarioMistake, span: Span) {
        self.first.borrow_mut().get_or_insert(Placed { mistake, span });
    }

    /// True if a list of so many items may be read; else that is kept aside, with the place of its first item.
    pub(super) fn has_room(&self, items: usize, first: Option<Span>) -> bool {
        let all = self.items.get().saturating_add(items);
        self.items.set(all);
        if let Some(first) = first.filter(|_| all > MAX_ITEMS) {
            self.add(ScenarioMistake::TooManyItems { found: all, most: MAX_ITEMS }, first);
        }
        all <= MAX_ITEMS
    }

    /// Keeps aside that a scenario has too many steps, with the place of the first that is too much.
    pub(super) fn count_steps(&self, scenario: Value<'_>) {
        let Some((_, steps)) = scenario.members().find(|(key, _)| key.content() == "steps") else { return };
        if let Some(beyond) = steps.items().nth(MAX_STEPS) {
            self.add(ScenarioMistake::TooManySteps { found: steps.items().count(), most: MAX_STEPS }, beyond.span());
        }
    }

    /// The version of the format. From here on unknown fields are passed over if it is newer than the known one.
    pub(super) fn format(&self, value: Value<'_>) -> Option<u32> {
        let number = value.written().parse().ok().filter(|number| *number > 0);
        if number.is_none() {
            self.wrong(value, ExpectedType::PositiveNumber);
        }
        self.newer.set(number.filter(|number| *number > FORMAT));
        number
    }

    /// `a number where a string belongs`
    pub(super) fn wrong(&self, value: Value<'_>, expected: ExpectedType) {
        self.wrong_or_word(value, expected, value.json_type() == Some(Type::Boolean));
    }

    fn wrong_or_word(&self, value: Value<'_>, expected: ExpectedType, is_word: bool) {
        let found = match value.json_type() {
            Some(Type::Boolean) => FoundType::Boolean,
            Some(Type::Number) => FoundType::Number,
            Some(Type::String) => FoundType::String,
            Some(Type::Null) => FoundType::Null,
            Some(Type::Array) => FoundType::List,
            Some(Type::Object) => FoundType::Object,
            None => FoundType::Unreadable,
        };
        let written = is_word.then(|| value.written().to_owned());
        self.add(ScenarioMistake::WrongType { found, written, expected }, value.span());
    }

    /// `"perhaps" where `yes` or `no` belongs`: a word that is none of a few. What is too long for a word is a string.
    pub(super) fn wrong_word(&self, value: Value<'_>, expected: ExpectedType) {
        const LONGEST_WORD: usize = 40;
        let is_word = match value.json_type() {
            Some(Type::String) => value.written().len() <= LONGEST_WORD,
            Some(Type::Boolean) => true,
            Some(Type::Object | Type::Array | Type::Number | Type::Null) | None => false,
        };
        self.wrong_or_word(value, expected, is_word);
    }
}

/// An object whose fields are taken out one by one; [`Fields::end`] looks at what is left over or missing.
pub(super) struct Fields<'d, 'm> {
    object: Value<'d>,
    left: Vec<Member<'d>>,
    known: Vec<&'static str>,
    missing: Option<&'static str>,
    mistakes: &'m Mistakes,
}

/// A field as it stands in the text.
pub(super) struct Member<'d> {
    pub(super) name: Cow<'d, str>,
    pub(super) key: Value<'d>,
    pub(super) value: Value<'d>,
}

impl<'d, 'm> Fields<'d, 'm> {
    pub(super) fn of(object: Value<'d>, mistakes: &'m Mistakes) -> Self {
        Self { object, left: members(object, mistakes), known: Vec::new(), missing: None, mistakes }
    }

    /// A field that may be absent; `null` is absent, too.
    pub(super) fn value(&mut self, name: &'static str) -> Option<Value<'d>> {
        self.known.push(name);
        let at = self.left.iter().position(|member| member.name == name)?;
        let value = self.left.remove(at).value;
        (value.json_type() != Some(Type::Null)).then_some(value)
    }

    /// A field that must be there.
    pub(super) fn required(&mut self, name: &'static str) -> Option<Value<'d>> {
        let value = self.value(name);
        if value.is_none() {
            self.missing.get_or_insert(name);
        }
        value
    }

    /// Keeps aside that a field is unknown or missing; in a newer format only that one is missing.
    pub(super) fn end(self) {
        let start = self.object.span().start;
        let unknown = self.left.first().filter(|_| self.mistakes.newer.get().is_none());
        let (mistake, span) = match (unknown, self.missing) {
            (Some(Member { name, key, .. }), _) => {
                (ScenarioMistake::UnknownField { name: name.to_string(), known: self.known.into() }, key.span())
            }
            (None, Some(name)) => (ScenarioMistake::MissingField { name }, Span::new(start, start + 1)),
            (None, None) => return,
        };
        self.mistakes.add(mistake, span);
    }
}

/// The members of an object.
pub(super) fn members<'d>(object: Value<'d>, mistakes: &Mistakes) -> Vec<Member<'d>> {
    if object.json_type() != Some(Type::Object) {
        mistakes.wrong(object, ExpectedType::Object);
    }
    let members: Vec<Member<'d>> =
        object.members().map(|(key, value)| Member { name: key.content(), key, value }).collect();
    let names: Vec<&str> = members.iter().map(|member| &*member.name).collect();
    let again = repeated(&names).first().and_then(|(again, _)| members.get(*again));
    if let Some(Member { name, key, .. }) = again {
        mistakes.add(ScenarioMistake::Twice { name: name.to_string() }, key.span());
    }
    members
}

/// The values of a list.
pub(super) fn items<'d>(list: Value<'d>, mistakes: &Mistakes) -> Vec<Value<'d>> {
    if let NodeKind::Array { .. } = list.kind() {
        return list.items().collect();
    }
    mistakes.wrong(list, ExpectedType::List);
    Vec::new()
}

pub(super) fn text(value: Value<'_>, mistakes: &Mistakes) -> String {
    if value.json_type() != Some(Type::String) {
        mistakes.wrong(value, ExpectedType::String);
    }
    value.content().into_owned()
}

pub(super) fn boolean(value: Value<'_>, mistakes: &Mistakes) -> bool {
    if value.json_type() != Some(Type::Boolean) {
        mistakes.wrong(value, ExpectedType::Boolean);
    }
    value.written() == "true"
}

pub(super) fn whole_number(value: Value<'_>, mistakes: &Mistakes) -> Option<u64> {
    let number = value.written().parse().ok().filter(|_| value.json_type() == Some(Type::Number));
    if number.is_none() {
        mistakes.wrong(value, ExpectedType::WholeNumber);
    }
    number
}
