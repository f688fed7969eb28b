//! Where a document of another dialect than plain Markdown has its text.

use std::ops::Range;

/// Markdown without the indentation of what Python's Markdown knows as admonitions, details and tabs, so that it is not taken
/// for code. Every line stays in its place.
///
/// They begin with `!!! `, `??? `, `???+ ` or `=== "`, and what they hold is indented by four further blanks.
pub(super) fn without_admonitions(markdown: &str) -> String {
    let mut open: Vec<usize> = Vec::new();
    let mut text = String::with_capacity(markdown.len());
    for line in markdown.split_inclusive('\n') {
        let indentation = line.len() - line.trim_start_matches(' ').len();
        let blank = line.trim().is_empty();
        if !blank {
            open.retain(|inside| *inside <= indentation);
        }
        text.push_str(if blank { line } else { line.get(4 * open.len()..).unwrap_or(line) });
        let opener = ["!!! ", "??? ", "???+ ", "=== \""].iter().any(|it| line.trim_start().starts_with(it));
        if opener {
            open.push(indentation + 4);
        }
    }
    text
}

/// What stands in `.. raw:: html`: the lines below it that are indented further, and blank ones.
pub(super) fn raw_html(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut directive = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let indentation = line.len() - line.trim_start().len();
        let end = at + line.len();
        if directive.is_some_and(|outer| line.trim().is_empty() || indentation > outer) {
            if let Some(range) = found.last_mut() {
                range.end = end;
            }
        } else {
            directive = is_raw_directive(line).then_some(indentation);
            found.extend(directive.map(|_| end..end));
        }
        at = end;
    }
    found
}

fn is_raw_directive(line: &str) -> bool {
    line.split_whitespace().eq(["..", "raw::", "html"])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_in_admonitions_and_tabs_is_no_code() {
        let markdown = "a\n\n!!! note\n    b\n\n    ??? tip \"c\"\n        d\n\n            code\n\n    e\n\n=== \"f\"\n\n    g\n===\n    code\n";
        let without = "a\n\n!!! note\nb\n\n??? tip \"c\"\nd\n\n    code\n\ne\n\n=== \"f\"\n\ng\n===\n    code\n";
        assert_eq!(without_admonitions(markdown), without);
    }
}
