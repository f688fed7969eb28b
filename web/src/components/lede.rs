//! What the scenario is about, above everything else.

use rolescope::Scenario;

use crate::components::markup::{Tag, tag};
use crate::components::prose::prose;

/// The scenario's description; nothing where there is none.
pub(crate) fn lede(scenario: &Scenario) -> Option<Tag> {
    let text = scenario.description.trim();
    if text.is_empty() {
        return None;
    }
    let lines: Vec<&str> = text.lines().collect();
    let paragraphs = lines.split(|line| line.trim().is_empty()).filter(|lines| !lines.is_empty());
    let paragraphs = paragraphs.map(|lines| prose(tag("p"), &lines.join("\n"))).collect();
    Some(tag("section").class("lede").is("aria-label", "About this scenario").list(paragraphs))
}
