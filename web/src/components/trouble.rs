//! Decisions and news about drafts and about the scenario's format, below the bar.

use yew::Callback;

use crate::chunks::chunks;
use crate::components::markup::{Tag, button, tag};
use crate::components::prose::prose;
use crate::components::wire::click;
use crate::state::{Action, State, Trouble};

const CONFLICT: &str = "Another tab changed this scenario at the same time. Both versions are kept: this tab's as a scenario \
                        of your own.";

/// The place for the strips; it is always there, so that screen readers hear what comes into it.
pub(crate) fn troubles(state: &State, dispatch: &Callback<Action>) -> Tag {
    let newer = chunks().later.and_then(|it| (it.newer)(state));
    tag("div").is("aria-live", "polite").maybe(trouble(state, dispatch)).maybe(newer)
}

fn trouble(state: &State, dispatch: &Callback<Action>) -> Option<Tag> {
    let settle = |word| button("", click(dispatch, Action::Warn(None))).word(word);
    let strip =
        |words: &str| tag("section").class("trouble t-nothing").is("aria-label", "Drafts").with(prose(tag("p"), words));
    match state.trouble.as_ref()? {
        Trouble::Conflict { slot, copy } => {
            let compare = button_of_drafts("compare", "Compare");
            let compare = compare.set("data-slot", slot).set("data-copy", copy);
            (state.source == *copy).then(|| strip(CONFLICT).with(compare).with(settle("Keep both")))
        }
        Trouble::Unreadable { slot, reason } => {
            let words = [
                "A draft cannot be read by this version: ",
                reason,
                ". It stays as it is. What you change here is kept as a scenario of your own.",
            ];
            let show = button_of_drafts("text", "Show it").set("data-slot", slot);
            Some(strip(&words.concat()).with(show).with(settle("Dismiss")))
        }
    }
}

/// A button that opens a dialog of `web/drafts`.
pub(crate) fn button_of_drafts(dialog: &'static str, words: &'static str) -> Tag {
    tag("button").is("type", "button").is("data-drafts", dialog).word(words)
}
