//! The bar at the top: which scenario, and what can be done with it.

use web_sys::HtmlInputElement;
use yew::prelude::*;
use yew::virtual_dom::ListenerKind;

use crate::components::exchange::Exchange;
use crate::components::icon::{Icon, glyph};
use crate::components::markup::{Tag, Wire, button, tag, unseen};
use crate::components::wire::{click, text_of};
use crate::examples::{EXAMPLES, OWN};
use crate::shared::Shared;
use crate::state::{Action, Theme};

#[derive(PartialEq, Properties)]
pub(crate) struct BarProps {
    pub(crate) scenario: Shared<rolescope::Scenario>,
    pub(crate) source: AttrValue,
    pub(crate) edited: bool,
    pub(crate) has_own: bool,
    pub(crate) theme: Theme,
    /// Called with the storage name of the scenario to show.
    pub(crate) onopen: Callback<AttrValue>,
    pub(crate) dispatch: Callback<Action>,
}

#[component]
pub(crate) fn Bar(props: &BarProps) -> Html {
    let own = props.source == OWN;
    let asking = use_state(|| false);
    use_effect_with(props.edited, {
        let asking = asking.clone();
        move |_| asking.set(false)
    });
    let select = use_node_ref();
    use_effect_with((props.source.clone(), props.has_own), {
        let select = select.clone();
        // Once a visitor has chosen, `selected` on an option says nothing any more. A selection has the `value` of an input.
        move |(source, _)| {
            if let Some(select) = select.cast::<HtmlInputElement>() {
                select.set_value(source);
            }
        }
    });
    let onopen = props.onopen.clone();
    let choice = Wire::new(ListenerKind::onchange, move |event| onopen.emit(text_of(&event).into()));
    let mut choices = tag("select").at(&select).on(choice);
    for example in &EXAMPLES {
        let chosen = example.id == props.source;
        choices = choices.with(option(example.id, chosen).word(example.title));
    }
    if own || props.has_own {
        let title = if own { own_title(&props.scenario.title) } else { OWN_TITLE };
        choices = choices.with(option(OWN, own).text(title));
    }
    let exchange = html! { <Exchange scenario={props.scenario.clone()} dispatch={props.dispatch.clone()} /> };
    tag("header")
        .class("bar")
        .with(tag("h1").with(glyph(Icon::Logo)).word("Rolescope"))
        .with(tag("label").class("picker").with(unseen("Scenario")).with(choices))
        .maybe((props.edited && !own).then(|| reset(&asking, &props.dispatch)))
        .with(tag("span").class("promise").word("Nothing leaves this browser"))
        .node(exchange)
        .with(theme_switch(props.theme, &props.dispatch))
        .html()
}

const OWN_TITLE: &str = "Your own scenario";

fn own_title(title: &str) -> &str {
    if title.is_empty() { OWN_TITLE } else { title }
}

fn option(id: &'static str, chosen: bool) -> Tag {
    tag("option").is("value", id).flag("selected", chosen)
}

/// Brings the built-in scenario back; asks once, since the edits are lost.
fn reset(asking: &UseStateHandle<bool>, dispatch: &Callback<Action>) -> Tag {
    let ask = |answer: bool| {
        let asking = asking.clone();
        Wire::new(ListenerKind::onclick, move |_| asking.set(answer))
    };
    if !**asking {
        return button("quiet", ask(true)).word("Reset");
    }
    tag("span")
        .class("asking")
        .is("role", "group")
        .is("aria-label", "Reset")
        .with(tag("span").word("Discard your edits?"))
        .with(button("danger", click(dispatch, Action::Reset)).word("Discard"))
        .with(button("", ask(false)).word("Keep"))
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
