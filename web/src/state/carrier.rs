//! Carriers of policies, and one more policy for them.

use rolescope::Scenario;
use rolescope::report::PolicyType;
use rolescope::scenario::{Document, NamedPolicy, PolicyLevel};

use super::entity::{Control, add_account, unlisted_account};
use crate::naming::short;

/// A place for one more policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Carrier {
    Permissions(usize),
    /// A group of a user.
    Group(usize, usize),
    Trust(usize),
    Boundary(usize),
    Resource(usize),
    /// The session that a step asks for.
    Session(usize),
    /// The scoped credentials that a step asks for.
    ScopeDown(usize),
    /// The session that a step's caller has already.
    CallerSession(usize),
    Endpoint(usize),
    /// A level of an account's organization; of one without levels, the account itself. Where no account is listed yet,
    /// the first one that the scenario names.
    Level(usize, Control, usize),
}

impl Carrier {
    pub(crate) const fn policy_type(self) -> PolicyType {
        match self {
            Self::Permissions(_) | Self::Group(..) => PolicyType::IdentityBased,
            Self::Trust(_) => PolicyType::Trust,
            Self::Boundary(_) => PolicyType::PermissionsBoundary,
            Self::Resource(_) => PolicyType::ResourceBased,
            Self::Session(_) | Self::CallerSession(_) => PolicyType::Session,
            Self::ScopeDown(_) => PolicyType::ScopeDown,
            Self::Endpoint(_) => PolicyType::VpcEndpoint,
            Self::Level(_, Control::Service, _) => PolicyType::ServiceControl,
            Self::Level(_, Control::Resource, _) => PolicyType::ResourceControl,
        }
    }
}

/// Every place that takes one more policy, with its name.
pub(crate) fn carriers(scenario: &Scenario) -> Vec<(Carrier, String)> {
    let mut found = Vec::new();
    for (at, principal) in scenario.principals.iter().enumerate() {
        let name = short(&principal.arn).to_owned();
        found.push((Carrier::Permissions(at), name.clone()));
        for (nth, group) in principal.groups.iter().enumerate() {
            found.push((Carrier::Group(at, nth), format!("group {}", group.name)));
        }
        if principal.trust_policy.is_none() && principal.takes_trust_policy() {
            found.push((Carrier::Trust(at), name.clone()));
        }
        if principal.permissions_boundary.is_none() {
            found.push((Carrier::Boundary(at), name));
        }
    }
    for (at, resource) in scenario.resources.iter().enumerate().filter(|(_, resource)| resource.policy.is_none()) {
        found.push((Carrier::Resource(at), short(&resource.arn).to_owned()));
    }
    for (at, step) in scenario.steps.iter().enumerate() {
        let name = format!("{} {}", at + 1, step.name.as_ref().unwrap_or(&step.action));
        if step.takes_scope_down_policy() {
            let has_one = step.session.as_ref().is_some_and(|session| session.scope_down_policy.is_some());
            found.extend((!has_one).then(|| (Carrier::ScopeDown(at), name.clone())));
        } else if step.calls_sts() {
            found.push((Carrier::Session(at), name.clone()));
        } else if step.is_called_in_session() {
            found.push((Carrier::CallerSession(at), name.clone()));
        }
        if step.vpc_endpoint.as_ref().is_none_or(|endpoint| endpoint.policy.is_none()) {
            found.push((Carrier::Endpoint(at), name));
        }
    }
    if scenario.accounts.is_empty() {
        let id = unlisted_account(scenario);
        found.push((Carrier::Level(0, Control::Service, 0), id.clone()));
        found.push((Carrier::Level(0, Control::Resource, 0), id));
    }
    for (at, account) in scenario.accounts.iter().enumerate() {
        let kinds = [
            (Control::Service, &account.service_control_policies),
            (Control::Resource, &account.resource_control_policies),
        ];
        for (control, levels) in kinds {
            let levels = levels.as_deref().unwrap_or_default();
            if levels.is_empty() {
                found.push((Carrier::Level(at, control, 0), account.id.clone()));
            }
            for (nth, level) in levels.iter().enumerate() {
                found.push((Carrier::Level(at, control, nth), level.target.clone()));
            }
        }
    }
    found
}

/// Gives the carrier a policy to begin with, and says where it is.
pub(super) fn add(scenario: &mut Scenario, carrier: Carrier) -> Option<String> {
    let policy = beginning(scenario, carrier.policy_type());
    match carrier {
        Carrier::Permissions(at) => {
            let policies = &mut scenario.principals.get_mut(at)?.identity_policies;
            Some(format!("/principals/{at}/identityPolicies/{}", push(policies, policy)))
        }
        Carrier::Group(at, group) => {
            let policies = &mut scenario.principals.get_mut(at)?.groups.get_mut(group)?.policies;
            Some(format!("/principals/{at}/groups/{group}/policies/{}", push(policies, policy)))
        }
        Carrier::Trust(at) => {
            scenario.principals.get_mut(at)?.trust_policy = Some(policy);
            Some(format!("/principals/{at}/trustPolicy"))
        }
        Carrier::Boundary(at) => {
            scenario.principals.get_mut(at)?.permissions_boundary = Some(policy);
            Some(format!("/principals/{at}/permissionsBoundary"))
        }
        Carrier::Resource(at) => {
            scenario.resources.get_mut(at)?.policy = Some(policy);
            Some(format!("/resources/{at}/policy"))
        }
        Carrier::Session(at) => {
            let policies = &mut scenario.steps.get_mut(at)?.session.get_or_insert_default().policies;
            Some(format!("/steps/{at}/session/policies/{}", push(policies, policy)))
        }
        Carrier::ScopeDown(at) => {
            let session = scenario.steps.get_mut(at)?.session.get_or_insert_default();
            session.scope_down_policy = Some(policy);
            Some(format!("/steps/{at}/session/scopeDownPolicy"))
        }
        Carrier::CallerSession(at) => {
            let policies = &mut scenario.steps.get_mut(at)?.caller_session.get_or_insert_default().policies;
            Some(format!("/steps/{at}/callerSession/policies/{}", push(policies, policy)))
        }
        Carrier::Endpoint(at) => {
            let endpoint = scenario.steps.get_mut(at)?.vpc_endpoint.get_or_insert_default();
            if endpoint.id.is_empty() {
                "vpce-1a2b3c4d".clone_into(&mut endpoint.id);
            }
            endpoint.policy = Some(policy);
            Some(format!("/steps/{at}/vpcEndpoint/policy"))
        }
        Carrier::Level(at, control, level) => {
            if scenario.accounts.is_empty() {
                add_account(scenario);
            }
            let account = scenario.accounts.get_mut(at)?;
            let target = account.id.clone();
            let levels = control.levels(account).get_or_insert_default();
            if levels.is_empty() {
                levels.push(PolicyLevel { target, ..PolicyLevel::default() });
            }
            let number = push(&mut levels.get_mut(level)?.policies, policy);
            Some(format!("/accounts/{at}/{}/{level}/policies/{number}", control.field()))
        }
    }
}

fn push(policies: &mut Vec<NamedPolicy>, policy: NamedPolicy) -> usize {
    policies.push(policy);
    policies.len() - 1
}

/// First text of a policy of this type, under a name that is free.
fn beginning(scenario: &Scenario, policy_type: PolicyType) -> NamedPolicy {
    let (name, effect, principal, action, resource) = match policy_type {
        PolicyType::IdentityBased => ("permissions", "Allow", "", "s3:GetObject", "*"),
        PolicyType::Trust => ("trust", "Allow", r#"{ "Service": "ec2.amazonaws.com" }"#, "sts:AssumeRole", ""),
        PolicyType::ResourceBased => ("resource-policy", "Allow", r#""*""#, "s3:GetObject", "*"),
        PolicyType::PermissionsBoundary => ("boundary", "Allow", "", "*", "*"),
        PolicyType::Session => ("session-policy", "Allow", "", "*", "*"),
        PolicyType::ScopeDown => ("scope-down-policy", "Allow", "", "s3:GetObject", "*"),
        PolicyType::ServiceControl => ("FullAWSAccess", "Allow", "", "*", "*"),
        PolicyType::ResourceControl => ("resource-control", "Deny", r#""*""#, "s3:DeleteObject", "*"),
        PolicyType::VpcEndpoint => ("endpoint-policy", "Allow", r#""*""#, "*", "*"),
    };
    let mut text =
        format!("{{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [\n    {{\n      \"Effect\": \"{effect}\",\n");
    for (element, value) in
        [("Principal", principal.to_owned()), ("Action", quoted(action)), ("Resource", quoted(resource))]
    {
        if !value.is_empty() {
            text.push_str(&format!("      \"{element}\": {value},\n"));
        }
    }
    text.truncate(text.len() - 2);
    text.push_str("\n    }\n  ]\n}");
    let taken: Vec<&str> = scenario.policies().iter().map(|entry| entry.policy.name.as_str()).collect();
    let free = |name: &String| !taken.contains(&name.as_str());
    let numbered = (2..).map(|number| format!("{name}-{number}"));
    let name = [name.to_owned()].into_iter().chain(numbered).find(free).unwrap_or_default();
    NamedPolicy { name, document: Document::from_text(text) }
}

fn quoted(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("\"{text}\"") }
}
