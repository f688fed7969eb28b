//! Tokens of a text that should be JSON.

use super::string::{self, Escape};
use super::{Bracket, MAX_PROBLEMS, NodeKind, Problem, ProblemKind, Quotes};
use crate::Span;
use crate::excerpt::excerpt;

/// One token and its place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub(super) kind: TokenKind,
    pub(super) span: Span,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TokenKind {
    Open(Bracket),
    Close(Bracket),
    Comma,
    Colon,
    /// A string, number or word.
    Scalar(NodeKind),
    End,
}

/// What the grammar waits for, as far as it decides how odd text is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Awaited {
    Key,
    Colon,
    Value,
    CommaInObject,
    CommaInArray,
}

pub(super) struct Lexer<'t> {
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
    pub(super) problems: Vec<Problem>,
    pub(super) stopped: bool,
}

const PLAIN: Quotes = Quotes { open: 1, close: 1, escapes: false, wide: false };
pub(super) const UNQUOTED: Quotes = Quotes { open: 0, close: 0, escapes: false, wide: false };

impl<'t> Lexer<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, bytes: text.as_bytes(), at: 0, problems: Vec::new(), stopped: false }
    }

    /// Notes a problem; the last one that is kept ends the text.
    pub(super) fn report(&mut self, kind: ProblemKind, span: Span, related: Option<Span>) {
        if self.problems.len() < MAX_PROBLEMS {
            self.problems.push(Problem { kind, span, related });
        } else {
            self.stopped = true;
            self.end_here();
        }
    }

    /// Notes that the number or word at `span` stands where a key belongs.
    pub(super) fn report_unquoted_key(&mut self, span: Span) {
        let text = excerpt(span.text(self.text));
        self.report(ProblemKind::UnquotedKey { text }, span, None);
    }

    /// Reads nothing more.
    pub(super) fn end_here(&mut self) {
        self.at = self.bytes.len();
    }

    /// The next token; mistakes between tokens are reported and passed over.
    ///
    /// Inlined, because handing the token over in memory costs as much as all the rest.
    #[inline(always)]
    pub(super) fn next(&mut self, awaited: Awaited) -> Token {
        loop {
            self.skip_blanks();
            let start = self.at;
            let Some(byte) = self.bytes.get(start) else {
                return Token { kind: TokenKind::End, span: self.span_from(start) };
            };
            self.at += 1;
            let kind = match byte {
                b'"' => TokenKind::Scalar(self.string(start)),
                b',' => TokenKind::Comma,
                b':' => TokenKind::Colon,
                b'{' => TokenKind::Open(Bracket::Brace),
                b'[' => TokenKind::Open(Bracket::Square),
                b'}' => TokenKind::Close(Bracket::Brace),
                b']' => TokenKind::Close(Bracket::Square),
                _ => match self.unusual(start, awaited) {
                    Some(kind) => kind,
                    None => continue,
                },
            };
            return Token { kind, span: self.span_from(start) };
        }
    }

    /// Passes over all up to the bracket that closes the one just read, by counting brackets; gives where
    /// that is.
    pub(super) fn skip_nested(&mut self) -> u32 {
        let mut depth = 1u32;
        while let Some(byte) = self.bytes.get(self.at) {
            self.at += 1;
            match byte {
                b'{' | b'[' => depth += 1,
                b'}' | b']' => depth -= 1,
                b'"' => self.skip_string(),
                _ => {}
            }
            if depth == 0 {
                break;
            }
        }
        self.at as u32
    }

    fn skip_string(&mut self) {
        while let Some(byte) = self.bytes.get(self.at) {
            match byte {
                b'"' => {
                    self.at += 1;
                    return;
                }
                b'\n' | b'\r' => return,
                b'\\' => self.at += 2,
                _ => self.at += 1,
            }
        }
        self.end_here();
    }

    fn skip_blanks(&mut self) {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.bytes.get(self.at) {
            self.at += 1;
        }
    }

    /// The content and the closing quote of a string whose opening quote at `start` was read.
    #[inline]
    fn string(&mut self, start: usize) -> NodeKind {
        let mut quotes = PLAIN;
        while let Some(byte) = self.special_byte() {
            match byte {
                b'"' => {
                    self.at += 1;
                    return NodeKind::String(quotes);
                }
                b'\\' => {
                    quotes.escapes = true;
                    self.escape();
                }
                b'\n' | b'\r' => break,
                0..=0x1f => self.control_character(),
                _ => {
                    quotes.wide |= byte >= 0xc4;
                    self.at += 1;
                }
            }
        }
        self.unclosed(start, 1);
        self.report(ProblemKind::UnclosedString, self.span_from(start), None);
        NodeKind::String(Quotes { close: 0, ..quotes })
    }

    /// Moves on to the next byte that may mean something in a string.
    fn special_byte(&mut self) -> Option<u8> {
        let rest = self.bytes.get(self.at..)?;
        self.at += plain_length(rest);
        self.bytes.get(self.at).copied()
    }

    fn escape(&mut self) {
        let start = self.at;
        let rest = self.bytes.get(start..).unwrap_or(&[]);
        let (escape, length) = string::escape(rest);
        self.at += length;
        let kind = match escape {
            Escape::Character(_) => return,
            Escape::BadUnicode => ProblemKind::InvalidUnicodeEscape,
            Escape::LoneSurrogate(unit) => ProblemKind::LoneSurrogate { unit },
            Escape::Unknown => {
                let character = self.character();
                let shown = character.filter(|it| !it.is_control());
                let span = Span::new(start as u32, (self.at + shown.map_or(0, char::len_utf8)) as u32);
                return self.report(ProblemKind::InvalidEscape { character }, span, None);
            }
        };
        self.report(kind, self.span_from(start), None);
    }

    fn control_character(&mut self) {
        let start = self.at;
        let Some(byte) = self.bytes.get(start).copied() else { return };
        while self.bytes.get(self.at) == Some(&byte) {
            self.at += 1;
        }
        self.report(ProblemKind::ControlCharacter { character: byte.into() }, self.span_from(start), None);
    }

    /// Ends a string whose closing quote is missing with its line, before a comma at the line's end.
    fn unclosed(&mut self, start: usize, open: usize) {
        let content_start = start + open;
        let content = self.text.get(content_start..self.at).unwrap_or("");
        let trimmed = content.trim_end_matches([' ', '\t']);
        let trimmed = trimmed.strip_suffix(',').unwrap_or(trimmed);
        self.at = content_start + trimmed.len();
    }

    /// A token that does not begin with a character of JSON's punctuation.
    fn unusual(&mut self, start: usize, awaited: Awaited) -> Option<TokenKind> {
        self.at = start;
        let character = self.character()?;
        match character {
            '#' => self.line_comment(),
            '/' if self.bytes.get(start + 1) == Some(&b'/') => self.line_comment(),
            '/' if self.bytes.get(start + 1) == Some(&b'*') => self.block_comment(),
            '\'' => return Some(self.odd_string(character, ProblemKind::SingleQuotes)),
            it if is_smart_quote(it) => {
                return Some(self.odd_string(it, ProblemKind::SmartQuotes { quote: it }));
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
        self.at = body.find("*/").map_or(self.bytes.len(), |length| start + 2 + length + 2);
        self.report(ProblemKind::Comment, self.span_from(start), None);
    }

    /// A string in quotes that JSON does not have; it ends with its line at the latest.
    fn odd_string(&mut self, open: char, problem: ProblemKind) -> TokenKind {
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

    /// Offset of the next line end, or of the end of the text.
    fn line_end(&self) -> usize {
        let rest = self.bytes.get(self.at..).unwrap_or(&[]);
        let length = rest.iter().position(|byte| matches!(byte, b'\n' | b'\r'));
        length.map_or(self.bytes.len(), |length| self.at + length)
    }

    fn character(&self) -> Option<char> {
        self.text.get(self.at..)?.chars().next()
    }

    fn span_from(&self, start: usize) -> Span {
        Span::new(start as u32, self.at as u32)
    }
}

/// How many bytes from the beginning of `bytes` on are ASCII without quote, backslash and control characters.
///
/// Eight bytes at a time: subtracting from a byte that is smaller borrows its highest bit. The borrow can spoil only
/// bytes behind the first hit.
fn plain_length(bytes: &[u8]) -> usize {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x80 * ONES;
    let below = |word: u64, limit: u8| word.wrapping_sub(ONES * u64::from(limit)) & !word;
    let equal = |word: u64, byte: u8| below(word ^ (ONES * u64::from(byte)), 1);
    let (chunks, tail) = bytes.as_chunks::<8>();
    let mut length = 0;
    for chunk in chunks {
        let word = u64::from_le_bytes(*chunk);
        let hits = (below(word, 0x20) | equal(word, b'"') | equal(word, b'\\') | word) & HIGH;
        if hits != 0 {
            return length + hits.trailing_zeros() as usize / 8;
        }
        length += 8;
    }
    let is_plain = |byte: &u8| !matches!(byte, b'"' | b'\\' | 0..=0x1f | 0x80..);
    length + tail.iter().position(|byte| !is_plain(byte)).unwrap_or(tail.len())
}

/// Quotes as word processors and chat programs make them.
fn is_smart_quote(character: char) -> bool {
    matches!(
        character,
        '`' | '´' | '«' | '»' | '\u{2018}'..='\u{201f}' | '\u{2032}' | '\u{2033}' | '\u{ff02}' | '\u{ff07}'
    )
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '_' | '-' | '+' | '.' | '*' | '?' | '$' | '@' | '%')
}

/// Whether `word` is a number by JSON's grammar.
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

/// Whether `word` is a number in other languages: `+5`, `010`, `.5`, `0x0a`, `NaN`.
fn is_like_a_number(word: &str) -> bool {
    let unsigned = word.strip_prefix(['+', '-']).unwrap_or(word);
    if matches!(unsigned, "NaN" | "Infinity" | "inf" | "nan") {
        return true;
    }
    let hexadecimal = unsigned.strip_prefix("0x").or_else(|| unsigned.strip_prefix("0X"));
    match hexadecimal {
        Some(digits) => !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_hexdigit()),
        None => unsigned.parse::<f64>().is_ok(),
    }
}

/// The word of JSON that another language's word stands for.
fn json_word(word: &str) -> Option<&'static str> {
    [("true", "true"), ("false", "false"), ("null", "null"), ("none", "null"), ("nil", "null"), ("undefined", "null")]
        .into_iter()
        .find_map(|(other, json)| word.eq_ignore_ascii_case(other).then_some(json))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eight_bytes_at_a_time_find_what_one_at_a_time_finds() {
        let plain = "abcdefghijklmnopqrstuvwxyz";
        for special in ["\"", "\\", "\0", "\u{1f}", "\n", "é", "漢", "\u{7f}", " ", "!", "#", "[", "]"] {
            for at in 0..plain.len() {
                for again in ["", "\"", "\0"] {
                    let text = format!("{}{special}{again}{}", plain.get(..at).unwrap(), plain.get(at..).unwrap());
                    let expected = text.bytes().position(|byte| matches!(byte, b'"' | b'\\' | 0..=0x1f | 0x80..));
                    assert_eq!(plain_length(text.as_bytes()), expected.unwrap_or(text.len()), "{text:?}");
                }
            }
        }
    }

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
