//! Answers as JavaScript gets them.

use iam_catalog::{
    ActionCheck, ActionDetails, ActionName, FactKind, KeyFit, PatternError, Presence, Rank, ResourceFit, ResourceType,
    ServiceDetails, embedded,
};
use serde::Serialize;

/// An action with its access level.
#[derive(Serialize)]
pub(crate) struct Action {
    name: String,
    level: &'static str,
}

pub(crate) fn told_action(action: ActionName<'_>) -> Action {
    Action { name: action.to_string(), level: action.action.level.name() }
}

/// A service.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Service {
    prefix: &'static str,
    name: &'static str,
    supports_rcps: bool,
}

impl Service {
    pub(crate) fn of(service: &iam_catalog::Service<'static>) -> Self {
        Self { prefix: service.prefix, name: service.name, supports_rcps: service.supports_rcps }
    }
}

/// Everything about a service.
#[derive(Serialize)]
pub(crate) struct Details {
    #[serde(flatten)]
    service: Service,
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<&'static str>,
    actions: Vec<DetailedAction>,
    resources: Vec<Resource>,
    keys: Vec<Key>,
    facts: Vec<Fact>,
}

#[derive(Serialize)]
struct DetailedAction {
    name: String,
    level: &'static str,
    resources: Vec<ActionResource>,
    keys: Vec<&'static str>,
    dependent: Vec<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<String>,
}

#[derive(Serialize)]
struct ActionResource {
    name: &'static str,
    required: bool,
}

#[derive(Serialize)]
struct Resource {
    name: &'static str,
    arn: &'static str,
    keys: Vec<&'static str>,
}

#[derive(Serialize)]
struct Key {
    name: &'static str,
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    value_type: Option<&'static str>,
    multivalued: bool,
}

#[derive(Serialize)]
struct Fact {
    kind: &'static str,
    value: &'static str,
    source: &'static str,
}

impl Details {
    pub(crate) fn of(prefix: &str) -> Option<Self> {
        let service = embedded::index().service(prefix)?;
        let details = embedded::service(prefix)?;
        let named = service.actions().iter().map(|action| {
            let known = details.action(action.name);
            DetailedAction::of(service.prefix, action, known, &details)
        });
        Some(Self {
            service: Service::of(service),
            page: details.page,
            actions: named.collect(),
            resources: details.resources().iter().map(Resource::of).collect(),
            keys: details.keys().iter().map(Key::of).collect(),
            facts: embedded::overlay().of(service.prefix).map(Fact::of).collect(),
        })
    }
}

impl DetailedAction {
    /// An action; one of the overlay has no details.
    fn of(
        prefix: &str,
        action: &iam_catalog::Action<'static>,
        known: Option<&ActionDetails<'static>>,
        service: &ServiceDetails<'static>,
    ) -> Self {
        let resources = known.into_iter().flat_map(|known| &known.resources);
        Self {
            name: format!("{prefix}:{}", action.name),
            level: action.level.name(),
            resources: resources.map(|on| ActionResource { name: on.name, required: on.required }).collect(),
            keys: known.into_iter().flat_map(|known| service.keys_of(known)).map(|key| key.name).collect(),
            dependent: known.map(|known| known.dependent.clone()).unwrap_or_default(),
            page: known.and_then(|known| known.page.clone()),
        }
    }
}

impl Resource {
    fn of(resource: &ResourceType<'static>) -> Self {
        Self { name: resource.name, arn: resource.arn, keys: resource.keys.clone() }
    }
}

impl Key {
    fn of(key: &iam_catalog::ConditionKey<'static>) -> Self {
        let value_type = key.value_type.map(iam_catalog::KeyType::name);
        Self { name: key.name, value_type, multivalued: key.multivalued }
    }
}

impl Fact {
    fn of(fact: &iam_catalog::Fact<'static>) -> Self {
        Self { kind: kind(fact.kind), value: fact.value, source: fact.source }
    }
}

fn kind(kind: FactKind) -> &'static str {
    match kind {
        FactKind::Action => "action",
        FactKind::Principal => "principal",
        FactKind::ResourcePolicy => "resourcePolicy",
        FactKind::ResourcePolicyWithoutResource => "resourcePolicyWithoutResource",
        FactKind::TagKey => "tagKey",
        FactKind::Sends(Presence::Always) => "sendsAlways",
        FactKind::Sends(Presence::Often) => "sendsOften",
        FactKind::Sends(Presence::Never) => "sendsNever",
        FactKind::PassesTag => "passesTag",
        FactKind::PassesSourceIdentity => "passesSourceIdentity",
        FactKind::PassesSessionPolicy => "passesSessionPolicy",
    }
}

pub(crate) fn presence(presence: Presence) -> &'static str {
    match presence {
        Presence::Always => "always",
        Presence::Often => "often",
        Presence::Never => "never",
    }
}

/// A global condition key.
#[derive(Serialize)]
pub(crate) struct GlobalKey {
    #[serde(flatten)]
    key: Key,
    category: &'static str,
}

impl GlobalKey {
    pub(crate) fn of(global: &iam_catalog::GlobalKey<'static>) -> Self {
        Self { key: Key::of(&global.key), category: global.category }
    }
}

/// Existence of an action.
#[derive(Serialize)]
#[serde(untagged)]
pub(crate) enum Check {
    Known { action: Action },
    Unknown { problem: &'static str, meant: Vec<String> },
}

impl Check {
    pub(crate) fn of(check: ActionCheck<'_>) -> Self {
        match check {
            ActionCheck::Known(action) => Self::Known { action: told_action(action) },
            ActionCheck::NoService { meant } => Self::Unknown { problem: "noService", meant: names(&meant) },
            ActionCheck::UnknownService { meant } => Self::Unknown { problem: "unknownService", meant: names(&meant) },
            ActionCheck::UnknownAction { meant } => Self::Unknown { problem: "unknownAction", meant: names(&meant) },
        }
    }
}

fn names(meant: &[impl ToString]) -> Vec<String> {
    meant.iter().map(ToString::to_string).collect()
}

/// A service or an action that can be meant.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Completion {
    text: String,
    service_name: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    level: Option<&'static str>,
    rank: &'static str,
}

impl Completion {
    pub(crate) fn of(completion: &iam_catalog::Completion<'static>) -> Self {
        Self {
            text: completion.text(),
            service_name: completion.service_name,
            level: completion.action.map(|action| action.level.name()),
            rank: match completion.rank {
                Rank::Exact => "exact",
                Rank::Prefix => "prefix",
                Rank::Parts => "parts",
                Rank::Inside => "inside",
                Rank::Fuzzy => "fuzzy",
            },
        }
    }
}

/// The actions of a pattern, or why it is none.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Expanded {
    Actions(Vec<Action>),
    Error(Unexpanded),
}

/// Reason for which a text is not a pattern of actions.
#[derive(Serialize)]
pub(crate) struct Unexpanded {
    message: String,
    cause: UnexpandedCause,
}

/// The reason as data, from which the message is made.
#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
enum UnexpandedCause {
    NoService { pattern: String },
}

impl Unexpanded {
    pub(crate) fn of(error: PatternError) -> Self {
        Self { message: error.to_string(), cause: UnexpandedCause::NoService { pattern: error.pattern } }
    }
}

/// Relation of a resource to an action.
#[derive(Serialize)]
#[serde(tag = "fit", rename_all = "camelCase")]
pub(crate) enum Relation {
    Fits {
        #[serde(rename = "type")]
        name: &'static str,
    },
    TakesNone,
    DoesNotFit {
        #[serde(skip_serializing_if = "Option::is_none")]
        is: Option<&'static str>,
        takes: Vec<Arn>,
    },
}

/// A type of resource with the format of its ARNs.
#[derive(Serialize)]
pub(crate) struct Arn {
    name: &'static str,
    arn: &'static str,
}

/// An action with the details of its service.
pub(crate) struct Known<'n> {
    service: ServiceDetails<'static>,
    action: &'n str,
}

impl<'n> Known<'n> {
    pub(crate) fn find(name: &'n str) -> Option<Self> {
        let (prefix, action) = name.split_once(':')?;
        Some(Self { service: embedded::service(prefix)?, action })
    }

    pub(crate) fn resource_fit(&self, resource: &str) -> Option<Relation> {
        Some(match self.service.resource_fit(self.action, resource)? {
            ResourceFit::Fits(resource) => Relation::Fits { name: resource.name },
            ResourceFit::TakesNone => Relation::TakesNone,
            ResourceFit::DoesNotFit { is, takes } => Relation::DoesNotFit {
                is: is.map(|is| is.name),
                takes: takes.iter().map(|resource| Arn { name: resource.name, arn: resource.arn }).collect(),
            },
        })
    }

    pub(crate) fn key_fit(&self, key: &str) -> Option<&'static str> {
        let action = self.service.action(self.action)?;
        Some(match self.service.key_fit(action, key, embedded::global_keys(), embedded::index()) {
            KeyFit::Listed => "listed",
            KeyFit::Global => "global",
            KeyFit::Never => "never",
            KeyFit::Unknown => "unknown",
            KeyFit::NotKnown => "notKnown",
        })
    }
}

/// A package that the data was made from.
#[derive(Serialize)]
pub(crate) struct Package {
    name: &'static str,
    version: &'static str,
    license: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<&'static str>,
}

impl Package {
    pub(crate) fn of(package: &iam_catalog::Package<'static>) -> Self {
        Self { name: package.name, version: package.version, license: package.license, date: package.date }
    }
}
