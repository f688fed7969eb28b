//! Service accounts of Kubernetes with the role that EKS gives them (IRSA).
//!
//! <https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html>

use iam_syntax::Arn;
use rolescope::scenario::{SessionRequest, Step, StepResource, StringOrList};

use crate::ask::{Ask, Need};
use crate::input::PLACEHOLDER_ACCOUNT;
use crate::tree::Node;
use crate::{Import, Kind};

/// Issuer of a cluster that stands where the input names none: that of AWS's documentation.
const PLACEHOLDER_ISSUER: &str = "oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE";

/// Reads service accounts with a role; `None` if there are none.
pub(crate) fn import(documents: &[Node]) -> Option<Import> {
    let lists =
        documents.iter().flat_map(|document| document.get("items").map_or(std::slice::from_ref(document), Node::items));
    let accounts: Vec<&Node> = lists.filter(|object| object.text_of("kind") == Some("ServiceAccount")).collect();
    if accounts.is_empty() {
        return None;
    }
    let mut import = Import::new(Kind::KubernetesServiceAccount, format!("{} service accounts", accounts.len()));
    for account in accounts {
        add(&mut import, account);
    }
    Some(import)
}

fn add(import: &mut Import, account: &Node) {
    let metadata = |name: &str| account.at(&["metadata", name]).and_then(Node::text);
    let annotation = |name: &str| account.at(&["metadata", "annotations", name]).and_then(Node::text);
    let (Some(name), Some(role)) = (metadata("name"), annotation("eks.amazonaws.com/role-arn")) else {
        import.note("a service account without the annotation eks.amazonaws.com/role-arn gets no role");
        return;
    };
    if metadata("namespace").is_none() {
        import.unresolved("namespace", "the file does not say it; `default` stands for it", Some(account.line));
    }
    let namespace = metadata("namespace").unwrap_or("default");
    let audience = annotation("eks.amazonaws.com/audience").unwrap_or("sts.amazonaws.com");
    let role_arn = Arn::parse(role);
    let owner = role_arn.map_or(PLACEHOLDER_ACCOUNT, |arn| arn.account);
    let claims = [("aud", audience.to_owned()), ("sub", format!("system:serviceaccount:{namespace}:{name}"))];
    let step = Step {
        caller: format!("arn:aws:iam::{owner}:oidc-provider/{PLACEHOLDER_ISSUER}"),
        action: "sts:AssumeRoleWithWebIdentity".to_owned(),
        resource: Some(StepResource::One(role.to_owned())),
        session: Some(SessionRequest {
            name: Some("pod".to_owned()),
            claims: claims.into_iter().map(|(name, value)| (name.to_owned(), StringOrList::One(value))).collect(),
            ..SessionRequest::default()
        }),
        ..Step::default()
    };
    import.step(step, account.line);
    import.unresolved(
        "issuer",
        "the file does not say the cluster; a placeholder stands for its issuer",
        Some(account.line),
    );
    let command = "aws eks describe-cluster --query cluster.identity.oidc.issuer --name CLUSTER";
    import.ask(Ask::command("OIDC issuer of the cluster", command, Need::Other));
    import.ask(Ask::trust_policy(role_arn.map_or(role, |arn| arn.name())));
}
