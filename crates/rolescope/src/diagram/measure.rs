//! Texts in columns of characters.

/// Number of columns that a text takes; characters of East Asian scripts take two.
pub(super) fn columns(text: &str) -> i32 {
    text.chars().map(column).sum()
}

fn column(character: char) -> i32 {
    if matches!(character, '\0'..'\u{1100}' | '\u{2000}'..'\u{2e80}') { 1 } else { 2 }
}

/// A text in lines.
pub(super) struct Wrapped {
    text: String,
    /// True if something had to be left out.
    pub(super) shortened: bool,
}

impl Wrapped {
    /// From the first to the last; none of an empty text.
    pub(super) fn lines(&self) -> impl Iterator<Item = &str> {
        self.text.split('\n').filter(|line| !line.is_empty())
    }

    /// Columns of the longest line.
    pub(super) fn width(&self) -> i32 {
        self.lines().fold(0, |widest, line| columns(line).max(widest))
    }

    /// In pixels, where a line takes 15.
    pub(super) fn height(&self) -> i32 {
        self.lines().fold(0, |height, _| height + 15)
    }
}

/// Breaks `text` into at most `most` lines of at most `width` columns: behind the last space, if the line is not too
/// short then, else behind another separator, else where the line is full. What does not fit gives way to `…`.
pub(super) fn wrap(text: &str, width: i32, most: i32) -> Wrapped {
    let mut wrapped = Wrapped { text: String::new(), shortened: false };
    let (mut taken, mut left) = (0, most);
    let (mut spaced, mut separated) = (0, 0);
    for character in text.trim().chars() {
        if taken + column(character) > width && taken > 0 {
            left -= 1;
            if left == 0 {
                wrapped.text.pop();
                wrapped.text.push('…');
                wrapped.shortened = true;
                break;
            }
            let end = if spaced > 0 { spaced } else { separated };
            let rest = if end > 0 { wrapped.text.split_off(end) } else { String::new() };
            wrapped.text.push('\n');
            taken = columns(&rest);
            wrapped.text.push_str(&rest);
            (spaced, separated) = (0, 0);
        }
        taken += column(character);
        wrapped.text.push(character);
        if taken * 3 > width {
            match character {
                ' ' => spaced = wrapped.text.len(),
                '/' | ':' | '-' | '.' | '_' | ',' => separated = wrapped.text.len(),
                _ => {}
            }
        }
    }
    wrapped
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str, width: i32, most: i32) -> Vec<String> {
        wrap(text, width, most).lines().map(|line| line.trim_end().to_owned()).collect()
    }

    #[test]
    fn lines_break_behind_separators() {
        assert_eq!(lines("report-writer/nightly", 14, 3), ["report-writer/", "nightly"]);
        assert_eq!(lines("Denied: nothing allows it", 16, 3), ["Denied: nothing", "allows it"]);
    }

    #[test]
    fn a_long_word_breaks_where_the_line_is_full() {
        assert_eq!(lines("abcdefghij", 4, 3), ["abcd", "efgh", "ij"]);
    }

    #[test]
    fn what_does_not_fit_is_shortened_and_said_so() {
        let wrapped = wrap("abcdefghij", 4, 2);
        assert_eq!(wrapped.lines().collect::<Vec<_>>(), ["abcd", "efg…"]);
        assert!(wrapped.shortened && wrapped.width() == 4);
        assert!(!wrap("abc", 4, 2).shortened);
    }

    #[test]
    fn wide_characters_take_two_columns() {
        assert_eq!(lines("東京都港区", 4, 9), ["東京", "都港", "区"]);
        assert_eq!(lines("東", 1, 1), ["東"]);
    }

    #[test]
    fn nothing_has_no_lines() {
        assert!(lines("", 4, 2).is_empty() && lines("  ", 4, 2).is_empty());
    }
}
