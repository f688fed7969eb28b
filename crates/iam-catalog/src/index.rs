//! Names and access levels of all actions.

use std::fmt;

use crate::data::{DataError, lines};
use crate::level::AccessLevel;
use crate::overlay::{FactKind, Overlay};

/// Every service with its actions.
#[derive(Clone, Debug)]
pub struct Index<'a> {
    services: Vec<Service<'a>>,
}

/// A service, under the prefix that its actions have.
#[derive(Clone, Debug)]
pub struct Service<'a> {
    /// Part of its actions in front of the colon, such as `s3`.
    pub prefix: &'a str,
    /// Its name, such as `Amazon S3`.
    pub name: &'a str,
    /// True if resource control policies apply to it.
    pub supports_rcps: bool,
    actions: Vec<Action<'a>>,
}

/// An action of a service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Action<'a> {
    /// The name without the service, such as `GetObject`.
    pub name: &'a str,
    /// AWS's classification.
    pub level: AccessLevel,
}

/// An action together with its service; displayed as `s3:GetObject`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ActionName<'a> {
    /// Prefix of the service.
    pub service: &'a str,
    /// The action.
    pub action: Action<'a>,
}

impl<'a> Index<'a> {
    /// Reads `data/index.txt`.
    pub fn parse(text: &'a str) -> Result<Self, DataError> {
        let mut services: Vec<Service<'a>> = Vec::new();
        for (number, line) in lines(text) {
            let error = |problem| DataError { line: number, problem };
            if let Some(head) = line.strip_prefix('#') {
                services.push(Service::of_head(head).ok_or(error("a service needs a prefix and a name"))?);
                continue;
            }
            let service = services.last_mut().ok_or(error("actions come after their service"))?;
            let (code, names) = line.split_once(' ').ok_or(error("an access level needs actions"))?;
            let level = AccessLevel::of_code(code).ok_or(error("unknown access level"))?;
            service.actions.extend(names.split(' ').map(|name| Action { name, level }));
        }
        for service in &mut services {
            service.sort();
        }
        services.sort_by_key(|service| service.prefix);
        Ok(Self { services })
    }

    /// Adds the actions that only the overlay has.
    pub fn add(&mut self, overlay: &Overlay<'a>) {
        for fact in overlay.facts().filter(|fact| fact.kind == FactKind::Action) {
            let Some(service) = self.services.iter_mut().find(|service| service.prefix == fact.service) else {
                continue;
            };
            if service.action(fact.value).is_none() {
                service.actions.push(Action { name: fact.value, level: AccessLevel::NotKnown });
                service.sort();
            }
        }
    }

    /// All services, in the order of their prefixes.
    pub fn services(&self) -> &[Service<'a>] {
        &self.services
    }

    /// The service with this prefix, whatever its case.
    pub fn service(&self, prefix: &str) -> Option<&Service<'a>> {
        let prefix = prefix.to_ascii_lowercase();
        let at = self.services.binary_search_by(|service| service.prefix.cmp(&prefix)).ok()?;
        self.services.get(at)
    }

    /// All actions.
    pub fn actions(&self) -> impl Iterator<Item = ActionName<'a>> + '_ {
        self.services.iter().flat_map(Service::full_names)
    }

    /// The action with this name, such as `s3:GetObject`, whatever its case (MA-01).
    pub fn action(&self, name: &str) -> Option<ActionName<'a>> {
        let (prefix, name) = name.split_once(':')?;
        let service = self.service(prefix)?;
        service.action(name).map(|action| ActionName { service: service.prefix, action })
    }
}

impl<'a> Service<'a> {
    fn of_head(head: &'a str) -> Option<Self> {
        let mut fields = head.split('\t');
        let (prefix, name) = (fields.next()?, fields.next()?);
        Some(Self { prefix, name, supports_rcps: fields.next() == Some("rcp"), actions: Vec::new() })
    }

    fn sort(&mut self) {
        self.actions.sort_by_key(|action| action.name);
    }

    /// All actions, in the order of their names.
    pub fn actions(&self) -> &[Action<'a>] {
        &self.actions
    }

    /// The action with this name, whatever its case (MA-01).
    pub fn action(&self, name: &str) -> Option<Action<'a>> {
        self.actions.iter().copied().find(|action| action.name.eq_ignore_ascii_case(name))
    }

    pub(crate) fn full_names(&self) -> impl Iterator<Item = ActionName<'a>> + '_ {
        self.actions.iter().map(|action| ActionName { service: self.prefix, action: *action })
    }
}

impl fmt::Display for ActionName<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}", self.service, self.action.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "#a\tService A\trcp\nR GetX GetA\nW PutX\n#b\tService B\n";

    #[test]
    fn services_and_actions_are_found_whatever_their_case() {
        let index = Index::parse(TEXT).unwrap();
        assert_eq!(index.action("A:getx").unwrap().to_string(), "a:GetX");
        assert_eq!(index.action("a:PutX").unwrap().action.level, AccessLevel::Write);
        assert!(index.action("a:PutY").is_none() && index.action("c:GetX").is_none() && index.action("GetX").is_none());
        assert!(index.service("a").unwrap().supports_rcps && !index.service("b").unwrap().supports_rcps);
    }

    #[test]
    fn a_text_that_is_not_an_index_is_refused_with_the_line() {
        for (text, line) in [("R GetX", 1), ("#a", 1), ("#a\tA\nR", 2), ("#a\tA\nX GetX", 2)] {
            assert_eq!(Index::parse(text).unwrap_err().line, line, "{text}");
        }
    }

    #[test]
    fn actions_of_the_overlay_are_added_once() {
        let overlay = Overlay::parse(
            "a\taction\tNewX\thttps://docs.aws.amazon.com/\na\taction\tGetX\thttps://docs.aws.amazon.com/\n",
        );
        let overlay = overlay.unwrap();
        let mut index = Index::parse(TEXT).unwrap();
        index.add(&overlay);
        assert_eq!(index.action("a:NewX").unwrap().action.level, AccessLevel::NotKnown);
        assert_eq!(index.service("a").unwrap().actions().len(), 4);
        assert_eq!(index.action("a:GetX").unwrap().action.level, AccessLevel::Read);
    }
}
