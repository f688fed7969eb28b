//! Lines of a text by offsets.

/// Beginnings of a text's lines: counting from the top for each offset would take the square of the text's length.
pub(crate) struct Lines {
    starts: Vec<usize>,
}

impl Lines {
    pub(crate) fn of(text: &str) -> Self {
        let behind = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        Self { starts: std::iter::once(0).chain(behind).collect() }
    }

    /// The line that an offset lies in, counted from 1.
    pub(crate) fn line(&self, offset: usize) -> usize {
        self.starts.partition_point(|start| *start <= offset)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_ends_with_its_break() {
        let lines = Lines::of("a\n\nb");
        assert_eq!([0, 1, 2, 3, 4].map(|offset| lines.line(offset)), [1, 1, 2, 3, 3]);
        assert_eq!(Lines::of("").line(0), 1);
    }
}
