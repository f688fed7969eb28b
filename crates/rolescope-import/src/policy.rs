//! Bare policies: their kind, told from the document, and the resource that they hang on.

use iam_syntax::Arn;
use rolescope::report::PolicyType;

use crate::ask::{Ask, Need};
use crate::document::{document_of, named};
use crate::facts::LooseDocument;
use crate::input::placeholder_arn;
use crate::tree::Node;
use crate::{Import, Kind};

/// A policy whose kind the document tells.
pub(crate) fn import(node: &Node) -> Import {
    let policy_type = kind(node);
    let new = |what: &str| Import::new(Kind::Policy, what.to_owned());
    if policy_type == PolicyType::Trust {
        let mut import = new("a role's trust policy");
        trust(&mut import, node);
        import
    } else if policy_type.kind().names_callers() {
        let mut import = new("a resource-based policy");
        on_resource(&mut import, node, None);
        import
    } else {
        let mut import = new("a policy without principals: an identity-based policy, most likely");
        loose(&mut import, policy_type, None, node);
        import.ask(Ask::words(
            "which principal has the policy, and as what: identity-based policy, permissions boundary, session policy or SCP",
        ));
        import
    }
}

/// Kind of a policy: with principals and only calls to STS it is a trust policy, with other actions a resource-based one.
pub(crate) fn kind(node: &Node) -> PolicyType {
    let statements = || statements(node);
    let has_principals = statements().any(|statement| statement.has("Principal") || statement.has("NotPrincipal"));
    if !has_principals {
        return PolicyType::IdentityBased;
    }
    let without_resource = statements().all(|statement| !statement.has("Resource") && !statement.has("NotResource"));
    let of_sts = |action: &Node| {
        action.text().is_some_and(|text| text.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("sts:")))
    };
    let only_sts = statements().filter_map(|statement| statement.get("Action")).flat_map(Node::one_or_many).all(of_sts);
    if without_resource && only_sts { PolicyType::Trust } else { PolicyType::ResourceBased }
}

/// The statements, of which one may stand without a list.
pub(crate) fn statements(node: &Node) -> impl Iterator<Item = &Node> {
    node.get("Statement").map(Node::one_or_many).unwrap_or_default().iter()
}

/// True for an object that is a policy.
pub(crate) fn is_policy(node: &Node) -> bool {
    statements(node).any(|statement| statement.has("Effect") || statement.has("Action") || statement.has("NotAction"))
}

/// A policy that is attached to nothing yet.
pub(crate) fn loose(import: &mut Import, policy_type: PolicyType, name: Option<&str>, document: &Node) {
    import.documents.push(LooseDocument {
        policy_type,
        name: name.map(str::to_owned),
        arn: None,
        document: document_of(document),
        line: document.line,
    });
}

fn trust(import: &mut Import, node: &Node) {
    let account = provider_account(node);
    let arn = match account {
        Some(account) => format!("arn:aws:iam::{account}:role/role"),
        None => placeholder_arn("role/role"),
    };
    import.placeholder_account = account.is_none();
    import.trust_policy(&arn, named("trust", node), node.line);
    let command = "aws iam list-roles --query 'Roles[].RoleName'";
    import.ask(Ask::command("name of the role (`role` is a placeholder)", command, Need::Other));
    if account.is_some() {
        import.ask(Ask::words("claims of a token"));
    }
    import.ask(Ask::which_call());
}

/// Account of the identity provider that a trust policy names: it is the role's own (AM-30).
fn provider_account(node: &Node) -> Option<&str> {
    let federated = statements(node).filter_map(|statement| statement.at(&["Principal", "Federated"]));
    federated
        .flat_map(Node::one_or_many)
        .filter_map(Node::text)
        .filter_map(Arn::parse)
        .map(|arn| arn.account)
        .find(|account| !account.is_empty())
}

/// Puts a resource-based policy on the resource that it names, or keeps it apart if it names none. `known` is the resource's ARN if the input
/// has it.
pub(crate) fn on_resource(import: &mut Import, node: &Node, known: Option<&str>) -> Option<String> {
    let arn = known.map(str::to_owned).or_else(|| resource_of(node));
    loose(import, PolicyType::ResourceBased, None, node);
    let Some(arn) = arn else {
        import.ask(Ask::words("ARN of the resource that the policy hangs on"));
        return None;
    };
    let parsed = Arn::parse(&arn);
    let name = match parsed.map(|arn| arn.service) {
        Some("s3") => "bucket",
        Some("kms") => "key",
        _ => parsed.map_or("policy", |arn| arn.name().rsplit(':').next().unwrap_or("policy")),
    };
    import.resource_policy(&arn, named(name, node), node.line);
    if parsed.is_none_or(|arn| arn.account.is_empty()) {
        import.ask(Ask::words("account of the bucket's owner"));
    }
    import.ask(Ask::which_call());
    Some(arn)
}

/// The one resource that all ARNs of a policy lie on; without wildcards, since nothing is guessed.
fn resource_of(node: &Node) -> Option<String> {
    let resources = statements(node).filter_map(|statement| statement.get("Resource")).flat_map(Node::one_or_many);
    let mut found: Option<String> = None;
    for arn in resources.filter_map(Node::text) {
        let parsed = Arn::parse(arn)?;
        let whole = if parsed.service == "s3" { arn.split('/').next().unwrap_or(arn) } else { arn };
        if whole.contains(['*', '?', '$']) || found.as_ref().is_some_and(|known| known != whole) {
            return None;
        }
        found = Some(whole.to_owned());
    }
    found
}
