//! Typing over a part of the scenario.

use rolescope::{ContextInput, Input, Step, StepResource, TouchedResource};
use yew::AttrValue;

/// What has a text that can be typed over.
#[derive(Clone, Debug)]
pub(crate) enum Editable {
    /// The policy at a pointer.
    Policy(AttrValue),
    /// A field of the selected step.
    Step(StepField),
}

/// A field of a step.
#[derive(Clone, Debug)]
pub(crate) enum StepField {
    Caller,
    Action,
    /// One of the step's resources, counted from 0.
    Resource(usize),
    SessionName,
    Duration,
    ExternalId,
    /// The value of a condition key; one value a line where the key holds a list.
    Key(AttrValue),
}

impl StepField {
    /// Writes `text` into the step. False where that leaves the step as it is: half a number is no duration yet.
    pub(super) fn write(&self, step: &mut Step, text: &str) -> bool {
        match self {
            Self::Caller => text.clone_into(&mut step.caller),
            Self::Action => text.clone_into(&mut step.action),
            Self::Resource(at) => set_resource(step, *at, text),
            Self::SessionName => step.session.get_or_insert_default().name = given(text),
            Self::Duration => {
                let seconds = text.trim().parse().ok();
                if seconds.is_none() && !text.trim().is_empty() {
                    return false;
                }
                step.session.get_or_insert_default().duration_seconds = seconds;
            }
            Self::ExternalId => step.session.get_or_insert_default().external_id = given(text),
            Self::Key(key) => {
                let value = context_input(step.context.get(key.as_str()), text);
                step.context.insert(key.to_string(), value);
            }
        }
        // A request for nothing would stand in the way of a call that is none to STS.
        step.session.take_if(|session| session.is_empty());
        true
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
        Some(Input::Number(_)) => text.parse::<i64>().ok().map(|number| Input::Number(number.to_string())),
        Some(Input::Text(_)) | None => None,
    };
    kept.unwrap_or_else(|| Input::Text(text.to_owned()))
}
