//! Text that is not JSON, and what was meant by it: comments, other quotes, bare words.

use super::{Awaited, Lexer, TokenKind, UNQUOTED};
use crate::case::is_letter_or_digit;
use crate::excerpt::excerpt;
use crate::json::{NodeKind, ProblemKind, Quotes};

impl Lexer<'_> {
    /// A token that does not begin with a character of JSON's punctuation.
    pub(super) fn unusual(&mut self, start: usize, awaited: Awaited) -> Option<TokenKind> {
        self.at = start;
        let character = self.character()?;
        match character {
            '#' => self.line_comment(),
            '/' if self.bytes.get(start + 1) == Some(&b'/') => self.line_comment(),
            '/' if self.bytes.get(start + 1) == Some(&b'*') => self.block_comment(),
            '\'' => return Some(self.foreign_string(character, ProblemKind::SingleQuotes)),
            it if is_smart_quote(it) => {
                return Some(self.foreign_string(it, ProblemKind::SmartQuotes { quote: it }));
            }
            it if is_word(it) => return Some(TokenKind::Scalar(self.word(awaited))),
            it => return self.stray_character(it, awaited),
        }
        None
    }

    fn line_comment(&mut self) {
        let start = self.at;
        self.at = self.line_end();
        self.report(ProblemKind::Comment, self.span_from(start), None);
    }

    fn block_comment(&mut self) {
        let start = self.at;
        let body = self.text.get(start + 2..).unwrap_or("");
        self.at = crate::pattern::position_of(body, *b"*/").map_or(self.bytes.len(), |length| start + 2 + length + 2);
        self.report(ProblemKind::Comment, self.span_from(start), None);
    }

    /// A string in quotes that JSON does not have; it ends with its line at the latest.
    fn foreign_string(&mut self, open: char, problem: ProblemKind) -> TokenKind {
        let start = self.at;
        let content_start = start + open.len_utf8();
        let line = self.text.get(content_start..self.line_end()).unwrap_or("");
        let closes = |it: char| if open == '\'' { it == '\'' } else { it == '"' || is_smart_quote(it) };
        let close = match line.char_indices().find(|(_, it)| closes(*it)) {
            Some((length, quote)) => {
                self.at = content_start + length + quote.len_utf8();
                quote.len_utf8()
            }
            None => {
                self.at = content_start + line.len();
                self.unclosed(start, open.len_utf8());
                0
            }
        };
        let content = self.text.get(content_start..self.at - close).unwrap_or("");
        self.report(problem, self.span_from(start), None);
        let wide = content.bytes().any(|byte| byte >= 0xc4);
        let quotes = Quotes { open: open.len_utf8() as u8, close: close as u8, escapes: content.contains('\\'), wide };
        TokenKind::Scalar(NodeKind::String(quotes))
    }

    /// A run of letters, digits and what stands between them in names and ARNs.
    fn word(&mut self, awaited: Awaited) -> NodeKind {
        let start = self.at;
        let rest = self.text.get(start..).unwrap_or("");
        let in_word = |it: char| {
            is_word(it) || it == '/' || (it == ':' && matches!(awaited, Awaited::Value | Awaited::CommaInArray))
        };
        let length = rest.find(|it| !in_word(it)).unwrap_or(rest.len());
        self.at = start + length;
        let word = rest.get(..length).unwrap_or("");
        match word {
            "true" | "false" => return NodeKind::Boolean,
            "null" => return NodeKind::Null,
            _ if is_number(word) => return NodeKind::Number,
            _ => {}
        }
        let quotes = Quotes { wide: word.bytes().any(|byte| byte >= 0xc4), ..UNQUOTED };
        let text = excerpt(word);
        let (problem, kind) = if matches!(awaited, Awaited::Key | Awaited::CommaInObject) {
            (ProblemKind::UnquotedKey { text }, NodeKind::String(quotes))
        } else if is_like_a_number(word) {
            (ProblemKind::InvalidNumber { text }, NodeKind::Number)
        } else {
            (ProblemKind::UnquotedValue { text, meant: json_word(word) }, NodeKind::String(quotes))
        };
        self.report(problem, self.span_from(start), None);
        kind
    }

    /// Passes over a character that has no meaning, and over its repetitions; `=` and `;` are read as what was meant.
    fn stray_character(&mut self, character: char, awaited: Awaited) -> Option<TokenKind> {
        let start = self.at;
        let rest = self.text.get(start..).unwrap_or("");
        let length = rest.find(|it| it != character).unwrap_or(rest.len());
        self.at = start + length;
        let kind = if start == 0 && character == '\u{feff}' && length == character.len_utf8() {
            ProblemKind::ByteOrderMark
        } else {
            ProblemKind::StrayCharacter { character }
        };
        self.report(kind, self.span_from(start), None);
        match (character, awaited) {
            ('=', Awaited::Colon) => Some(TokenKind::Colon),
            (';', Awaited::CommaInObject | Awaited::CommaInArray) => Some(TokenKind::Comma),
            _ => None,
        }
    }
}

/// Quotes as word processors and chat programs make them.
fn is_smart_quote(character: char) -> bool {
    matches!(
        character,
        '`' | '´' | '«' | '»' | '\u{2018}'..='\u{201f}' | '\u{2032}' | '\u{2033}' | '\u{ff02}' | '\u{ff07}'
    )
}

fn is_word(character: char) -> bool {
    is_letter_or_digit(character) || matches!(character, '_' | '-' | '+' | '.' | '*' | '?' | '$' | '@' | '%')
}

/// True if `word` is a number by JSON's grammar.
fn is_number(word: &str) -> bool {
    let unsigned = word.strip_prefix('-').unwrap_or(word);
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (unsigned, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    let exponent = exponent.map(|text| text.strip_prefix(['+', '-']).unwrap_or(text));
    are_digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && fraction.is_none_or(are_digits)
        && exponent.is_none_or(are_digits)
}

fn are_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// True if `word` is a number in other languages: `+5`, `010`, `.5`, `0x0a`, `NaN`.
fn is_like_a_number(word: &str) -> bool {
    let unsigned = word.strip_prefix(['+', '-']).unwrap_or(word);
    if matches!(unsigned, "NaN" | "Infinity" | "inf" | "nan") {
        return true;
    }
    let hexadecimal = unsigned.strip_prefix("0x").or_else(|| unsigned.strip_prefix("0X"));
    match hexadecimal {
        Some(digits) => !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_hexdigit()),
        None => is_decimal(unsigned),
    }
}

/// Digits with a point and an exponent: `010`, `.5`, `5.`, `1e9`. Without parsing a float, which takes tables that the
/// page would download for this alone.
fn is_decimal(unsigned: &str) -> bool {
    let (number, exponent) =
        unsigned.split_once(['e', 'E']).map_or((unsigned, None), |(number, rest)| (number, Some(rest)));
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let has_digit = !whole.is_empty() || !fraction.is_empty();
    let exponent = exponent.is_none_or(|exponent| are_digits(exponent.strip_prefix(['+', '-']).unwrap_or(exponent)));
    has_digit && digits(whole) && digits(fraction) && exponent
}

/// The word of JSON that another language's word stands for.
fn json_word(word: &str) -> Option<Box<str>> {
    [("true", "true"), ("false", "false"), ("null", "null"), ("none", "null"), ("nil", "null"), ("undefined", "null")]
        .into_iter()
        .find_map(|(other, json)| word.eq_ignore_ascii_case(other).then(|| json.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_those_of_json() {
        for number in ["0", "-0", "10", "1.50", "1e5", "1E+5", "1.0e-10", "1e999"] {
            assert!(is_number(number), "{number}");
        }
        for other in ["", "-", "01", "+1", "1.", ".5", "1e", "1e+", "0x1", "NaN", "1.2.3", "1e5e5", "--1", "1-"] {
            assert!(!is_number(other), "{other}");
        }
    }
}
