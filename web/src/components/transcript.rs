//! The trace as text: what was asked, in its order, and what came out. It is there at every depth.

use rolescope::report::StepReport;
use yew::Callback;

use crate::components::icon::{Icon, glyph};
use crate::components::markup::{Tag, tag};
use crate::components::prose::prose;
use crate::components::wire::click;
use crate::focus::entry_at;
use crate::moments::{Folding, Moment, moments};
use crate::sight::Sight;
use crate::state::{Action, Depth, State, spelled};
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
    let folding = Folding::of(state, &step.trace, sight.resting.as_ref(), sight.pointed.as_ref());
    let moments = moments(&step.trace, &folding, Depth::Everything);
    let mut lines: Vec<Tag> = Vec::with_capacity(moments.len() + 1);
    for moment in &moments {
        lines.push(prose(tag("li"), &line(step, moment, &folding)).class(level(moment)));
    }
    lines.push(prose(tag("li"), &step.reason));
    tag("ol").list(lines)
}

/// `Action s3:GetObject: match. …`
fn line(step: &StepReport, moment: &Moment, folding: &Folding<'_>) -> String {
    if let Some(run) = &moment.run {
        return format!("{}.", run.words());
    }
    if let Some(part) = moment.rest {
        return format!("{} more entries are left out.", spelled(part.hidden));
    }
    let Some(entry) = entry_at(&step.trace, &moment.path) else { return String::new() };
    let detail = entry.detail.as_deref().unwrap_or_default();
    let closed = if folding.narrow && !folding.is_open(&moment.path) { entry.children.total() } else { 0 };
    let closed = if closed == 0 { String::new() } else { format!(" {} entries below it are closed.", spelled(closed)) };
    format!("{}: {}. {detail}{closed}", entry.title, word(entry))
}

/// Depth below a gate, for the eye.
fn level(moment: &Moment) -> &'static str {
    match moment.path.len() {
        0 | 1 => "",
        2 => "in-1",
        3 => "in-2",
        _ => "in-3",
    }
}
