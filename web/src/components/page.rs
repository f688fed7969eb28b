//! The page, laid out.

use rolescope::{Station, StationKind, StationState, StepReport};
use web_sys::Element;
use yew::prelude::*;

use crate::analysis::Analysis;
use crate::components::bar::Bar;
use crate::components::icon::{Icon, glyph};
use crate::components::policies::Policies;
use crate::components::request::Request;
use crate::components::session::session_card;
use crate::components::trace::Trace;
use crate::components::verdict::Verdict;
use crate::components::walk::Walk;
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
    html! {
        <>
            <Bar scenario={state.scenario.clone()} source={state.source.clone()} edited={state.edited}
                has_own={props.has_own} theme={state.theme} onopen={props.onopen.clone()} dispatch={dispatch.clone()} />
            <main>
                <Walk {stations} {current} dispatch={dispatch.clone()} />
                <div class="columns">
                    <Policies scenario={state.scenario.clone()} step={step.cloned()} problems={analysis.problems.clone()}
                        view={state.view.clone()} {open} pointed={pointed.clone()} dispatch={dispatch.clone()} />
                    <Request scenario={state.scenario.clone()} steps={analysis.steps.clone()} selected={state.step}
                        dispatch={dispatch.clone()} />
                    <section class="outcome" id="outcome" tabindex="-1" aria-labelledby="outcome-heading">
                        <header><h2 id="outcome-heading">{ "Verdict" }</h2></header>
                        if let Some(step) = step {
                            { outcome(state, step, pointed, dispatch) }
                        }
                    </section>
                </div>
                if let Some(step) = step {
                    { banner(step) }
                }
            </main>
            <footer>{ draft_word(state) }</footer>
        </>
    }
}

fn outcome(state: &State, step: &Shared<StepReport>, pointed: Option<TracePath>, dispatch: &Callback<Action>) -> Html {
    html! {
        <>
            <Verdict step={step.clone()} dispatch={dispatch.clone()} />
            if let Some(session) = &step.session {
                { session_card(session, step.name.as_deref()) }
            }
            <Trace step={step.clone()} view={state.view.clone()} selected={pointed} dispatch={dispatch.clone()} />
        </>
    }
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

fn draft_word(state: &State) -> Html {
    let draft = match (state.draft, state.edited) {
        (Draft::NotKept, _) => "This browser gives the page no storage: edits are lost when it closes.",
        (Draft::Waiting, true) => "Keeping your edits in this browser …",
        (Draft::Kept, true) => "Your edits are kept in this browser.",
        (Draft::Waiting | Draft::Kept, false) => "",
    };
    html! {
        <>
            <span>{ format!("Rolescope {} · not affiliated with AWS", env!("CARGO_PKG_VERSION")) }</span>
            <span>{ draft }</span>
        </>
    }
}

/// The verdict at the bottom edge of a narrow screen; leads to the whole one.
fn banner(step: &StepReport) -> Html {
    let onclick = Callback::from(|_: MouseEvent| {
        if let Some(outcome) = gloo::utils::document().get_element_by_id("outcome") {
            go_to(&outcome);
        }
    });
    let tone = Tone::from(step.decision);
    html! {
        <button type="button" class={classes!("banner", tone.class())} {onclick}>
            { glyph(tone.icon()) }<span class="unseen">{ "Verdict: " }</span>
            <span class="headline">{ headline(step.decision) }</span>
            <span class="why">{ "Why" }</span>{ glyph(Icon::Chevron) }
        </button>
    }
}

fn go_to(element: &Element) {
    use web_sys::wasm_bindgen::JsCast;
    element.scroll_into_view();
    if let Some(element) = element.dyn_ref::<web_sys::HtmlElement>() {
        let _ = element.focus();
    }
}
