//! Place in which a field keeps its value, and the texts it takes there.

use rolescope::{
    ContextInput, Expectation, Map, ProvidedContext, Scenario, SessionRequest, Step, StepResource, StringOrList,
    TouchedResource,
};

use super::pairs::{self, claims, contexts, keys, tags};
use super::{Field, given};
use crate::state::entity::Entity;

/// Place in which a field's value is kept, and so the texts it takes.
pub(super) enum Slot<'a> {
    Text(&'a mut String),
    Optional(&'a mut Option<String>),
    Seconds(&'a mut Option<u64>),
    Switch(&'a mut bool),
    Answer(&'a mut Option<bool>),
    Expected(&'a mut Option<Expectation>),
    Lines(&'a mut Vec<String>),
    Tags(&'a mut Map<String>),
    Claims(&'a mut Map<StringOrList>),
    Keys(&'a mut Map<ContextInput>),
    Contexts(&'a mut Vec<ProvidedContext>),
}

#[expect(clippy::wildcard_enum_match_arm, reason = "each entity has some of the fields")]
pub(super) fn slot(scenario: &mut Scenario, entity: Entity, field: Field) -> Option<Slot<'_>> {
    match entity {
        Entity::Scenario => match field {
            Field::Name => Some(Slot::Text(&mut scenario.title)),
            Field::Description => Some(Slot::Text(&mut scenario.description)),
            Field::Time => Some(Slot::Optional(&mut scenario.time)),
            _ => None,
        },
        Entity::Account(at) => {
            let account = scenario.accounts.get_mut(at)?;
            match field {
                Field::Arn => Some(Slot::Text(&mut account.id)),
                Field::Name => Some(Slot::Optional(&mut account.name)),
                Field::OrganizationPath => Some(Slot::Optional(&mut account.organization_path)),
                Field::ManagementAccount => Some(Slot::Switch(&mut account.management_account)),
                Field::DelegatedAdministrator => Some(Slot::Switch(&mut account.delegated_administrator)),
                _ => None,
            }
        }
        Entity::Level(at, control, level) => {
            let level = control.levels(scenario.accounts.get_mut(at)?).as_mut()?.get_mut(level)?;
            (field == Field::Arn).then_some(Slot::Text(&mut level.target))
        }
        Entity::Principal(at) => {
            let principal = scenario.principals.get_mut(at)?;
            match field {
                Field::Arn => Some(Slot::Text(&mut principal.arn)),
                Field::Id => Some(Slot::Optional(&mut principal.id)),
                Field::Tags => Some(Slot::Tags(&mut principal.tags)),
                Field::MaxSessionDuration => Some(Slot::Seconds(&mut principal.max_session_duration)),
                _ => None,
            }
        }
        Entity::Group(at, group) => {
            let group = scenario.principals.get_mut(at)?.groups.get_mut(group)?;
            (field == Field::Name).then_some(Slot::Text(&mut group.name))
        }
        Entity::Resource(at) => {
            let resource = scenario.resources.get_mut(at)?;
            match field {
                Field::Arn => Some(Slot::Text(&mut resource.arn)),
                Field::Owner => Some(Slot::Optional(&mut resource.account)),
                Field::Tags => Some(Slot::Tags(&mut resource.tags)),
                Field::RestrictPublicBuckets => Some(Slot::Switch(
                    &mut resource.public_access_block.get_or_insert_default().restrict_public_buckets,
                )),
                _ => None,
            }
        }
        Entity::Step(at) => slot_of_step(scenario.steps.get_mut(at)?, field),
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "each entity has some of the fields")]
fn slot_of_step(step: &mut Step, field: Field) -> Option<Slot<'_>> {
    match field {
        Field::Name => Some(Slot::Optional(&mut step.name)),
        Field::Time => Some(Slot::Optional(&mut step.time)),
        Field::Caller => Some(Slot::Text(&mut step.caller)),
        Field::Action => Some(Slot::Text(&mut step.action)),
        Field::Expect => Some(Slot::Expected(&mut step.expect)),
        Field::Touched(at) => match touched(step, at)? {
            TouchedResource::Arn(arn) => Some(Slot::Text(arn)),
            TouchedResource::WithContext(with) => Some(Slot::Text(&mut with.arn)),
        },
        Field::TouchedKeys(at) => {
            let touched = touched(step, at)?;
            if let TouchedResource::Arn(arn) = touched {
                let arn = std::mem::take(arn);
                *touched = TouchedResource::WithContext(rolescope::ResourceContext { arn, context: Map::new() });
            }
            match touched {
                TouchedResource::WithContext(with) => Some(Slot::Keys(&mut with.context)),
                TouchedResource::Arn(_) => None,
            }
        }
        Field::EndpointId => Some(Slot::Text(&mut step.vpc_endpoint.get_or_insert_default().id)),
        Field::CallerTags | Field::CallerSourceIdentity | Field::IssuedAt | Field::CallerMfa | Field::Issuer => {
            let session = step.caller_session.get_or_insert_default();
            match field {
                Field::CallerTags => Some(Slot::Tags(&mut session.tags)),
                Field::CallerSourceIdentity => Some(Slot::Optional(&mut session.source_identity)),
                Field::IssuedAt => Some(Slot::Optional(&mut session.issued_at)),
                Field::CallerMfa => Some(Slot::Answer(&mut session.mfa)),
                Field::Issuer => Some(Slot::Optional(&mut session.issuer)),
                _ => None,
            }
        }
        _ => slot_of_request(step.session.get_or_insert_default(), field),
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "each entity has some of the fields")]
fn slot_of_request(request: &mut SessionRequest, field: Field) -> Option<Slot<'_>> {
    match field {
        Field::SessionName => Some(Slot::Optional(&mut request.name)),
        Field::Duration => Some(Slot::Seconds(&mut request.duration_seconds)),
        Field::SourceIdentity => Some(Slot::Optional(&mut request.source_identity)),
        Field::ExternalId => Some(Slot::Optional(&mut request.external_id)),
        Field::Mfa => Some(Slot::Answer(&mut request.mfa)),
        Field::SessionTags => Some(Slot::Tags(&mut request.tags)),
        Field::TransitiveTagKeys => Some(Slot::Lines(&mut request.transitive_tag_keys)),
        Field::Claims => Some(Slot::Claims(&mut request.claims)),
        Field::ProvidedContexts => Some(Slot::Contexts(&mut request.provided_contexts)),
        _ => None,
    }
}

fn touched(step: &mut Step, at: usize) -> Option<&mut TouchedResource> {
    match &mut step.resource {
        Some(StepResource::Several(touched)) => touched.get_mut(at),
        Some(StepResource::One(_)) | None => None,
    }
}

impl Slot<'_> {
    pub(super) fn text(&self) -> String {
        match self {
            Self::Text(text) => (**text).clone(),
            Self::Optional(text) => (**text).clone().unwrap_or_default(),
            Self::Seconds(seconds) => seconds.map(|seconds| seconds.to_string()).unwrap_or_default(),
            Self::Switch(on) => yes(**on).to_owned(),
            Self::Answer(answer) => {
                answer.map(|answer| if answer { "yes" } else { "no" }).unwrap_or_default().to_owned()
            }
            Self::Expected(expected) => expected.map(Expectation::word).unwrap_or_default().to_owned(),
            Self::Lines(lines) => lines.join("\n"),
            Self::Tags(map) => pairs::text_of_tags(map),
            Self::Claims(map) => pairs::text_of_claims(map),
            Self::Keys(map) => pairs::text_of_keys(map),
            Self::Contexts(contexts) => pairs::text_of_contexts(contexts),
        }
    }

    pub(super) fn write(&mut self, text: &str) -> Result<(), &'static str> {
        match self {
            Self::Text(place) => text.clone_into(place),
            Self::Optional(place) => **place = given(text),
            Self::Seconds(place) => {
                let text = text.trim();
                let seconds = text.parse().ok();
                if seconds.is_none() && !text.is_empty() {
                    return Err("a whole number of seconds");
                }
                **place = seconds;
            }
            Self::Switch(place) => **place = text == yes(true),
            Self::Answer(place) => {
                **place = match text {
                    "yes" => Some(true),
                    "no" => Some(false),
                    _ => None,
                };
            }
            Self::Expected(place) => **place = Expectation::ALL.into_iter().find(|expected| expected.word() == text),
            Self::Lines(place) => **place = text.split('\n').map(str::trim).filter_map(given).collect(),
            Self::Tags(place) => **place = tags(text)?,
            Self::Claims(place) => **place = claims(text, place)?,
            Self::Keys(place) => **place = keys(text, place)?,
            Self::Contexts(place) => **place = contexts(text)?,
        }
        Ok(())
    }
}

/// A switch as text.
const fn yes(on: bool) -> &'static str {
    if on { "yes" } else { "" }
}
