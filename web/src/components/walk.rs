//! The role walk: how far the request gets.

use rolescope::{Station, StationKind, StationState};
use yew::prelude::*;

use crate::components::icon::{Icon, glyph};
use crate::components::wire::click;
use crate::shared::Shared;
use crate::state::Action;
use crate::tone::Tone;

#[derive(PartialEq, Properties)]
pub(crate) struct WalkProps {
    pub(crate) stations: Shared<Vec<Station>>,
    /// Position of the station that the page stands at.
    pub(crate) current: Option<usize>,
    pub(crate) dispatch: Callback<Action>,
}

#[component]
pub(crate) fn Walk(props: &WalkProps) -> Html {
    html! {
        <section class="walk" aria-labelledby="walk-heading">
            <h2 id="walk-heading" class="unseen">{ "Role walk" }</h2>
            <ol>
                { for props.stations.iter().enumerate().map(|(at, station)| {
                    let reached = props.stations.get(at + 1).map(|next| next.state != StationState::NotReached);
                    let before = props.stations.iter().take(at).rev().find_map(|station| station.account.as_ref());
                    let border = station.account.as_ref() != before;
                    stop(station, border, reached, props.current == Some(at), &props.dispatch)
                }) }
            </ol>
        </section>
    }
}

/// One station; `border` says whether it is in another account than those before, `reached` whether the request comes
/// to the next one.
fn stop(station: &Station, border: bool, reached: Option<bool>, current: bool, dispatch: &Callback<Action>) -> Html {
    let tone = tone(station);
    let way = match reached {
        Some(true) => "goes-on",
        Some(false) => "stops",
        None => "ends",
    };
    let action = Action::SelectStation {
        step: station.step,
        kind: station.kind,
        pointer: station.pointer.clone().map(AttrValue::from),
    };
    html! {
        <li class={classes!("station", tone.class(), way)}>
            <button type="button" onclick={click(dispatch, action)} aria-current={current.then_some("step")}>
                <span class="dot">{ glyph(icon(station)) }</span>
                <span class="what">
                { kind_word(station.kind) }
                if let Some(account) = station.account.as_ref().filter(|_| border) {
                    { format!(" · account {account}") }
                }
                </span>
                <span class="who">{ breakable(&station.label) }</span>
                <span class="says">{ &station.note }</span>
            </button>
        </li>
    }
}

fn tone(station: &Station) -> Tone {
    match (station.kind, station.state) {
        (StationKind::Session, StationState::Allowed) => Tone::Info,
        (
            StationKind::Caller
            | StationKind::Trust
            | StationKind::Session
            | StationKind::Permissions
            | StationKind::Resource,
            state,
        ) => Tone::from(state),
    }
}

fn icon(station: &Station) -> Icon {
    let tone = tone(station);
    match (station.kind, tone) {
        (StationKind::Session, Tone::Info) => Icon::Clock,
        (StationKind::Caller, Tone::Info) => Icon::Person,
        (
            StationKind::Caller
            | StationKind::Trust
            | StationKind::Session
            | StationKind::Permissions
            | StationKind::Resource,
            tone,
        ) => tone.icon(),
    }
}

const fn kind_word(kind: StationKind) -> &'static str {
    match kind {
        StationKind::Caller => "Caller",
        StationKind::Trust => "Trust policy",
        StationKind::Session => "Session",
        StationKind::Permissions => "Permissions",
        StationKind::Resource => "Resource",
    }
}

/// The text with a place to break behind every slash, so that long names stay whole words elsewhere.
fn breakable(text: &str) -> Html {
    text.split_inclusive('/').map(|part| html! { <>{ part.to_owned() }<wbr /></> }).collect()
}
