//! Policy texts of a scenario, laid out: as an editor shows them, and as a file does.

use rolescope::Scenario;
use rolescope::scenario::{Document, DocumentForm};

/// The scenario with its policy texts as an editor shows them: without the indentation of the file around them, and
/// with the line ends that a text area keeps.
pub(crate) fn laid_out(scenario: Scenario) -> Scenario {
    with_documents(scenario, |_, document| {
        let document = document.dedented();
        if document.text().contains('\r') {
            return Document::from_text(with_line_feeds(document.text()));
        }
        document
    })
}

/// The scenario with its policy texts as a file shows them: indented as far as what is around them.
pub(crate) fn nested(scenario: Scenario) -> Scenario {
    with_documents(scenario, |pointer, document| {
        if document.form() == DocumentForm::Text {
            return document.clone();
        }
        let around = "  ".repeat(pointer.split('/').count());
        let mut text = String::new();
        for (at, line) in document.text().split('\n').enumerate() {
            if at > 0 {
                text.push('\n');
                text.push_str(if line.is_empty() { "" } else { &around });
            }
            text.push_str(line);
        }
        Document::from_text(text)
    })
}

fn with_documents(mut scenario: Scenario, other: fn(&str, &Document) -> Document) -> Scenario {
    let mut pointers = scenario.policies().into_iter().map(|entry| entry.pointer).collect::<Vec<_>>().into_iter();
    scenario.change_policies(|policy| {
        if let Some(pointer) = pointers.next() {
            policy.document = other(&pointer, &policy.document);
        }
    });
    scenario
}

/// The text with one line feed at the end of each line, whatever stood there.
fn with_line_feeds(text: &str) -> String {
    let mut letters = text.chars().peekable();
    let mut laid_out = String::with_capacity(text.len());
    while let Some(letter) = letters.next() {
        if letter == '\r' {
            letters.next_if_eq(&'\n');
        }
        laid_out.push(if letter == '\r' { '\n' } else { letter });
    }
    laid_out
}
