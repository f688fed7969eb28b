//! Existence of actions, and the resources and condition keys that fit them. Warnings follow from it, never a decision.

use crate::index::{ActionName, Index};
use crate::key::GlobalKeys;
use crate::service::{ActionDetails, ResourceType, ServiceDetails};
use crate::suggest::{beginning_with, closest};

/// Result of looking up an action's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ActionCheck<'a> {
    /// AWS has the action.
    Known(ActionName<'a>),
    /// The text is not of the form `SERVICE:ACTION`. `meant`: actions of that name.
    NoService {
        /// Actions that were probably meant.
        meant: Vec<ActionName<'a>>,
    },
    /// No service has this prefix.
    UnknownService {
        /// Prefixes that were probably meant.
        meant: Vec<&'a str>,
    },
    /// The service has no such action.
    UnknownAction {
        /// Actions that were probably meant.
        meant: Vec<ActionName<'a>>,
    },
}

/// Relation of a resource to an action.
#[derive(Clone, Debug)]
pub enum ResourceFit<'s, 'a> {
    /// The action acts on such resources.
    Fits(&'s ResourceType<'a>),
    /// The action acts on no single resource: policies must write `*`.
    TakesNone,
    /// The action acts on other types of resources.
    DoesNotFit {
        /// Type of the resource, where the service has it.
        is: Option<&'s ResourceType<'a>>,
        /// Types that the action acts on.
        takes: Vec<&'s ResourceType<'a>>,
    },
}

/// Relation of a condition key to requests of an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyFit {
    /// Requests of the action can have it.
    Listed,
    /// Requests to any service can have it.
    Global,
    /// No request of the action has it.
    Never,
    /// The service of the action, or AWS as a whole, has no such key.
    Unknown,
    /// The catalog cannot tell: the key is of no known service.
    NotKnown,
}

impl<'a> Index<'a> {
    /// Looks up an action's name, without wildcards, and what was meant if there is none.
    pub fn check(&self, name: &str) -> ActionCheck<'a> {
        let Some((prefix, action)) = name.split_once(':') else {
            return ActionCheck::NoService { meant: self.of_any_service(name).collect() };
        };
        let Some(service) = self.service(prefix) else {
            return ActionCheck::UnknownService {
                meant: closest(prefix, self.services().iter().map(|service| service.prefix)),
            };
        };
        if let Some(action) = service.action(action) {
            return ActionCheck::Known(ActionName { service: service.prefix, action });
        }
        let names = || service.actions().iter().map(|action| action.name);
        let mut close = closest(action, names());
        if close.is_empty() {
            close = beginning_with(action, names());
        }
        let named = |name: &str| Some(ActionName { service: service.prefix, action: service.action(name)? });
        let mut meant: Vec<ActionName<'a>> = close.into_iter().filter_map(named).collect();
        if meant.is_empty() {
            meant = self.of_any_service(action).collect();
        }
        ActionCheck::UnknownAction { meant }
    }

    fn of_any_service(&self, name: &str) -> impl Iterator<Item = ActionName<'a>> {
        self.actions().filter(move |known| known.action.name.eq_ignore_ascii_case(name)).take(MAX_SERVICES)
    }
}

/// Prefix of global condition keys.
const GLOBAL: &str = "aws";

/// At most as many services are named that have an action.
const MAX_SERVICES: usize = 3;

impl<'a> ServiceDetails<'a> {
    /// Relation of a resource of a request to an action. `None` when the service has no such action.
    pub fn resource_fit(&self, action: &str, resource: &str) -> Option<ResourceFit<'_, 'a>> {
        let action = self.action(action)?;
        let takes: Vec<&ResourceType<'a>> = action.resources.iter().filter_map(|on| self.resource(on.name)).collect();
        if takes.is_empty() {
            return Some(ResourceFit::TakesNone);
        }
        let fitting = |resource_type: &&ResourceType<'a>| crate::template::arn_fits(resource_type.arn, resource);
        Some(match takes.iter().copied().find(fitting) {
            Some(resource_type) => ResourceFit::Fits(resource_type),
            None => ResourceFit::DoesNotFit { is: self.resources().iter().find(fitting), takes },
        })
    }

    /// Relation of a condition key to requests of an action.
    pub fn key_fit(
        &self,
        action: &ActionDetails<'a>,
        key: &str,
        globals: &GlobalKeys<'_>,
        index: &Index<'_>,
    ) -> KeyFit {
        if self.keys_of(action).iter().any(|known| known.is(key)) {
            return KeyFit::Listed;
        }
        if globals.find(key).is_some() {
            return KeyFit::Global;
        }
        let prefix = key.split_once(':').map_or("", |(prefix, _)| prefix);
        let of_service = prefix.eq_ignore_ascii_case(self.prefix);
        if (of_service || prefix.eq_ignore_ascii_case(GLOBAL)) && self.key(key).is_none() {
            KeyFit::Unknown
        } else if of_service || index.service(prefix).is_some() {
            KeyFit::Never
        } else {
            KeyFit::NotKnown
        }
    }

    /// Keys that were probably meant by one that requests of the action do not have, closest first.
    pub fn meant_keys(&self, action: &ActionDetails<'a>, key: &str, globals: &GlobalKeys<'a>) -> Vec<&'a str> {
        let global = globals.keys().iter().map(|global| global.key.name);
        let names = self.keys_of(action).into_iter().map(|key| key.name).chain(global);
        let mut meant = closest(key, names.filter(|name| !name.contains("${")));
        meant.dedup();
        meant
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const INDEX: &str = "#s3\tS3\nR GetObject\nW PutObject\n#sqs\tSQS\nW SendMessage\n";

    fn names(actions: &[ActionName<'_>]) -> Vec<String> {
        actions.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn an_action_that_does_not_exist_gets_the_one_that_was_meant() {
        let index = Index::parse(INDEX).unwrap();
        let ActionCheck::UnknownAction { meant } = index.check("s3:GetObjet") else { panic!() };
        assert_eq!(names(&meant), ["s3:GetObject"]);
        let ActionCheck::UnknownAction { meant } = index.check("sqs:PutObject") else { panic!() };
        assert_eq!(names(&meant), ["s3:PutObject"]);
        assert_eq!(index.check("sqss:SendMessage"), ActionCheck::UnknownService { meant: vec!["sqs"] });
        let ActionCheck::NoService { meant } = index.check("sendmessage") else { panic!() };
        assert_eq!(names(&meant), ["sqs:SendMessage"]);
        assert!(matches!(index.check("S3:getobject"), ActionCheck::Known(_)));
    }
}
