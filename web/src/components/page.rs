//! The page, laid out.

use rolescope::report::StepReport;
use rolescope::walk::{Station, StationKind, StationState};
use yew::virtual_dom::VList;
use yew::{AttrValue, Callback, Html};

use crate::analysis::Analysis;
use crate::chunks::chunks;
use crate::components::bar::{bar, to_outcome};
use crate::components::field::Forms;
use crate::components::footer::footer;
use crate::components::icon::{Icon, glyph};
use crate::components::lede::lede;
use crate::components::markup::{Tag, button, fragment, tag, unseen};
use crate::components::notice::notice;
use crate::components::outcome::outcome;
use crate::components::policies::{Desk, policies};
use crate::components::trouble::troubles;
use crate::components::walk::walk;
use crate::sight::Sight;
use crate::state::{Action, State};
use crate::tone::{Tone, headline, icon};

/// Page until the scenario that was asked for is there.
pub(crate) fn waiting(dispatch: &Callback<Action>) -> Html {
    let main = tag("main").class("loading").with(tag("h1").word("Rolescope"));
    let main = match chunks().missing(false, dispatch) {
        Some(missing) => main.with(missing),
        None => main.with(tag("p").word("The page is loading …")),
    };
    fragment(vec![main])
}

/// Everything that is drawn.
pub(crate) fn page(state: &State, analysis: &Analysis, sight: &Sight<'_>, dispatch: &Callback<Action>) -> Html {
    let dialogs = chunks().later.map(|it| fragment((it.dialogs)(state, dispatch).into()));
    with_dialogs(parts(state, analysis, sight, dispatch), dialogs)
}

/// The page of a first visit, as it is prerendered.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn prerendered(state: &State, analysis: &Analysis) -> Html {
    with_dialogs(parts(state, analysis, &Sight::of(state, analysis), &Callback::noop()), None)
}

/// Parts of the page, and the dialogs behind them. Their place is there in any case: Yew counts places from the end.
fn with_dialogs(parts: Vec<Tag>, dialogs: Option<Html>) -> Html {
    let mut all: Vec<Html> = parts.into_iter().map(Tag::html).collect();
    all.push(dialogs.unwrap_or_default());
    VList::with_children(all, None).into()
}

fn parts(state: &State, analysis: &Analysis, sight: &Sight<'_>, dispatch: &Callback<Action>) -> Vec<Tag> {
    let chunks = chunks();
    let stations = analysis.walk_through(&state.scenario, state.step);
    let current = standing_at(&stations, state, sight.open.as_ref());
    let desk = Desk {
        scenario: &state.scenario,
        step: sight.step,
        shown: &state.shown,
        problems: &analysis.problems,
        roles: &analysis.roles,
        open: sight.open.as_ref(),
        pointed: sight.pointed.as_ref(),
        overfull: state.view.overfull.as_ref(),
        source: &state.source,
        // The editor takes no text that nothing can take over.
        rich: (state.rich && chunks.engine.is_some()).then_some(state.revision),
        dispatch,
    };
    let mut forms = Forms::of(state, dispatch);
    let columns = tag("div")
        .class("columns")
        .with(policies(&desk, &forms))
        .with(match chunks.below {
            Some(below) => (below.request)(state, analysis, sight, &mut forms),
            None => place_of_request(),
        })
        .with(outcome(state, sight, dispatch));
    let main = tag("main")
        .class(if chunks.cannot_change() { "cannot-change" } else { "" })
        .maybe(lede(state, dispatch))
        .with(walk(&stations, current, &state.shown, dispatch))
        .with(columns)
        .with(later(state, analysis, sight, &mut forms, dispatch))
        .maybe(sight.step.map(banner));
    let troubles = troubles(state, dispatch).maybe(chunks.missing(state.edited, dispatch));
    vec![bar(state, &forms), troubles, main, footer(state), notice(state, dispatch)]
}

/// Parts far below the first view; empty until their chunks are there. The browser shows the prerendered ones in it until then
/// (`browser::clear_later`).
fn later(
    state: &State,
    analysis: &Analysis,
    sight: &Sight<'_>,
    forms: &mut Forms<'_>,
    dispatch: &Callback<Action>,
) -> Tag {
    let host = tag("div").is("id", "later");
    let Some(later) = chunks().later else { return host };
    host.node((later.diagrams)(state, analysis, dispatch)).with((later.cast)(state, forms)).node((later.who)(
        state,
        sight.open.as_ref(),
        dispatch,
    ))
}

/// The place of the request until its chunk is there: what stands beside and below it must not move then.
fn place_of_request() -> Tag {
    let heading = tag("h2").is("id", "request-heading").word("Request");
    tag("section").class("request waits").labelled_by("request-heading").with(tag("header").with(heading))
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

/// The verdict at the bottom edge of a narrow screen; leads to the whole one.
fn banner(step: &StepReport) -> Tag {
    let tone = Tone::from(step.decision);
    button("banner", to_outcome())
        .class(tone.class())
        .with(glyph(icon(tone)))
        .with(unseen("Verdict: "))
        .with(tag("span").class("headline").word(headline(step)))
        .with(tag("span").class("why").word("Why"))
        .with(glyph(Icon::Chevron))
}
