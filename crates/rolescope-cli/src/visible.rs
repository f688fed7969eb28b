//! Text of scenarios, links, documents and arguments on its way out: what would steer a terminal is shown as an escape.

/// `text` in one line, with characters that would move the cursor, hide or reorder text, or that XML cannot hold, as escapes:
/// `\u{202e}`.
pub(crate) fn plain(text: &str) -> String {
    escaped(text, is_unseen)
}

/// As [`plain`], but keeps line breaks and tabs.
pub(crate) fn lines(text: &str) -> String {
    escaped(text, |it| is_unseen(it) && !matches!(it, '\n' | '\t'))
}

/// As [`lines`], but keeps the escape character: the text is set already, and that is how its colors begin.
pub(crate) fn colored(text: &str) -> String {
    escaped(text, |it| is_unseen(it) && !matches!(it, '\n' | '\u{1b}'))
}

/// The same JSON with such characters as JSON escapes: `\u202e`.
///
/// Valid JSON has them in strings only, apart from the carriage return, which between values is a space.
pub(crate) fn json(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\r' if characters.peek() == Some(&'\n') => {}
            '\r' => written.push(' '),
            '\n' | '\t' => written.push(character),
            _ if is_unseen(character) => {
                for unit in character.encode_utf16(&mut [0; 2]) {
                    written.push_str(&format!("\\u{unit:04x}"));
                }
            }
            _ => written.push(character),
        }
    }
    written
}

fn escaped(text: &str, escape: impl Fn(char) -> bool) -> String {
    text.chars().flat_map(|it| if escape(it) { it.escape_default().collect() } else { vec![it] }).collect()
}

/// Control characters (C0, DEL, C1), formatting that is not seen or changes the direction of text, line separators, and
/// code points that are no characters.
fn is_unseen(character: char) -> bool {
    let formats = matches!(
        character,
        '\u{ad}'
            | '\u{61c}'
            | '\u{180e}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{fdd0}'..='\u{fdef}'
            | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e007f}'
    );
    character.is_control() || formats || u32::from(character) & 0xfffe == 0xfffe
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOSTILE: &str = "a\u{1b}[31m\r\n\t\u{7f}\u{9b}\u{202e}\u{2028}\u{fffe}\u{10ffff}é😀";

    #[test]
    fn text_cannot_steer_the_terminal() {
        let rest = r"\u{7f}\u{9b}\u{202e}\u{2028}\u{fffe}\u{10ffff}é😀";
        assert_eq!(plain(HOSTILE), format!(r"a\u{{1b}}[31m\r\n\t{rest}"));
        assert_eq!(lines(HOSTILE), format!("a\\u{{1b}}[31m\\r\n\t{rest}"));
        assert_eq!(colored(HOSTILE), format!("a\u{1b}[31m\\r\n\\t{rest}"));
        assert_eq!(plain(&plain(HOSTILE)), plain(HOSTILE));
    }

    #[test]
    fn escaped_json_means_the_same() {
        let written = serde_json::to_string(HOSTILE).unwrap();
        let escaped = json(&format!("[\r{written},\r\n1]"));
        assert!(escaped.starts_with("[ \"") && escaped.ends_with(",\n1]"), "{escaped}");
        assert!(escaped.contains(r"\u009b\u202e\u2028\ufffe\udbff\udfff"), "{escaped}");
        assert_eq!(serde_json::from_str::<(String, u8)>(&escaped).unwrap(), (HOSTILE.to_owned(), 1));
    }
}
