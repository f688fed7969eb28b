//! The condition keys of the request: given, derived, missing.

use rolescope::{ContextValue, Step, StepReport, TraceEntry};
use web_sys::wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement};
use yew::Callback;

use crate::components::field::Forms;
use crate::components::icon::{Icon, glyph};
use crate::components::key::given;
use crate::components::markup::{On, Tag, Wire, button, tag};
use crate::components::request::marked;
use crate::components::wire::click;
use crate::focus::Compared;
use crate::state::{Action, State};

/// The keys that the step gives, those that policies ask for, and those that the engine fills in; `pointed` is what
/// the page points at, `lacking` are the keys that the statement there misses, whatever else keeps it from matching.
pub(crate) fn context_keys(
    state: &State,
    step: &Step,
    report: &StepReport,
    pointed: Option<&Compared<'_>>,
    lacking: &[&str],
    forms: &Forms<'_>,
) -> Tag {
    let dispatch = forms.dispatch;
    let said = &step.context;
    let asked = compared(&report.trace);
    let mark = |item: Tag, name: &str| marked(item, pointed.filter(|it| it.is(name, "")).map(|it| it.tone));
    let (mut shown, mut rest) = (Vec::new(), Vec::new());
    for (name, input) in said.iter() {
        shown.push(mark(given(report, state.step, name, input, forms), name));
    }
    let mut asked_in_vain: Vec<&str> = report.missing_context_keys.iter().map(String::as_str).collect();
    for name in lacking {
        if !asked_in_vain.iter().any(|known| known.eq_ignore_ascii_case(name)) {
            asked_in_vain.push(name);
        }
    }
    for name in asked_in_vain.into_iter().filter(|name| !said.contains_key(name)) {
        shown.push(mark(missing(name, dispatch), name));
    }
    for (name, entry) in report.context.iter().filter(|(name, _)| !said.contains_key(name.as_str())) {
        let keys = if asked.iter().any(|asked| asked.eq_ignore_ascii_case(name)) { &mut shown } else { &mut rest };
        keys.push(mark(fixed(name, &entry.value, dispatch), name));
    }
    let list = (!shown.is_empty()).then(|| tag("ul").class("card keys").list(shown));
    let others = (!rest.is_empty()).then(|| {
        let words = format!("{} more, which no policy asks for", rest.len());
        let summary = tag("summary").with(glyph(Icon::Chevron)).text(&words);
        tag("details").class("card rest").with(summary).with(tag("ul").class("keys").list(rest))
    });
    let name = tag("input")
        .is("type", "text")
        .is("id", "new-key")
        .is("name", "key")
        .is("aria-label", "New condition key")
        .is("placeholder", "Name of a key")
        .plain();
    let add = tag("button").is("type", "submit").with(glyph(Icon::Plus)).word("Add key");
    tag("section")
        .class("context")
        .labelled_by("context-heading")
        .with(tag("h3").is("id", "context-heading").word("Condition keys"))
        .maybe(list)
        .maybe(others)
        .with(tag("form").class("add").on(adding(dispatch)).with(name).with(add))
}

/// A new key begins without a value; its name is taken out of the form.
fn adding(dispatch: &Callback<Action>) -> Wire {
    let dispatch = dispatch.clone();
    Wire::new(On::Submit, move |event| {
        event.prevent_default();
        let form = event.target().and_then(|form| form.dyn_into::<Element>().ok());
        let input = form.and_then(|form| form.query_selector("input").ok().flatten());
        let Some(input) = input.and_then(|input| input.dyn_into::<HtmlInputElement>().ok()) else { return };
        let name = input.value().trim().to_owned();
        if !name.is_empty() {
            input.set_value("");
            dispatch.emit(Action::GiveKey { key: name.into(), text: String::new() });
        }
    })
}

/// Names of the request's fields that the trace compares.
fn compared(trace: &[TraceEntry]) -> Vec<&str> {
    let mut names = Vec::new();
    for entry in trace {
        names.extend(entry.request.as_ref().map(|request| &*request.field));
        names.extend(compared(&entry.children));
    }
    names
}

/// A key with its name and a word about it.
pub(crate) fn item(class: &'static str, name: &str, badge: &'static str) -> Tag {
    let badge = tag("span").class("badge").word(badge);
    tag("li").class(class).key(name).with(tag("code").class("key").text(name)).with(badge)
}

/// A key that a policy asks for and the request lacks: one click adds it.
fn missing(name: &str, dispatch: &Callback<Action>) -> Tag {
    let add = Action::GiveKey { key: name.to_owned().into(), text: String::new() };
    let add = button("link", click(dispatch, add)).set("aria-label", &format!("Add a value for {name}"));
    item("missing", name, "a policy asks").with(add.word("Add a value"))
}

/// A key that the engine fills in.
fn fixed(name: &str, value: &ContextValue, dispatch: &Callback<Action>) -> Tag {
    let text = match value {
        ContextValue::One(value) => value.clone(),
        ContextValue::List(values) => values.join(", "),
    };
    let shown = tag("code").class("value").text(&text);
    let replace = Action::GiveKey { key: name.to_owned().into(), text };
    let replace = button("quiet", click(dispatch, replace)).set("aria-label", &format!("Override {name}"));
    item("derived", name, "derived").with(shown).with(replace.word("Override"))
}
