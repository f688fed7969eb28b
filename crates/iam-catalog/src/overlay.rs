//! Facts that no package has, each with its source.

use crate::data::{DataError, lines};

/// Facts about services. What it does not say is not known.
#[derive(Clone, Debug)]
pub struct Overlay<'a> {
    facts: Vec<Fact<'a>>,
}

/// One fact about a service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fact<'a> {
    /// Prefix of the service's actions.
    pub service: &'a str,
    /// The kind of fact.
    pub kind: FactKind,
    /// Name of the thing: an action, a principal, a key, a type of resource, a tag.
    pub value: &'a str,
    /// Page of AWS that says it.
    pub source: &'a str,
}

/// Kind of a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FactKind {
    /// An action that is newer than the packages.
    Action,
    /// A service principal of the service.
    Principal,
    /// A type of resource that can have a resource policy. Its statements need `Resource`.
    ResourcePolicy,
    /// A type of resource that can have a resource policy. Its statements need no `Resource` (AM-12).
    ResourcePolicyWithoutResource,
    /// The service's own key for tags, which the packages do not tie to a type of resource (AM-11): `TYPE KEY`.
    TagKey,
    /// A condition key and its presence in requests that the service's principal makes to other services.
    Sends(Presence),
    /// A session tag that the service passes when it assumes a role; `*` stands for any text.
    PassesTag,
    /// The source identity that the service sets when it assumes a role.
    PassesSourceIdentity,
    /// The session policy that the service passes when it assumes a role.
    PassesSessionPolicy,
}

/// Presence of a condition key in the requests of a service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// In every request.
    Always,
    /// In some requests.
    Often,
    /// In no request.
    Never,
}

impl<'a> Overlay<'a> {
    /// Reads `data/overlay.txt`: lines `SERVICE KIND VALUE SOURCE` with tabs between; `#` begins a comment.
    pub fn parse(text: &'a str) -> Result<Self, DataError> {
        let facts = lines(text).filter(|(_, line)| !line.starts_with('#')).map(|(number, line)| {
            let error = |problem| DataError { line: number, problem };
            let fields: Vec<&str> = line.split('\t').collect();
            let [service, kind, value, source] = fields.as_slice() else {
                return Err(error("a fact needs service, kind, value and source"));
            };
            let kind = FactKind::of_word(kind).ok_or(error("unknown kind of fact"))?;
            if !source.starts_with("https://docs.aws.amazon.com/") {
                return Err(error("the source must be a page of AWS's documentation"));
            }
            Ok(Fact { service, kind, value, source })
        });
        Ok(Self { facts: facts.collect::<Result<_, _>>()? })
    }

    /// All facts.
    pub fn facts(&self) -> impl Iterator<Item = &Fact<'a>> {
        self.facts.iter()
    }

    /// Facts about the service with this prefix.
    pub fn of<'s>(&'s self, service: &'s str) -> impl Iterator<Item = &'s Fact<'a>> {
        self.facts.iter().filter(move |fact| fact.service == service)
    }

    /// Prefix of the service whose principal this is, such as `s3` for `logging.s3.amazonaws.com`.
    pub fn service_of_principal(&self, principal: &str) -> Option<&'a str> {
        let mut principals = self.facts.iter().filter(|fact| fact.kind == FactKind::Principal);
        principals.find(|fact| fact.value.eq_ignore_ascii_case(principal)).map(|fact| fact.service)
    }

    /// Presence of a key in the requests that the service's principal makes; `None` when it is not known.
    pub fn presence(&self, service: &str, key: &str) -> Option<Presence> {
        self.of(service).find_map(|fact| match fact.kind {
            FactKind::Sends(presence) if fact.value.eq_ignore_ascii_case(key) => Some(presence),
            FactKind::Sends(_)
            | FactKind::Action
            | FactKind::Principal
            | FactKind::ResourcePolicy
            | FactKind::ResourcePolicyWithoutResource
            | FactKind::TagKey
            | FactKind::PassesTag
            | FactKind::PassesSourceIdentity
            | FactKind::PassesSessionPolicy => None,
        })
    }

    /// True if statements of the resource policy of such a resource need `Resource`; `None` when it is not known that it has a policy.
    pub fn policy_needs_resource(&self, service: &str, resource: &str) -> Option<bool> {
        let of_type = |fact: &&Fact<'_>| fact.value == resource;
        let mut kinds = self.of(service).filter(of_type).map(|fact| fact.kind);
        kinds.find_map(|kind| match kind {
            FactKind::ResourcePolicy => Some(true),
            FactKind::ResourcePolicyWithoutResource => Some(false),
            FactKind::Sends(_)
            | FactKind::Action
            | FactKind::Principal
            | FactKind::TagKey
            | FactKind::PassesTag
            | FactKind::PassesSourceIdentity
            | FactKind::PassesSessionPolicy => None,
        })
    }

    /// The service's own keys for tags of this type of resource.
    pub fn tag_keys<'s>(&'s self, service: &'s str, resource: &'s str) -> impl Iterator<Item = &'a str> + 's {
        let facts = self.of(service).filter(|fact| fact.kind == FactKind::TagKey);
        facts.filter_map(|fact| fact.value.split_once(' ')).filter(move |(of, _)| *of == resource).map(|(_, key)| key)
    }
}

impl FactKind {
    fn of_word(word: &str) -> Option<Self> {
        Some(match word {
            "action" => Self::Action,
            "principal" => Self::Principal,
            "resource-policy" => Self::ResourcePolicy,
            "resource-policy-without-resource" => Self::ResourcePolicyWithoutResource,
            "tag-key" => Self::TagKey,
            "sends-always" => Self::Sends(Presence::Always),
            "sends-often" => Self::Sends(Presence::Often),
            "sends-never" => Self::Sends(Presence::Never),
            "passes-tag" => Self::PassesTag,
            "passes-source-identity" => Self::PassesSourceIdentity,
            "passes-session-policy" => Self::PassesSessionPolicy,
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "# comment\na\tprincipal\ta.amazonaws.com\thttps://docs.aws.amazon.com/a\n\
        a\tsends-never\taws:SourceVpce\thttps://docs.aws.amazon.com/a\na\tresource-policy\tbox\thttps://docs.aws.amazon.com/a\n\
        a\tresource-policy-without-resource\tbag\thttps://docs.aws.amazon.com/a\na\ttag-key\tbox a:BoxTag/\thttps://docs.aws.amazon.com/a\n";

    #[test]
    fn what_no_row_says_is_not_known() {
        let overlay = Overlay::parse(TEXT).unwrap();
        assert_eq!(overlay.presence("a", "aws:sourcevpce"), Some(Presence::Never));
        assert_eq!(overlay.presence("a", "aws:SourceArn"), None);
        assert_eq!(overlay.presence("b", "aws:SourceVpce"), None);
        let needs = ["box", "bag", "bin"].map(|resource| overlay.policy_needs_resource("a", resource));
        assert_eq!(needs, [Some(true), Some(false), None]);
        assert_eq!(overlay.service_of_principal("A.amazonaws.com"), Some("a"));
        assert_eq!(overlay.tag_keys("a", "box").collect::<Vec<_>>(), ["a:BoxTag/"]);
    }

    #[test]
    fn a_row_without_a_page_of_aws_is_refused() {
        for text in ["a\taction\tX", "a\taction\tX\thttps://example.com/", "a\tword\tX\thttps://docs.aws.amazon.com/"] {
            assert_eq!(Overlay::parse(text).unwrap_err().line, 1, "{text}");
        }
    }
}
