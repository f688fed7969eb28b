//! The bar at the top: which scenario, and what can be done with it.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::components::exchange::Exchange;
use crate::components::icon::{Icon, glyph};
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
    let onchange = Callback::from(move |event: Event| onopen.emit(text_of(&event).into()));
    html! {
        <header class="bar">
            <h1>{ glyph(Icon::Logo) }{ "Rolescope" }</h1>
            <label class="picker">
                <span class="unseen">{ "Scenario" }</span>
                <select ref={select} {onchange}>
                    { for EXAMPLES.iter().map(|example| html! {
                        <option value={example.id} selected={example.id == props.source}>{ example.title }</option>
                    }) }
                    if own || props.has_own {
                        <option value={OWN} selected={own}>
                            { if own { own_title(&props.scenario.title) } else { "Your own scenario".to_owned() } }
                        </option>
                    }
                </select>
            </label>
            if props.edited && !own {
                { reset(&asking, &props.dispatch) }
            }
            <span class="promise">{ "Nothing leaves this browser" }</span>
            <Exchange scenario={props.scenario.clone()} dispatch={props.dispatch.clone()} />
            { theme_switch(props.theme, &props.dispatch) }
        </header>
    }
}

fn own_title(title: &str) -> String {
    if title.is_empty() { "Your own scenario".to_owned() } else { title.to_owned() }
}

/// Brings the built-in scenario back; asks once, since the edits are lost.
fn reset(asking: &UseStateHandle<bool>, dispatch: &Callback<Action>) -> Html {
    let ask = |answer: bool| {
        let asking = asking.clone();
        Callback::from(move |_: MouseEvent| asking.set(answer))
    };
    if !**asking {
        return html! { <button type="button" class="quiet" onclick={ask(true)}>{ "Reset" }</button> };
    }
    html! {
        <span class="asking" role="group" aria-label="Reset">
            <span>{ "Discard your edits?" }</span>
            <button type="button" class="danger" onclick={click(dispatch, Action::Reset)}>{ "Discard" }</button>
            <button type="button" onclick={ask(false)}>{ "Keep" }</button>
        </span>
    }
}

fn theme_switch(theme: Theme, dispatch: &Callback<Action>) -> Html {
    let (icon, label, next) = match theme {
        Theme::System => (Icon::HalfMoon, "Theme: as the system", Theme::Light),
        Theme::Light => (Icon::Sun, "Theme: light", Theme::Dark),
        Theme::Dark => (Icon::Moon, "Theme: dark", Theme::System),
    };
    let onclick = click(dispatch, Action::SetTheme(next));
    html! {
        <button type="button" class="square" aria-label={label} title={label} {onclick}>{ glyph(icon) }</button>
    }
}
