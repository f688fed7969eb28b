//! Organizations, VPC endpoints, IAM Identity Center, Pod Identity.

use iam_syntax::Arn;
use rolescope::Map;
use rolescope::report::PolicyType;
use rolescope::scenario::{SessionRequest, Step, StepResource};

use super::resource::apart;
use crate::ask::Ask;
use crate::tree::Node;
use crate::{Import, Kind};

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
        import.ask(Ask::words("which permission set it is (the role is AWSReservedSSO_NAME_…)"));
        return Some(import);
    }
    if let Some(set) = node.get("PermissionSet") {
        return permission_set(set);
    }
    node.get("association").and_then(pod_identity)
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
    let name = Arn::parse(role)?.name();
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
    import.step(step, node.line);
    import.note("six tags, all transitive, unless disableSessionTags");
    import.ask(Ask::trust_policy(name));
    if let Some(target) = node.text_of("targetRoleArn").and_then(Arn::parse) {
        import.ask(Ask::trust_policy(target.name()));
    }
    Some(import)
}
