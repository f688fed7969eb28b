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
    let paragraphs = text.split("\n\n").map(|text| prose(tag("p"), text)).collect();
    Some(tag("section").class("lede").is("aria-label", "About this scenario").list(paragraphs))
}
