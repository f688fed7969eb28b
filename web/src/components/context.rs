//! The condition keys of the request: given, derived, missing.

use rolescope::report::{ContextValue, StepReport};
use rolescope::scenario::{ContextInput, Step};
use web_sys::wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement};
use yew::Callback;

use crate::components::field::Forms;
use crate::components::icon::{Icon, glyph};
use crate::components::key::given;
use crate::components::key_row::{item, marked};
use crate::components::markup::{On, Tag, Wire, button, tag};
use crate::components::more::drawn;
use crate::components::wire::click;
use crate::focus::Compared;
use crate::naming::Names;
use crate::state::{Action, Change, List, State, spelled};

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
    let (keys, rest) = sorted_out(step, report, lacking);
    let points = |key: &Key<'_>| pointed.is_some_and(|it| it.is(key.name(), ""));
    let draw = |list: &List, keys: &[Key<'_>]| {
        let focused = state.target.as_ref().and_then(|target| target.id.strip_prefix("key-"));
        let looked_at = keys.iter().position(|key| focused == Some(key.name()));
        let looked_at = looked_at.or_else(|| keys.iter().position(points));
        let few = state.shown.few(list, keys.len(), looked_at);
        drawn(list, &few, "keys", forms.dispatch, &mut |at| {
            let Some(key) = keys.get(at) else { return tag("li") };
            marked(key.draw(state.step, report, forms), pointed.filter(|_| points(key)).map(|it| it.tone))
        })
    };
    let list = (!keys.is_empty()).then(|| tag("ul").class("card keys").list(draw(&List::Keys, &keys)));
    let others = (!rest.is_empty()).then(|| {
        let words = format!("{} more, which no policy asks for", spelled(rest.len()));
        let summary = tag("summary").with(glyph(Icon::Chevron)).text(&words);
        let list = tag("ul").class("keys").list(draw(&List::OtherKeys, &rest));
        tag("details").class("card rest").with(summary).with(list)
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
        .with(tag("form").class("add").on(adding(forms.dispatch)).with(name).with(add))
}

/// A condition key and where it comes from.
enum Key<'a> {
    /// The step says it.
    Given(&'a str, &'a ContextInput),
    /// A policy asks for it in vain.
    Missing(&'a str),
    /// The engine fills it in.
    Derived(&'a str, &'a ContextValue),
}

impl Key<'_> {
    const fn name(&self) -> &str {
        match self {
            Self::Given(name, _) | Self::Missing(name) | Self::Derived(name, _) => name,
        }
    }

    fn draw(&self, step: usize, report: &StepReport, forms: &Forms<'_>) -> Tag {
        match self {
            Self::Given(name, input) => given(report, step, name, input, forms),
            Self::Missing(name) => missing(name, forms.dispatch),
            Self::Derived(name, value) => fixed(name, value, forms.dispatch),
        }
    }
}

/// The keys that somebody speaks of, and the others.
fn sorted_out<'a>(step: &'a Step, report: &'a StepReport, lacking: &[&'a str]) -> (Vec<Key<'a>>, Vec<Key<'a>>) {
    let mut keys: Vec<Key<'a>> = step.context.iter().map(|(name, input)| Key::Given(name, input)).collect();
    let mut rest = Vec::new();
    let said = Names::of(step.context.keys().map(String::as_str));
    let unsaid = |name: &&str| !said.hold(name);
    let in_vain = Names::of(report.missing_context_keys.iter().map(String::as_str));
    let also = lacking.iter().copied().filter(|name| !in_vain.hold(name));
    let in_vain = report.missing_context_keys.iter().map(String::as_str).chain(also);
    keys.extend(in_vain.filter(unsaid).map(Key::Missing));
    let asked = Names::of(report.trace.asked_keys().into_iter());
    for (name, entry) in report.context.iter().filter(|(name, _)| unsaid(&name.as_str())) {
        let keys = if asked.hold(name) { &mut keys } else { &mut rest };
        keys.push(Key::Derived(name, &entry.value));
    }
    (keys, rest)
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
            dispatch.emit(Action::Change(Change::GiveKey { key: name.into(), text: String::new() }));
        }
    })
}

/// A key that a policy asks for and the request lacks: one click adds it.
fn missing(name: &str, dispatch: &Callback<Action>) -> Tag {
    let add = Action::Change(Change::GiveKey { key: name.to_owned().into(), text: String::new() });
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
    let replace = Action::Change(Change::GiveKey { key: name.to_owned().into(), text });
    let replace = button("quiet", click(dispatch, replace)).set("aria-label", &format!("Override {name}"));
    item("derived", name, "derived").with(shown).with(replace.word("Override"))
}
