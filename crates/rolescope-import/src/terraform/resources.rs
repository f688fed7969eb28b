//! Resources of the AWS provider that bear on decisions, from their attributes.

use std::cell::Cell;
use std::collections::{HashMap, HashSet};

use iam_syntax::Arn;
use rolescope::Map;
use rolescope::report::PolicyType;

use crate::Import;
use crate::ask::Ask;
use crate::document::named;
use crate::input::PLACEHOLDER_ACCOUNT;
use crate::policy::loose;
use crate::tree::Node;

/// A resource: its type, its name in the configuration, its attributes.
#[derive(Clone, Debug)]
pub(super) struct Resource {
    pub(super) kind: String,
    pub(super) label: String,
    pub(super) attributes: Node,
    /// Names of policies that stand in a data source of their own, by attribute.
    pub(super) policy_names: Vec<(String, String)>,
}

impl Resource {
    /// The text of an attribute; nothing if it is unknown or empty.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.attributes.text_of(name).filter(|text| !text.is_empty())
    }

    /// Its name; the label of the configuration stands in for one that is made up.
    pub(super) fn name(&self) -> &str {
        self.text("name").unwrap_or(&self.label)
    }

    /// Name of the policy in an attribute.
    fn policy_name(&self, attribute: &str, otherwise: &str) -> String {
        let own = self.policy_names.iter().find(|(known, _)| known == attribute);
        own.map_or(otherwise, |(_, name)| name.as_str()).to_owned()
    }
}

/// The most values of policies that are copied to what they are attached to.
const MAX_ATTACHED: usize = 1_000_000;

/// All resources of a configuration or plan.
pub(super) struct Resources {
    all: Vec<Resource>,
    /// The account, if a data source tells it.
    account: Option<String>,
    /// Name of a trust policy that has none.
    trust: &'static str,
    /// Places of resources, by type and name.
    places: HashMap<(String, String), usize>,
    /// Names of the managed policies that a role or user has.
    attached: HashSet<String>,
    /// Values of policies that were copied.
    copied: Cell<usize>,
}

impl Resources {
    pub(super) fn new(all: Vec<Resource>, account: Option<String>, trust: &'static str) -> Self {
        let mut places = HashMap::new();
        for (at, resource) in all.iter().enumerate() {
            places.entry((resource.kind.clone(), resource.name().to_owned())).or_insert(at);
        }
        let lists = all.iter().flat_map(|known| {
            let names = ["policy_arn", "permissions_boundary", "managed_policy_arns"];
            names.into_iter().filter_map(|name| known.attributes.get(name)).flat_map(Node::one_or_many)
        });
        let attached =
            lists.filter_map(|arn| arn.text().and_then(Arn::parse)).map(|arn| arn.name().to_owned()).collect();
        Self { all, account, trust, places, attached, copied: Cell::new(0) }
    }

    fn find(&self, kind: &str, name: &str) -> Option<&Resource> {
        self.places.get(&(kind.to_owned(), name.to_owned())).and_then(|at| self.all.get(*at))
    }

    pub(super) fn account(&self) -> &str {
        self.account.as_deref().unwrap_or(PLACEHOLDER_ACCOUNT)
    }

    /// Puts what the resources say into an import.
    pub(super) fn add_to(&self, import: &mut Import) {
        for resource in &self.all {
            self.add(import, resource);
        }
        if self.account.is_none() {
            import.without_account("the configuration names none");
        }
        import.ask(Ask::which_call());
    }

    fn add(&self, import: &mut Import, resource: &Resource) {
        match resource.kind.as_str() {
            "aws_iam_role" => self.role(import, resource),
            "aws_iam_user" => {
                import.principal(&self.arn("user", resource), resource.attributes.line, |user| {
                    user.tags = tags(resource)
                });
                self.boundary(import, &self.arn("user", resource), resource);
            }
            "aws_iam_role_policy" => self.inline(import, resource, "role"),
            "aws_iam_user_policy" => self.inline(import, resource, "user"),
            "aws_iam_role_policy_attachment" => self.attachment(import, resource, "role"),
            "aws_iam_user_policy_attachment" => self.attachment(import, resource, "user"),
            "aws_iam_policy" if !self.is_attached(resource) => {
                if let Some(document) = resource.attributes.get("policy") {
                    loose(import, PolicyType::IdentityBased, Some(resource.name()), document);
                }
            }
            "aws_s3_bucket" => {
                self.bucket(import, resource.text("bucket").unwrap_or(&resource.label), resource.attributes.line)
            }
            "aws_s3_bucket_policy" => {
                if let Some(bucket) = resource.text("bucket") {
                    self.bucket(import, bucket, resource.attributes.line);
                    self.resource_policy(import, resource, &format!("arn:aws:s3:::{bucket}"));
                }
            }
            "aws_sns_topic_policy" => self.with_arn(import, resource, "arn"),
            "aws_secretsmanager_secret_policy" => self.with_arn(import, resource, "secret_arn"),
            "aws_kms_key" => self.with_arn(import, resource, "arn"),
            "aws_vpc_endpoint" => Self::apart(import, resource, "policy", PolicyType::VpcEndpoint),
            "aws_organizations_policy" => {
                let is_rcp = resource.text("type") == Some("RESOURCE_CONTROL_POLICY");
                Self::apart(
                    import,
                    resource,
                    "content",
                    if is_rcp { PolicyType::ResourceControl } else { PolicyType::ServiceControl },
                );
            }
            _ => {}
        }
    }

    fn role(&self, import: &mut Import, resource: &Resource) {
        let arn = self.arn("role", resource);
        let duration = resource.attributes.get("max_session_duration").and_then(Node::number);
        import.principal(&arn, resource.attributes.line, |role| {
            role.tags = tags(resource);
            // Terraform writes the default out.
            role.max_session_duration = duration.filter(|seconds| *seconds != 3600);
        });
        if let Some(document) = resource.attributes.get("assume_role_policy").filter(|document| !document.is_null()) {
            let name = resource.policy_name("assume_role_policy", self.trust);
            import.trust_policy(&arn, named(name, document), document.line);
            if document.to_json().contains("sts:AssumeRoleWithWebIdentity") {
                import.ask(Ask::words("claims of a token"));
            }
        }
        for inline in resource.attributes.get("inline_policy").map(Node::one_or_many).unwrap_or_default() {
            if let Some(document) = inline.get("policy").filter(|document| !document.is_null()) {
                import.identity_policy(
                    &arn,
                    named(inline.text_of("name").unwrap_or("inline"), document),
                    document.line,
                );
            }
        }
        for managed in resource.attributes.get("managed_policy_arns").map(Node::items).unwrap_or_default() {
            self.managed(import, &arn, managed);
        }
        self.boundary(import, &arn, resource);
    }

    fn boundary(&self, import: &mut Import, owner: &str, resource: &Resource) {
        let Some(boundary) =
            resource.attributes.get("permissions_boundary").filter(|it| it.text().is_some_and(|text| !text.is_empty()))
        else {
            return;
        };
        match self.policy_of(boundary) {
            Some((name, document)) => import.boundary(owner, named(name, document), document.line),
            None => missing(import, boundary, "document of the permissions boundary"),
        }
    }

    /// A policy that is written into a role or user.
    fn inline(&self, import: &mut Import, resource: &Resource, kind: &str) {
        let Some(document) = resource.attributes.get("policy").filter(|document| !document.is_null()) else { return };
        let Some(owner) = resource.text(kind) else {
            loose(import, PolicyType::IdentityBased, Some(resource.name()), document);
            return;
        };
        import.identity_policy(&self.owner(kind, owner), named(resource.name(), document), document.line);
    }

    fn attachment(&self, import: &mut Import, resource: &Resource, kind: &str) {
        if let (Some(owner), Some(policy)) = (resource.text(kind), resource.attributes.get("policy_arn")) {
            self.managed(import, &self.owner(kind, owner), policy);
        }
    }

    fn managed(&self, import: &mut Import, owner: &str, policy: &Node) {
        match self.policy_of(policy) {
            Some((name, document)) => import.identity_policy(owner, named(name, document), document.line),
            None => missing(import, policy, "document of"),
        }
    }

    /// Name and document of a managed policy of the configuration.
    fn policy_of(&self, arn: &Node) -> Option<(&str, &Node)> {
        let arn = Arn::parse(arn.text()?).filter(|arn| arn.account != "aws")?;
        let policy = self.find("aws_iam_policy", arn.name())?;
        let document = policy.attributes.get("policy").filter(|document| !document.is_null())?;
        self.copied.set(self.copied.get().saturating_add(document.size()));
        (self.copied.get() <= MAX_ATTACHED).then_some((policy.name(), document))
    }

    /// True if a role or user of the configuration has the policy.
    fn is_attached(&self, policy: &Resource) -> bool {
        self.attached.contains(policy.name())
    }

    fn bucket(&self, import: &mut Import, bucket: &str, line: usize) {
        let account = self.account.clone();
        import.resource(&format!("arn:aws:s3:::{bucket}"), line, |known| known.account = account);
    }

    fn with_arn(&self, import: &mut Import, resource: &Resource, attribute: &str) {
        match resource.text(attribute) {
            Some(arn) => self.resource_policy(import, resource, arn),
            None => Self::apart(import, resource, "policy", PolicyType::ResourceBased),
        }
    }

    fn resource_policy(&self, import: &mut Import, resource: &Resource, arn: &str) {
        if let Some(document) = resource.attributes.get("policy").filter(|document| !document.is_null()) {
            let name = resource.policy_name("policy", &resource.label);
            import.resource_policy(arn, named(name, document), document.line);
        }
    }

    /// A policy that hangs on something that a scenario names in another way.
    fn apart(import: &mut Import, resource: &Resource, attribute: &str, policy_type: PolicyType) {
        if let Some(document) = resource.attributes.get(attribute).filter(|document| !document.is_null()) {
            loose(import, policy_type, Some(resource.name()), document);
        }
    }

    /// ARN of a role or user, put together from account, path and name.
    pub(super) fn arn(&self, kind: &str, resource: &Resource) -> String {
        format!("arn:aws:iam::{}:{kind}{}{}", self.account(), resource.text("path").unwrap_or("/"), resource.name())
    }

    /// ARN of the role or user with this name, in whatever path.
    fn owner(&self, kind: &str, name: &str) -> String {
        let known = self.find(&format!("aws_iam_{kind}"), name);
        known.map_or_else(|| format!("arn:aws:iam::{}:{kind}/{name}", self.account()), |known| self.arn(kind, known))
    }
}

/// A managed policy whose document is not in the configuration.
fn missing(import: &mut Import, policy: &Node, what: &str) {
    let Some(arn) = policy.text() else { return };
    import.unresolved(arn, "a managed policy that is not in the configuration", Some(policy.line));
    import.ask(Ask::policy_document(arn, None, &format!("{what} {arn}")));
}

fn tags(resource: &Resource) -> Map<String> {
    let members = resource.attributes.get("tags").map(Node::members).unwrap_or_default().iter();
    members.filter_map(|(key, value)| Some((key.clone(), value.scalar()?))).collect()
}
