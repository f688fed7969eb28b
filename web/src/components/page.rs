//! The page, laid out.

use rolescope::{Station, StationKind, StationState, StepReport};
use web_sys::HtmlElement;
use yew::{AttrValue, Callback, Html};

use crate::analysis::Analysis;
use crate::browser::element;
use crate::components::bar::bar;
use crate::components::diagrams::diagrams;
use crate::components::icon::{Icon, glyph};
use crate::components::markup::{On, Tag, Wire, button, fragment, tag, unseen};
use crate::components::policies::{Desk, policies};
use crate::components::request::request;
use crate::components::session::session_card;
use crate::components::trace::trace;
use crate::components::verdict::verdict;
use crate::components::walk::walk;
use crate::sight::Sight;
use crate::state::{Action, Draft, State, View};
use crate::tone::{Tone, headline};

/// Everything that is drawn; `has_own` and `onopen` are as for the bar.
pub(crate) fn page(
    state: &State,
    analysis: &Analysis,
    has_own: bool,
    onopen: &Callback<AttrValue>,
    dispatch: &Callback<Action>,
) -> Html {
    let sight = Sight::of(state, analysis);
    let stations = analysis.walk_through(state.step);
    let current = standing_at(stations, state, sight.open.as_ref());
    let desk = Desk {
        scenario: &state.scenario,
        step: sight.step,
        problems: &analysis.problems,
        roles: &analysis.roles,
        open: sight.open.as_ref(),
        pointed: sight.pointed.as_ref(),
        dispatch,
    };
    let columns = tag("div")
        .class("columns")
        .with(policies(&desk))
        .with(request(&state.scenario, &analysis.steps, state.step, &state.view.unwritten, dispatch))
        .with(outcome(&desk, &state.view));
    let main = tag("main")
        .with(walk(stations, current, dispatch))
        .with(columns)
        .maybe(diagrams(state, analysis, dispatch))
        .maybe(sight.step.map(banner));
    fragment(vec![bar(state, has_own, onopen, dispatch), main, footer(state)])
}

/// The verdict of the step, what it obtained, and how it was decided.
fn outcome(desk: &Desk<'_>, view: &View) -> Tag {
    let section = tag("section")
        .class("outcome")
        .is("id", "outcome")
        .is("tabindex", "-1")
        .labelled_by("outcome-heading")
        .with(tag("header").with(tag("h2").is("id", "outcome-heading").word("Verdict")));
    let Some(step) = desk.step else { return section };
    let session = step.session.as_ref().map(|session| session_card(session, step.name.as_deref()));
    section.with(verdict(step, desk.dispatch)).maybe(session).with(trace(step, view, desk.pointed, desk.dispatch))
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
    let press = Wire::new(On::Click, |_| {
        if let Some(outcome) = element::<HtmlElement>("outcome") {
            outcome.scroll_into_view();
            let _ = outcome.focus();
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
