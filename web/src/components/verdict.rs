//! The verdict of one step.

use rolescope::{Expectation, StepReport};
use yew::prelude::*;

use crate::components::icon::{Glyph, Icon};
use crate::components::prose::Prose;
use crate::focus::{deciding, place_of};
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
                <h3 class="headline"><Glyph icon={tone.icon()} />{ headline(step.decision) }</h3>
                <p class="reason"><Prose text={step.reason.clone()} /></p>
                if let Some(error) = &step.error {
                    <p class="code"><code>{ &error.code }</code></p>
                }
            </div>
            { source(props) }
            { expectation(step) }
        </div>
    }
}

/// The way to the text that decided.
fn source(props: &VerdictProps) -> Html {
    if let Some(place) = props.step.error.as_ref().and_then(|error| error.place.as_ref()) {
        let (pointer, offset) = (AttrValue::from(place.pointer.clone()), place.span.start);
        let onclick = props.dispatch.reform(move |_: MouseEvent| Action::GoTo { pointer: pointer.clone(), offset });
        return html! {
            <button type="button" class="link" {onclick}>
                { format!("Go to the place in {}", place.policy) }<Glyph icon={Icon::Chevron} />
            </button>
        };
    }
    let decided = props.step.matched_statements.iter().find(|statement| {
        deciding(&props.step).and_then(|path| place_of(&props.step.trace, &path)) == Some(&statement.place)
    });
    let Some(statement) = decided else {
        return html! {};
    };
    let (pointer, offset) = (AttrValue::from(statement.place.pointer.clone()), statement.place.span.start);
    let onclick = props.dispatch.reform(move |_: MouseEvent| Action::GoTo { pointer: pointer.clone(), offset });
    let sid = statement.sid.as_ref().map(|sid| format!(" ({sid})")).unwrap_or_default();
    html! {
        <button type="button" class="link" {onclick}>
            { format!("{} {}, statement {}{sid}", type_name(statement.policy_type), statement.policy, statement.statement + 1) }
            <Glyph icon={Icon::Chevron} />
        </button>
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
            <Glyph icon={tone.icon()} />
            { format!("The scenario expects {word}: {}", if met { "met" } else { "not met" }) }
        </p>
    }
}
