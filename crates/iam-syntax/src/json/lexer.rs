//! Tokens of a text that should be JSON.

mod recovery;

use super::string::{self, Escape};
use super::{Bracket, MAX_PROBLEMS, NodeKind, Problem, ProblemKind, Quotes};
use crate::Span;
use crate::bytes::{below, equal, length_before};
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

/// Part of the grammar that comes next, as far as it decides how odd text is read.
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

/// Number of bytes from the beginning of `bytes` on that are ASCII without quote, backslash and control characters.
fn plain_length(bytes: &[u8]) -> usize {
    let marks = |word| below(word, 0x20) | equal(word, b'"') | equal(word, b'\\') | word;
    length_before(bytes, marks, |byte| matches!(byte, b'"' | b'\\' | 0..=0x1f | 0x80..))
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
}
