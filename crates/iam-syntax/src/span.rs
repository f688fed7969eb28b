//! Places in a text.

/// A run of bytes in a policy text: UTF-8 byte offsets, `start` included, `end` not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// Offset of the first byte.
    pub start: u32,
    /// Offset behind the last byte.
    pub end: u32,
}

impl Span {
    /// The run from `start` up to, but not including, `end`.
    pub const fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    /// The smallest run that holds both.
    pub(crate) fn cover(self, other: Self) -> Self {
        Self::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// The text at this place; empty when the place is not inside `text` or cuts a character.
    ///
    /// ```
    /// use iam_syntax::Span;
    ///
    /// assert_eq!(Span::new(3, 6).text("s3:Get*"), "Get");
    /// assert_eq!(Span::new(3, 60).text("s3:Get*"), "");
    /// ```
    pub fn text(self, text: &str) -> &str {
        text.get(self.start as usize..self.end as usize).unwrap_or("")
    }
}

/// A value and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Place, quotes included.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// `value`, found at `span`.
    pub const fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }
}

/// Puts things in the order of the text; equal places keep their order. For short lists: it takes quadratic time, and
/// a fraction of the code of the sorting in `std`, which the page would download once for every type.
pub fn in_order_of_text<T>(items: &mut [T], place: impl Fn(&T) -> Span) {
    for end in 1..items.len() {
        let mut at = end;
        while at > 0 && items.get(at).map(&place) < items.get(at - 1).map(&place) {
            items.swap(at, at - 1);
            at -= 1;
        }
    }
}

/// A line and a column as people count them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineColumn {
    /// Line, counted from 1.
    pub line: u32,
    /// Column in characters (Unicode scalar values), counted from 1.
    pub column: u32,
}

/// Finds lines and columns in one text. LF, CRLF and a lone CR all end a line.
#[derive(Clone, Debug)]
pub struct LineIndex {
    /// Byte offset of the first byte of each line.
    starts: Vec<u32>,
}

impl LineIndex {
    /// Reads the line borders of `text`, once.
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        for (at, byte) in bytes.iter().enumerate() {
            let lone_cr = *byte == b'\r' && bytes.get(at + 1) != Some(&b'\n');
            if *byte == b'\n' || lone_cr {
                starts.push(at as u32 + 1);
            }
        }
        Self { starts }
    }

    /// Line and column of the byte at `offset` in `text`, the text this index was made from.
    ///
    /// ```
    /// use iam_syntax::{LineColumn, LineIndex};
    ///
    /// let text = "{\n  \"Version\"\n}";
    /// assert_eq!(LineIndex::new(text).line_column(text, 4), LineColumn { line: 2, column: 3 });
    /// ```
    pub fn line_column(&self, text: &str, offset: u32) -> LineColumn {
        let line = self.starts.partition_point(|start| *start <= offset);
        let start = self.starts.get(line.saturating_sub(1)).copied().unwrap_or(0);
        let before = Span::new(start, offset).text(text);
        LineColumn { line: line as u32, column: before.chars().count() as u32 + 1 }
    }

    /// Number of lines of the text; a text without line ends has one.
    pub fn lines(&self) -> usize {
        self.starts.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_of_line_end_starts_one_new_line() {
        let text = "a\nb\r\nc\rd";
        let index = LineIndex::new(text);
        assert_eq!(index.lines(), 4);
        assert_eq!(index.line_column(text, 7), LineColumn { line: 4, column: 1 });
    }

    #[test]
    fn columns_count_characters_not_bytes() {
        let text = "x\né=1";
        let index = LineIndex::new(text);
        assert_eq!(index.line_column(text, 4), LineColumn { line: 2, column: 2 });
    }

    #[test]
    fn order_of_text_is_stable() {
        let mut items = [(3, 'a'), (1, 'b'), (3, 'c'), (2, 'd'), (1, 'e')];
        in_order_of_text(&mut items, |(start, _)| Span::new(*start, *start));
        assert_eq!(items.map(|(_, name)| name), ['b', 'e', 'd', 'a', 'c']);
    }

    #[test]
    fn a_place_that_cuts_a_character_has_no_text() {
        assert_eq!(Span::new(0, 1).text("é"), "");
        assert_eq!(Span::new(0, 2).text("é"), "é");
    }
}
