//! Organizations, VPC endpoints, IAM Identity Center, Pod Identity.

use iam_syntax::Arn;
use rolescope::Map;
use rolescope::report::PolicyType;
use rolescope::scenario::{SessionRequest, Step, StepResource};

use super::resource::apart;
use crate::ask::Ask;
use crate::tree::Node;
use crate::{Import, Kind};

const WHICH_SET: &str = "which permission set it is (the role is AWSReservedSSO_NAME_…)";

pub(super) fn import(node: &Node) -> Option<Import> {
    if let Some(summary) = node.at(&["Policy", "PolicySummary"]) {
        return organization(node, summary);
    }
    if let Some(endpoints) = node.get("VpcEndpoints") {
        return Some(vpc_endpoints(endpoints));
    }
    if let Some(policy) = node.get("InlinePolicy") {
        let mut import =
            apart(Kind::PermissionSet, PolicyType::IdentityBased, Some("inline policy of the permission set"), policy)?;
        import.ask(Ask::words(WHICH_SET));
        return Some(import);
    }
    if let Some(set) = node.get("PermissionSet") {
        return permission_set(set);
    }
    if let Some(policies) = node.get("AttachedManagedPolicies") {
        return Some(managed_policies(policies));
    }
    if let Some(policies) = node.get("CustomerManagedPolicyReferences") {
        return Some(customer_policies(policies));
    }
    if let Some(associations) = node.get("associations") {
        return pod_identities(associations);
    }
    node.get("association").and_then(pod_identity)
}

/// With a target role, EKS assumes it with the credentials of the first.
///
/// <https://docs.aws.amazon.com/eks/latest/userguide/pod-id-assign-target-role.html>
fn of_target(node: &Node, first: &Arn<'_>, session: &str, target: &str) -> Step {
    Step {
        caller: format!("arn:{}:sts::{}:assumed-role/{}/{session}", first.partition, first.account, first.name()),
        action: "sts:AssumeRole".to_owned(),
        resource: Some(StepResource::One(target.to_owned())),
        session: Some(SessionRequest {
            name: Some(session.to_owned()),
            external_id: node.text_of("externalId").map(str::to_owned),
            ..SessionRequest::default()
        }),
        ..Step::default()
    }
}

/// `organizations describe-policy`.
fn organization(node: &Node, summary: &Node) -> Option<Import> {
    let policy_type = match summary.text_of("Type") {
        Some("RESOURCE_CONTROL_POLICY") => PolicyType::ResourceControl,
        _ => PolicyType::ServiceControl,
    };
    let mut import =
        apart(Kind::DescribePolicy, policy_type, summary.text_of("Name"), node.at(&["Policy", "Content"])?)?;
    if let Some(loose) = import.documents.first_mut() {
        loose.arn = summary.text_of("Arn").map(str::to_owned);
    }
    let id = summary.text_of("Id").unwrap_or("");
    let command =
        format!("aws organizations list-targets-for-policy --policy-id {}", crate::ask::iam_name(id, "POLICY-ID"));
    import.ask(Ask::command("where the policy is attached: root, unit or account", command, crate::ask::Need::Other));
    Some(import)
}

fn vpc_endpoints(endpoints: &Node) -> Import {
    let mut import = Import::new(Kind::DescribeVpcEndpoints, format!("{} VPC endpoints", endpoints.items().len()));
    for endpoint in endpoints.items() {
        let (Some(id), Some(policy)) = (endpoint.text_of("VpcEndpointId"), endpoint.get("PolicyDocument")) else {
            continue;
        };
        if let Some(one) = apart(Kind::DescribeVpcEndpoints, PolicyType::VpcEndpoint, Some(id), policy) {
            import.documents.extend(one.documents);
        }
    }
    import.ask(Ask::words("which call goes through the endpoint"));
    import
}

fn permission_set(set: &Node) -> Option<Import> {
    let name = set.text_of("Name")?;
    let mut import = Import::new(Kind::PermissionSet, format!("permission set {name}, without its policies"));
    let command = format!(
        "aws sso-admin get-inline-policy-for-permission-set --instance-arn INSTANCE-ARN --permission-set-arn {}",
        crate::ask::arn_name(set.text_of("PermissionSetArn").unwrap_or(""), "PERMISSION-SET-ARN")
    );
    import.ask(Ask::command(format!("policies of the permission set {name}"), command, crate::ask::Need::Other));
    Some(import)
}

/// `list-managed-policies-in-permission-set` names policies of AWS and holds none.
fn managed_policies(policies: &Node) -> Import {
    let what = format!("{} managed policies of a permission set, without their documents", policies.items().len());
    let mut import = Import::new(Kind::PermissionSet, what);
    for arn in policies.items().iter().filter_map(|policy| policy.text_of("Arn")) {
        import.ask(Ask::policy_document(arn, None, &format!("document of {arn}")));
    }
    import.ask(Ask::words(WHICH_SET));
    import
}

/// `list-customer-managed-policy-references-in-permission-set`: names that each account has a policy of its own for.
fn customer_policies(policies: &Node) -> Import {
    let what = format!("{} policies of the customer in a permission set, by their names", policies.items().len());
    let mut import = Import::new(Kind::PermissionSet, what);
    for policy in policies.items() {
        let Some(name) = policy.text_of("Name") else { continue };
        let path = policy.text_of("Path").unwrap_or("/");
        let arn = format!("arn:aws:iam::{}:policy{path}{name}", crate::input::PLACEHOLDER_ACCOUNT);
        import.ask(Ask::policy_document(&arn, None, &format!("document of policy {name}, in the account of the role")));
    }
    import.ask(Ask::words(WHICH_SET));
    import
}

/// `list-pod-identity-associations` does not name the roles.
fn pod_identities(associations: &Node) -> Option<Import> {
    let mut import = Import::new(
        Kind::PodIdentityAssociation,
        format!("{} Pod Identity associations, without their roles", associations.items().len()),
    );
    for association in associations.items() {
        let (cluster, id) = (association.text_of("clusterName")?, association.text_of("associationId")?);
        let command = format!(
            "aws eks describe-pod-identity-association --cluster-name {} --association-id {}",
            crate::ask::iam_name(cluster, "CLUSTER-NAME"),
            crate::ask::iam_name(id, "ASSOCIATION-ID")
        );
        let account = association.text_of("serviceAccount").unwrap_or("a service account");
        import.ask(Ask::command(format!("role of {account} in {cluster}"), command, crate::ask::Need::Other));
    }
    Some(import)
}

/// Keys of the tags that EKS passes, all of them transitive.
const POD_TAGS: [&str; 6] = [
    "eks-cluster-arn",
    "eks-cluster-name",
    "kubernetes-namespace",
    "kubernetes-service-account",
    "kubernetes-pod-name",
    "kubernetes-pod-uid",
];

/// A Pod Identity association: EKS assumes the role with six tags, unless they are switched off.
///
/// <https://docs.aws.amazon.com/eks/latest/userguide/pod-id-abac.html>
fn pod_identity(node: &Node) -> Option<Import> {
    let role = node.text_of("roleArn")?;
    let (cluster, namespace, account) =
        (node.text_of("clusterName")?, node.text_of("namespace")?, node.text_of("serviceAccount")?);
    let first = Arn::parse(role)?;
    let name = first.name();
    let mut import = Import::new(
        Kind::PodIdentityAssociation,
        format!("pods of {namespace}/{account} in {cluster} get role {name}"),
    );
    let association = node.text_of("associationArn").and_then(Arn::parse);
    let place = association.map_or(":".to_owned(), |arn| format!("{}:{}", arn.region, arn.account));
    let values = [&format!("arn:aws:eks:{place}:cluster/{cluster}"), cluster, namespace, account, "EXAMPLE", "EXAMPLE"];
    let tagged = node.get("disableSessionTags").and_then(Node::boolean) != Some(true);
    let tags: Map<String> =
        POD_TAGS.iter().zip(values).map(|(key, value)| ((*key).to_owned(), value.to_owned())).collect();
    let session = SessionRequest {
        name: Some(format!("eks-{cluster}-{account}-EXAMPLE")),
        tags: if tagged { tags } else { Map::new() },
        transitive_tag_keys: if tagged { POD_TAGS.map(str::to_owned).to_vec() } else { Vec::new() },
        ..SessionRequest::default()
    };
    let step = Step {
        caller: "pods.eks.amazonaws.com".to_owned(),
        action: "sts:AssumeRole".to_owned(),
        resource: Some(StepResource::One(role.to_owned())),
        session: Some(session),
        ..Step::default()
    };
    let session = step.session.as_ref().and_then(|session| session.name.clone()).unwrap_or_default();
    import.step(step, node.line);
    import.note("EKS passes six session tags, all of them transitive, unless disableSessionTags is true");
    import.ask(Ask::trust_policy(name));
    let target = node.text_of("targetRoleArn").and_then(|target| Some((target, Arn::parse(target)?)));
    if let Some((target, arn)) = target {
        import.step(of_target(node, &first, &session, target), node.line);
        import.ask(Ask::trust_policy(arn.name()));
    }
    Some(import)
}
