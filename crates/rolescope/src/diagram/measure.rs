//! Texts in columns of characters.

/// How many columns a text takes; characters of East Asian scripts take two.
pub(super) fn columns(text: &str) -> i32 {
    text.chars().map(column).sum()
}

fn column(character: char) -> i32 {
    if u32::from(character) < 0x1100 { 1 } else { 2 }
}

/// A text in lines.
pub(super) struct Wrapped {
    pub(super) lines: Vec<String>,
    /// Whether something had to be left out.
    pub(super) shortened: bool,
}

impl Wrapped {
    /// Columns of the longest line.
    pub(super) fn width(&self) -> i32 {
        self.lines.iter().map(|line| columns(line)).max().unwrap_or(0)
    }

    /// In pixels, where a line takes 15.
    pub(super) const fn height(&self) -> i32 {
        self.lines.len() as i32 * 15
    }
}

/// Breaks `text` into at most `most` lines of at most `width` columns, behind a separator where there is one; what does
/// not fit gives way to `…`.
pub(super) fn wrap(text: &str, width: i32, most: usize) -> Wrapped {
    let mut lines: Vec<String> = Vec::new();
    let mut rest: Vec<char> = text.trim().chars().collect();
    while !rest.is_empty() && lines.len() < most {
        let last = lines.len() + 1 == most;
        let end = if fits(&rest, width) { rest.len() } else { line_end(&rest, width, last) };
        let mut line: String = rest.drain(..end).collect();
        let left = rest.iter().take_while(|character| character.is_whitespace()).count();
        rest.drain(..left);
        line.truncate(line.trim_end().len());
        if last && !rest.is_empty() {
            line.push('…');
        }
        lines.push(line);
    }
    Wrapped { lines, shortened: !rest.is_empty() }
}

fn fits(text: &[char], width: i32) -> bool {
    text.iter().map(|character| column(*character)).sum::<i32>() <= width
}

/// Behind the last space, if the line is not too short then, else behind another separator; else where the line is full.
fn line_end(text: &[char], width: i32, last: bool) -> usize {
    let width = width - i32::from(last);
    let mut taken = 0;
    let (mut full, mut spaced, mut separated) = (0, 0, 0);
    for character in text {
        taken += column(*character);
        if taken > width {
            break;
        }
        full += 1;
        match character {
            ' ' if taken * 3 > width => spaced = full,
            '/' | ':' | '-' | '.' | '_' | ',' if taken * 2 > width => separated = full,
            _ => {}
        }
    }
    match (last, spaced, separated) {
        (true, _, _) | (false, 0, 0) => full.max(1),
        (false, 0, separated) => separated,
        (false, spaced, _) => spaced,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str, width: i32, most: usize) -> Vec<String> {
        wrap(text, width, most).lines
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
        assert_eq!(wrapped.lines, ["abcd", "efg…"]);
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
