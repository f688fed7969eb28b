//! Problems of a text that should be JSON, as JSON: those of `iam-syntax`. The compiler holds both to the same kinds and values.

use iam_syntax::json::{Bracket, ProblemKind, Type};
use serde::{Deserialize, Serialize};

/// Problem that keeps a text from being JSON. Its `kind` tells which.
#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "JsonProblem"))]
#[serde(remote = "ProblemKind", tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub(crate) enum JsonProblem {
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
        #[serde(default, skip_serializing_if = "Option::is_none")]
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
        #[serde(default, skip_serializing_if = "Option::is_none")]
        character: Option<char>,
    },
    /// `\u` without four hexadecimal digits.
    InvalidUnicodeEscape,
    /// Half of a surrogate pair.
    LoneSurrogate {
        /// The code unit.
        unit: u16,
    },
    /// Nesting deeper than 64 levels; the inside was passed over.
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
        #[serde(with = "JsonBracket")]
        bracket: Bracket,
    },
    /// A bracket that is not closed; the second place is where it should be.
    UnclosedBracket {
        /// The bracket.
        #[serde(with = "JsonBracket")]
        bracket: Bracket,
        /// Number of brackets around it that are not closed either.
        outer: u32,
    },
    /// A second document behind the first (GR-03).
    SecondDocument,
    /// Something behind the document that is no second one.
    TextAfterDocument,
}

/// Kind of bracket.
#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "JsonBracket"))]
#[serde(remote = "Bracket", rename_all = "camelCase")]
pub(crate) enum JsonBracket {
    /// Curly brackets.
    Brace,
    /// Square brackets.
    Square,
}

/// Type of a JSON value.
#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "JsonType"))]
#[serde(remote = "Type", rename_all = "camelCase")]
pub(crate) enum JsonType {
    /// `{}`
    Object,
    /// `[]`
    #[serde(rename = "list")]
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
