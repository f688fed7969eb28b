//! Templates of CloudFormation, in YAML and JSON, of SAM and of the CDK.

use rolescope::report::PolicyType;
use rolescope::scenario::{Group, NamedPolicy};

use crate::ask::Ask;
use crate::document::named;
use crate::input::placeholder_arn;
use crate::policy::loose;
use crate::tree::{Node, Value};
use crate::{Import, Kind};

mod functions;
mod names;
mod sam;
mod template;

use template::Template;

/// Reads roles, users and policies of a template; `None` if this is none.
pub(crate) fn import(node: &Node) -> Option<Import> {
    let resources = node.get("Resources")?;
    if !resources.members().iter().any(|(_, resource)| resource.text_of("Type").is_some_and(|kind| kind.contains("::")))
    {
        return None;
    }
    let kind = kind(node);
    let mut import = Import::new(kind, format!("a template with {} resources", resources.members().len()));
    let template = Template::new(node, kind, functions::resolve);
    for (id, resource) in resources.members() {
        add(&mut import, &template, id, resource);
    }
    template.report(&mut import);
    import.ask(Ask::which_call());
    Some(import)
}

fn kind(node: &Node) -> Kind {
    let transforms = node.get("Transform").map(Node::one_or_many).unwrap_or_default();
    if transforms.iter().filter_map(Node::text).any(|transform| transform.starts_with("AWS::Serverless")) {
        return Kind::Sam;
    }
    let resources = node.get("Resources").map(Node::members).unwrap_or_default();
    let of_cdk = resources.iter().any(|(_, resource)| resource.at(&["Metadata", "aws:cdk:path"]).is_some());
    if of_cdk || node.at(&["Parameters", "BootstrapVersion"]).is_some() { Kind::Cdk } else { Kind::CloudFormation }
}

fn add(import: &mut Import, template: &Template<'_>, id: &str, resource: &Node) {
    let nothing = Node::new(Value::Map(Vec::new()), resource.line);
    let properties = resource.get("Properties").unwrap_or(&nothing);
    match resource.text_of("Type").unwrap_or_default() {
        "AWS::IAM::Role" => principal(import, template, id, properties),
        "AWS::IAM::User" => {
            principal(import, template, id, properties);
            groups(import, template, id, properties);
        }
        "AWS::IAM::Policy" | "AWS::IAM::RolePolicy" | "AWS::IAM::UserPolicy" | "AWS::IAM::ManagedPolicy" => {
            attached(import, template, id, properties);
        }
        "AWS::S3::Bucket" => {
            let arn = template.arn(id);
            import.resource(&arn, resource.line, |known| known.account = Some(template.account().to_owned()));
        }
        "AWS::S3::BucketPolicy" => on_resources(import, template, properties, "Bucket", "PolicyDocument"),
        "AWS::SQS::QueuePolicy" => on_resources(import, template, properties, "Queues", "PolicyDocument"),
        "AWS::SNS::TopicPolicy" => on_resources(import, template, properties, "Topics", "PolicyDocument"),
        "AWS::SecretsManager::ResourcePolicy" => {
            on_resources(import, template, properties, "SecretId", "ResourcePolicy")
        }
        "AWS::KMS::Key" => own_policy(import, template, id, properties.get("KeyPolicy")),
        "AWS::ECR::Repository" => own_policy(import, template, id, properties.get("RepositoryPolicyText")),
        "AWS::EC2::VPCEndpoint" => {
            if let Some(document) = properties.get("PolicyDocument") {
                loose(import, PolicyType::VpcEndpoint, Some(id), &template.resolve(document));
            }
        }
        "AWS::Serverless::Function" => sam::function(import, template, id, properties),
        _ => {}
    }
}

/// A role or user with what is written into it.
fn principal(import: &mut Import, template: &Template<'_>, id: &str, properties: &Node) {
    let arn = template.arn(id);
    let tags = template.tags(properties);
    import.principal(&arn, properties.line, |principal| {
        principal.tags = tags;
        principal.max_session_duration =
            properties.get("MaxSessionDuration").map(|it| template.resolve(it)).and_then(|it| it.number());
    });
    if let Some(document) = properties.get("AssumeRolePolicyDocument") {
        import.trust_policy(&arn, named("trust", &template.resolve(document)), document.line);
    }
    for policy in properties.get("Policies").map(Node::items).unwrap_or_default() {
        if let Some((policy, line)) = written(template, policy) {
            import.identity_policy(&arn, policy, line);
        }
    }
    for managed in properties.get("ManagedPolicyArns").map(Node::items).unwrap_or_default() {
        managed_policy(import, template, &arn, managed);
    }
    if let Some(boundary) = properties.get("PermissionsBoundary") {
        match template.managed_document(boundary) {
            Some((name, document)) => import.boundary(&arn, named(name, &document), boundary.line),
            None => missing(import, template, boundary, "document of the permissions boundary"),
        }
    }
}

/// A policy that is written into a role, user or group.
fn written(template: &Template<'_>, policy: &Node) -> Option<(NamedPolicy, usize)> {
    let document = policy.get("PolicyDocument")?;
    let name = policy
        .get("PolicyName")
        .and_then(|name| template.resolve(name).scalar())
        .unwrap_or_else(|| "policy".to_owned());
    Some((named(name, &template.resolve(document)), document.line))
}

fn managed_policy(import: &mut Import, template: &Template<'_>, owner: &str, managed: &Node) {
    match template.managed_document(managed) {
        Some((name, document)) => import.identity_policy(owner, named(name, &document), document.line),
        None => missing(import, template, managed, "document of"),
    }
}

/// A managed policy whose document is not in the template.
fn missing(import: &mut Import, template: &Template<'_>, managed: &Node, what: &str) {
    // What is not resolved is said where it stands.
    let Some(arn) = template.resolve(managed).scalar().filter(|arn| !arn.starts_with("UNRESOLVED")) else { return };
    import.unresolved(&arn, "a managed policy that is not in the template", Some(managed.line));
    import.ask(Ask::policy_document(&arn, None, &format!("{what} {arn}")));
}

/// Groups of the template that a user is in.
fn groups(import: &mut Import, template: &Template<'_>, id: &str, properties: &Node) {
    for group in properties.get("Groups").map(Node::items).unwrap_or_default() {
        let Some(group_id) = group.text_of("Ref").map(str::to_owned).or_else(|| group.text().map(str::to_owned)) else {
            continue;
        };
        let Some(policies) = template.resource(&group_id).and_then(|group| group.at(&["Properties", "Policies"]))
        else {
            continue;
        };
        let policies =
            policies.items().iter().filter_map(|policy| written(template, policy)).map(|(policy, _)| policy).collect();
        let name = template.name(&group_id);
        import.principal(&template.arn(id), properties.line, |user| user.groups.push(Group { name, policies }));
    }
}

/// A policy that is a resource of its own and hangs on roles and users.
fn attached(import: &mut Import, template: &Template<'_>, id: &str, properties: &Node) {
    let Some(document) = properties.get("PolicyDocument") else { return };
    let policy = named(template.name(id), &template.resolve(document));
    let mut hangs = false;
    for (field, kind) in [("Roles", "role"), ("RoleName", "role"), ("Users", "user"), ("UserName", "user")] {
        for owner in properties.get(field).map(Node::one_or_many).unwrap_or_default() {
            let arn = match owner.text_of("Ref").filter(|id| template.resource(id).is_some()) {
                Some(owner) => template.arn(owner),
                None => placeholder_arn(&format!("{kind}/{}", template.resolve(owner).scalar().unwrap_or_default())),
            };
            import.identity_policy(&arn, policy.clone(), document.line);
            hangs = true;
        }
    }
    if !hangs && !template.is_attached(id) {
        loose(import, PolicyType::IdentityBased, Some(&policy.name), &template.resolve(document));
    }
}

/// A policy that is a resource of its own and hangs on other resources.
fn on_resources(import: &mut Import, template: &Template<'_>, properties: &Node, field: &str, policy: &str) {
    let (Some(targets), Some(document)) = (properties.get(field), properties.get(policy)) else { return };
    for target in targets.one_or_many() {
        let id = target.text_of("Ref").filter(|id| template.resource(id).is_some());
        let arn = match id {
            Some(id) => template.arn(id),
            None => match template.resolve(target).scalar() {
                Some(name) if field == "Bucket" && !name.starts_with("arn:") => format!("arn:aws:s3:::{name}"),
                Some(arn) => arn,
                None => continue,
            },
        };
        import.resource_policy(
            &arn,
            named(field.trim_end_matches('s').to_ascii_lowercase(), &template.resolve(document)),
            document.line,
        );
    }
}

/// The policy that a key or repository carries.
fn own_policy(import: &mut Import, template: &Template<'_>, id: &str, document: Option<&Node>) {
    if let Some(document) = document {
        import.resource_policy(&template.arn(id), named("policy", &template.resolve(document)), document.line);
    }
}
