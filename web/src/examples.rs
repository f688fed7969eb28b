//! Scenarios that come with the page.

use rolescope::{Document, NamedPolicy, Scenario};

/// A scenario that comes with the page.
#[derive(Debug, PartialEq)]
pub(crate) struct Example {
    /// Its name in storage and in links.
    pub(crate) id: &'static str,
    /// What the picker says.
    pub(crate) title: &'static str,
    json: &'static str,
}

/// All of them; the first is what a first visit shows.
pub(crate) const EXAMPLES: [Example; 4] = [
    Example {
        id: "ec2-reads-s3",
        title: "A web app on EC2 reads its configuration from S3",
        json: include_str!("../scenarios/ec2-reads-s3.json"),
    },
    Example {
        id: "user-assumes-role",
        title: "Two colleagues try the same role",
        json: include_str!("../scenarios/user-assumes-role.json"),
    },
    Example {
        id: "bucket-names-role",
        title: "The bucket lets a role in",
        json: include_str!("../scenarios/bucket-names-role.json"),
    },
    Example {
        id: "bucket-or-object",
        title: "Reading works, listing does not",
        json: include_str!("../scenarios/bucket-or-object.json"),
    },
];

/// The storage name of a scenario that the visitor brought along.
pub(crate) const OWN: &str = "own";

/// A built-in scenario by its name.
pub(crate) fn example(id: &str) -> Option<Scenario> {
    let found = EXAMPLES.iter().find(|example| example.id == id)?;
    Scenario::from_json(found.json).ok().map(laid_out)
}

/// The scenario with its policy texts as an editor shows them: without the indentation of the file around them, and
/// with the line ends that a text area keeps.
pub(crate) fn laid_out(mut scenario: Scenario) -> Scenario {
    let pointers: Vec<String> = scenario.policies().into_iter().map(|entry| entry.pointer).collect();
    for pointer in pointers {
        if let Some(NamedPolicy { document, .. }) = scenario.policy_mut(&pointer) {
            *document = document.dedented();
            if document.text().contains('\r') {
                *document = Document::from_text(with_line_feeds(document.text()));
            }
        }
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_example_reads_says_its_title_and_meets_what_it_expects() {
        for known in &EXAMPLES {
            let scenario = example(known.id).unwrap();
            assert_eq!(scenario.title, known.title);
            let report = rolescope::analyze(&scenario);
            assert_eq!(report.steps.len(), scenario.steps.len(), "{}", known.id);
            assert_eq!(report.problems, [], "{}", known.id);
            for step in &report.steps {
                assert_eq!(step.met, Some(true), "{}: {:?} {}", known.id, step.name, step.reason);
            }
        }
    }

    #[test]
    fn policy_texts_begin_at_the_left_edge() {
        let scenario = example("ec2-reads-s3").unwrap();
        for entry in scenario.policies() {
            assert!(entry.policy.document.text().starts_with("{\n  \"Version\""), "{}", entry.pointer);
        }
    }

    #[test]
    fn line_ends_are_what_a_text_area_keeps() {
        let json = r#"{"principals":[{"arn":"a","trustPolicy":{"name":"t","document":"{\r\n}\r"}}]}"#;
        let scenario = laid_out(Scenario::from_json(json).unwrap());
        assert_eq!(scenario.policies()[0].policy.document.text(), "{\n}\n");
    }
}
