//! The bar at the top: which scenario, and what can be done with it.

use yew::{AttrValue, Callback};

use crate::components::exchange::exchange;
use crate::components::icon::{Icon, glyph};
use crate::components::markup::{On, Tag, Wire, button, tag, unseen};
use crate::components::wire::{click, text_of};
use crate::examples::{EXAMPLES, OWN};
use crate::state::{Action, State, Theme};

/// The bar; `has_own` says whether a scenario of the visitor's own is in storage, `onopen` is called with the storage
/// name of the scenario to show.
pub(crate) fn bar(state: &State, has_own: bool, onopen: &Callback<AttrValue>, dispatch: &Callback<Action>) -> Tag {
    let own = state.source == OWN;
    let onopen = onopen.clone();
    let choice = Wire::new(On::Change, move |event| onopen.emit(text_of(&event).into()));
    let mut examples = Vec::new();
    for example in &EXAMPLES {
        let chosen = example.id == state.source;
        examples.push(option(example.id, chosen).word(example.title));
    }
    let mut others = Vec::new();
    if own || has_own {
        let title = if own { own_title(&state.scenario.title) } else { OWN_TITLE };
        // A new option each time: once a visitor has chosen it, `selected` on the old one says nothing any more.
        others.push(option(OWN, own).key(if own { "chosen" } else { "there" }).text(title));
    }
    let choices = tag("select").on(choice).list(examples).list(others);
    tag("header")
        .class("bar")
        .with(tag("h1").with(glyph(Icon::Logo)).word("Rolescope"))
        .with(tag("label").class("picker").with(unseen("Scenario")).with(choices))
        .maybe((state.edited && !own).then(|| reset(state.asking, dispatch)))
        .with(tag("span").class("promise").word("Nothing leaves this browser"))
        .list(exchange(state, dispatch))
        .with(theme_switch(state.theme, dispatch))
}

const OWN_TITLE: &str = "Your own scenario";

fn own_title(title: &str) -> &str {
    if title.is_empty() { OWN_TITLE } else { title }
}

fn option(id: &'static str, chosen: bool) -> Tag {
    tag("option").is("value", id).flag("selected", chosen)
}

/// Brings the built-in scenario back; asks once, since the edits are lost.
fn reset(asking: bool, dispatch: &Callback<Action>) -> Tag {
    if !asking {
        return button("quiet", click(dispatch, Action::Ask(true))).word("Reset");
    }
    tag("span")
        .class("asking")
        .is("role", "group")
        .is("aria-label", "Reset")
        .with(tag("span").word("Discard your edits?"))
        .with(button("danger", click(dispatch, Action::Reset)).word("Discard"))
        .with(button("", click(dispatch, Action::Ask(false))).word("Keep"))
}

fn theme_switch(theme: Theme, dispatch: &Callback<Action>) -> Tag {
    let (icon, label, next) = match theme {
        Theme::System => (Icon::HalfMoon, "Theme: as the system", Theme::Light),
        Theme::Light => (Icon::Sun, "Theme: light", Theme::Dark),
        Theme::Dark => (Icon::Moon, "Theme: dark", Theme::System),
    };
    let switch = button("square", click(dispatch, Action::SetTheme(next)));
    switch.is("aria-label", label).is("title", label).with(glyph(icon))
}
