//! The role walk: how far the request gets.

use rolescope::walk::{Station, StationKind, StationState};
use yew::Callback;

use crate::components::icon::{Icon, glyph};
use crate::components::markup::{Tag, button, tag};
use crate::components::more::drawn;
use crate::components::wire::click;
use crate::state::{Action, List, Shown};
use crate::tone::{Tone, icon};

/// The stations of a walk; `current` is the position of the one that the page stands at.
pub(crate) fn walk(stations: &[Station], current: Option<usize>, shown: &Shown, dispatch: &Callback<Action>) -> Tag {
    let few = shown.few(&List::Stations, stations.len(), current);
    let mut account = None;
    let way = tag("ol").list(drawn(&List::Stations, &few, "stations", dispatch, &mut |at| {
        let Some(station) = stations.get(at) else { return tag("li") };
        let reached = stations.get(at + 1).map(|next| next.state != StationState::NotReached);
        let border = station.account.as_ref().filter(|_| station.account != account);
        let stop = stop(station, border, reached, current == Some(at), dispatch);
        account = station.account.clone().or_else(|| account.take());
        stop
    }));
    tag("section")
        .class("walk")
        .labelled_by("walk-heading")
        .with(tag("h2").is("id", "walk-heading").class("unseen").word("Role walk"))
        .with(way)
}

/// One station; `border` is its account when those before are in another one, `reached` says whether the request comes
/// to the next one.
fn stop(
    station: &Station,
    border: Option<&String>,
    reached: Option<bool>,
    current: bool,
    dispatch: &Callback<Action>,
) -> Tag {
    let way = match reached {
        Some(true) => "goes-on",
        Some(false) => "stops",
        None => "ends",
    };
    let action = Action::SelectStation {
        step: station.step,
        kind: station.kind,
        pointer: station.pointer.clone().map(Into::into),
    };
    let mut what = tag("span").class("what").word(kind_word(station.kind));
    if let Some(account) = border {
        what = what.text(&format!(" · account {account}"));
    }
    let mut stop = button("", click(dispatch, action));
    if current {
        stop = stop.is("aria-current", "step");
    }
    let stop = stop
        .with(tag("span").class("dot").with(glyph(station_icon(station))))
        .with(what)
        .with(breakable(tag("span").class("who"), &station.label))
        .with(tag("span").class("says").text(&station.note));
    tag("li").class("station").class(tone(station).class()).class(way).with(stop)
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

fn station_icon(station: &Station) -> Icon {
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
        ) => icon(tone),
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

/// A name is broken in so many places at the most.
const BREAKS: usize = 32;

/// Appends the text with a place to break behind its first slashes, so that long names stay whole words elsewhere.
fn breakable(mut parent: Tag, text: &str) -> Tag {
    let mut parts = text.split_inclusive('/');
    let mut left = text;
    for part in parts.by_ref().take(BREAKS) {
        left = left.get(part.len()..).unwrap_or("");
        parent = parent.text(part).with(tag("wbr"));
    }
    if left.is_empty() { parent } else { parent.text(left) }
}
