//! The bar at the top: which scenario, and what can be done with it.

use web_sys::HtmlElement;
use yew::{AttrValue, Callback};

use crate::browser::element;
use crate::components::field::Forms;
use crate::components::icon::{Icon, glyph};
use crate::components::markup::{On, Tag, Wire, button, tag, unseen};
use crate::components::wire::click;
use crate::examples;
use crate::state::{Action, Change, Dialog, Editable, Entity, Field, State, Theme};

/// The bar.
pub(crate) fn bar(state: &State, forms: &Forms<'_>) -> Tag {
    let dispatch = forms.dispatch;
    let title = Editable::Field(Entity::Scenario, Field::Name);
    let title = forms.line("scenario-title", title, &state.scenario.title);
    let picker = tag("div").class("picker").with(tag("label").with(unseen("Scenario title")).with(title)).with(
        button("", click(dispatch, Action::Show(Dialog::Examples)))
            .is("id", "examples-button")
            .is("aria-haspopup", "dialog")
            .word("Examples"),
    );
    tag("header")
        .class("bar")
        .with(skip())
        .with(tag("h1").with(glyph(Icon::Logo)).word("Rolescope"))
        .with(tag("p").class("tagline").word("why AWS says yes or no"))
        .with(picker)
        .with(
            tag("div")
                .class("tools history")
                .with(history(state, false, dispatch))
                .with(history(state, true, dispatch)),
        )
        .maybe((state.edited && examples::is_known(&state.source)).then(|| reset(state, dispatch)))
        .with(tag("span").class("promise").word("Nothing leaves this browser"))
        .with(
            tag("button")
                .is("type", "button")
                .class("edge")
                .is("id", "share")
                .is("aria-haspopup", "dialog")
                .word("Share"),
        )
        .with(button("", click(dispatch, Action::Show(Dialog::Exchange))).is("aria-haspopup", "dialog").word("JSON"))
        .with(theme_switch(state.theme, dispatch))
}

/// The way to the whole verdict.
pub(crate) fn to_outcome() -> Wire {
    Wire::new(On::Click, |event| {
        event.prevent_default();
        if let Some(outcome) = element::<HtmlElement>("outcome") {
            outcome.scroll_into_view();
            let _ = outcome.focus();
        }
    })
}

/// The first stop of the keyboard; nobody sees it before.
fn skip() -> Tag {
    tag("a").class("skip").is("href", "#outcome").on(to_outcome()).word("Skip to the verdict")
}

/// Undo or redo, which say what they would change.
fn history(state: &State, again: bool, dispatch: &Callback<Action>) -> Tag {
    let (id, word, icon, action, what) = if again {
        ("redo", "Redo", Icon::Redo, Action::Change(Change::Redo), state.history.redoable())
    } else {
        ("undo", "Undo", Icon::Undo, Action::Change(Change::Undo), state.history.undoable())
    };
    let label = what.map_or(AttrValue::Static(word), |what| format!("{word}: {what}").into());
    button("square quiet", click(dispatch, action))
        .is("id", id)
        .set("aria-label", &label)
        .set("title", &label)
        .is("aria-disabled", if what.is_some() { "false" } else { "true" })
        .with(glyph(icon))
}

/// Brings the built-in scenario back; asks once.
fn reset(state: &State, dispatch: &Callback<Action>) -> Tag {
    if !state.asking {
        return button("quiet", click(dispatch, Action::Ask(true))).is("id", "reset").word("Reset");
    }
    let fetch = Action::Fetch { source: state.source.clone(), fresh: true };
    tag("span")
        .class("asking")
        .is("role", "group")
        .is("aria-label", "Reset")
        .with(tag("span").word("Discard your edits?"))
        .with(button("danger", click(dispatch, fetch)).word("Discard"))
        .with(button("", click(dispatch, Action::Ask(false))).is("id", "keep").word("Keep"))
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
