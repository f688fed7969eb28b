//! The selected step: who calls what on what.

use rolescope::{Scenario, Step, StepReport, StepResource, TouchedResource};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::components::context::ContextKeys;
use crate::components::icon::{Glyph, Icon};
use crate::components::tabs::{Tab, Tabs};
use crate::shared::Shared;
use crate::state::{Action, StepEdit};
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
    let tabs: Vec<Tab> =
        props.scenario.steps.iter().enumerate().map(|(at, step)| tab(at, step, props.steps.get(at))).collect();
    let add = dispatch.reform(|_: MouseEvent| Action::AddStep);
    let remove = dispatch.reform(move |_: MouseEvent| Action::RemoveStep(selected));
    html! {
        <section class="request" aria-labelledby="request-heading">
            <header>
                <h2 id="request-heading">{ "Request" }</h2>
                <span class="tools">
                    <button type="button" class="quiet" onclick={remove} disabled={tabs.len() < 2}>{ "Remove step" }</button>
                    <button type="button" class="quiet" onclick={add}><Glyph icon={Icon::Plus} />{ "Add step" }</button>
                </span>
            </header>
            <Tabs label="Steps" class="steps" {tabs} {selected} onselect={dispatch.reform(Action::SelectStep)} />
            <div role="tabpanel" id="request" aria-labelledby={format!("step-{selected}")}>
                if let Some(step) = props.scenario.steps.get(selected) {
                    { fields(&props.scenario, step, selected, dispatch) }
                    if let Some(report) = props.steps.get(selected) {
                        <ContextKeys given={Shared::new(step.context.clone())} report={report.clone()}
                            dispatch={dispatch.clone()} />
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
                    <Glyph icon={Tone::from(report.decision).icon()} />
                    <span class="unseen">{ headline(report.decision) }</span>
                </span>
            }
        </>
    };
    Tab { id: format!("step-{at}").into(), panel: "request".into(), content }
}

fn fields(scenario: &Scenario, step: &Step, at: usize, dispatch: &Callback<Action>) -> Html {
    let edit = |make: fn(String) -> StepEdit| dispatch.reform(move |text| Action::EditStep(make(text)));
    let earlier = scenario.steps.iter().take(at).filter_map(|step| step.name.as_ref()).map(|name| format!("@{name}"));
    let callers: Vec<String> =
        earlier.chain(scenario.principals.iter().map(|principal| principal.arn.clone())).collect();
    html! {
        <>
            <Field id="caller" label="Caller" value={step.caller.clone()} choices={callers} onedit={edit(StepEdit::Caller)} />
            <Field id="action" label="Action" value={step.action.clone()} onedit={edit(StepEdit::Action)} />
            { for resources(step).into_iter().enumerate().map(|(nth, arn)| {
                let onedit = dispatch.reform(move |text| Action::EditStep(StepEdit::Resource(nth, text)));
                let label = if nth == 0 { "Resource".to_owned() } else { format!("Resource {}", nth + 1) };
                html! { <Field id={format!("resource-{nth}")} {label} value={arn} placeholder="*" {onedit} /> }
            }) }
            if step.session.is_some() || step.action.starts_with("sts:") {
                <div class="pair">
                    <Field id="session-name" label="Session name" onedit={edit(StepEdit::SessionName)}
                        value={step.session.as_ref().and_then(|session| session.name.clone()).unwrap_or_default()} />
                    <Field id="duration" label="Duration in seconds" placeholder="3600" onedit={edit(StepEdit::Duration)}
                        value={step.session.as_ref().and_then(|session| session.duration_seconds).map(|seconds| seconds.to_string()).unwrap_or_default()} />
                </div>
                <Field id="external-id" label="External ID" onedit={edit(StepEdit::ExternalId)}
                    value={step.session.as_ref().and_then(|session| session.external_id.clone()).unwrap_or_default()} />
            }
        </>
    }
}

fn resources(step: &Step) -> Vec<String> {
    match &step.resource {
        None => vec![String::new()],
        Some(StepResource::One(arn)) => vec![arn.clone()],
        Some(StepResource::Several(resources)) => resources
            .iter()
            .map(|resource| match resource {
                TouchedResource::Arn(arn) => arn.clone(),
                TouchedResource::WithContext(resource) => resource.arn.clone(),
            })
            .collect(),
    }
}

#[derive(PartialEq, Properties)]
struct FieldProps {
    id: AttrValue,
    label: AttrValue,
    value: AttrValue,
    #[prop_or_default]
    placeholder: AttrValue,
    #[prop_or_default]
    choices: Vec<String>,
    onedit: Callback<String>,
}

#[component]
fn Field(props: &FieldProps) -> Html {
    let oninput = props.onedit.reform(|event: InputEvent| event.target_unchecked_into::<HtmlInputElement>().value());
    let list = (!props.choices.is_empty()).then(|| AttrValue::from(format!("{}-choices", props.id)));
    html! {
        <div class="field">
            <label for={props.id.clone()}>{ &props.label }</label>
            <input id={props.id.clone()} type="text" value={props.value.clone()} placeholder={props.placeholder.clone()}
                list={list.clone()} {oninput} spellcheck="false" autocomplete="off" autocapitalize="off" />
            if let Some(list) = list {
                <datalist id={list}>
                    { for props.choices.iter().map(|choice| html! { <option value={choice.clone()} /> }) }
                </datalist>
            }
        </div>
    }
}
