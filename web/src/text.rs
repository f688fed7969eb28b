//! Places in a text, as browsers and as people count them.

use rolescope::report::ByteSpan;

mod format;

pub(crate) use format::formatted;

/// A line and a column, counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Position {
    pub(crate) line: usize,
    pub(crate) column: usize,
}

/// Line and column of the byte at `offset`: columns count characters.
pub(crate) fn position(text: &str, offset: u32) -> Position {
    let before = upto(text, offset);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
    Position { line, column }
}

/// The offset in UTF-16 units, which a text area counts in.
pub(crate) fn utf16_offset(text: &str, offset: u32) -> u32 {
    upto(text, offset).encode_utf16().count() as u32
}

/// The offset in bytes of what a text area or the editor counts in UTF-16 units.
pub(crate) fn utf8_offset(text: &str, units: u32) -> u32 {
    let mut left = units as usize;
    let before = text.chars().take_while(|letter| {
        let inside = left >= letter.len_utf16();
        left = left.saturating_sub(letter.len_utf16());
        inside
    });
    before.map(char::len_utf8).sum::<usize>() as u32
}

/// Place in `after` for the caret at `offset` of `before`, which differs in white space only: behind the same letter.
pub(crate) fn same_place(before: &str, after: &str, offset: u32) -> u32 {
    let mut left = upto(before, offset).chars().filter(|letter| !letter.is_whitespace()).count();
    let passed = after.chars().take_while(|letter| {
        let goes_on = left > 0;
        left -= usize::from(goes_on && !letter.is_whitespace());
        goes_on
    });
    passed.map(char::len_utf8).sum::<usize>() as u32
}

/// The text before `offset`; all of it when the offset is not in the text.
fn upto(text: &str, offset: u32) -> &str {
    text.get(..offset as usize).unwrap_or(text)
}

/// Kind of a run of JSON text, for its color.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ink {
    /// Brackets, numbers, white space.
    Plain,
    /// A string before a colon.
    Key,
    /// Any other string.
    Value,
}

/// The text cut into runs of one ink, strings broken at line ends. Works on any text, however broken.
pub(crate) fn inks(text: &str) -> Vec<(ByteSpan, Ink)> {
    let bytes = text.as_bytes();
    let mut runs = Vec::new();
    let mut at = 0;
    let mut plain_from = 0;
    while let Some(byte) = bytes.get(at) {
        if *byte != b'"' {
            at += 1;
            continue;
        }
        push(&mut runs, plain_from, at, Ink::Plain);
        let end = string_end(bytes, at);
        let is_key = bytes.iter().skip(end).find(|byte| !byte.is_ascii_whitespace()) == Some(&b':');
        push(&mut runs, at, end, if is_key { Ink::Key } else { Ink::Value });
        at = end;
        plain_from = end;
    }
    push(&mut runs, plain_from, bytes.len(), Ink::Plain);
    runs
}

/// Behind the string that begins at `start`: its closing quote, else the end of its line.
fn string_end(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\\' if bytes.get(at + 1).is_some_and(|next| *next != b'\n') => at += 2,
            b'"' => return at + 1,
            b'\n' => return at,
            _ => at += 1,
        }
    }
    bytes.len()
}

fn push(runs: &mut Vec<(ByteSpan, Ink)>, start: usize, end: usize, ink: Ink) {
    if start < end {
        runs.push((ByteSpan { start: start as u32, end: end as u32 }, ink));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_offsets_count_utf16_units() {
        let text = "{\n \"é😀\": x";
        let offset = text.find('x').unwrap() as u32;
        assert_eq!(position(text, offset), Position { line: 2, column: 8 });
        assert_eq!(utf16_offset(text, offset), 10);
    }

    #[test]
    fn offsets_go_both_ways() {
        let text = "a\"é😀\": x";
        for (offset, _) in text.char_indices().chain([(text.len(), ' ')]) {
            assert_eq!(utf8_offset(text, utf16_offset(text, offset as u32)), offset as u32);
        }
        assert_eq!((utf8_offset(text, 99), utf8_offset("😀", 1)), (text.len() as u32, 0));
    }

    #[test]
    fn the_caret_stays_behind_its_letter() {
        let (before, after) = ("{\"é\":[ 1 ]}", "{\n  \"é\": [1]\n}");
        for letter in ['{', 'é', '1', ']', '}'] {
            let behind = |text: &str| (text.find(letter).unwrap() + letter.len_utf8()) as u32;
            assert_eq!(same_place(before, after, behind(before)), behind(after), "{letter}");
        }
        assert_eq!(same_place(before, after, 0), 0);
    }

    #[test]
    fn an_offset_outside_the_text_is_its_end() {
        assert_eq!(position("ab", 9), Position { line: 1, column: 3 });
        assert_eq!(utf16_offset("é", 1), 1);
    }

    fn inked(text: &str) -> Vec<(&str, Ink)> {
        inks(text)
            .into_iter()
            .map(|(span, ink)| (text.get(span.start as usize..span.end as usize).unwrap(), ink))
            .collect()
    }

    #[test]
    fn keys_and_values_are_told_apart() {
        assert_eq!(
            inked(r#"{"a" : "b\"c", "d"}"#),
            [
                ("{", Ink::Plain),
                ("\"a\"", Ink::Key),
                (" : ", Ink::Plain),
                (r#""b\"c""#, Ink::Value),
                (", ", Ink::Plain),
                ("\"d\"", Ink::Value),
                ("}", Ink::Plain),
            ]
        );
    }

    #[test]
    fn a_string_without_an_end_stops_at_its_line() {
        assert_eq!(inked("\"a\n1"), [("\"a", Ink::Value), ("\n1", Ink::Plain)]);
        assert_eq!(inked("\"a\\\n"), [("\"a\\", Ink::Value), ("\n", Ink::Plain)]);
        assert_eq!(inked("\"\\"), [("\"\\", Ink::Value)]);
    }
}
