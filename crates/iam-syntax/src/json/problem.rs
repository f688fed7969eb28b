//! Problems of a text that should be JSON.

use crate::Span;

/// One mistake.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The problem.
    pub kind: ProblemKind,
    /// Its place.
    pub span: Span,
    /// A second place that belongs to it.
    pub related: Option<Span>,
}

/// A JSON type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Type {
    /// `{}`
    Object,
    /// `[]`
    Array,
    /// `""`
    String,
    /// `1`
    Number,
    /// `true` or `false`
    Boolean,
    /// `null`
    Null,
}

/// Kind of bracket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Bracket {
    /// `{` and `}`
    Brace,
    /// `[` and `]`
    Square,
}

/// Kind of problem that keeps a text from being JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// A byte order mark at the very beginning: passed over.
    ByteOrderMark,
    /// A character that has no place outside strings, such as a no-break space.
    StrayCharacter {
        /// The character.
        character: char,
    },
    /// A control character inside a string that JSON wants escaped.
    ControlCharacter {
        /// The character.
        character: char,
    },
    /// A comment.
    Comment,
    /// A string in single quotes.
    SingleQuotes,
    /// A string in typographic quotes.
    SmartQuotes {
        /// The opening one.
        quote: char,
    },
    /// A key without quotes.
    UnquotedKey {
        /// As written.
        text: Box<str>,
    },
    /// A value without quotes that is no number and no word of JSON.
    UnquotedValue {
        /// As written.
        text: Box<str>,
        /// The word of JSON that was probably meant.
        meant: Option<Box<str>>,
    },
    /// Something like a number that JSON does not have: `+5`, `010`, `0x0a`, `NaN`.
    InvalidNumber {
        /// As written.
        text: Box<str>,
    },
    /// A string that does not end on its line.
    UnclosedString,
    /// A backslash before something that it does not escape.
    InvalidEscape {
        /// The character behind the backslash; `None` at the end of the text.
        character: Option<char>,
    },
    /// `\u` without four hexadecimal digits.
    InvalidUnicodeEscape,
    /// Half of a surrogate pair.
    LoneSurrogate {
        /// The code unit.
        unit: u16,
    },
    /// Nesting deeper than [`super::MAX_DEPTH`]; the inside was passed over.
    TooDeep,
    /// A comma before a closing bracket.
    TrailingComma,
    /// A comma with nothing before it.
    ExtraComma,
    /// No comma between two entries.
    MissingComma,
    /// No colon between a key and its value.
    MissingColon,
    /// A colon where none belongs.
    ExtraColon,
    /// A key without a value.
    MissingValue,
    /// A value without a key in an object.
    MissingKey,
    /// A closing bracket that nothing opened.
    UnopenedBracket {
        /// The bracket.
        bracket: Bracket,
    },
    /// A bracket that is not closed; the second place is where it should be.
    UnclosedBracket {
        /// The bracket.
        bracket: Bracket,
        /// Number of brackets around it that are not closed either.
        outer: u32,
    },
    /// A second document behind the first (GR-03).
    SecondDocument,
    /// Something behind the document that is no second one.
    TextAfterDocument,
}
