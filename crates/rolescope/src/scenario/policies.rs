//! All policies of a scenario, each with its address.

use crate::report::PolicyType;

use super::{NamedPolicy, Scenario};

/// A policy of a scenario and where it belongs.
#[derive(Clone, Debug, PartialEq)]
pub struct PolicyEntry<'a> {
    /// JSON pointer of the policy inside the scenario, such as `/principals/0/trustPolicy`. It is the policy's
    /// address in a report.
    pub pointer: String,
    /// Use of the policy.
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
        self.policies_mut().into_iter().nth(at)
    }

    /// Takes the policy at a pointer out of the scenario. Pointers of policies behind it in the same list change.
    pub fn remove_policy(&mut self, pointer: &str) -> Option<NamedPolicy> {
        let mut at = self.policies().iter().position(|entry| entry.pointer == pointer)?;
        for holder in self.holders() {
            let held = holder.len();
            if at < held {
                return holder.take(at);
            }
            at -= held;
        }
        None
    }

    /// The policies themselves, in the order of [`Scenario::policies`], to change them.
    pub fn policies_mut(&mut self) -> Vec<&mut NamedPolicy> {
        let mut all = Vec::new();
        for holder in self.holders() {
            match holder {
                Holder::Many(policies) => all.extend(policies),
                Holder::One(policy) => all.extend(policy),
            }
        }
        all
    }

    /// Holders of policies, in the order of [`Scenario::policies`].
    fn holders(&mut self) -> Vec<Holder<'_>> {
        let mut all = Vec::new();
        for account in &mut self.accounts {
            for levels in [&mut account.service_control_policies, &mut account.resource_control_policies] {
                all.extend(levels.iter_mut().flatten().map(|level| Holder::Many(&mut level.policies)));
            }
        }
        for principal in &mut self.principals {
            all.push(Holder::One(&mut principal.trust_policy));
            all.push(Holder::Many(&mut principal.identity_policies));
            all.extend(principal.groups.iter_mut().map(|group| Holder::Many(&mut group.policies)));
            all.push(Holder::One(&mut principal.permissions_boundary));
        }
        all.extend(self.resources.iter_mut().map(|resource| Holder::One(&mut resource.policy)));
        for step in &mut self.steps {
            all.extend(step.session.iter_mut().map(|session| Holder::Many(&mut session.policies)));
            all.extend(step.caller_session.iter_mut().map(|session| Holder::Many(&mut session.policies)));
            all.extend(step.vpc_endpoint.iter_mut().map(|endpoint| Holder::One(&mut endpoint.policy)));
        }
        all
    }
}

/// A field that holds policies.
enum Holder<'a> {
    Many(&'a mut Vec<NamedPolicy>),
    One(&'a mut Option<NamedPolicy>),
}

impl Holder<'_> {
    fn len(&self) -> usize {
        match self {
            Self::Many(policies) => policies.len(),
            Self::One(policy) => usize::from(policy.is_some()),
        }
    }

    fn take(self, at: usize) -> Option<NamedPolicy> {
        match self {
            Self::Many(policies) => (at < policies.len()).then(|| policies.remove(at)),
            Self::One(policy) => policy.take(),
        }
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

    #[test]
    fn a_policy_that_is_taken_out_is_gone_and_the_others_stay() {
        let whole = Scenario::from_json(include_str!("../../tests/data/every-field.json")).unwrap();
        for entry in whole.policies() {
            let mut scenario = whole.clone();
            assert_eq!(scenario.remove_policy(&entry.pointer).as_ref(), Some(entry.policy), "{}", entry.pointer);
            assert_eq!(scenario.policies().len(), 9, "{}", entry.pointer);
            assert!(scenario.policies().iter().all(|left| left.policy != entry.policy), "{}", entry.pointer);
        }
        assert_eq!(whole.clone().remove_policy("/principals/9/trustPolicy"), None);
    }
}
