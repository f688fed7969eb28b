//! Place of the text in a document of another dialect than plain Markdown.

use std::ops::Range;

/// Beginnings of a block that is indented by four further blanks in Python's Markdown.
const OPENERS: [&str; 4] = ["!!! ", "??? ", "???+ ", "=== \""];

/// The marks of the fence that a line opens.
fn opened(line: &str) -> Option<&str> {
    let length = line.len() - line.trim_start_matches(line.chars().next().filter(|it| matches!(it, '`' | '~'))?).len();
    line.get(..length).filter(|marks| marks.len() >= 3)
}

/// True if a line ends the fence that `marks` opened: as many of them, or more, and nothing else.
fn closes(line: &str, marks: &str) -> bool {
    line.starts_with(marks) && line.trim_start_matches(marks.get(..1).unwrap_or(marks)).is_empty()
}

/// Markdown without the indentation of what Python's Markdown knows as admonitions, details and tabs, so that it is not taken
/// for code. Every line stays in its place.
///
/// Fences keep what they hold, wherever it stands.
pub(super) fn without_admonitions(markdown: &str) -> String {
    let mut open: Vec<usize> = Vec::new();
    let mut fence: Option<&str> = None;
    let mut text = String::with_capacity(markdown.len());
    for line in markdown.split_inclusive('\n') {
        let indentation = line.len() - line.trim_start_matches(' ').len();
        let blank = line.trim().is_empty();
        if !blank && fence.is_none() {
            open.retain(|inside| *inside <= indentation);
        }
        let outer = (4 * open.len()).min(indentation);
        text.push_str(if blank { line } else { line.get(outer..).unwrap_or(line) });
        let inner = line.trim();
        match fence {
            // Not a fence that is text, as four blanks further in.
            Some(mark) if indentation - outer < 4 && closes(inner, mark) => fence = None,
            Some(_) => {}
            None if OPENERS.iter().any(|it| inner.starts_with(it)) => open.push(indentation + 4),
            None => fence = opened(inner),
        }
    }
    text
}

/// Content of `.. raw:: html`: the lines below it that are indented further, and blank ones.
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
    fn a_fenced_example_of_an_admonition_stays_as_it_is() {
        let markdown = "~~~~md\n!!! note\n\n    ```rolescope\n    {}\n    ```\n~~~\n~~~~\n\n!!! note\n    ```rolescope\n    {}\n    ```\n";
        let without =
            "~~~~md\n!!! note\n\n    ```rolescope\n    {}\n    ```\n~~~\n~~~~\n\n!!! note\n```rolescope\n{}\n```\n";
        assert_eq!(without_admonitions(markdown), without);
    }

    #[test]
    fn what_stands_in_admonitions_and_tabs_is_no_code() {
        let markdown = "a\n\n!!! note\n    b\n\n    ??? tip \"c\"\n        d\n\n            code\n\n    e\n\n=== \"f\"\n\n    g\n===\n    code\n";
        let without = "a\n\n!!! note\nb\n\n??? tip \"c\"\nd\n\n    code\n\ne\n\n=== \"f\"\n\ng\n===\n    code\n";
        assert_eq!(without_admonitions(markdown), without);
    }
}
