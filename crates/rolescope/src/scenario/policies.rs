//! All policies of a scenario, each with its address.

use crate::report::PolicyType;

use super::{NamedPolicy, Scenario};

/// A policy of a scenario and where it belongs.
#[derive(Clone, Debug, PartialEq)]
pub struct PolicyEntry<'a> {
    /// JSON pointer of the policy inside the scenario, such as `/principals/0/trustPolicy`. It is the policy's
    /// address in a report.
    pub pointer: String,
    /// What the policy is used as.
    pub policy_type: PolicyType,
    /// ARN, account id, group or endpoint that carries it.
    pub owner: &'a str,
    /// The policy.
    pub policy: &'a NamedPolicy,
}

impl Scenario {
    /// Every policy of the scenario, in the order of the file format's description.
    pub fn policies(&self) -> Vec<PolicyEntry<'_>> {
        let mut found = Vec::new();
        let mut add = |pointer: String, policy_type, owner, policy| {
            found.push(PolicyEntry { pointer, policy_type, owner, policy });
        };
        for (at, account) in self.accounts.iter().enumerate() {
            let kinds = [
                (&account.service_control_policies, "serviceControlPolicies", PolicyType::ServiceControl),
                (&account.resource_control_policies, "resourceControlPolicies", PolicyType::ResourceControl),
            ];
            for (levels, field, policy_type) in kinds {
                for (level, attached) in levels.iter().flatten().enumerate() {
                    for (number, policy) in attached.policies.iter().enumerate() {
                        let pointer = format!("/accounts/{at}/{field}/{level}/policies/{number}");
                        add(pointer, policy_type, attached.target.as_str(), policy);
                    }
                }
            }
        }
        for (at, principal) in self.principals.iter().enumerate() {
            let owner = principal.arn.as_str();
            if let Some(policy) = &principal.trust_policy {
                add(format!("/principals/{at}/trustPolicy"), PolicyType::Trust, owner, policy);
            }
            for (number, policy) in principal.identity_policies.iter().enumerate() {
                let pointer = format!("/principals/{at}/identityPolicies/{number}");
                add(pointer, PolicyType::IdentityBased, owner, policy);
            }
            for (group, members) in principal.groups.iter().enumerate() {
                for (number, policy) in members.policies.iter().enumerate() {
                    let pointer = format!("/principals/{at}/groups/{group}/policies/{number}");
                    add(pointer, PolicyType::IdentityBased, members.name.as_str(), policy);
                }
            }
            if let Some(policy) = &principal.permissions_boundary {
                let pointer = format!("/principals/{at}/permissionsBoundary");
                add(pointer, PolicyType::PermissionsBoundary, owner, policy);
            }
        }
        for (at, resource) in self.resources.iter().enumerate() {
            if let Some(policy) = &resource.policy {
                let pointer = format!("/resources/{at}/policy");
                add(pointer, PolicyType::ResourceBased, resource.arn.as_str(), policy);
            }
        }
        for (at, step) in self.steps.iter().enumerate() {
            for (number, policy) in step.session.iter().flat_map(|session| &session.policies).enumerate() {
                add(
                    format!("/steps/{at}/session/policies/{number}"),
                    PolicyType::Session,
                    step.caller.as_str(),
                    policy,
                );
            }
            for (number, policy) in step.caller_session.iter().flat_map(|session| &session.policies).enumerate() {
                let pointer = format!("/steps/{at}/callerSession/policies/{number}");
                add(pointer, PolicyType::Session, step.caller.as_str(), policy);
            }
            if let Some((endpoint, policy)) =
                step.vpc_endpoint.as_ref().and_then(|endpoint| Some((endpoint, endpoint.policy.as_ref()?)))
            {
                add(format!("/steps/{at}/vpcEndpoint/policy"), PolicyType::VpcEndpoint, endpoint.id.as_str(), policy);
            }
        }
        found
    }

    /// The policy at a pointer that [`Scenario::policies`] or a report gave, to change it.
    pub fn policy_mut(&mut self, pointer: &str) -> Option<&mut NamedPolicy> {
        let at = self.policies().iter().position(|entry| entry.pointer == pointer)?;
        self.in_order().into_iter().nth(at)
    }

    /// The policies themselves, in the order of [`Scenario::policies`].
    fn in_order(&mut self) -> Vec<&mut NamedPolicy> {
        let mut all = Vec::new();
        for account in &mut self.accounts {
            for levels in [&mut account.service_control_policies, &mut account.resource_control_policies] {
                for level in levels.iter_mut().flatten() {
                    all.extend(&mut level.policies);
                }
            }
        }
        for principal in &mut self.principals {
            all.extend(&mut principal.trust_policy);
            all.extend(&mut principal.identity_policies);
            for group in &mut principal.groups {
                all.extend(&mut group.policies);
            }
            all.extend(&mut principal.permissions_boundary);
        }
        for resource in &mut self.resources {
            all.extend(&mut resource.policy);
        }
        for step in &mut self.steps {
            if let Some(session) = &mut step.session {
                all.extend(&mut session.policies);
            }
            if let Some(session) = &mut step.caller_session {
                all.extend(&mut session.policies);
            }
            if let Some(endpoint) = &mut step.vpc_endpoint {
                all.extend(&mut endpoint.policy);
            }
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pointer_leads_back_to_its_policy() {
        let mut scenario = Scenario::from_json(include_str!("../../tests/data/every-field.json")).unwrap();
        let entries: Vec<(String, NamedPolicy)> =
            scenario.policies().into_iter().map(|entry| (entry.pointer, entry.policy.clone())).collect();
        assert_eq!(entries.len(), 10);
        for (pointer, policy) in entries {
            assert_eq!(scenario.policy_mut(&pointer), Some(&mut policy.clone()), "{pointer}");
        }
        assert_eq!(scenario.policy_mut("/principals/9/trustPolicy"), None);
    }
}
