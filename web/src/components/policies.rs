//! The scenario's policies, one open at a time.

use rolescope::{ByteSpan, Problem, Scenario, Severity, StepReport};
use yew::prelude::*;

use crate::components::editor::Editor;
use crate::components::icon::glyph;
use crate::components::problems::problem_list;
use crate::components::tabs::{Tab, tabs};
use crate::focus::{Lights, TracePath, lights, policy_tone};
use crate::naming::{PolicyName, policy_names};
use crate::shared::Shared;
use crate::state::{Action, View};
use crate::tone::Tone;

#[derive(PartialEq, Properties)]
pub(crate) struct PoliciesProps {
    pub(crate) scenario: Shared<Scenario>,
    pub(crate) step: Option<Shared<StepReport>>,
    pub(crate) problems: Shared<Vec<Problem>>,
    pub(crate) view: Shared<View>,
    /// Pointer of the open policy.
    pub(crate) open: Option<AttrValue>,
    /// The trace entry that the page points at.
    pub(crate) pointed: Option<TracePath>,
    pub(crate) dispatch: Callback<Action>,
}

#[component]
pub(crate) fn Policies(props: &PoliciesProps) -> Html {
    let names = policy_names(&props.scenario);
    let selected = names.iter().position(|name| Some(&name.pointer) == props.open.as_ref()).unwrap_or(0);
    let stops: Vec<Tab> = names.iter().map(|name| tab(props, name)).collect();
    html! {
        <section class="policies" aria-labelledby="policies-heading">
            <header><h2 id="policies-heading">{ "Policies" }</h2></header>
            if names.is_empty() {
                <p class="empty">{ "This scenario has no policies." }</p>
            } else {
                { tabs("Policies", "files", &stops, selected, &props.dispatch) }
                { for names.iter().zip(props.scenario.policies()).enumerate().map(|(at, (name, entry))| {
                    panel(props, name, entry.policy.document.text(), at == selected)
                }) }
            }
        </section>
    }
}

fn tab_id(pointer: &str) -> AttrValue {
    format!("tab{}", pointer.replace('/', "-")).into()
}

fn panel_id(pointer: &str) -> AttrValue {
    format!("policy{}", pointer.replace('/', "-")).into()
}

fn tab(props: &PoliciesProps, name: &PolicyName) -> Tab {
    let broken =
        props.problems.iter().any(|problem| problem.pointer == *name.pointer && problem.severity == Severity::Error);
    let heard = props.step.as_ref().and_then(|step| policy_tone(step, &name.pointer));
    let (tone, says) = match (broken, heard) {
        (true, _) => (Tone::Error, "has errors"),
        (false, Some(Tone::Allow)) => (Tone::Allow, "allows"),
        (false, Some(Tone::Deny)) => (Tone::Deny, "denies"),
        (false, Some(Tone::Nothing | Tone::Error | Tone::Info)) => (Tone::Nothing, "does not allow"),
        (false, Some(Tone::Off) | None) => (Tone::Off, "has no say in this step"),
    };
    let content = html! {
        <>
            <span>{ name.kind }</span>
            if !name.name.is_empty() {
                <span class="name">{ &name.name }</span>
            }
            <span class={tone.class()}>{ glyph(tone.icon()) }<span class="unseen">{ says }</span></span>
        </>
    };
    let action = Action::SelectPolicy(name.pointer.clone());
    Tab { id: tab_id(&name.pointer), panel: panel_id(&name.pointer), content, action }
}

/// Closed policies keep their text area, so that each has an undo history of its own.
fn panel(props: &PoliciesProps, name: &PolicyName, text: &str, open: bool) -> Html {
    let pointer = name.pointer.clone();
    let lights = match &props.step {
        Some(step) if open => lights(step, props.pointed.as_ref(), &pointer),
        Some(_) | None => Lights::default(),
    };
    let flaws: Vec<ByteSpan> = props
        .problems
        .iter()
        .filter(|problem| open && problem.pointer == *pointer)
        .map(|problem| problem.span)
        .collect();
    let caret = props.view.caret.clone().filter(|caret| caret.pointer == pointer);
    html! {
        <div key={pointer.as_str()} class="card paper" role="tabpanel" id={panel_id(&pointer)}
            aria-labelledby={tab_id(&pointer)} hidden={!open}>
            <Editor pointer={pointer.clone()} label={name.full.clone()} text={text.to_owned()} {lights} {flaws} {caret}
                dispatch={props.dispatch.clone()} />
            if open {
                { problem_list(&pointer, text, &props.problems, &props.dispatch) }
            }
        </div>
    }
}
