//! The strip above a scenario that is of a newer format than the page knows.

use rolescope::scenario::FORMAT;

use crate::components::markup::{Tag, tag};
use crate::state::State;

/// The strip; nothing where the page knows the format.
pub(crate) fn newer(state: &State) -> Option<Tag> {
    let format = state.scenario.newer_format()?;
    let words = format!(
        "This scenario is of format {format}, newer than this page knows (format {FORMAT}). It shows what it can: fields that it \
         does not know are left out, and the decision can differ."
    );
    Some(tag("div").class("trouble t-nothing newer").is("role", "note").with(tag("p").text(&words)))
}
