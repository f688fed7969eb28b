//! `aws iam get-account-authorization-details`: every user, group, role and managed policy of an account.

use std::collections::HashMap;

use rolescope::scenario::{Group, NamedPolicy};

use super::{iam, tags};
use crate::ask::Ask;
use crate::document::named;
use crate::tree::Node;
use crate::{Import, Kind};

/// Managed policies by ARN, in their default version, with their lines.
type Managed<'n> = HashMap<&'n str, (NamedPolicy, usize)>;

pub(super) fn import(node: &Node) -> Option<Import> {
    let lists = ["UserDetailList", "RoleDetailList", "GroupDetailList"];
    if !lists.iter().any(|list| node.has(list)) {
        return None;
    }
    let items = |name: &str| node.get(name).map(Node::items).unwrap_or_default();
    let managed = managed_policies(items("Policies"));
    let what = format!(
        "{} users, {} roles, {} managed policies",
        items("UserDetailList").len(),
        items("RoleDetailList").len(),
        managed.len()
    );
    let mut import = Import::new(Kind::AccountAuthorizationDetails, what);
    let mut groups: HashMap<&str, Group> = HashMap::new();
    for group in items("GroupDetailList") {
        let Some(name) = group.text_of("GroupName") else { continue };
        let policies = policies(&mut import, group, "GroupPolicyList", &managed);
        let policies = policies.into_iter().map(|(policy, _)| policy).collect();
        groups.insert(name, Group { name: name.to_owned(), policies });
    }
    for user in items("UserDetailList") {
        principal(&mut import, user, "UserId", "UserPolicyList", &managed);
        user_groups(&mut import, user, &groups);
    }
    for role in items("RoleDetailList") {
        principal(&mut import, role, "RoleId", "RolePolicyList", &managed);
    }
    import.note("only the default version of a managed policy counts");
    import.ask(Ask::which_call());
    Some(import)
}

fn managed_policies(policies: &[Node]) -> Managed<'_> {
    let default = |policy: &'_ Node| -> Option<usize> {
        let versions = policy.get("PolicyVersionList")?.items();
        versions.iter().position(|version| version.get("IsDefaultVersion").and_then(Node::boolean) == Some(true))
    };
    let entry = |policy| {
        let version = Node::get(policy, "PolicyVersionList")?.items().get(default(policy)?)?;
        let document = version.get("Document")?;
        Some((policy.text_of("Arn")?, (iam::managed(policy.text_of("PolicyName")?, document), document.line)))
    };
    policies.iter().filter_map(entry).collect()
}

fn principal(import: &mut Import, node: &Node, id: &str, inline: &str, managed: &Managed<'_>) {
    let Some(arn) = node.text_of("Arn") else { return };
    import.principal(arn, node.line, |principal| {
        principal.id = node.text_of(id).map(str::to_owned);
        principal.tags = tags(node.get("Tags"));
    });
    if let Some(document) = node.get("AssumeRolePolicyDocument") {
        import.trust_policy(arn, named("trust", document), document.line);
    }
    for (policy, line) in policies(import, node, inline, managed) {
        import.identity_policy(arn, policy, line);
    }
    if let Some(boundary) = node.at(&["PermissionsBoundary", "PermissionsBoundaryArn"]).and_then(Node::text) {
        match managed.get(boundary) {
            Some((policy, line)) => import.boundary(arn, policy.clone(), *line),
            None => missing(import, boundary, node.line),
        }
    }
}

/// Policies written into a user, role or group, then those attached to it, with their lines.
fn policies(import: &mut Import, node: &Node, inline: &str, managed: &Managed<'_>) -> Vec<(NamedPolicy, usize)> {
    let items = |name: &str| node.get(name).map(Node::items).unwrap_or_default();
    let written = |policy: &Node| {
        let document = policy.get("PolicyDocument")?;
        Some((named(policy.text_of("PolicyName")?, document), document.line))
    };
    let mut policies: Vec<(NamedPolicy, usize)> = items(inline).iter().filter_map(written).collect();
    for arn in items("AttachedManagedPolicies").iter().filter_map(|policy| policy.text_of("PolicyArn")) {
        match managed.get(arn) {
            Some((policy, line)) => policies.push((policy.clone(), *line)),
            None => missing(import, arn, node.line),
        }
    }
    policies
}

fn user_groups(import: &mut Import, user: &Node, groups: &HashMap<&str, Group>) {
    let Some(arn) = user.text_of("Arn") else { return };
    for name in user.get("GroupList").map(Node::items).unwrap_or_default().iter().filter_map(Node::text) {
        let Some(group) = groups.get(name) else { continue };
        import.principal(arn, user.line, |user| user.groups.push(group.clone()));
    }
}

fn missing(import: &mut Import, arn: &str, line: usize) {
    let why = "the dump has no document for it (it holds AWS managed policies only when they are asked for)";
    import.unresolved(arn, why, Some(line));
    import.ask(Ask::policy_document(arn, None, &format!("document of {arn}")));
}
