//! The page, laid out.

use rolescope::{Station, StationKind, StationState, StepReport};
use web_sys::Element;
use yew::prelude::*;
use yew::virtual_dom::ListenerKind;

use crate::analysis::Analysis;
use crate::components::bar::Bar;
use crate::components::icon::{Icon, glyph};
use crate::components::markup::{Tag, Wire, button, fragment, tag, unseen};
use crate::components::policies::{Desk, policies};
use crate::components::request::request;
use crate::components::session::session_card;
use crate::components::trace::trace;
use crate::components::verdict::verdict;
use crate::components::walk::walk;
use crate::focus::{TracePath, place_of, resting};
use crate::shared::Shared;
use crate::state::{Action, Draft, State};
use crate::tone::{Tone, headline};

#[derive(PartialEq, Properties)]
pub(crate) struct PageProps {
    pub(crate) state: State,
    pub(crate) analysis: Shared<Analysis>,
    /// Whether a scenario of the visitor's own is in storage.
    pub(crate) has_own: bool,
    pub(crate) onopen: Callback<AttrValue>,
    pub(crate) dispatch: Callback<Action>,
}

#[component]
pub(crate) fn Page(props: &PageProps) -> Html {
    let PageProps { state, analysis, dispatch, .. } = props;
    let step = analysis.steps.get(state.step);
    let pointed = state.view.trace.clone().or_else(|| step.and_then(|step| resting(step)));
    let open = state.view.policy.clone().or_else(|| step.and_then(|step| decided_in(step, pointed.as_ref())));
    let stations = analysis.walk_through(state.step);
    let current = standing_at(&stations, state, open.as_ref());
    let bar = html! {
        <Bar scenario={state.scenario.clone()} source={state.source.clone()} edited={state.edited}
            has_own={props.has_own} theme={state.theme} onopen={props.onopen.clone()} dispatch={dispatch.clone()} />
    };
    let desk = Desk {
        scenario: &state.scenario,
        step: step.map(|step| &**step),
        problems: &analysis.problems,
        view: &state.view,
        open: open.as_ref(),
        pointed: pointed.as_ref(),
        dispatch,
    };
    let columns = tag("div")
        .class("columns")
        .with(policies(&desk))
        .with(request(&state.scenario, &analysis.steps, state.step, dispatch))
        .with(outcome(&desk));
    let main = tag("main").with(walk(&stations, current, dispatch)).with(columns).maybe(step.map(|step| banner(step)));
    fragment(vec![bar, main.html(), footer(state).html()])
}

/// The verdict of the step, what it obtained, and how it was decided.
fn outcome(desk: &Desk<'_>) -> Tag {
    let section = tag("section")
        .class("outcome")
        .is("id", "outcome")
        .is("tabindex", "-1")
        .labelled_by("outcome-heading")
        .with(tag("header").with(tag("h2").is("id", "outcome-heading").word("Verdict")));
    let Some(step) = desk.step else { return section };
    let session = step.session.as_ref().map(|session| session_card(session, step.name.as_deref()));
    section.with(verdict(step, desk.dispatch)).maybe(session).with(trace(step, desk.view, desk.pointed, desk.dispatch))
}

/// The policy that the page opens by itself: the one it points into, else the one that the decision is about.
fn decided_in(step: &StepReport, pointed: Option<&TracePath>) -> Option<AttrValue> {
    if let Some(place) = step.error.as_ref().and_then(|error| error.place.as_ref()) {
        return Some(place.pointer.clone().into());
    }
    let place = pointed.and_then(|path| place_of(&step.trace, path));
    let place = place.or_else(|| place_of(&step.trace, &resting(step)?));
    place.map(|place| place.pointer.clone().into())
}

/// The station that was chosen; else where the selected step stops; else that of the open policy; else where it was
/// decided.
fn standing_at(stations: &[Station], state: &State, open: Option<&AttrValue>) -> Option<usize> {
    let chosen = |station: &Station| Some(station.kind) == state.view.station;
    let stops = |station: &Station| match station.state {
        StationState::ExplicitDeny | StationState::ImplicitDeny | StationState::Error => true,
        StationState::Plain | StationState::Allowed | StationState::NotReached => false,
    };
    let of_policy = |station: &Station| {
        station.pointer.as_deref().is_some_and(|pointer| open.is_some_and(|open| open.as_str() == pointer))
    };
    let decides = |station: &Station| matches!(station.kind, StationKind::Trust | StationKind::Permissions);
    let tests: [&dyn Fn(&Station) -> bool; 4] = [&chosen, &stops, &of_policy, &decides];
    tests.iter().find_map(|test| stations.iter().position(|station| station.step == state.step && test(station)))
}

fn footer(state: &State) -> Tag {
    let draft = match (state.draft, state.edited) {
        (Draft::NotKept, _) => "This browser gives the page no storage: edits are lost when it closes.",
        (Draft::Waiting, true) => "Keeping your edits in this browser …",
        (Draft::Kept, true) => "Your edits are kept in this browser.",
        (Draft::Waiting | Draft::Kept, false) => "",
    };
    let name = concat!("Rolescope ", env!("CARGO_PKG_VERSION"), " · not affiliated with AWS");
    tag("footer").with(tag("span").word(name)).with(tag("span").word(draft))
}

/// The verdict at the bottom edge of a narrow screen; leads to the whole one.
fn banner(step: &StepReport) -> Tag {
    let press = Wire::new(ListenerKind::onclick, |_| {
        if let Some(outcome) = gloo::utils::document().get_element_by_id("outcome") {
            go_to(&outcome);
        }
    });
    let tone = Tone::from(step.decision);
    button("banner", press)
        .class(tone.class())
        .with(glyph(tone.icon()))
        .with(unseen("Verdict: "))
        .with(tag("span").class("headline").word(headline(step.decision)))
        .with(tag("span").class("why").word("Why"))
        .with(glyph(Icon::Chevron))
}

fn go_to(element: &Element) {
    use web_sys::wasm_bindgen::JsCast;
    element.scroll_into_view();
    if let Some(element) = element.dyn_ref::<web_sys::HtmlElement>() {
        let _ = element.focus();
    }
}
