//! The selected step: who calls what on what.

use rolescope::{Scenario, Step, StepReport, StepResource, TouchedResource};
use yew::prelude::*;

use crate::components::context::context_keys;
use crate::components::icon::{Icon, glyph};
use crate::components::tabs::{Tab, tabs};
use crate::components::wire::{click, typing};
use crate::shared::Shared;
use crate::state::{Action, Editable, StepField};
use crate::tone::{Tone, headline};

#[derive(PartialEq, Properties)]
pub(crate) struct RequestProps {
    pub(crate) scenario: Shared<Scenario>,
    /// The reports of all steps.
    pub(crate) steps: Vec<Shared<StepReport>>,
    pub(crate) selected: usize,
    pub(crate) dispatch: Callback<Action>,
}

#[component]
pub(crate) fn Request(props: &RequestProps) -> Html {
    let (selected, dispatch) = (props.selected, &props.dispatch);
    let stops: Vec<Tab> =
        props.scenario.steps.iter().enumerate().map(|(at, step)| tab(at, step, props.steps.get(at))).collect();
    let add = click(dispatch, Action::AddStep);
    let remove = click(dispatch, Action::RemoveStep(selected));
    html! {
        <section class="request" aria-labelledby="request-heading">
            <header>
                <h2 id="request-heading">{ "Request" }</h2>
                <span class="tools">
                    <button type="button" class="quiet" onclick={remove} disabled={stops.len() < 2}>{ "Remove step" }</button>
                    <button type="button" class="quiet" onclick={add}>{ glyph(Icon::Plus) }{ "Add step" }</button>
                </span>
            </header>
            { tabs("Steps", "steps", &stops, selected, dispatch) }
            <div role="tabpanel" id="request" aria-labelledby={format!("step-{selected}")}>
                if let Some(step) = props.scenario.steps.get(selected) {
                    { fields(&props.scenario, step, selected, dispatch) }
                    if let Some(report) = props.steps.get(selected) {
                        { context_keys(&step.context, report, dispatch) }
                    }
                }
            </div>
        </section>
    }
}

fn tab(at: usize, step: &Step, report: Option<&Shared<StepReport>>) -> Tab {
    let name = step.name.clone().unwrap_or_else(|| step.action.clone());
    let content = html! {
        <>
            <span class="name">{ format!("{} {name}", at + 1) }</span>
            if let Some(report) = report {
                <span class={Tone::from(report.decision).class()}>
                    { glyph(Tone::from(report.decision).icon()) }
                    <span class="unseen">{ headline(report.decision) }</span>
                </span>
            }
        </>
    };
    Tab { id: format!("step-{at}").into(), panel: "request".into(), content, action: Action::SelectStep(at) }
}

fn fields(scenario: &Scenario, step: &Step, at: usize, dispatch: &Callback<Action>) -> Html {
    let field = |id: &str, label: &str, value: &str, hint: &'static str, field: StepField| {
        let oninput = typing(dispatch, Editable::Step(field));
        html! {
            <div class="field">
                <label for={id.to_owned()}>{ label.to_owned() }</label>
                <input id={id.to_owned()} type="text" value={value.to_owned()} placeholder={hint} {oninput}
                    list={(id == "caller").then_some("callers")} spellcheck="false" autocomplete="off" autocapitalize="off" />
            </div>
        }
    };
    let session = step.session.clone().unwrap_or_default();
    let duration = session.duration_seconds.map(|seconds| seconds.to_string()).unwrap_or_default();
    let (name, external_id) = (session.name.unwrap_or_default(), session.external_id.unwrap_or_default());
    html! {
        <>
            { field("caller", "Caller", &step.caller, "", StepField::Caller) }
            { callers(scenario, at) }
            { field("action", "Action", &step.action, "", StepField::Action) }
            { for resources(step).into_iter().enumerate().map(|(nth, arn)| {
                let label = if nth == 0 { "Resource".to_owned() } else { format!("Resource {}", nth + 1) };
                field(&format!("resource-{nth}"), &label, arn, "*", StepField::Resource(nth))
            }) }
            if step.session.is_some() || step.calls_sts() {
                <div class="pair">
                    { field("session-name", "Session name", &name, "", StepField::SessionName) }
                    { field("duration", "Duration in seconds", &duration, "3600", StepField::Duration) }
                </div>
                { field("external-id", "External ID", &external_id, "", StepField::ExternalId) }
            }
        </>
    }
}

/// Who can be chosen as the caller: sessions of earlier steps, and the scenario's principals.
fn callers(scenario: &Scenario, at: usize) -> Html {
    let earlier = scenario.steps.iter().take(at).filter_map(|step| step.name.as_ref()).map(|name| format!("@{name}"));
    let principals = scenario.principals.iter().map(|principal| principal.arn.clone());
    html! {
        <datalist id="callers">
            { for earlier.chain(principals).map(|caller| html! { <option value={caller} /> }) }
        </datalist>
    }
}

fn resources(step: &Step) -> Vec<&str> {
    match &step.resource {
        None => vec![""],
        Some(StepResource::One(arn)) => vec![arn],
        Some(StepResource::Several(resources)) => resources
            .iter()
            .map(|resource| match resource {
                TouchedResource::Arn(arn) => arn.as_str(),
                TouchedResource::WithContext(resource) => resource.arn.as_str(),
            })
            .collect(),
    }
}
