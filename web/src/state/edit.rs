//! Changes to one step of the scenario.

use rolescope::{ContextInput, Input, Step, StepResource, TouchedResource};
use yew::AttrValue;

/// A change to the selected step.
#[derive(Clone, Debug)]
pub(crate) enum StepEdit {
    Caller(String),
    Action(String),
    /// One of the step's resources, counted from 0.
    Resource(usize, String),
    SessionName(String),
    Duration(String),
    ExternalId(String),
    /// The text of a condition key; one value a line where the key holds a list.
    Key(AttrValue, String),
    /// The scenario says nothing about the key any more.
    RemoveKey(AttrValue),
}

impl StepEdit {
    pub(super) fn apply(&self, step: &mut Step) {
        match self {
            Self::Caller(text) => step.caller.clone_from(text),
            Self::Action(text) => step.action.clone_from(text),
            Self::Resource(at, text) => set_resource(step, *at, text),
            Self::SessionName(text) => step.session.get_or_insert_default().name = given(text),
            Self::Duration(text) => {
                step.session.get_or_insert_default().duration_seconds = text.trim().parse().ok();
            }
            Self::ExternalId(text) => step.session.get_or_insert_default().external_id = given(text),
            Self::Key(key, text) => {
                let before = step.context.get(key.as_str());
                let value = context_input(before, text);
                step.context.insert(key.to_string(), value);
            }
            Self::RemoveKey(key) => {
                step.context.remove(key.as_str());
            }
        }
    }
}

fn given(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

fn set_resource(step: &mut Step, at: usize, text: &str) {
    match &mut step.resource {
        Some(StepResource::Several(resources)) => match resources.get_mut(at) {
            Some(TouchedResource::Arn(arn)) => text.clone_into(arn),
            Some(TouchedResource::WithContext(resource)) => text.clone_into(&mut resource.arn),
            None => {}
        },
        Some(StepResource::One(_)) | None => step.resource = given(text).map(StepResource::One),
    }
}

/// The text in the form the key had before, where it fits.
fn context_input(before: Option<&ContextInput>, text: &str) -> ContextInput {
    match before {
        Some(ContextInput::List(values)) => {
            ContextInput::List(text.split('\n').enumerate().map(|(at, line)| input(values.get(at), line)).collect())
        }
        Some(ContextInput::One(value)) => ContextInput::One(input(Some(value), text)),
        Some(ContextInput::Absent) | None => ContextInput::One(input(None, text)),
    }
}

fn input(before: Option<&Input>, text: &str) -> Input {
    let kept = match before {
        Some(Input::Boolean(_)) => text.parse().ok().map(Input::Boolean),
        Some(Input::Number(_)) => text.parse::<i64>().ok().map(|number| Input::Number(number.into())),
        Some(Input::Text(_)) | None => None,
    };
    kept.unwrap_or_else(|| Input::Text(text.to_owned()))
}
