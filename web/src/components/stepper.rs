//! The stepper: plays the trace moment by moment.

use std::rc::Rc;

use rolescope::report::{Decision, StepReport, TraceKind};
use yew::Callback;

use crate::components::icon::{Icon, glyph};
use crate::components::markup::{On, Tag, Wire, button, tag};
use crate::components::prose::prose;
use crate::components::wire::{click, plain_key, text_of};
use crate::focus::entry_at;
use crate::moments::Moment;
use crate::sight::Sight;
use crate::state::{Action, State};
use crate::tone::{Tone, icon, word};

/// Id of the button that is always there.
const NEXT: &str = "next-moment";

/// Buttons, slider and the present moment in words; nothing where nothing can be played.
pub(crate) fn stepper(state: &State, sight: &Sight<'_>, dispatch: &Callback<Action>) -> Option<Tag> {
    let step = sight.step?;
    let last = sight.moments.len().checked_sub(1)?;
    let at = sight.at.unwrap_or(0);
    let go = |to: usize| sight.moments.get(to).map(|moment| Sight::look_at(step, Rc::clone(&moment.path)));
    let jump = |label: &'static str, icon, to: usize| {
        let press = match go(to).filter(|_| to != at || sight.at.is_none()) {
            Some(action) => button("square", click(dispatch, action)).is("aria-disabled", "false"),
            None => button("square", Wire::new(On::Click, |_| {})).is("aria-disabled", "true"),
        };
        press.is("aria-label", label).is("title", label).with(glyph(icon))
    };
    let (label, icon) = if state.playing { ("Pause", Icon::Pause) } else { ("Play", Icon::Play) };
    let play = button("square", click(dispatch, Action::Play(!state.playing)));
    let stops = stops(step, sight);
    let count = format!("{} of {}", at + 1, last + 1);
    let bar = tag("div")
        .class("controls")
        .with(jump("First moment", Icon::First, 0))
        .with(jump("Moment before", Icon::Back, at.saturating_sub(1)))
        .with(play.is("aria-label", label).is("title", label).with(glyph(icon)))
        .with(jump("Next moment", Icon::Next, (at + 1).min(last)).is("id", NEXT))
        .with(jump("Last moment", Icon::Last, last))
        .with(slider(step, sight, Rc::clone(&stops), at, dispatch))
        .with(tag("span").class("count").text(&count));
    let group = tag("section")
        .class("stepper")
        .is("aria-label", "Step through the evaluation")
        .on(keys(stops, at, dispatch))
        .with(bar);
    Some(group.maybe(sight.moments.get(at).map(|moment| present(state, sight, step, moment, dispatch))))
}

fn slider(step: &StepReport, sight: &Sight<'_>, stops: Rc<[Action]>, at: usize, dispatch: &Callback<Action>) -> Tag {
    let (count, dispatch) = (stops.len(), dispatch.clone());
    let slide = Wire::new(On::Input, move |event| {
        let to = text_of(&event).parse::<usize>().ok().and_then(|to| to.checked_sub(1));
        if let Some(action) = to.and_then(|to| stops.get(to)) {
            dispatch.emit(action.clone());
        }
    });
    let words = sight.moments.get(at).map(|moment| spoken(step, moment)).unwrap_or_default();
    tag("input")
        .is("type", "range")
        .is("min", "1")
        .set("max", &count.to_string())
        .is("aria-label", "Moment")
        .set("aria-valuetext", &format!("{} of {count}: {words}", at + 1))
        .value(&(at + 1).to_string())
        .on(slide)
}

fn stops(step: &StepReport, sight: &Sight<'_>) -> Rc<[Action]> {
    sight.moments.iter().map(|moment| Sight::look_at(step, Rc::clone(&moment.path))).collect()
}

/// Keys that move while anything of the stepper has the focus.
fn keys(stops: Rc<[Action]>, at: usize, dispatch: &Callback<Action>) -> Wire {
    let dispatch = dispatch.clone();
    Wire::new(On::Key, move |event| {
        let to = plain_key(&event).and_then(|key| target(&key, at, stops.len()));
        if let Some(to) = to {
            event.prevent_default();
            if let Some(action) = stops.get(to).filter(|_| to != at) {
                dispatch.emit(action.clone());
            }
        }
    })
}

/// Moment to which a key leads from the moment `at` of `count`.
fn target(key: &str, at: usize, count: usize) -> Option<usize> {
    let last = count.checked_sub(1)?;
    match key {
        "ArrowRight" | "n" => Some((at + 1).min(last)),
        "ArrowLeft" | "p" => Some(at.saturating_sub(1)),
        "Home" => Some(0),
        "End" => Some(last),
        _ => None,
    }
}

/// The present moment. It is read out when somebody moves, not while they type.
fn present(state: &State, sight: &Sight<'_>, step: &StepReport, moment: &Moment, dispatch: &Callback<Action>) -> Tag {
    let moved = state.view.trace.is_some();
    let line =
        tag("div").class("moment").is("aria-live", if moved { "polite" } else { "off" }).is("aria-atomic", "true");
    if let Some(run) = &moment.run {
        let spread = Action::Spread { path: Rc::clone(&run.first), focus: NEXT };
        let spread = button("quiet", click(dispatch, spread)).word("Show each");
        let sign = tag("span").class("sign").with(glyph(Icon::Nothing));
        return line.class("t-nothing").with(sign).with(tag("span").class("title").text(&run.words())).with(spread);
    }
    let Some(entry) = entry_at(&step.trace, &moment.path) else { return line };
    let tone = Tone::from(entry.verdict);
    // Where nothing allows, the page rests at what kept the nearest statement from it.
    let missed = step.decision == Decision::ImplicitDeny && entry.kind == TraceKind::Clause;
    let weight = if missed { "This stood in the way." } else { "This is what decided." };
    let rests = sight.resting.as_ref() == Some(&moment.path);
    line.class(tone.class())
        .with(tag("span").class("sign").with(glyph(icon(tone))))
        .with(prose(tag("span").class("title"), &entry.title))
        .with(tag("span").class("says").word(word(entry)))
        .maybe(entry.detail.as_ref().map(|detail| prose(tag("p").class("detail"), detail)))
        .maybe(rests.then(|| tag("p").class("detail decided").word(weight)))
}

fn spoken(step: &StepReport, moment: &Moment) -> String {
    match (&moment.run, entry_at(&step.trace, &moment.path)) {
        (Some(run), _) => run.words(),
        (None, Some(entry)) => format!("{}: {}", entry.title, word(entry)),
        (None, None) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::target;

    #[test]
    fn keys_move_and_stop_at_both_ends() {
        let led = ["ArrowRight", "n", "ArrowLeft", "p", "Home", "End", "x"].map(|key| target(key, 3, 5));
        assert_eq!(led, [Some(4), Some(4), Some(2), Some(2), Some(0), Some(4), None]);
        assert_eq!((target("n", 4, 5), target("p", 0, 5), target("n", 0, 0)), (Some(4), Some(0), None));
    }
}
