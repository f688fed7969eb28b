//! The bar at the top: which scenario, and what can be done with it.

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::components::exchange::Exchange;
use crate::components::icon::{Glyph, Icon};
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
    let onchange =
        props.onopen.reform(|event: Event| AttrValue::from(event.target_unchecked_into::<HtmlSelectElement>().value()));
    html! {
        <header class="bar">
            <h1><Glyph icon={Icon::Logo} />{ "Rolescope" }</h1>
            <label class="picker">
                <span class="unseen">{ "Scenario" }</span>
                <select {onchange}>
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
                <Reset dispatch={props.dispatch.clone()} />
            }
            <span class="promise">{ "Nothing leaves this browser" }</span>
            <Exchange scenario={props.scenario.clone()} dispatch={props.dispatch.clone()} />
            <ThemeSwitch theme={props.theme} dispatch={props.dispatch.clone()} />
        </header>
    }
}

fn own_title(title: &str) -> String {
    if title.is_empty() { "Your own scenario".to_owned() } else { title.to_owned() }
}

#[derive(PartialEq, Properties)]
struct ResetProps {
    dispatch: Callback<Action>,
}

/// Brings the built-in scenario back; asks once, since the edits are lost.
#[component]
fn Reset(props: &ResetProps) -> Html {
    let asking = use_state(|| false);
    let ask = |answer: bool| {
        let asking = asking.clone();
        Callback::from(move |_: MouseEvent| asking.set(answer))
    };
    let onclick = props.dispatch.reform(|_: MouseEvent| Action::Reset);
    html! {
        if *asking {
            <span class="asking" role="group" aria-label="Reset">
                <span>{ "Discard your edits?" }</span>
                <button type="button" class="danger" {onclick}>{ "Discard" }</button>
                <button type="button" onclick={ask(false)}>{ "Keep" }</button>
            </span>
        } else {
            <button type="button" class="quiet" onclick={ask(true)}>{ "Reset" }</button>
        }
    }
}

#[derive(PartialEq, Properties)]
struct ThemeProps {
    theme: Theme,
    dispatch: Callback<Action>,
}

#[component]
fn ThemeSwitch(props: &ThemeProps) -> Html {
    let (icon, word, next) = match props.theme {
        Theme::System => (Icon::HalfMoon, "as the system", Theme::Light),
        Theme::Light => (Icon::Sun, "light", Theme::Dark),
        Theme::Dark => (Icon::Moon, "dark", Theme::System),
    };
    let onclick = props.dispatch.reform(move |_: MouseEvent| Action::SetTheme(next));
    let label = format!("Theme: {word}");
    html! {
        <button type="button" class="square" aria-label={label.clone()} title={label} {onclick}><Glyph {icon} /></button>
    }
}
