//! The fields of a scenario as texts that can be typed over.

use rolescope::scenario::format::Slot;
use rolescope::scenario::{ContextInput, Input, SessionRequest, Step, StepResource, TouchedResource};
use rolescope::{Scenario, is_account_id};
use yew::AttrValue;

use super::entity::Entity;

mod pairs;
mod slot;
mod table;

use pairs::context_input;
use slot::slot;
pub(crate) use table::Field;

/// Text that can be typed over.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Editable {
    /// The policy at a pointer.
    Policy(AttrValue),
    /// The name of the policy at a pointer.
    PolicyName(AttrValue),
    /// A field of something.
    Field(Entity, Field),
    /// The value of a condition key of a step; one value a line where the key holds a list.
    Key(usize, AttrValue),
}

/// The text of a field. `scenario` stays as it was for whoever compares or writes it: at most it gets empty requests.
pub(crate) fn text_of(scenario: &mut Scenario, entity: Entity, field: Field) -> Option<String> {
    if let (Entity::Step(at), Field::Touched(0)) = (entity, field) {
        match &scenario.steps.get(at)?.resource {
            None => return Some(String::new()),
            Some(StepResource::One(arn)) => return Some(arn.clone()),
            Some(StepResource::Several(_)) => {}
        }
    }
    slot(scenario, entity, field).map(|slot| slot::text(&slot))
}

/// Form of a field, by the type of its value.
pub(crate) fn form_of(scenario: &mut Scenario, entity: Entity, field: Field) -> FieldForm {
    match slot(scenario, entity, field) {
        _ if field == Field::Description => FieldForm::Lines,
        Some(Slot::Switch(_)) => FieldForm::Switch,
        Some(Slot::Answer(_)) => FieldForm::Answer,
        Some(Slot::Expectation(_)) => FieldForm::Expectation,
        Some(Slot::Texts(_) | Slot::Tags(_) | Slot::Claims(_) | Slot::Keys(_) | Slot::Contexts(_)) => FieldForm::Lines,
        _ => FieldForm::Line,
    }
}

/// Writes `text` into a field. Texts that mean nothing yet, such as half a number, leave it as it is: then it says
/// what is missing.
#[expect(clippy::wildcard_enum_match_arm, reason = "each entity has some of the fields")]
pub(super) fn write(scenario: &mut Scenario, entity: Entity, field: Field, text: &str) -> Result<(), &'static str> {
    if let Entity::Step(at) = entity {
        match field {
            Field::Name => return rename_step(scenario, at, text),
            Field::Touched(0) => {
                if let Some(step) = scenario.steps.get_mut(at)
                    && !matches!(step.resource, Some(StepResource::Several(_)))
                {
                    step.resource = given(text).map(StepResource::One);
                    return Ok(());
                }
            }
            _ => {}
        }
    }
    let account =
        matches!((entity, field), (Entity::Account(_), Field::Arn)) || (field == Field::Owner && !text.is_empty());
    if account && !is_account_id(text) {
        return Err("the id of an account has 12 digits");
    }
    let written = slot(scenario, entity, field).map_or(Ok(()), |slot| slot::write(slot, text));
    drop_empty(scenario, entity);
    written
}

/// Writes the value of a condition key.
pub(super) fn write_key(step: &mut Step, key: &str, text: &str) {
    let value = context_input(step.context.get(key), text);
    step.context.insert(key.to_owned(), value);
}

/// Form in which a field is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FieldForm {
    Line,
    Lines,
    /// Yes or no.
    Switch,
    /// Yes, no or left out.
    Answer,
    /// Outcome of a step, or none in particular.
    Expectation,
}

/// Form of a condition key: one value, several or none at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum KeyForm {
    One,
    List,
    /// Absent, even if the engine could fill it in.
    Absent,
}

/// Gives a condition key of a step another form; what it said stays, as far as the form has room.
pub(super) fn reshape_key(step: &mut Step, key: &str, form: KeyForm) -> bool {
    let Some(value) = step.context.get(key) else { return false };
    let values = match value {
        ContextInput::Absent => Vec::new(),
        ContextInput::One(value) => vec![value.clone()],
        ContextInput::List(values) => values.clone(),
    };
    let reshaped = match form {
        KeyForm::One => ContextInput::One(values.into_iter().next().unwrap_or(Input::Text(String::new()))),
        KeyForm::List => ContextInput::List(values),
        KeyForm::Absent => ContextInput::Absent,
    };
    let differs = *value != reshaped;
    step.context.insert(key.to_owned(), reshaped);
    differs
}

fn given(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

/// Takes out what a slot made room for and nobody filled.
pub(super) fn drop_empty(scenario: &mut Scenario, entity: Entity) {
    match entity {
        Entity::Step(at) => {
            if let Some(step) = scenario.steps.get_mut(at) {
                drop_empty_requests(step);
            }
        }
        Entity::Resource(at) => {
            if let Some(resource) = scenario.resources.get_mut(at) {
                resource
                    .public_access_block
                    .take_if(|block| *block == rolescope::scenario::PublicAccessBlock::default());
            }
        }
        Entity::Scenario | Entity::Account(_) | Entity::Level(..) | Entity::Principal(_) | Entity::Group(..) => {}
    }
}

/// A request for nothing would stand in the way of a call that is none to STS.
fn drop_empty_requests(step: &mut Step) {
    step.session.take_if(|session| *session == SessionRequest::default());
    step.caller_session.take_if(|session| *session == rolescope::scenario::CallerSession::default());
    step.vpc_endpoint.take_if(|endpoint| *endpoint == rolescope::scenario::VpcEndpoint::default());
    if let Some(StepResource::Several(touched)) = &mut step.resource {
        for resource in touched {
            if let TouchedResource::WithContext(with) = resource
                && with.context.is_empty()
            {
                *resource = TouchedResource::Arn(std::mem::take(&mut with.arn));
            }
        }
    }
}

/// Renames a step and all that later steps say about it.
fn rename_step(scenario: &mut Scenario, at: usize, text: &str) -> Result<(), &'static str> {
    let Some(old) = scenario.steps.get(at).map(|step| step.name.clone()) else { return Ok(()) };
    let reference = old.map(|old| format!("@{old}"));
    let referred = |step: &Step| reference.as_ref().is_some_and(|reference| step.caller == *reference);
    if text.is_empty() && scenario.steps.iter().any(referred) {
        return Err("a later step calls by this name");
    }
    let others = scenario.steps.iter().enumerate().filter(|(other, _)| *other != at);
    if !text.is_empty() && others.into_iter().any(|(_, step)| step.name.as_deref() == Some(text)) {
        return Err("another step has this name");
    }
    for step in scenario.steps.iter_mut().filter(|step| referred(step)) {
        step.caller = format!("@{text}");
    }
    if let Some(step) = scenario.steps.get_mut(at) {
        step.name = given(text);
    }
    Ok(())
}
