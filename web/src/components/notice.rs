//! Notice of an event that can be missed, at the bottom edge until it is dismissed or something else happens.

use yew::Callback;

use crate::components::icon::{Icon, glyph};
use crate::components::markup::{Tag, button, tag};
use crate::components::wire::click;
use crate::state::{Action, Change, State};

/// The place for notices; it is always there, so that screen readers hear what comes into it.
pub(crate) fn notice(state: &State, dispatch: &Callback<Action>) -> Tag {
    let place = tag("div").class("notices").is("aria-live", "polite");
    let Some(notice) = &state.notice else { return place.maybe(None) };
    let undo = notice.undo.then(|| button("", click(dispatch, Action::Change(Change::TakeBack))).word("Undo"));
    let dismiss = button("square quiet", click(dispatch, Action::Say("".into())));
    let toast = tag("div").class("notice").with(tag("span").text(&notice.words)).maybe(undo);
    place.maybe(Some(toast.with(dismiss.is("aria-label", "Dismiss").with(glyph(Icon::Cross)))))
}
