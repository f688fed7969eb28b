//! Commands that tell the policy of a resource.

use iam_syntax::Arn;
use rolescope::report::PolicyType;

use crate::ask::{Ask, Need};
use crate::policy::{loose, on_resource};
use crate::tree::{Node, json};
use crate::{Import, Kind};

pub(super) fn import(node: &Node) -> Option<Import> {
    if let Some(attributes) = node.get("Attributes") {
        return attributes_of(attributes);
    }
    if let Some(text) = node.get("policyText") {
        return repository(node, text);
    }
    if let Some(text) = node.get("ResourcePolicy") {
        return with_policy(Kind::GetResourcePolicy, text, node.text_of("ARN"));
    }
    let policy = node.get("Policy")?;
    policy.text()?;
    let kind = match (node.has("PolicyName"), node.has("RevisionId")) {
        (_, true) => Kind::GetFunctionPolicy,
        (true, false) => Kind::GetKeyPolicy,
        (false, false) => Kind::GetBucketPolicy,
    };
    with_policy(kind, policy, None)
}

/// A policy that stands as text in the output, on a resource that the output names or the policy.
fn with_policy(kind: Kind, text: &Node, arn: Option<&str>) -> Option<Import> {
    let document = document(text)?;
    let mut import = Import::new(kind, "a resource-based policy");
    let arn = on_resource(&mut import, &document, arn);
    import.what = format!("policy of {}", arn.as_deref().unwrap_or("a resource that it does not name"));
    if kind == Kind::GetKeyPolicy && arn.is_none() {
        import.ask(Ask::command("ARN of the key", "aws kms list-keys", Need::Other));
    }
    Some(import)
}

/// The document that stands as text in a value; its lines are the value's.
pub(super) fn document(text: &Node) -> Option<Node> {
    let Some(written) = text.text() else { return text.is_map().then(|| text.clone()) };
    let mut document = json(&crate::document::written(written)).ok()?;
    document.line = text.line;
    Some(document)
}

/// `get-queue-attributes` and `get-topic-attributes`.
fn attributes_of(attributes: &Node) -> Option<Import> {
    let policy = attributes.get("Policy")?;
    let (kind, arn) = match attributes.text_of("TopicArn") {
        Some(arn) => (Kind::GetTopicAttributes, Some(arn)),
        None => (Kind::GetQueueAttributes, attributes.text_of("QueueArn")),
    };
    with_policy(kind, policy, arn)
}

/// `ecr get-repository-policy`: registry and name, and no Region.
fn repository(node: &Node, text: &Node) -> Option<Import> {
    let (account, name) = (node.text_of("registryId")?, node.text_of("repositoryName")?);
    let document = document(text)?;
    let mut import = Import::new(Kind::GetRepositoryPolicy, format!("policy of repository {name}"));
    let arn = format!("arn:aws:ecr:UNRESOLVED-region:{account}:repository/{name}");
    import.unresolved("UNRESOLVED-region", "the output does not say the Region of the repository", Some(node.line));
    on_resource(&mut import, &document, Arn::parse(&arn).map(|_| arn.as_str()));
    import.ask(Ask::command("Region of the repository", "aws configure get region", Need::Other));
    Some(import)
}

/// A policy of a kind that the command says, which is attached to nothing yet.
pub(super) fn apart(kind: Kind, policy_type: PolicyType, name: Option<&str>, text: &Node) -> Option<Import> {
    let document = document(text)?;
    let mut import = Import::new(kind, name.map_or("a policy".to_owned(), |name| format!("policy {name}")));
    loose(&mut import, policy_type, name, &document);
    Some(import)
}
