//! The condition keys of the request: given, derived, missing.

use std::collections::BTreeMap;

use rolescope::{ContextInput, ContextValue, Origin, StepReport, TraceEntry};
use web_sys::{HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

use crate::components::icon::{Glyph, Icon};
use crate::shared::Shared;
use crate::state::{Action, StepEdit};

#[derive(PartialEq, Properties)]
pub(crate) struct ContextProps {
    /// What the scenario says.
    pub(crate) given: Shared<BTreeMap<String, ContextInput>>,
    pub(crate) report: Shared<StepReport>,
    pub(crate) dispatch: Callback<Action>,
}

#[component]
pub(crate) fn ContextKeys(props: &ContextProps) -> Html {
    let key = use_state(String::new);
    let oninput = {
        let key = key.clone();
        Callback::from(move |event: InputEvent| key.set(event.target_unchecked_into::<HtmlInputElement>().value()))
    };
    let onsubmit = {
        let (key, dispatch) = (key.clone(), props.dispatch.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let name = key.trim().to_owned();
            if !name.is_empty() {
                dispatch.emit(Action::EditStep(StepEdit::Key(name.into(), String::new())));
                key.set(String::new());
            }
        })
    };
    let derived = props.report.context.iter().filter(|(name, _)| !props.given.contains_key(*name));
    let asked = compared(&props.report.trace);
    let (compared, rest): (Vec<_>, Vec<_>) =
        derived.partition(|(name, _)| asked.iter().any(|asked| asked.eq_ignore_ascii_case(name)));
    let shown = !props.given.is_empty() || !props.report.missing_context_keys.is_empty() || !compared.is_empty();
    html! {
        <section class="context" aria-labelledby="context-heading">
            <h3 id="context-heading">{ "Condition keys" }</h3>
            if shown {
                <ul class="card keys">
                    { for props.given.iter().map(|(name, input)| given(props, name, input)) }
                    { for props.report.missing_context_keys.iter().map(|name| missing(props, name)) }
                    { for compared.iter().map(|(name, entry)| fixed(props, name, &entry.value)) }
                </ul>
            }
            if !rest.is_empty() {
                <details class="card rest">
                    <summary>
                        <Glyph icon={Icon::Chevron} />{ format!("{} more, which no policy here compares", rest.len()) }
                    </summary>
                    <ul class="keys">{ for rest.iter().map(|(name, entry)| fixed(props, name, &entry.value)) }</ul>
                </details>
            }
            <form class="add" {onsubmit}>
                <input type="text" aria-label="New condition key" placeholder="aws:SourceIp" value={(*key).clone()}
                    {oninput} spellcheck="false" autocomplete="off" autocapitalize="off" />
                <button type="submit"><Glyph icon={Icon::Plus} />{ "Add key" }</button>
            </form>
        </section>
    }
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
fn given(props: &ContextProps, name: &str, input: &ContextInput) -> Html {
    let origin = props.report.context.get(name).map(|entry| entry.origin);
    let word = match (input, origin) {
        (ContextInput::Absent, _) => "taken away",
        (ContextInput::One(_) | ContextInput::List(_), Some(Origin::Overriding)) => "overriding",
        (ContextInput::One(_) | ContextInput::List(_), Some(Origin::Given | Origin::Derived) | None) => "given",
    };
    let key = AttrValue::from(name.to_owned());
    let remove = props.dispatch.reform({
        let key = key.clone();
        move |_: MouseEvent| Action::EditStep(StepEdit::RemoveKey(key.clone()))
    });
    let undo = if word == "given" { "Remove" } else { "Restore" };
    html! {
        <li key={name.to_owned()} class="given">
            <code class="key">{ name.to_owned() }</code>
            <span class="badge">{ word }</span>
            { value(props, &key, input) }
            <button type="button" class="quiet" onclick={remove} aria-label={format!("{undo} {name}")}>{ undo }</button>
        </li>
    }
}

fn value(props: &ContextProps, key: &AttrValue, input: &ContextInput) -> Html {
    let label = AttrValue::from(format!("Value of {key}"));
    let edit = {
        let key = key.clone();
        props.dispatch.reform(move |text| Action::EditStep(StepEdit::Key(key.clone(), text)))
    };
    match input {
        ContextInput::Absent => {
            html! { <span class="value">{ "no value, whatever the engine would fill in" }</span> }
        }
        ContextInput::One(value) => {
            let oninput = edit.reform(|event: InputEvent| event.target_unchecked_into::<HtmlInputElement>().value());
            html! {
                <input type="text" aria-label={label} value={value.to_string()} {oninput} spellcheck="false" autocomplete="off" />
            }
        }
        ContextInput::List(values) => {
            let oninput = edit.reform(|event: InputEvent| event.target_unchecked_into::<HtmlTextAreaElement>().value());
            let lines: Vec<String> = values.iter().map(ToString::to_string).collect();
            html! {
                <textarea aria-label={format!("{label}, one a line")} rows={lines.len().max(1).to_string()}
                    value={lines.join("\n")} {oninput} spellcheck="false" />
            }
        }
    }
}

/// A key that a policy asks for and the request lacks: one click adds it.
fn missing(props: &ContextProps, name: &str) -> Html {
    let add = start(props, name, "");
    html! {
        <li key={name.to_owned()} class="missing">
            <code class="key">{ name.to_owned() }</code>
            <span class="badge">{ "a policy asks" }</span>
            <button type="button" class="link" onclick={add} aria-label={format!("Add a value for {name}")}>{ "Add a value" }</button>
        </li>
    }
}

/// A key that the engine fills in.
fn fixed(props: &ContextProps, name: &str, value: &ContextValue) -> Html {
    let text = match value {
        ContextValue::One(value) => value.clone(),
        ContextValue::List(values) => values.join(", "),
    };
    let override_it = start(props, name, &text);
    html! {
        <li key={name.to_owned()} class="derived">
            <code class="key">{ name.to_owned() }</code>
            <span class="badge">{ "derived" }</span>
            <code class="value">{ text }</code>
            <button type="button" class="quiet" onclick={override_it} aria-label={format!("Override {name}")}>{ "Override" }</button>
        </li>
    }
}

fn start(props: &ContextProps, name: &str, value: &str) -> Callback<MouseEvent> {
    let (key, value) = (AttrValue::from(name.to_owned()), value.to_owned());
    props.dispatch.reform(move |_: MouseEvent| Action::EditStep(StepEdit::Key(key.clone(), value.clone())))
}
