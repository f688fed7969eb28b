//! The fields of a scenario as texts that can be typed over.

use rolescope::{
    ContextInput, Expectation, Input, Map, ProvidedContext, Scenario, SessionRequest, Step, StepResource, StringOrList,
    TouchedResource,
};
use yew::AttrValue;

use super::entity::Entity;

mod pairs;

use pairs::{claims, context_input, contexts, keys, tags};

/// What has a text that can be typed over.
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

/// The fields of the format that hold no policies. Each entity has some of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Field {
    /// Title of the scenario, name of an account, a group or a step.
    Name,
    Description,
    /// "Now" of the scenario or of a step.
    Time,
    /// ARN of a principal or resource, id of an account, target of a level.
    Arn,
    /// Unique id of a principal.
    Id,
    ManagementAccount,
    DelegatedAdministrator,
    OrganizationPath,
    Tags,
    MaxSessionDuration,
    /// Account that owns a resource.
    Owner,
    RestrictPublicBuckets,
    Caller,
    Action,
    /// One of the step's resources, counted from 0.
    Touched(usize),
    /// Condition keys of one of several resources.
    TouchedKeys(usize),
    Expect,
    SessionName,
    Duration,
    SourceIdentity,
    ExternalId,
    Mfa,
    SessionTags,
    TransitiveTagKeys,
    Claims,
    ProvidedContexts,
    CallerTags,
    CallerSourceIdentity,
    IssuedAt,
    CallerMfa,
    Issuer,
    EndpointId,
}

/// Where a field's value is kept, and so what texts it takes.
enum Slot<'a> {
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

/// The text of a field. `scenario` stays as it was for whoever compares or writes it: at most it gets empty requests.
pub(crate) fn text_of(scenario: &mut Scenario, entity: Entity, field: Field) -> Option<String> {
    if let (Entity::Step(at), Field::Touched(0)) = (entity, field) {
        match &scenario.steps.get(at)?.resource {
            None => return Some(String::new()),
            Some(StepResource::One(arn)) => return Some(arn.clone()),
            Some(StepResource::Several(_)) => {}
        }
    }
    slot(scenario, entity, field).map(|slot| slot.text())
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
    let written = slot(scenario, entity, field).map_or(Ok(()), |mut slot| slot.write(text));
    drop_empty(scenario, entity);
    written
}

/// Writes the value of a condition key.
pub(super) fn write_key(step: &mut Step, key: &str, text: &str) {
    let value = context_input(step.context.get(key), text);
    step.context.insert(key.to_owned(), value);
}

/// Whether a condition key has one value, several or none at all.
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
                resource.public_access_block.take_if(|block| *block == rolescope::PublicAccessBlock::default());
            }
        }
        Entity::Scenario | Entity::Account(_) | Entity::Level(..) | Entity::Principal(_) | Entity::Group(..) => {}
    }
}

/// A request for nothing would stand in the way of a call that is none to STS.
fn drop_empty_requests(step: &mut Step) {
    step.session.take_if(|session| *session == SessionRequest::default());
    step.caller_session.take_if(|session| *session == rolescope::CallerSession::default());
    step.vpc_endpoint.take_if(|endpoint| *endpoint == rolescope::VpcEndpoint::default());
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

#[expect(clippy::wildcard_enum_match_arm, reason = "each entity has some of the fields")]
fn slot(scenario: &mut Scenario, entity: Entity, field: Field) -> Option<Slot<'_>> {
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
    fn text(&self) -> String {
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

    fn write(&mut self, text: &str) -> Result<(), &'static str> {
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
