//! Subject of the scenario, above everything else.

use yew::Callback;

use crate::components::markup::{Tag, tag};
use crate::components::more::more;
use crate::components::prose::prose;
use crate::state::{Action, List, State};

/// The scenario's description; nothing where there is none.
pub(crate) fn lede(state: &State, dispatch: &Callback<Action>) -> Option<Tag> {
    let text = state.scenario.description.trim();
    if text.is_empty() {
        return None;
    }
    let lines: Vec<&str> = text.lines().collect();
    let paragraphs: Vec<&[&str]> =
        lines.split(|line| line.trim().is_empty()).filter(|lines| !lines.is_empty()).collect();
    let few = state.shown.few(&List::Paragraphs, paragraphs.len(), None);
    let rest = few.after().map(|part| more(&List::Paragraphs, part, "paragraphs", dispatch));
    let drawn = paragraphs.iter().take(few.end).map(|lines| prose(tag("p"), &lines.join("\n"))).collect();
    Some(tag("section").class("lede").is("aria-label", "About this scenario").list(drawn).maybe(rest))
}
