//! Completions at a position of a policy's text, whatever is still missing around it.
//!
//! Only the text before the caret says where it is, so this reads no tree: the text is being typed.

use crate::{Element, PolicyKind, Span};

/// A position where something can be inserted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caret<'t> {
    /// Values that fit there.
    pub position: CaretPosition<'t>,
    /// The range to replace: the string or word around the caret, without the quote before it.
    pub span: Span,
    /// Text to insert before the new text: a quote where none is open.
    pub before: &'static str,
    /// Text to insert after it: the end of the string, and a colon after a key that has none.
    pub after: &'static str,
}

/// Values that fit a position, with the names that are written around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CaretPosition<'t> {
    /// The name of an element of the document or of a statement; `present` are there already.
    Element {
        /// True if it is one of a statement.
        of_statement: bool,
        /// Keys of the same object.
        present: Vec<&'t str>,
    },
    /// The value of an element of text: `Version`, `Effect`, `Action`, `Resource` and their like.
    Value(Element),
    /// A key of `Principal`.
    PrincipalType,
    /// A principal of this type.
    Principal(&'t str),
    /// A condition operator.
    Operator,
    /// A condition key.
    ConditionKey,
    /// A value of a condition.
    ConditionValue {
        /// The operator as written.
        operator: &'t str,
        /// The key as written.
        key: &'t str,
    },
    /// The name of a policy variable: the caret is behind `${`.
    Variable,
}

impl Element {
    /// The elements of a policy of this kind: those of its statements, or those of the document (GR-01, GR-13).
    pub fn of(policy: PolicyKind, statement: bool) -> impl Iterator<Item = Self> {
        let elements = if statement { crate::parse::STATEMENT } else { crate::parse::DOCUMENT };
        elements.iter().copied().filter(move |element| crate::parse::has(policy, *element))
    }
}

/// Choices that `text` takes at `offset`; nothing outside of the document's object, or where anything can stand.
///
/// ```
/// use iam_syntax::{CaretPosition, Element, caret};
///
/// let text = r#"{ "Statement": { "Effect": "Al" } }"#;
/// let caret = caret(text, 30).unwrap();
/// assert_eq!(caret.position, CaretPosition::Value(Element::Effect));
/// assert_eq!((caret.span.text(text), caret.after), ("Al\"", "\""));
/// ```
pub fn caret(text: &str, offset: u32) -> Option<Caret<'_>> {
    let mut open = OpenBrackets { levels: Vec::new(), word: 0, string: None };
    let mut at = 0;
    while at < offset as usize && open.string.is_none() {
        at = open.read(text, at, offset as usize)?;
    }
    open.place(text, offset as usize)
}

/// Brackets and keys that are open at a place of the text.
struct OpenBrackets<'t> {
    levels: Vec<Level<'t>>,
    /// Beginning of the last word without quotes.
    word: usize,
    /// Start and end of the string that the caret is in, and whether it has its closing quote.
    string: Option<(usize, usize, bool)>,
}

/// An object or a list.
struct Level<'t> {
    object: bool,
    /// True if a value is read: the colon was there.
    value: bool,
    /// Keys of the object so far.
    keys: Vec<&'t str>,
}

impl<'t> OpenBrackets<'t> {
    /// Reads what begins at `at` and returns what follows it.
    fn read(&mut self, text: &'t str, at: usize, caret: usize) -> Option<usize> {
        let byte = *text.as_bytes().get(at)?;
        let mut next = at + 1;
        match byte {
            b'"' => {
                let (end, closed) = string_end(text.as_bytes(), at);
                if caret < end || (caret == end && !closed) {
                    self.string = Some((at, end, closed));
                } else if let Some(level) = self.levels.last_mut().filter(|level| level.object && !level.value) {
                    level.keys.push(content(text, at, end, closed));
                }
                next = end;
            }
            b'{' | b'[' => self.levels.push(Level { object: byte == b'{', value: false, keys: Vec::new() }),
            b'}' | b']' => drop(self.levels.pop()),
            b':' | b',' => {
                if let Some(level) = self.levels.last_mut() {
                    level.value = byte == b':';
                }
            }
            _ if byte.is_ascii_whitespace() => {}
            // A letter of a word.
            _ => return Some(next),
        }
        self.word = next;
        Some(next)
    }

    fn place(mut self, text: &'t str, caret: usize) -> Option<Caret<'t>> {
        let (start, end, before) = match self.string {
            Some((start, end, closed)) => (start + 1, if closed { end } else { caret }, ""),
            None => (self.word, caret, "\""),
        };
        let level = self.levels.last_mut()?;
        let key = level.object && !level.value;
        let mut present = Vec::new();
        if key {
            present = std::mem::take(&mut level.keys);
            present.extend(keys_behind(text, end));
        }
        let followed = text.get(end..).is_some_and(|rest| rest.trim_ascii_start().starts_with(':'));
        let after = if key && !followed { "\": " } else { "\"" };
        let path: Vec<&str> =
            self.levels.iter().filter(|level| level.object).filter_map(|level| level.keys.last().copied()).collect();
        let position = position(&path, key, present)?;
        let found = Caret { position, span: Span::new(start as u32, end as u32), before, after };
        Some(variable(text, caret, &found).unwrap_or(found))
    }
}

/// Content below these keys: another key, or a value.
fn position<'t>(path: &[&'t str], key: bool, present: Vec<&'t str>) -> Option<CaretPosition<'t>> {
    let element = |name: &str| Element::ALL.iter().copied().find(|element| element.name() == name);
    match (path, key) {
        ([], true) => Some(CaretPosition::Element { of_statement: false, present }),
        (["Statement"], true) => Some(CaretPosition::Element { of_statement: true, present }),
        (["Version"], false) => Some(CaretPosition::Value(Element::Version)),
        (["Statement", name], _) => match (element(name)?, key) {
            (Element::Principal | Element::NotPrincipal, true) => Some(CaretPosition::PrincipalType),
            (Element::Condition, true) => Some(CaretPosition::Operator),
            (element, false) => Some(CaretPosition::Value(element)),
            (_, true) => None,
        },
        (["Statement", "Principal" | "NotPrincipal", principal_type], false) => {
            Some(CaretPosition::Principal(principal_type))
        }
        (["Statement", "Condition", _], true) => Some(CaretPosition::ConditionKey),
        (["Statement", "Condition", operator, key], false) => Some(CaretPosition::ConditionValue { operator, key }),
        _ => None,
    }
}

/// The place of a variable's name, where the caret is behind `${` in a text that can hold one.
fn variable<'t>(text: &str, caret: usize, around: &Caret<'t>) -> Option<Caret<'t>> {
    let can = match around.position {
        CaretPosition::Value(element) => matches!(element, Element::Resource | Element::NotResource),
        CaretPosition::ConditionValue { .. } => true,
        CaretPosition::Element { .. }
        | CaretPosition::PrincipalType
        | CaretPosition::Principal(_)
        | CaretPosition::Operator
        | CaretPosition::ConditionKey
        | CaretPosition::Variable => false,
    };
    let (start, end) = (around.span.start as usize, around.span.end as usize);
    let (before, name) = text.get(start..caret)?.rsplit_once('{').filter(|_| can && around.before.is_empty())?;
    let before = before.strip_suffix('$')?;
    if name.contains('}') {
        return None;
    }
    let start = start + before.len() + 2;
    // A name ends at its bracket, at the latest with the string.
    let end = match text.get(caret..end).and_then(|rest| rest.find(['}', '"', '$'])) {
        Some(length) if text.get(caret + length..)?.starts_with('}') => caret + length + 1,
        Some(length) => caret + length,
        None => caret,
    };
    let span = Span::new(start as u32, end as u32);
    Some(Caret { position: CaretPosition::Variable, span, before: "", after: "}" })
}

/// Behind the string that begins at `start`, and whether it has its closing quote; else the end of its line.
fn string_end(bytes: &[u8], start: usize) -> (usize, bool) {
    let mut at = start + 1;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\\' if bytes.get(at + 1).is_some_and(|next| *next != b'\n') => at += 2,
            b'"' => return (at + 1, true),
            b'\n' => return (at, false),
            _ => at += 1,
        }
    }
    (bytes.len(), false)
}

fn content(text: &str, start: usize, end: usize, closed: bool) -> &str {
    text.get(start + 1..if closed { end - 1 } else { end }).unwrap_or("")
}

/// Keys behind `at`, up to the end of the object.
fn keys_behind(text: &str, mut at: usize) -> Vec<&str> {
    let (bytes, mut depth, mut keys) = (text.as_bytes(), 0, Vec::new());
    while let Some(byte) = bytes.get(at) {
        let mut next = at + 1;
        match byte {
            b'"' => {
                let (end, closed) = string_end(bytes, at);
                let followed = text.get(end..).is_some_and(|rest| rest.trim_ascii_start().starts_with(':'));
                if depth == 0 && followed {
                    keys.push(content(text, at, end, closed));
                }
                next = end;
            }
            b'{' | b'[' => depth += 1,
            b'}' | b']' if depth == 0 => break,
            b'}' | b']' => depth -= 1,
            _ => {}
        }
        at = next;
    }
    keys
}

#[cfg(test)]
mod tests;
