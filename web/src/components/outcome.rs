//! The verdict panel.

use rolescope::report::StepReport;
use yew::Callback;

use crate::chunks::chunks;
use crate::components::flow::gates;
use crate::components::markup::{Tag, button, tag};
use crate::components::session::session_card;
use crate::components::stepper::stepper;
use crate::components::trace::trace;
use crate::components::transcript::transcript;
use crate::components::verdict::verdict;
use crate::components::wire::click;
use crate::sight::Sight;
use crate::state::{Action, Depth, State};

/// The verdict of the step, what it obtained, and how it was decided.
pub(crate) fn outcome(state: &State, sight: &Sight<'_>, dispatch: &Callback<Action>) -> Tag {
    let header =
        tag("header").with(tag("h2").is("id", "outcome-heading").word("Verdict")).with(depths(state.depth, dispatch));
    let section = tag("section")
        .class("outcome")
        .is("id", "outcome")
        .is("tabindex", "-1")
        .labelled_by("outcome-heading")
        .with(header);
    let (Some(step), Some(explanation)) = (sight.step, sight.explanation) else { return section };
    let session = step.session.as_ref().map(|session| session_card(session, step.name.as_deref()));
    let way = chunks().below.map(|it| (it.way)(state, sight, step, dispatch));
    let [stepper, trace, transcript] = way.unwrap_or_default();
    section
        .with(verdict(state, step, explanation, dispatch))
        .maybe(session)
        .maybe(gates(state, sight, dispatch))
        .maybe(stepper)
        .maybe(trace)
        .maybe(transcript)
}

/// The way to the verdict, entry by entry: stepper, trace and transcript.
pub(crate) type Way = [Option<Tag>; 3];

/// Draws the way to the verdict.
pub(crate) fn way(state: &State, sight: &Sight<'_>, step: &StepReport, dispatch: &Callback<Action>) -> Way {
    let played = (state.depth != Depth::Sentence).then(|| stepper(state, sight, dispatch)).flatten();
    [played, Some(trace(state, sight, step, dispatch)), Some(transcript(state, sight, step, dispatch))]
}

/// Depth at which the answer is shown.
fn depths(chosen: Depth, dispatch: &Callback<Action>) -> Tag {
    let mut control = tag("div").class("depths").is("role", "group").is("aria-label", "How much of the answer");
    for depth in Depth::ALL {
        let word = match depth {
            Depth::Sentence => "Sentence",
            Depth::Gates => "Gates",
            Depth::Everything => "Everything",
        };
        let press = button("", click(dispatch, Action::SetDepth(depth))).word(word);
        control = control.with(press.is("aria-pressed", if depth == chosen { "true" } else { "false" }));
    }
    control
}
