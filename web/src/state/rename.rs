//! ARNs that were typed over, and the steps and policies that still name the old ones.

use rolescope::report::Needed;
use rolescope::scenario::{Principal, Resource};
use rolescope::{Arn, Scenario};
use yew::AttrValue;

use super::carrier::{self, Carrier};
use super::{Entity, State, text_of_form};

impl State {
    /// Remembers the ARN that a principal or resource had before somebody types over it.
    pub(super) fn remember_arn(&mut self, entity: Entity) {
        let known = self.renamed.iter().any(|(known, _)| *known == entity);
        let has_references = matches!(entity, Entity::Principal(_) | Entity::Resource(_));
        if has_references
            && !known
            && let Some(arn) = text_of_form(&self.scenario, entity)
        {
            let arn = AttrValue::from(arn.to_owned());
            self.renamed.push((entity, arn));
        }
    }

    /// Thing that had this ARN until it was typed over.
    pub(crate) fn renamed_from(&self, arn: &str) -> Option<Entity> {
        self.renamed.iter().find(|(_, from)| from.as_str() == arn).map(|(entity, _)| *entity)
    }

    /// The ARN that a thing had, and in how many places it is still named so; nothing where there is nothing to do.
    pub(crate) fn left_behind(&self, entity: Entity) -> Option<(&str, usize)> {
        let (_, old) = self.renamed.iter().find(|(known, _)| *known == entity)?;
        let (old, new) = (old.as_str(), text_of_form(&self.scenario, entity)?);
        let taken = self.scenario.principals.iter().any(|principal| principal.arn == old)
            || self.scenario.resources.iter().any(|resource| resource.arn == old);
        let count = if taken || Arn::parse(new).is_none() { 0 } else { self.scenario.mentions(old) };
        (count > 0).then_some((old, count))
    }

    /// Steps and policies name the thing as it is called now.
    pub(super) fn rename(&mut self, entity: Entity, focus: &'static str) -> bool {
        let Some((old, count)) = self.left_behind(entity) else { return false };
        let old = old.to_owned();
        let places = if count == 1 { "place" } else { "places" };
        self.restructure("rename", Some(format!("Renamed in {count} {places}.").into()), |state| {
            let new = text_of_form(&state.scenario, entity)?.to_owned();
            state.scenario.rename(&old, &new);
            state.renamed.retain(|(known, _)| *known != entity);
            Some(focus.into())
        })
    }

    /// Adds what a step lacks.
    pub(super) fn add_lacking(&mut self, needed: Needed, arn: &str) -> bool {
        self.restructure("add", None, |state| {
            let entity = add(&mut state.scenario, needed, arn)?;
            state.form = entity;
            Some("form-Arn".into())
        })
    }
}

fn add(scenario: &mut Scenario, needed: Needed, arn: &str) -> Option<Entity> {
    match needed {
        Needed::Role | Needed::Caller => {
            scenario.principals.push(Principal { arn: arn.to_owned(), ..Principal::default() });
            let at = scenario.principals.len() - 1;
            if scenario.principals.last()?.takes_trust_policy() {
                carrier::add(scenario, Carrier::Trust(at));
            }
            Some(Entity::Principal(at))
        }
        Needed::Resource => {
            // A bucket's entry serves its objects.
            let parsed = Arn::parse(arn).filter(|arn| arn.service == "s3");
            let path = parsed.and_then(|arn| arn.resource.split_once('/')).map_or(0, |(_, key)| key.len() + 1);
            let arn = arn.get(..arn.len() - path)?.to_owned();
            scenario.resources.push(Resource { arn, ..Resource::default() });
            Some(Entity::Resource(scenario.resources.len() - 1))
        }
        Needed::Step | Needed::LaterStep | Needed::Session => None,
    }
}
