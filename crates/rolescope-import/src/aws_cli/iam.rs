//! `aws iam get-role` and its like.

use iam_syntax::Arn;
use rolescope::report::PolicyType;
use rolescope::scenario::{Group, NamedPolicy};

use super::tags;
use crate::ask::{Ask, Need};
use crate::document::{document_of, named};
use crate::input::placeholder_arn;
use crate::policy::loose;
use crate::tree::Node;
use crate::{Import, Kind};

pub(super) fn import(node: &Node) -> Option<Import> {
    if let Some(role) = node.get("Role").filter(|role| role.has("AssumeRolePolicyDocument")) {
        return principal(role, "role");
    }
    if let Some(user) = node.get("User").filter(|user| user.has("Arn") && user.has("UserName")) {
        return principal(user, "user");
    }
    if node.has("PolicyDocument") && node.has("PolicyName") {
        return inline(node);
    }
    if let Some(version) = node.get("PolicyVersion").filter(|version| version.has("Document")) {
        return Some(policy_version(version));
    }
    if let Some(attached) = node.get("AttachedPolicies") {
        return Some(attached_policies(attached));
    }
    node.get("PolicyNames").map(policy_names)
}

/// `get-role` or `get-user`.
fn principal(node: &Node, kind: &str) -> Option<Import> {
    let arn = node.text_of("Arn")?.to_owned();
    let name = Arn::parse(&arn)?.name().to_owned();
    let form = if kind == "role" { Kind::GetRole } else { Kind::GetUser };
    let mut import = Import::new(form, format!("{kind} {name}"));
    import.principal(&arn, node.line, |principal| {
        principal.id = node.text_of(if kind == "role" { "RoleId" } else { "UserId" }).map(str::to_owned);
        principal.max_session_duration = node.get("MaxSessionDuration").and_then(Node::number);
        principal.tags = tags(node.get("Tags"));
    });
    if let Some(document) = node.get("AssumeRolePolicyDocument") {
        import.trust_policy(&arn, named("trust", document), document.line);
    }
    if let Some(boundary) = node.at(&["PermissionsBoundary", "PermissionsBoundaryArn"]).and_then(Node::text) {
        import.ask(Ask::policy_document(boundary, None, &format!("document of the permissions boundary {boundary}")));
    }
    for ask in Ask::identity_policies(kind, &name) {
        import.ask(ask);
    }
    import.ask(Ask::which_call());
    Some(import)
}

/// `get-role-policy`, `get-user-policy`, `get-group-policy`.
fn inline(node: &Node) -> Option<Import> {
    let document = node.get("PolicyDocument")?;
    let policy = named(node.text_of("PolicyName")?, document);
    if let Some(role) = node.text_of("RoleName") {
        return Some(inline_of(Kind::GetRolePolicy, "role", role, policy, document.line));
    }
    if let Some(user) = node.text_of("UserName") {
        return Some(inline_of(Kind::GetUserPolicy, "user", user, policy, document.line));
    }
    let group = node.text_of("GroupName")?.to_owned();
    let mut import = Import::new(Kind::GetGroupPolicy, format!("policy {} of group {group}", policy.name));
    import.principal(&placeholder_arn("user/UNRESOLVED-user"), node.line, |user| {
        user.groups.push(Group { name: group.clone(), policies: vec![policy] });
    });
    import.unresolved("UNRESOLVED-user", format!("the output does not say who is in group {group}"), Some(node.line));
    let command = format!("aws iam get-group --group-name {}", crate::ask::iam_name(&group, "GROUP-NAME"));
    import.ask(Ask::command(format!("members of group {group}"), command, Need::Other));
    import.without_account("the output names none");
    Some(import)
}

fn inline_of(form: Kind, kind: &str, name: &str, policy: NamedPolicy, line: usize) -> Import {
    let mut import = Import::new(form, format!("policy {} of {kind} {name}", policy.name));
    import.identity_policy(&placeholder_arn(&format!("{kind}/{name}")), policy, line);
    if kind == "role" {
        import.ask(Ask::trust_policy(name));
    }
    import.without_account("the output names none");
    import.ask(Ask::which_call());
    import
}

fn policy_version(version: &Node) -> Import {
    let name = version.text_of("VersionId").unwrap_or("a version");
    let mut import = Import::new(Kind::GetPolicyVersion, format!("{name} of a managed policy"));
    if let Some(document) = version.get("Document") {
        loose(&mut import, PolicyType::IdentityBased, None, document);
    }
    if version.get("IsDefaultVersion").and_then(Node::boolean) == Some(false) {
        import.note(format!("{name} is not the default version, so it applies to nobody"));
    }
    import.ask(Ask::words("which principal has the policy, and whether as identity policy or boundary"));
    import
}

/// `list-attached-role-policies` names policies and holds none.
fn attached_policies(list: &Node) -> Import {
    let mut import = Import::new(
        Kind::ListAttachedPolicies,
        format!("{} attached policies, without their documents", list.items().len()),
    );
    for arn in list.items().iter().filter_map(|policy| policy.text_of("PolicyArn")) {
        import.ask(Ask::policy_document(arn, None, &format!("document of {arn}")));
    }
    import.ask(Ask::words("which principal has the policies"));
    import
}

/// `list-role-policies` names policies and holds none.
fn policy_names(list: &Node) -> Import {
    let mut import =
        Import::new(Kind::ListPolicies, format!("{} policies, without their documents", list.items().len()));
    for name in list.items().iter().filter_map(Node::text) {
        let command = format!(
            "aws iam get-role-policy --role-name ROLE-NAME --policy-name {}",
            crate::ask::iam_name(name, "POLICY-NAME")
        );
        import.ask(Ask::command(format!("document of {name}"), command, Need::Other));
    }
    import.ask(Ask::words("which principal has the policies"));
    import
}

/// Name and document of a managed policy.
pub(super) fn managed(name: &str, document: &Node) -> NamedPolicy {
    NamedPolicy { name: name.to_owned(), document: document_of(document) }
}
