//! Text with wildcards and policy variables, parsed once (semantics 2.1 to 2.3).

mod parse;

pub(crate) use parse::{Fault, FaultKind};

use crate::{Span, Text};

/// A value of `Action`, `Resource` or a condition.
///
/// No literal is empty; two stand in a row only where one of them is [`Part::Apart`].
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Pattern {
    /// As written, escapes of JSON resolved.
    pub text: Text,
    /// The parsed parts.
    pub parts: Vec<Part>,
    /// Offset in `text` behind the fifth colon that stands outside a variable: where the sixth ARN field, the
    /// resource part, begins (MR-05). `None` when there are fewer colons.
    pub sixth_field: Option<u32>,
}

/// One part of a [`Pattern`].
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// Plain text: these bytes of [`Pattern::text`].
    Literal(Span),
    /// Plain text that is not written as such: `*` for the escape `${*}` (VA-03), the colon of a missing field.
    Apart(&'static str),
    /// `*`: any run of characters, also none.
    AnyRun {
        /// True if it may run past a colon when the pattern is read as a `Resource` ARN (MR-05).
        crosses_colon: bool,
    },
    /// `?`: exactly one character.
    AnyOne {
        /// True if it may stand for a colon when the pattern is read as a `Resource` ARN (MR-05).
        crosses_colon: bool,
    },
    /// `${key}` or `${key, 'default'}`.
    Variable(Box<Variable>),
}

impl Pattern {
    /// The plain text of a part of this pattern; `None` for wildcards and variables.
    pub fn plain<'p>(&'p self, part: &'p Part) -> Option<&'p str> {
        match part {
            Part::Literal(bytes) => Some(self.written(*bytes)),
            Part::Apart(text) => Some(text),
            Part::AnyRun { .. } | Part::AnyOne { .. } | Part::Variable(_) => None,
        }
    }

    /// Some bytes of the text.
    ///
    /// ```
    /// use iam_syntax::{Part, Pattern};
    ///
    /// let pattern = Pattern::parse("s3:Get*", true, false);
    /// let Part::Literal(bytes) = pattern.parts[0] else { panic!("it begins with plain text") };
    /// assert_eq!(pattern.written(bytes), "s3:Get");
    /// ```
    #[inline]
    pub fn written(&self, bytes: Span) -> &str {
        self.text.at(bytes)
    }
}

/// A policy variable (VA-01, VA-02).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Variable {
    /// Name of the condition key, in lower case.
    pub key: Box<str>,
    /// As written between `${` and `}`.
    pub text: Box<str>,
    /// Text that stands for it when the key is absent.
    pub default: Option<Box<str>>,
}

/// True if `text` may hold a variable. Looks for the dollar sign first: most text has none.
pub(crate) fn has_variable_start(text: &str) -> bool {
    text.contains('$') && variable_start(text).is_some()
}

/// Beginning of the first `${`. The standard library's search for a text would be a hundredth of what the page
/// downloads; this one is for two bytes.
pub(crate) fn variable_start(text: &str) -> Option<usize> {
    position_of(text, *b"${")
}

/// First place where two ASCII characters stand next to each other.
pub(crate) fn position_of(text: &str, pair: [u8; 2]) -> Option<usize> {
    text.as_bytes().windows(2).position(|window| *window == pair)
}
