//! Place in which a field keeps its value, and the texts it takes there.

use rolescope::scenario::format::{List, Record, Slot};
use rolescope::scenario::{Expectation, Step, StepResource, TouchedResource};
use rolescope::{Map, Scenario};

use super::pairs::{self, claims, contexts, keys, tags};
use super::{Field, given};
use crate::state::entity::Entity;

/// The value of a field, found by the names that the format gives it: those of the objects that it is in, then its own. Objects that are
/// not there yet come empty.
pub(super) fn slot(scenario: &mut Scenario, entity: Entity, field: Field) -> Option<Slot<'_>> {
    match (entity, field) {
        (Entity::Step(at), Field::Touched(nth)) => match touched(scenario.steps.get_mut(at)?, nth)? {
            TouchedResource::Arn(arn) => Some(Slot::Text(arn)),
            TouchedResource::WithContext(with) => Some(Slot::Text(&mut with.arn)),
        },
        (Entity::Step(at), Field::TouchedKeys(nth)) => {
            let touched = touched(scenario.steps.get_mut(at)?, nth)?;
            if let TouchedResource::Arn(arn) = touched {
                let arn = std::mem::take(arn);
                *touched =
                    TouchedResource::WithContext(rolescope::scenario::ResourceContext { arn, context: Map::new() });
            }
            match touched {
                TouchedResource::WithContext(with) => Some(Slot::Keys(&mut with.context)),
                TouchedResource::Arn(_) => None,
            }
        }
        _ => {
            let mut object = object(scenario, entity)?;
            let mut names = field.path(entity).split('/').peekable();
            loop {
                let name = names.next()?;
                let at = object.fields().iter().position(|known| known.name == name)?;
                let slot = object.slots().into_iter().nth(at)?;
                if names.peek().is_none() {
                    return Some(slot);
                }
                let Slot::One(inner) = slot else { return None };
                object = if inner.object(0).is_some() { inner.object_mut(0)? } else { inner.add()? };
            }
        }
    }
}

fn object(scenario: &mut Scenario, entity: Entity) -> Option<&mut dyn Record> {
    match entity {
        Entity::Scenario => Some(scenario),
        Entity::Account(at) => scenario.accounts.object_mut(at),
        Entity::Level(at, control, level) => control.levels(scenario.accounts.get_mut(at)?).as_mut()?.object_mut(level),
        Entity::Principal(at) => scenario.principals.object_mut(at),
        Entity::Group(at, group) => scenario.principals.get_mut(at)?.groups.object_mut(group),
        Entity::Resource(at) => scenario.resources.object_mut(at),
        Entity::Step(at) => scenario.steps.object_mut(at),
    }
}

fn touched(step: &mut Step, at: usize) -> Option<&mut TouchedResource> {
    match &mut step.resource {
        Some(StepResource::Several(touched)) => touched.get_mut(at),
        Some(StepResource::One(_)) | None => None,
    }
}

/// The text of a value.
#[expect(clippy::wildcard_enum_match_arm, reason = "policies and formats have no field")]
pub(super) fn text(slot: &Slot<'_>) -> String {
    match slot {
        Slot::Text(text) => (**text).clone(),
        Slot::OptionalText(text) => (**text).clone().unwrap_or_default(),
        Slot::Number(number) => number.map(|number| number.to_string()).unwrap_or_default(),
        Slot::Switch(on) => yes(**on).to_owned(),
        Slot::Answer(answer) => answer.map(|answer| if answer { "yes" } else { "no" }).unwrap_or_default().to_owned(),
        Slot::Expectation(expected) => expected.map(Expectation::word).unwrap_or_default().to_owned(),
        Slot::Texts(lines) => lines.join("\n"),
        Slot::Tags(map) => pairs::text_of_tags(map),
        Slot::Claims(map) => pairs::text_of_claims(map),
        Slot::Keys(map) => pairs::text_of_keys(map),
        Slot::Contexts(contexts) => pairs::text_of_contexts(contexts),
        _ => String::new(),
    }
}

/// Writes a text into a value.
#[expect(clippy::wildcard_enum_match_arm, reason = "policies and formats have no field")]
pub(super) fn write(slot: Slot<'_>, text: &str) -> Result<(), &'static str> {
    match slot {
        Slot::Text(place) => text.clone_into(place),
        Slot::OptionalText(place) => *place = given(text),
        Slot::Number(place) => {
            let text = text.trim();
            let seconds = text.parse().ok();
            if seconds.is_none() && !text.is_empty() {
                return Err("a whole number of seconds");
            }
            *place = seconds;
        }
        Slot::Switch(place) => *place = text == yes(true),
        Slot::Answer(place) => {
            *place = match text {
                "yes" => Some(true),
                "no" => Some(false),
                _ => None,
            };
        }
        Slot::Expectation(place) => *place = Expectation::ALL.into_iter().find(|expected| expected.word() == text),
        Slot::Texts(place) => *place = text.split('\n').map(str::trim).filter_map(given).collect(),
        Slot::Tags(place) => *place = tags(text)?,
        Slot::Claims(place) => *place = claims(text, place)?,
        Slot::Keys(place) => *place = keys(text, place)?,
        Slot::Contexts(place) => *place = contexts(text)?,
        _ => {}
    }
    Ok(())
}

/// A switch as text.
const fn yes(on: bool) -> &'static str {
    if on { "yes" } else { "" }
}
