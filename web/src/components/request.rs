//! The selected step: who calls what on what.

use rolescope::{Step, StepReport, StepResource};

use crate::components::context::context_keys;
use crate::components::field::{Forms, choosing, option};
use crate::components::icon::{Icon, glyph};
use crate::components::markup::{Tag, button, tag, unseen};
use crate::components::session_request::{further, session_request};
use crate::components::tabs::{Tab, tabs};
use crate::components::wire::click;
use crate::focus::Compared;
use crate::state::{Action, Editable, Entity, Field, New, State};
use crate::tone::{Tone, headline, icon};

/// The steps with their `reports`, one of them open; `compared` is what the page points at, `lacking` are the keys that
/// the statement there misses.
pub(crate) fn request(
    state: &State,
    reports: &[StepReport],
    compared: Option<&Compared<'_>>,
    lacking: &[&str],
    forms: &mut Forms<'_>,
) -> Tag {
    let selected = state.step;
    let steps = &state.scenario.steps;
    let stops: Vec<Tab> = steps.iter().enumerate().map(|(at, step)| tab(at, step, reports.get(at))).collect();
    let add = click(forms.dispatch, Action::Add(New::Step(selected)));
    let header = tag("header")
        .with(tag("h2").is("id", "request-heading").word("Request"))
        .with(button("quiet", add).with(glyph(Icon::Plus)).word("Add step"));
    let mut panel =
        tag("div").is("role", "tabpanel").is("id", "request").set("aria-labelledby", &format!("step-{selected}"));
    if let Some(step) = steps.get(selected) {
        panel = panel
            .with(identity(selected, steps.len(), forms))
            .with(call(state, step, compared, forms))
            .maybe(session_request(step, selected, forms))
            .maybe(reports.get(selected).map(|report| context_keys(state, step, report, compared, lacking, forms)))
            .with(further(selected, forms));
    }
    tag("section")
        .class("request")
        .labelled_by("request-heading")
        .with(header)
        .with(tabs("Steps", "steps", stops, selected, forms.dispatch))
        .with(panel)
}

fn tab(at: usize, step: &Step, report: Option<&StepReport>) -> Tab {
    let name = step.name.as_ref().unwrap_or(&step.action);
    let mut content = vec![tag("span").class("name").text(&format!("{} {name}", at + 1))];
    if let Some(report) = report {
        let tone = Tone::from(report.decision);
        let sign = tag("span").class(tone.class()).with(glyph(icon(tone)));
        content.push(sign.with(unseen(headline(report))));
    }
    Tab { id: format!("step-{at}").into(), panel: "request".into(), action: Action::SelectStep(at), content }
}

/// The step's name and place among the steps.
fn identity(at: usize, count: usize, forms: &mut Forms<'_>) -> Tag {
    let entity = Entity::Step(at);
    let tool = |id, label: &'static str, icon, possible, action| {
        let tool = button("square quiet", click(forms.dispatch, action)).is("id", id).is("aria-label", label);
        // Still there for the focus when it can do nothing more.
        tool.is("title", label).is("aria-disabled", if possible { "false" } else { "true" }).with(glyph(icon))
    };
    let tools = tag("div")
        .class("tools")
        .with(tool("move-earlier", "Move step earlier", Icon::Back, at > 0, Action::Shift { entity, down: false }))
        .with(tool("move-later", "Move step later", Icon::Next, at + 1 < count, Action::Shift { entity, down: true }))
        .with(tool("remove-step", "Remove step", Icon::Cross, count > 1, Action::Remove(entity)));
    tag("div").class("identity").with(forms.field("step-name", entity, Field::Name)).with(tools)
}

/// Caller, action and resources.
fn call(state: &State, step: &Step, compared: Option<&Compared<'_>>, forms: &mut Forms<'_>) -> Tag {
    let entity = Entity::Step(state.step);
    let is = |name: &str, value: &str| compared.filter(|compared| compared.is(name, value)).map(|it| it.tone);
    let caller = forms.field("caller", entity, Field::Caller).with(callers(state, forms));
    let mut form = tag("div")
        .class("call")
        .with(marked(caller.class("combo"), is("caller", "")))
        .with(marked(forms.field("action", entity, Field::Action), is("action", "")));
    let count = match &step.resource {
        Some(StepResource::Several(touched)) => touched.len(),
        Some(StepResource::One(_)) | None => 1,
    };
    let mut objects = Vec::new();
    for at in 0..count {
        let arn = crate::state::touched_arn(step, at).unwrap_or_default();
        let field = forms.field(&format!("resource-{at}"), entity, Field::Touched(at));
        let field = marked(field, is("resource", if count > 1 { arn } else { "" }));
        if count < 2 {
            objects.push(field);
            continue;
        }
        let remove = button("square quiet", click(forms.dispatch, Action::RemoveTouched(at)));
        let remove = remove.set("aria-label", &format!("Remove resource {}", at + 1)).with(glyph(Icon::Cross));
        objects.push(tag("div").class("row").with(field).with(remove));
        objects.push(forms.field(&format!("resource-keys-{at}"), entity, Field::TouchedKeys(at)));
    }
    form = form.list(objects);
    let add = click(forms.dispatch, Action::Add(New::Touched(state.step)));
    form.with(button("quiet", add).with(glyph(Icon::Plus)).word("Add resource"))
}

/// Marks what the page points at.
pub(crate) fn marked(field: Tag, tone: Option<Tone>) -> Tag {
    match tone {
        Some(tone) => field.class("compared").class(tone.class()),
        None => field,
    }
}

/// Who can be chosen as the caller, beside what can be typed: sessions of earlier steps, and whom the scenario knows.
fn callers(state: &State, forms: &Forms<'_>) -> Tag {
    let mut groups = Vec::new();
    for (label, callers) in crate::state::callers(&state.scenario, state.step) {
        let options = callers.iter().map(|caller| option(caller, false).text(caller)).collect();
        groups.push(tag("optgroup").is("label", label).key(label).list(options));
    }
    let chosen = state.scenario.steps.get(state.step).map_or("", |step| step.caller.as_str());
    // Made anew with each caller, so that the first option is chosen again.
    let first = tag("option").is("value", "").flag("selected", true).word("Choose …");
    let what = Editable::Field(Entity::Step(state.step), Field::Caller);
    let choice = tag("select").key(chosen).is("aria-label", "Choose a caller").on(choosing(forms.dispatch, what));
    tag("span").class("choice").list(vec![choice.with(first).list(groups)]).with(glyph(Icon::Chevron))
}
