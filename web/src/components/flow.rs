//! The evaluation flow: the gates of AWS, and how far the request gets.

use rolescope::report::{StepReport, TraceKind};
use rolescope::walk::{FlowGate, GateState, flow};
use yew::Callback;

use crate::components::icon::glyph;
use crate::components::markup::{Tag, button, tag};
use crate::components::prose::prose;
use crate::components::wire::click;
use crate::focus::entry_at;
use crate::sight::Sight;
use crate::state::{Action, Depth, State};
use crate::tone::{Tone, icon, word};

/// The gates that the page points into; with what each says at the depth of gates. Nothing where no gate was asked.
pub(crate) fn gates(state: &State, sight: &Sight<'_>, dispatch: &Callback<Action>) -> Option<Tag> {
    let step = sight.step?;
    let check = sight.pointed.as_ref().and_then(|path| path.first().copied()).unwrap_or(0);
    let gates = flow(step, check);
    if gates.is_empty() || state.depth == Depth::Sentence {
        return None;
    }
    let wide = state.depth == Depth::Gates;
    let of = step.trace.get(check).filter(|entry| entry.kind == TraceKind::Check);
    let mut way = tag("ol").class("flow").class(if wide { "wide" } else { "slim" }).labelled_by("flow-heading");
    for gate in &gates {
        way = way.with(stop(step, gate, sight, wide, dispatch));
    }
    let heading = tag("h3").is("id", "flow-heading").word("Evaluation flow");
    let heading = heading.maybe(of.map(|check| prose(tag("span").class("of"), &check.title)));
    Some(tag("div").class("gates").with(heading).with(way))
}

fn stop(step: &StepReport, gate: &FlowGate, sight: &Sight<'_>, wide: bool, dispatch: &Callback<Action>) -> Tag {
    let Some(entry) = entry_at(&step.trace, &gate.path) else { return tag("li") };
    let tone = Tone::from(entry.verdict);
    let course = match gate.state {
        GateState::GoesOn => "goes-on",
        GateState::Ends => "ends",
        GateState::NotReached => "beyond",
    };
    let current = sight.pointed.as_ref().is_some_and(|path| path.starts_with(&gate.path));
    let mut press = button("", click(dispatch, Sight::look_at(step, gate.path.as_slice().into())));
    if current {
        press = press.is("aria-current", "step");
    }
    let name = match gate.policy_type.filter(|_| !wide) {
        Some(kind) => tag("span").class("name").is("aria-hidden", "true").word(kind.kind().short()),
        None => tag("span").class("name").text(&entry.title),
    };
    let unseen = (!wide).then(|| tag("span").class("unseen").text(&entry.title));
    let detail = entry.detail.as_ref().filter(|_| wide).map(|detail| prose(tag("span").class("detail"), detail));
    let press = press
        .set("title", &entry.title)
        .with(tag("span").class("dot").with(glyph(icon(tone))))
        .with(name)
        .maybe(unseen)
        .with(tag("span").class("says").word(word(entry)))
        .maybe(detail);
    tag("li").class(tone.class()).class(course).with(press)
}
