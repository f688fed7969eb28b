//! The selected step: who calls what on what.

use rolescope::report::StepReport;
use rolescope::scenario::{Step, StepResource};

use crate::analysis::Analysis;
use crate::components::context::context_keys;
use crate::components::field::{Forms, choosing, option};
use crate::components::icon::{Icon, glyph};
use crate::components::key_row::marked;
use crate::components::markup::{Tag, button, tag, unseen};
use crate::components::more::drawn;
use crate::components::session_request::{further, session_request};
use crate::components::tabs::{Row, Tab, tabs};
use crate::components::wire::click;
use crate::focus::{Compared, compared, lacking};
use crate::sight::Sight;
use crate::state::{Action, Change, Editable, Entity, Field, List, New, State, spelled, touched_arn};
use crate::tone::{Tone, headline, icon};

/// The steps, one of them open. What the page points at is marked.
pub(crate) fn request(state: &State, analysis: &Analysis, sight: &Sight<'_>, forms: &mut Forms<'_>) -> Tag {
    let reports = &analysis.steps;
    let pointed = sight.step.zip(sight.pointed.as_ref());
    let compared = pointed.and_then(|(step, path)| compared(&step.trace, path));
    let lacking = pointed.map(|(step, path)| lacking(&step.trace, path)).unwrap_or_default();
    let selected = state.step;
    let steps = &state.scenario.steps;
    let add = click(forms.dispatch, Action::Change(Change::Add(New::Step(selected))));
    let header = tag("header")
        .with(tag("h2").is("id", "request-heading").word("Request"))
        .with(button("quiet", add).with(glyph(Icon::Plus)).word("Add step"));
    let mut panel =
        tag("div").is("role", "tabpanel").is("id", "request").set("aria-labelledby", &format!("step-{selected}"));
    if let Some(step) = steps.get(selected) {
        panel = panel
            .with(identity(selected, steps.len(), forms))
            .with(call(state, step, compared.as_ref(), forms))
            .maybe(session_request(step, selected, forms))
            .maybe(
                reports
                    .get(selected)
                    .map(|report| context_keys(state, step, report, compared.as_ref(), &lacking, forms)),
            )
            .with(further(selected, forms));
    }
    let (list, items) = (List::Steps, "steps");
    let row = Row { label: "Steps", class: "steps", list, items, count: steps.len(), selected };
    tag("section")
        .class("request")
        .labelled_by("request-heading")
        .with(header)
        .with(tabs(row, &state.shown, &|at| tab(at, steps.get(at), reports.get(at)), forms.dispatch))
        .with(panel)
}

fn tab(at: usize, step: Option<&Step>, report: Option<&StepReport>) -> Tab {
    let name = step.map_or("", |step| step.name.as_ref().unwrap_or(&step.action));
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
    let tool = |id, label: &'static str, icon, possible, change| {
        let tool =
            button("square quiet", click(forms.dispatch, Action::Change(change))).is("id", id).is("aria-label", label);
        // Still there for the focus when it can do nothing more.
        tool.is("title", label).is("aria-disabled", if possible { "false" } else { "true" }).with(glyph(icon))
    };
    let tools = tag("div")
        .class("tools")
        .with(tool("move-earlier", "Move step earlier", Icon::Back, at > 0, Change::Shift { entity, down: false }))
        .with(tool("move-later", "Move step later", Icon::Next, at + 1 < count, Change::Shift { entity, down: true }))
        .with(tool("remove-step", "Remove step", Icon::Cross, count > 1, Change::Remove(entity)));
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
    if count < 2 {
        form = form.with(marked(forms.field("resource-0", entity, Field::Touched(0)), is("resource", "")));
    } else {
        let compares = |at: &usize| is("resource", touched_arn(step, *at).unwrap_or_default()).is_some();
        let pointed = compared.and_then(|_| (0..count).find(compares));
        let few = state.shown.few(&List::Touched, count, state.focused("resource-").or(pointed));
        let objects = drawn(&List::Touched, &few, "resources", forms.dispatch, &mut |at| {
            let tone = is("resource", touched_arn(step, at).unwrap_or_default());
            object(at, entity, tone, forms)
        });
        form = form.with(tag("ul").class("touched").is("aria-label", "Resources").list(objects));
    }
    let add = click(forms.dispatch, Action::Change(Change::Add(New::Touched(state.step))));
    form.with(button("quiet", add).with(glyph(Icon::Plus)).word("Add resource"))
}

/// One of several resources, with its own condition keys.
fn object(at: usize, entity: Entity, tone: Option<Tone>, forms: &mut Forms<'_>) -> Tag {
    let field = marked(forms.field(&format!("resource-{at}"), entity, Field::Touched(at)), tone);
    let remove = button("square quiet", click(forms.dispatch, Action::Change(Change::RemoveTouched(at))));
    let remove = remove.set("aria-label", &format!("Remove resource {}", at + 1)).with(glyph(Icon::Cross));
    tag("li").key(&at.to_string()).with(tag("div").class("row").with(field).with(remove)).with(forms.field(
        &format!("resource-keys-{at}"),
        entity,
        Field::TouchedKeys(at),
    ))
}

/// Callers to choose from, beside those that can be typed: sessions of earlier steps, and those whom the scenario knows.
fn callers(state: &State, forms: &Forms<'_>) -> Tag {
    let mut groups = Vec::new();
    for (label, callers, more) in crate::state::callers(&state.scenario, state.step) {
        let mut options: Vec<Tag> = callers.iter().map(|caller| option(caller, false).text(caller)).collect();
        if more > 0 {
            let words = format!("and {} more, which can be typed", spelled(more));
            options.push(tag("option").key("\u{1}more").flag("disabled", true).text(&words));
        }
        groups.push(tag("optgroup").is("label", label).key(label).list(options));
    }
    let chosen = state.scenario.steps.get(state.step).map_or("", |step| step.caller.as_str());
    // Made anew with each caller, so that the first option is chosen again.
    let first = tag("option").is("value", "").flag("selected", true).word("Choose …");
    let what = Editable::Field(Entity::Step(state.step), Field::Caller);
    let choice = tag("select").key(chosen).is("aria-label", "Choose a caller").on(choosing(forms.dispatch, what));
    tag("span").class("choice").list(vec![choice.with(first).list(groups)]).with(glyph(Icon::Chevron))
}
