//! Some lines of a text, moved to the left.

use std::ops::Range;

/// Bytes to the left and right of a place that are kept of a very long line; more than fit on a terminal.
const AROUND: usize = 400;

/// The lines around a run of bytes, without the indentation that they share.
pub(super) struct Excerpt {
    /// The lines.
    pub(super) text: String,
    /// Number of the first one, counted from 1.
    pub(super) first_line: usize,
    /// The text that was taken, line by line.
    lines: Vec<Line>,
}

/// A line of an excerpt.
struct Line {
    /// Beginning in the whole text.
    whole: usize,
    /// Number of its first bytes that are left out.
    skipped: usize,
    /// Beginning in the excerpt.
    here: usize,
}

/// Byte offsets at which the lines of `text` begin.
pub(super) fn line_starts(text: &str) -> Vec<usize> {
    std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect()
}

impl Excerpt {
    /// The lines of `text` that hold `range`; `starts` is where its lines begin. Nothing when the range is not
    /// inside the text.
    pub(super) fn around(text: &str, starts: &[usize], range: &Range<usize>) -> Option<Self> {
        text.get(range.clone())?;
        let first = starts.partition_point(|start| *start <= range.start).saturating_sub(1);
        let behind = starts.partition_point(|start| *start < range.end.max(range.start + 1));
        let begin = starts.get(first).copied()?;
        let end = starts.get(behind).copied().unwrap_or(text.len());
        let lines: Vec<&str> = text.get(begin..end)?.lines().collect();
        let indentation = lines.iter().filter(|line| !line.trim().is_empty()).map(|line| blanks(line)).min();
        let mut excerpt = Self { text: String::new(), first_line: first + 1, lines: Vec::new() };
        for (line, whole) in lines.iter().zip(starts.iter().copied().skip(first)) {
            let near = range.start.saturating_sub(whole + AROUND)..(range.end + AROUND).saturating_sub(whole);
            let skipped = boundary(line, near.start.max(indentation.unwrap_or(0)));
            let kept = line.get(skipped..boundary(line, near.end)).unwrap_or("");
            excerpt.lines.push(Line { whole, skipped, here: excerpt.text.len() });
            excerpt.text.push_str(kept.trim_end());
            excerpt.text.push('\n');
        }
        Some(excerpt)
    }

    /// Number of lines.
    pub(super) fn height(&self) -> usize {
        self.lines.len()
    }

    /// Place of a run of bytes of the whole text in these lines.
    pub(super) fn place(&self, range: &Range<usize>) -> Range<usize> {
        let start = self.offset(range.start);
        start..self.offset(range.end).max(start)
    }

    fn offset(&self, whole: usize) -> usize {
        let at = self.lines.partition_point(|line| line.whole <= whole).saturating_sub(1);
        let next = self.lines.get(at + 1).map_or(self.text.len(), |line| line.here);
        let offset = self.lines.get(at).map_or(0, |line| line.here + whole.saturating_sub(line.whole + line.skipped));
        offset.min(next.saturating_sub(1))
    }
}

/// The last place between two characters that is not behind `at`.
fn boundary(line: &str, at: usize) -> usize {
    (0..=at.min(line.len())).rev().find(|at| line.is_char_boundary(*at)).unwrap_or(0)
}

fn blanks(line: &str) -> usize {
    line.len() - line.trim_start_matches([' ', '\t']).len()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "{\r\n    \"a\": {\r\n      \"b\": 1\r\n    },\r\n    \"c\": 2\r\n}";

    fn around(range: Range<usize>) -> Excerpt {
        Excerpt::around(TEXT, &line_starts(TEXT), &range).unwrap()
    }

    #[test]
    fn shared_indentation_is_taken_off_and_places_follow() {
        let range = TEXT.find("{\r\n      ").unwrap()..TEXT.find("},").unwrap() + 1;
        let excerpt = around(range.clone());
        assert_eq!((excerpt.text.as_str(), excerpt.first_line), ("\"a\": {\n  \"b\": 1\n},\n", 2));
        let place = excerpt.place(&range);
        assert_eq!(excerpt.text.get(place), Some("{\n  \"b\": 1\n}"));
    }

    #[test]
    fn an_empty_run_has_its_line() {
        for at in [0, TEXT.len()] {
            assert_eq!(around(at..at).height(), 1);
        }
    }

    #[test]
    fn of_a_very_long_line_only_the_surroundings_are_taken() {
        let text = format!("{}needle{}", "é".repeat(5_000), "ü".repeat(5_000));
        let range = 10_000..10_006;
        let excerpt = Excerpt::around(&text, &line_starts(&text), &range).unwrap();
        assert!(excerpt.text.len() < 1_000, "{}", excerpt.text.len());
        assert_eq!(excerpt.text.get(excerpt.place(&range)), Some("needle"));
    }

    #[test]
    fn a_run_outside_the_text_has_no_lines() {
        assert!(Excerpt::around(TEXT, &line_starts(TEXT), &(3..TEXT.len() + 1)).is_none());
    }

    #[test]
    fn a_run_that_ends_with_its_line_does_not_reach_into_the_next() {
        let end = TEXT.find('\n').unwrap() + 1;
        assert_eq!(around(0..end).height(), 1);
    }
}
