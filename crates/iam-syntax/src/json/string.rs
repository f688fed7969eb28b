//! Escapes in strings.

use std::borrow::Cow;

/// The escape behind a backslash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Escape {
    /// One character.
    Character(char),
    /// A letter that JSON does not know.
    Unknown,
    /// `\u` without four hexadecimal digits.
    BadUnicode,
    /// Half of a surrogate pair.
    LoneSurrogate(u16),
}

/// Reads the escape at the beginning of `bytes`, the backslash included; gives its length in bytes too.
///
/// Only the backslash belongs to an escape that is none.
pub(super) fn escape(bytes: &[u8]) -> (Escape, usize) {
    let character = match bytes.get(1) {
        Some(b'"') => '"',
        Some(b'\\') => '\\',
        Some(b'/') => '/',
        Some(b'b') => '\u{8}',
        Some(b'f') => '\u{c}',
        Some(b'n') => '\n',
        Some(b'r') => '\r',
        Some(b't') => '\t',
        Some(b'u') => return unicode_escape(bytes),
        Some(_) | None => return (Escape::Unknown, 1),
    };
    (Escape::Character(character), 2)
}

fn unicode_escape(bytes: &[u8]) -> (Escape, usize) {
    let Some(unit) = code_unit(bytes) else { return (Escape::BadUnicode, 2) };
    if let Some(character) = char::from_u32(u32::from(unit)) {
        return (Escape::Character(character), 6);
    }
    let low = bytes.get(6..).and_then(code_unit);
    let pair = [unit, low.unwrap_or(0)];
    match char::decode_utf16(pair).next() {
        Some(Ok(character)) => (Escape::Character(character), 12),
        Some(Err(_)) | None => (Escape::LoneSurrogate(unit), 6),
    }
}

/// The number of `\uXXXX`.
fn code_unit(bytes: &[u8]) -> Option<u16> {
    let digits = bytes.strip_prefix(b"\\u")?.get(..4)?;
    digits.iter().try_fold(0u16, |unit, digit| {
        let value = (*digit as char).to_digit(16)?;
        Some((unit << 4) | value as u16)
    })
}

/// Resolves the escapes of `raw`; what is no escape stays as written.
pub(super) fn unescape(raw: &str) -> Cow<'_, str> {
    let mut text = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some((plain, _)) = rest.split_once('\\') {
        text.push_str(plain);
        let from_backslash = rest.get(plain.len()..).unwrap_or("");
        let (escape, length) = escape(from_backslash.as_bytes());
        match escape {
            Escape::Character(character) => text.push(character),
            Escape::Unknown | Escape::BadUnicode | Escape::LoneSurrogate(_) => {
                text.push_str(from_backslash.get(..length).unwrap_or("\\"));
            }
        }
        rest = from_backslash.get(length..).unwrap_or("");
    }
    text.push_str(rest);
    Cow::Owned(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_become_characters() {
        assert_eq!(unescape(r#"a\"\\\/\b\f\n\r\tz"#), "a\"\\/\u{8}\u{c}\n\r\tz");
        assert_eq!(unescape(r"\u0041\u00e9\ud83d\ude00"), "Aé😀");
    }

    #[test]
    fn what_is_no_escape_stays() {
        for raw in [r"\d", r"\u12", r"\u12é4", r"\ud800", r"\ud800\u0041x", r"\udc00\ud800", "\\"] {
            let expected = raw.replace(r"\u0041", "A");
            assert_eq!(unescape(raw), expected);
        }
    }
}
