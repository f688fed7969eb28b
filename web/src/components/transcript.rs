//! The trace as text: what was asked, in its order, and what came out. It is there at every depth.

use rolescope::StepReport;
use yew::Callback;

use crate::components::icon::{Icon, glyph};
use crate::components::markup::{Tag, tag};
use crate::components::prose::prose;
use crate::components::wire::click;
use crate::focus::entry_at;
use crate::moments::{Folding, Moment, moments};
use crate::sight::Sight;
use crate::state::{Action, Depth, State};
use crate::tone::word;

/// The text of the selected step, which is written when it is opened.
pub(crate) fn transcript(state: &State, sight: &Sight<'_>, step: &StepReport, dispatch: &Callback<Action>) -> Tag {
    let turn = click(dispatch, Action::ShowTranscript(!state.transcript));
    tag("details")
        .class("card rest transcript")
        .flag("open", state.transcript)
        .with(tag("summary").on(turn).with(glyph(Icon::Chevron)).word("Transcript"))
        .maybe(state.transcript.then(|| text(state, sight, step)))
}

fn text(state: &State, sight: &Sight<'_>, step: &StepReport) -> Tag {
    let folding = Folding::of(&step.trace, sight.resting.as_ref(), &state.view.spread);
    let moments = moments(&step.trace, &folding, Depth::Everything);
    let mut lines: Vec<Tag> =
        moments.iter().map(|moment| prose(tag("li"), &line(step, moment)).class(level(moment))).collect();
    lines.push(prose(tag("li"), &step.reason));
    tag("ol").list(lines)
}

/// `Action s3:GetObject: match. …`
fn line(step: &StepReport, moment: &Moment) -> String {
    if let Some(run) = &moment.run {
        return format!("{}.", run.words());
    }
    let Some(entry) = entry_at(&step.trace, &moment.path) else { return String::new() };
    let detail = entry.detail.as_deref().unwrap_or_default();
    format!("{}: {}. {detail}", entry.title, word(entry))
}

/// How far below a gate, for the eye.
fn level(moment: &Moment) -> &'static str {
    match moment.path.len() {
        0 | 1 => "",
        2 => "in-1",
        3 => "in-2",
        _ => "in-3",
    }
}
