//! The condition keys of the request: given, derived, missing.

use rolescope::{ContextInput, ContextValue, Map, Origin, StepReport, TraceEntry};
use web_sys::wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement};
use yew::prelude::*;

use crate::components::icon::{Icon, glyph};
use crate::components::wire::{click, typing};
use crate::state::{Action, Editable, StepField};

/// The keys that the step gives, those that policies ask for, and those that the engine fills in.
pub(crate) fn context_keys(said: &Map<ContextInput>, report: &StepReport, dispatch: &Callback<Action>) -> Html {
    let derived = report.context.iter().filter(|(name, _)| !said.contains_key(name.as_str()));
    let asked = compared(&report.trace);
    let (compared, rest): (Vec<_>, Vec<_>) =
        derived.partition(|(name, _)| asked.iter().any(|asked| asked.eq_ignore_ascii_case(name)));
    let shown = !said.is_empty() || !report.missing_context_keys.is_empty() || !compared.is_empty();
    html! {
        <section class="context" aria-labelledby="context-heading">
            <h3 id="context-heading">{ "Condition keys" }</h3>
            if shown {
                <ul class="card keys">
                    { for said.iter().map(|(name, input)| given(report, name, input, dispatch)) }
                    { for report.missing_context_keys.iter().map(|name| missing(name, dispatch)) }
                    { for compared.iter().map(|(name, entry)| fixed(name, &entry.value, dispatch)) }
                </ul>
            }
            if !rest.is_empty() {
                <details class="card rest">
                    <summary>
                        { glyph(Icon::Chevron) }{ format!("{} filled in, which no policy compares", rest.len()) }
                    </summary>
                    <ul class="keys">{ for rest.iter().map(|(name, entry)| fixed(name, &entry.value, dispatch)) }</ul>
                </details>
            }
            <form class="add" onsubmit={adding(dispatch)}>
                <input type="text" name="key" aria-label="New condition key" placeholder="aws:SourceIp"
                    spellcheck="false" autocomplete="off" autocapitalize="off" />
                <button type="submit">{ glyph(Icon::Plus) }{ "Add key" }</button>
            </form>
        </section>
    }
}

/// A new key begins without a value; its name is taken out of the form.
fn adding(dispatch: &Callback<Action>) -> Callback<SubmitEvent> {
    let dispatch = dispatch.clone();
    Callback::from(move |event: SubmitEvent| {
        event.prevent_default();
        let form: Element = event.target_unchecked_into();
        let input = form.query_selector("input").ok().flatten().and_then(|input| input.dyn_into().ok());
        let Some(input): Option<HtmlInputElement> = input else { return };
        let name = input.value().trim().to_owned();
        if !name.is_empty() {
            input.set_value("");
            dispatch.emit(Action::Edit { what: key(&name), text: String::new() });
        }
    })
}

fn key(name: &str) -> Editable {
    Editable::Step(StepField::Key(name.to_owned().into()))
}

/// Names of the request's fields that the trace compares.
fn compared(trace: &[TraceEntry]) -> Vec<&str> {
    let mut names = Vec::new();
    for entry in trace {
        names.extend(entry.request.as_ref().map(|request| request.field.as_str()));
        names.extend(compared(&entry.children));
    }
    names
}

/// A key that the scenario gives: its value can be typed over.
fn given(report: &StepReport, name: &str, input: &ContextInput, dispatch: &Callback<Action>) -> Html {
    let origin = report.context.get(name).map(|entry| entry.origin);
    let (word, undo) = match (input, origin) {
        (ContextInput::Absent, _) => ("taken away", "Restore"),
        (ContextInput::One(_) | ContextInput::List(_), Some(Origin::Overriding)) => ("overriding", "Restore"),
        (ContextInput::One(_) | ContextInput::List(_), Some(Origin::Given | Origin::Derived) | None) => {
            ("given", "Remove")
        }
    };
    let remove = Action::RemoveKey(name.to_owned().into());
    html! {
        <li key={name} class="given">
            <code class="key">{ name.to_owned() }</code>
            <span class="badge">{ word }</span>
            { value(name, input, dispatch) }
            { button("quiet", undo, &format!("{undo} {name}"), remove, dispatch) }
        </li>
    }
}

fn value(name: &str, input: &ContextInput, dispatch: &Callback<Action>) -> Html {
    let label = format!("Value of {name}");
    let oninput = typing(dispatch, key(name));
    match input {
        ContextInput::Absent => html! { <span class="value">{ "no value, whatever the engine would fill in" }</span> },
        ContextInput::One(value) => html! {
            <input type="text" aria-label={label} value={value.to_string()} {oninput} spellcheck="false"
                autocomplete="off" />
        },
        ContextInput::List(values) => {
            let lines: Vec<String> = values.iter().map(ToString::to_string).collect();
            html! {
                <textarea aria-label={format!("{label}, one a line")} rows={lines.len().max(1).to_string()}
                    value={lines.join("\n")} {oninput} spellcheck="false" />
            }
        }
    }
}

/// A key that a policy asks for and the request lacks: one click adds it.
fn missing(name: &str, dispatch: &Callback<Action>) -> Html {
    let add = Action::Edit { what: key(name), text: String::new() };
    html! {
        <li key={name} class="missing">
            <code class="key">{ name.to_owned() }</code>
            <span class="badge">{ "a policy asks" }</span>
            { button("link", "Add a value", &format!("Add a value for {name}"), add, dispatch) }
        </li>
    }
}

/// A key that the engine fills in.
fn fixed(name: &str, value: &ContextValue, dispatch: &Callback<Action>) -> Html {
    let text = match value {
        ContextValue::One(value) => value.clone(),
        ContextValue::List(values) => values.join(", "),
    };
    let replace = Action::Edit { what: key(name), text: text.clone() };
    html! {
        <li key={name} class="derived">
            <code class="key">{ name.to_owned() }</code>
            <span class="badge">{ "derived" }</span>
            <code class="value">{ text }</code>
            { button("quiet", "Override", &format!("Override {name}"), replace, dispatch) }
        </li>
    }
}

fn button(class: &'static str, word: &'static str, name: &str, action: Action, dispatch: &Callback<Action>) -> Html {
    html! {
        <button type="button" {class} aria-label={name.to_owned()} onclick={click(dispatch, action)}>{ word }</button>
    }
}
