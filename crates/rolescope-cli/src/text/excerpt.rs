//! Some lines of a text, moved to the left.

use std::ops::Range;

/// The lines around a run of bytes, without the indentation that they share.
pub(super) struct Excerpt {
    /// The lines.
    pub(super) text: String,
    /// Number of the first one, counted from 1.
    pub(super) first_line: usize,
    /// How many there are.
    pub(super) lines: usize,
    indentation: usize,
    /// Where each line begins: in the whole text, and here.
    starts: Vec<(usize, usize)>,
}

/// Byte offsets at which the lines of `text` begin.
pub(super) fn line_starts(text: &str) -> Vec<usize> {
    std::iter::once(0)
        .chain(text.match_indices('\n').map(|(at, _)| at + 1))
        .collect()
}

impl Excerpt {
    /// The lines of `text` that hold `range`; `starts` is where its lines begin. Nothing when the range is not
    /// inside the text.
    pub(super) fn around(text: &str, starts: &[usize], range: &Range<usize>) -> Option<Self> {
        text.get(range.clone())?;
        let first = starts
            .partition_point(|start| *start <= range.start)
            .saturating_sub(1);
        let behind = starts.partition_point(|start| *start < range.end.max(range.start + 1));
        let begin = starts.get(first).copied()?;
        let end = starts.get(behind).copied().unwrap_or(text.len());
        let lines: Vec<&str> = text.get(begin..end)?.lines().collect();
        let indentation = lines
            .iter()
            .filter(|line| !line.trim().is_empty())
            .map(|line| blanks(line))
            .min();
        let indentation = indentation.unwrap_or(0);
        let mut excerpt = Self {
            text: String::new(),
            first_line: first + 1,
            lines: lines.len(),
            indentation,
            starts: Vec::new(),
        };
        for (line, start) in lines.iter().zip(starts.iter().skip(first)) {
            excerpt.starts.push((*start, excerpt.text.len()));
            excerpt
                .text
                .push_str(line.get(indentation..).unwrap_or("").trim_end());
            excerpt.text.push('\n');
        }
        Some(excerpt)
    }

    /// Where a run of bytes of the whole text is in these lines.
    pub(super) fn place(&self, range: &Range<usize>) -> Range<usize> {
        let start = self.offset(range.start);
        start..self.offset(range.end).max(start)
    }

    fn offset(&self, whole: usize) -> usize {
        let line = self
            .starts
            .partition_point(|(start, _)| *start <= whole)
            .saturating_sub(1);
        let (start, here) = self.starts.get(line).copied().unwrap_or_default();
        let next = self
            .starts
            .get(line + 1)
            .map_or(self.text.len(), |(_, next)| *next);
        (here + whole.saturating_sub(start + self.indentation)).min(next.saturating_sub(1))
    }
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
        assert_eq!(
            (excerpt.text.as_str(), excerpt.first_line),
            ("\"a\": {\n  \"b\": 1\n},\n", 2)
        );
        let place = excerpt.place(&range);
        assert_eq!(excerpt.text.get(place), Some("{\n  \"b\": 1\n}"));
    }

    #[test]
    fn an_empty_run_has_its_line() {
        for at in [0, TEXT.len()] {
            assert_eq!(around(at..at).lines, 1);
        }
    }

    #[test]
    fn a_run_outside_the_text_has_no_lines() {
        assert!(Excerpt::around(TEXT, &line_starts(TEXT), &(3..TEXT.len() + 1)).is_none());
    }

    #[test]
    fn a_run_that_ends_with_its_line_does_not_reach_into_the_next() {
        let end = TEXT.find('\n').unwrap() + 1;
        assert_eq!(around(0..end).lines, 1);
    }
}
