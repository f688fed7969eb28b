//! The verdict of one step.

use rolescope::{Decision, Expectation, Place, StepReport};
use yew::prelude::*;

use crate::components::icon::{Icon, glyph};
use crate::components::prose::prose;
use crate::components::wire::click;
use crate::focus::{deciding, entry_at, place_of, resting};
use crate::naming::type_name;
use crate::shared::Shared;
use crate::state::Action;
use crate::tone::{Tone, headline};

#[derive(PartialEq, Properties)]
pub(crate) struct VerdictProps {
    pub(crate) step: Shared<StepReport>,
    pub(crate) dispatch: Callback<Action>,
}

/// Decision, sentence, and a link to the statement that decided. Screen readers hear it change.
#[component]
pub(crate) fn Verdict(props: &VerdictProps) -> Html {
    let step = &props.step;
    let tone = Tone::from(step.decision);
    html! {
        <div class={classes!("verdict", tone.class())}>
            <div role="status" aria-label="Verdict" aria-atomic="true" data-decision={step.decision.word()}>
                <h3 class="headline">{ glyph(tone.icon()) }{ headline(step.decision) }</h3>
                <p class="reason">{ prose(&why(&step.reason)) }</p>
                if let Some(error) = &step.error {
                    <p class="code"><code>{ &error.code }</code></p>
                }
            </div>
            { source(step, &props.dispatch) }
            if step.decision == Decision::ImplicitDeny {
                { nearest(step, &props.dispatch) }
            }
            { expectation(step) }
        </div>
    }
}

/// The sentence without the verdict that it begins with: the headline says that.
fn why(reason: &str) -> String {
    let verdicts = ["Allowed: ", "Denied: ", "Denied explicitly: ", "Refused: "];
    let rest = verdicts.iter().find_map(|verdict| reason.strip_prefix(verdict)).unwrap_or(reason);
    let mut letters = rest.chars();
    letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters).collect()
}

/// The way to the text that decided.
fn source(step: &StepReport, dispatch: &Callback<Action>) -> Html {
    if let Some(place) = step.error.as_ref().and_then(|error| error.place.as_ref()) {
        return link(format!("Go to the place in {}", place.policy), place, dispatch);
    }
    let path = deciding(step);
    let decided = path.and_then(|path| place_of(&step.trace, &path));
    let Some(statement) = step.matched_statements.iter().find(|statement| Some(&statement.place) == decided) else {
        return html! {};
    };
    let sid = statement.sid.as_ref().map(|sid| format!(" ({sid})")).unwrap_or_default();
    let kind = type_name(statement.policy_type);
    link(format!("{kind} {}, statement {}{sid}", statement.policy, statement.statement + 1), &statement.place, dispatch)
}

/// The statement that came nearest, and what kept it from allowing.
fn nearest(step: &StepReport, dispatch: &Callback<Action>) -> Html {
    let statement = deciding(step).and_then(|path| entry_at(&step.trace, &path));
    let obstacle = resting(step).and_then(|path| entry_at(&step.trace, &path));
    let (Some(statement), Some(obstacle)) = (statement, obstacle) else {
        return html! {};
    };
    // Where the engine's sentence says it, it needs no second time.
    let unsaid = |detail: &&String| !step.reason.contains(detail.trim_end_matches('.'));
    let place = obstacle.place.as_ref().or(statement.place.as_ref());
    html! {
        <div class="nearest">
            if let Some(place) = place {
                { link(format!("Nearest: {} in {}", statement.title, place.policy), place, dispatch) }
            }
            if let Some(detail) = obstacle.detail.as_ref().filter(unsaid) {
                <span>{ prose(detail) }</span>
            }
        </div>
    }
}

fn link(words: String, place: &Place, dispatch: &Callback<Action>) -> Html {
    let go = Action::GoTo { pointer: place.pointer.clone().into(), offset: place.span.start };
    html! {
        <button type="button" class="link" onclick={click(dispatch, go)}>{ words }{ glyph(Icon::Chevron) }</button>
    }
}

fn expectation(step: &StepReport) -> Html {
    let (Some(expected), Some(met)) = (step.expected, step.met) else {
        return html! {};
    };
    let tone = if met { Tone::Allow } else { Tone::Deny };
    let word = match expected {
        Expectation::Allowed => "allowed",
        Expectation::Denied => "denied",
        Expectation::ExplicitDeny => "an explicit deny",
        Expectation::ImplicitDeny => "an implicit deny",
        Expectation::Error => "an error",
    };
    html! {
        <p class={classes!("expectation", tone.class())}>
            { glyph(tone.icon()) }
            { format!("The scenario expects {word}: {}", if met { "met" } else { "not met" }) }
        </p>
    }
}
