//! Resource types, condition keys and details of the actions of one service.

use std::collections::BTreeSet;

use crate::data::{DataError, lines};
use crate::key::ConditionKey;
use crate::template::arn_fits;

/// The details of one service.
#[derive(Clone, Debug)]
pub struct ServiceDetails<'a> {
    /// Prefix of its actions.
    pub prefix: &'a str,
    /// Its page in AWS's service authorization reference.
    pub page: Option<&'a str>,
    keys: Vec<ConditionKey<'a>>,
    resources: Vec<ResourceType<'a>>,
    actions: Vec<ActionDetails<'a>>,
}

/// A type of resource.
#[derive(Clone, Debug)]
pub struct ResourceType<'a> {
    /// Its name in AWS's reference, such as `bucket`.
    pub name: &'a str,
    /// Format of its ARNs, such as `arn:${Partition}:s3:::${BucketName}`.
    pub arn: &'a str,
    /// Condition keys that describe such a resource.
    pub keys: Vec<&'a str>,
}

/// The details of an action.
#[derive(Clone, Debug)]
pub struct ActionDetails<'a> {
    /// The name without the service.
    pub name: &'a str,
    /// Types of the resources that it acts on. None: policies must write `*`.
    pub resources: Vec<ActionResource<'a>>,
    /// Actions that the caller may need too, such as `iam:PassRole`.
    pub dependent: Vec<&'a str>,
    /// AWS's page.
    pub page: Option<String>,
    keys: Vec<&'a str>,
}

/// A type of resource that an action acts on.
#[derive(Clone, Debug)]
pub struct ActionResource<'a> {
    /// Name of the type.
    pub name: &'a str,
    /// True if every request has such a resource.
    pub required: bool,
    /// Condition keys that requests on such a resource can have besides those of the action.
    pub keys: Vec<&'a str>,
}

impl<'a> ServiceDetails<'a> {
    /// Reads a file of `data/services/`, which is named after the prefix.
    pub fn parse(prefix: &'a str, text: &'a str) -> Result<Self, DataError> {
        let mut details = Self { prefix, page: None, keys: Vec::new(), resources: Vec::new(), actions: Vec::new() };
        let mut base = "";
        for (line, text) in lines(text) {
            let error = |problem| DataError { line, problem };
            let mut fields = text.split('\t');
            let kind = fields.next();
            let first = fields.next().ok_or(error("a line needs a name"))?;
            let mut next = || fields.next().unwrap_or_default();
            match kind {
                Some("u") => details.page = Some(first),
                Some("b") => base = first,
                Some("k") => {
                    details.keys.push(ConditionKey::parse(first, next()).ok_or(error("unknown type of a key"))?)
                }
                Some("r") => {
                    let arn = next();
                    let keys = details.refer(next()).ok_or(error("unknown number of a key"))?;
                    details.resources.push(ResourceType { name: first, arn, keys });
                }
                Some("a") => {
                    let keys = details.refer(next()).ok_or(error("unknown number of a key"))?;
                    let dependent = next().split(' ').filter(|name| !name.is_empty()).collect();
                    let page = page(next(), base, first);
                    details.actions.push(ActionDetails { name: first, resources: Vec::new(), dependent, page, keys });
                }
                Some("o") => {
                    let name = first.trim_end_matches('!');
                    let keys = details.refer(next()).ok_or(error("unknown number of a key"))?;
                    let action = details.actions.last_mut().ok_or(error("a resource comes after its action"))?;
                    action.resources.push(ActionResource { name, required: first.ends_with('!'), keys });
                }
                Some(_) | None => return Err(error("unknown kind of line")),
            }
        }
        Ok(details)
    }

    /// Names of the keys with these numbers.
    fn refer(&self, numbers: &str) -> Option<Vec<&'a str>> {
        let name = |number| self.keys.get(usize::from_str_radix(number, 36).ok()?).map(|key| key.name);
        numbers.split(' ').filter(|number| !number.is_empty()).map(name).collect()
    }

    /// Keys that the service's actions and resources take, global ones included.
    pub fn keys(&self) -> &[ConditionKey<'a>] {
        &self.keys
    }

    /// The key of this name, whatever its case.
    pub fn key(&self, name: &str) -> Option<&ConditionKey<'a>> {
        self.keys.iter().find(|key| key.is(name))
    }

    /// Types of its resources, in the order of their names.
    pub fn resources(&self) -> &[ResourceType<'a>] {
        &self.resources
    }

    /// The type of resource with this name.
    pub fn resource(&self, name: &str) -> Option<&ResourceType<'a>> {
        self.resources.iter().find(|resource| resource.name == name)
    }

    /// Types whose format an ARN fits.
    pub fn resources_of_arn<'s>(&'s self, arn: &'s str) -> impl Iterator<Item = &'s ResourceType<'a>> {
        self.resources.iter().filter(move |resource| arn_fits(resource.arn, arn))
    }

    /// Its actions, in the order of their names.
    pub fn actions(&self) -> &[ActionDetails<'a>] {
        &self.actions
    }

    /// The action with this name, without the service and whatever its case.
    pub fn action(&self, name: &str) -> Option<&ActionDetails<'a>> {
        self.actions.iter().find(|action| action.name.eq_ignore_ascii_case(name))
    }

    /// Every key that requests of an action can have because of the action or its resources, in the order of their names. Global keys that AWS
    /// adds to every request are not among them.
    pub fn keys_of(&self, action: &ActionDetails<'a>) -> Vec<&ConditionKey<'a>> {
        let mut names: BTreeSet<&str> = action.keys.iter().copied().collect();
        for on in &action.resources {
            names.extend(&on.keys);
            names.extend(self.resource(on.name).into_iter().flat_map(|resource| &resource.keys));
        }
        names.into_iter().filter_map(|name| self.key(name)).collect()
    }

    /// The service's own keys for tags of such a resource, such as `ec2:ResourceTag/${TagKey}` (AM-11).
    pub fn tag_keys<'s>(&'s self, resource: &'s ResourceType<'a>) -> impl Iterator<Item = &'a str> + 's {
        let own = |key: &&str| key.strip_prefix(self.prefix).is_some_and(|rest| rest.starts_with(':'));
        resource.keys.iter().copied().filter(own).filter(|key| key.ends_with("/${TagKey}"))
    }
}

fn page(written: &str, base: &str, action: &str) -> Option<String> {
    match written {
        "" => None,
        "=" => Some(format!("{base}{action}.html")),
        address => Some(address.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "u\thttps://docs.example/list\nb\thttps://docs.example/API_\nk\taws:ResourceTag/${TagKey}\tString\n\
        k\tx:BoxTag/${TagKey}\tString\nk\tx:Size\tNumeric\nr\tbox\tarn:${Partition}:x:::${Box}\t0 1\na\tGetBox\t2\tiam:PassRole\t=\n\
        o\tbox!\t\na\tListBoxes\n";

    #[test]
    fn an_action_has_its_own_keys_and_those_of_its_resources() {
        let details = ServiceDetails::parse("x", TEXT).unwrap();
        let action = details.action("getbox").unwrap();
        let names: Vec<&str> = details.keys_of(action).iter().map(|key| key.name).collect();
        assert_eq!(names, ["aws:ResourceTag/${TagKey}", "x:BoxTag/${TagKey}", "x:Size"]);
        assert!(action.resources[0].required && action.dependent == ["iam:PassRole"]);
        assert_eq!(action.page.as_deref(), Some("https://docs.example/API_GetBox.html"));
        assert!(details.keys_of(details.action("ListBoxes").unwrap()).is_empty());
    }

    #[test]
    fn own_tag_keys_of_a_resource_are_derived() {
        let details = ServiceDetails::parse("x", TEXT).unwrap();
        let resource = details.resources_of_arn("arn:aws:x:::one").next().unwrap();
        assert_eq!(details.tag_keys(resource).collect::<Vec<_>>(), ["x:BoxTag/${TagKey}"]);
    }

    #[test]
    fn a_damaged_text_is_refused_with_the_line() {
        for (text, line) in [("z\tx", 1), ("k\ta\tWord", 1), ("r\tbox\tarn\t0", 1), ("o\tbox", 1), ("k", 1)] {
            assert_eq!(ServiceDetails::parse("x", text).unwrap_err().line, line, "{text}");
        }
    }
}
