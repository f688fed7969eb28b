//! The selected step: who calls what on what.

use rolescope::{Scenario, Step, StepReport, StepResource, TouchedResource};
use yew::Callback;

use crate::components::context::context_keys;
use crate::components::icon::{Icon, glyph};
use crate::components::markup::{Tag, button, tag, unseen};
use crate::components::tabs::{Tab, tabs};
use crate::components::wire::{click, typing};
use crate::state::{Action, Editable, StepField};
use crate::tone::{Tone, headline};

/// The steps with their `reports`, one of them open; `unwritten` is what was typed and is no duration yet.
pub(crate) fn request(
    scenario: &Scenario,
    reports: &[StepReport],
    selected: usize,
    unwritten: &str,
    dispatch: &Callback<Action>,
) -> Tag {
    let stops: Vec<Tab> = scenario.steps.iter().enumerate().map(|(at, step)| tab(at, step, reports.get(at))).collect();
    let remove = button("quiet", click(dispatch, Action::RemoveStep(selected)))
        .flag("disabled", stops.len() < 2)
        .word("Remove step");
    let add = button("quiet", click(dispatch, Action::AddStep)).with(glyph(Icon::Plus)).word("Add step");
    let header = tag("header")
        .with(tag("h2").is("id", "request-heading").word("Request"))
        .with(tag("span").class("tools").with(remove).with(add));
    let mut panel =
        tag("div").is("role", "tabpanel").is("id", "request").set("aria-labelledby", &format!("step-{selected}"));
    if let Some(step) = scenario.steps.get(selected) {
        panel = fields(panel, scenario, step, selected, unwritten, dispatch);
        panel = panel.maybe(reports.get(selected).map(|report| context_keys(&step.context, report, dispatch)));
    }
    tag("section")
        .class("request")
        .labelled_by("request-heading")
        .with(header)
        .with(tabs("Steps", "steps", stops, selected, dispatch))
        .with(panel)
}

fn tab(at: usize, step: &Step, report: Option<&StepReport>) -> Tab {
    let name = step.name.as_ref().unwrap_or(&step.action);
    let mut content = vec![tag("span").class("name").text(&format!("{} {name}", at + 1))];
    if let Some(report) = report {
        let tone = Tone::from(report.decision);
        let sign = tag("span").class(tone.class()).with(glyph(tone.icon()));
        content.push(sign.with(unseen(headline(report.decision))));
    }
    Tab { id: format!("step-{at}").into(), panel: "request".into(), action: Action::SelectStep(at), content }
}

/// Appends the fields of a step to `form`.
fn fields(form: Tag, scenario: &Scenario, step: &Step, at: usize, unwritten: &str, dispatch: &Callback<Action>) -> Tag {
    let field = |id: &str, label: &str, value: &str, hint: &'static str, field: StepField| {
        let input = tag("input").set("id", id).is("type", "text").is("placeholder", hint).plain().value(value);
        let input = input.on(typing(dispatch, Editable::Step(field)));
        let input = if id == "caller" { input.is("list", "callers") } else { input };
        tag("div").class("field").with(tag("label").set("for", id).text(label)).with(input)
    };
    let mut form = form
        .with(field("caller", "Caller", &step.caller, "", StepField::Caller))
        .with(callers(scenario, at))
        .with(field("action", "Action", &step.action, "", StepField::Action));
    let mut objects = Vec::new();
    for (nth, arn) in resources(step).into_iter().enumerate() {
        let label = if nth == 0 { "Resource".to_owned() } else { format!("Resource {}", nth + 1) };
        objects.push(field(&format!("resource-{nth}"), &label, arn, "*", StepField::Resource(nth)));
    }
    form = form.list(objects);
    if step.session.is_none() && !step.calls_sts() {
        return form.list(Vec::new());
    }
    let session = step.session.as_ref();
    let name = session.and_then(|session| session.name.as_deref()).unwrap_or_default();
    let external_id = session.and_then(|session| session.external_id.as_deref()).unwrap_or_default();
    let seconds = session.and_then(|session| session.duration_seconds);
    let duration = seconds.map(|seconds| seconds.to_string()).unwrap_or_default();
    let duration = if unwritten.is_empty() { &duration } else { unwritten };
    let pair = tag("div")
        .class("pair")
        .with(field("session-name", "Session name", name, "", StepField::SessionName))
        .with(field("duration", "Duration in seconds", duration, "3600", StepField::Duration));
    form.list(vec![pair, field("external-id", "External ID", external_id, "", StepField::ExternalId)])
}

/// Who can be chosen as the caller: sessions of earlier steps, and the scenario's principals.
fn callers(scenario: &Scenario, at: usize) -> Tag {
    let mut list = tag("datalist").is("id", "callers");
    for name in scenario.steps.iter().take(at).filter_map(|step| step.name.as_ref()) {
        list = list.with(tag("option").set("value", &format!("@{name}")));
    }
    for principal in &scenario.principals {
        list = list.with(tag("option").set("value", &principal.arn));
    }
    list
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
