//! Scenarios of several inputs in one: what is there is kept, what is new is added, what does not agree is said.

use rolescope::report::PolicyType;
use rolescope::scenario::{Account, NamedPolicy, Principal, Resource, Step};
use rolescope::{Map, Scenario};

use super::Together;
use crate::Conflict;

impl Together {
    /// Adds a scenario; the places in this one of its steps, in their order.
    pub(super) fn merge(&mut self, other: Scenario, file: &str) -> Vec<usize> {
        let Scenario { format, title, description, time, accounts, principals, resources, steps, claims } = other;
        let first_text = |mine: &mut String, other: String| {
            if mine.is_empty() {
                *mine = other;
            }
        };
        first_text(&mut self.scenario.title, title);
        first_text(&mut self.scenario.description, description);
        self.scenario.format = self.scenario.format.max(format);
        for account in accounts {
            self.account(account, file);
        }
        if self.scenario.principals.is_empty() {
            self.scenario.principals = principals;
        } else {
            for principal in principals {
                self.principal(principal, file);
            }
        }
        for resource in resources {
            self.resource(resource, file);
        }
        self.scenario.claims.extend(claims);
        self.steps(steps, time)
    }

    /// Steps keep the time of their input: the scenario's, if it has none yet.
    fn steps(&mut self, mut steps: Vec<Step>, time: Option<String>) -> Vec<usize> {
        if self.scenario.time.is_none() && self.scenario.steps.is_empty() {
            self.scenario.time = time;
        } else {
            let later = time.filter(|time| self.scenario.time.as_ref().is_some_and(|known| known < time));
            if let (Some(step), Some(time)) = (steps.first_mut(), later) {
                step.time.get_or_insert(time);
            }
        }
        let mut places = Vec::with_capacity(steps.len());
        for step in steps {
            let known = self.scenario.steps.iter().position(|known| *known == step);
            places.push(known.unwrap_or(self.scenario.steps.len()));
            if known.is_none() {
                self.scenario.steps.push(step);
            }
        }
        places
    }

    fn account(&mut self, other: Account, file: &str) {
        let accounts = &mut self.scenario.accounts;
        let Some((mine, other)) = known(accounts, other, |mine, other| mine.id == other.id) else { return };
        let Account {
            id,
            name,
            management_account,
            delegated_administrator,
            organization_path,
            service_control_policies,
            resource_control_policies,
        } = other;
        let mut differences = Differences::of(format!("account {id}"));
        differences.one("name", &mut mine.name, name);
        differences.one("organization path", &mut mine.organization_path, organization_path);
        differences.one("service control policies", &mut mine.service_control_policies, service_control_policies);
        differences.one("resource control policies", &mut mine.resource_control_policies, resource_control_policies);
        mine.management_account |= management_account;
        mine.delegated_administrator |= delegated_administrator;
        self.report(differences, &id, file);
    }

    fn principal(&mut self, other: Principal, file: &str) {
        let principals = &mut self.scenario.principals;
        let Some((mine, other)) = known(principals, other, |mine, other| mine.arn == other.arn) else { return };
        let Principal {
            arn,
            id,
            identity_policies,
            groups,
            permissions_boundary,
            tags,
            trust_policy,
            max_session_duration,
        } = other;
        let mut differences = Differences::of(arn.clone());
        differences.one("id", &mut mine.id, id);
        differences.one("longest session", &mut mine.max_session_duration, max_session_duration);
        differences.policy("trust policy", PolicyType::Trust, &mut mine.trust_policy, trust_policy);
        differences.policy(
            "permissions boundary",
            PolicyType::PermissionsBoundary,
            &mut mine.permissions_boundary,
            permissions_boundary,
        );
        differences.policies(&mut mine.identity_policies, identity_policies);
        for group in groups {
            if let Some((mine, group)) = known(&mut mine.groups, group, |mine, group| mine.name == group.name) {
                differences.policies(&mut mine.policies, group.policies);
            }
        }
        differences.tags(&mut mine.tags, tags);
        self.report(differences, &arn, file);
    }

    fn resource(&mut self, other: Resource, file: &str) {
        let resources = &mut self.scenario.resources;
        let Some((mine, other)) = known(resources, other, |mine, other| mine.arn == other.arn) else { return };
        let Resource { arn, account, policy, tags, abac, public_access_block } = other;
        let mut differences = Differences::of(arn.clone());
        differences.one("owner", &mut mine.account, account);
        differences.policy("policy", PolicyType::ResourceBased, &mut mine.policy, policy);
        differences.tags(&mut mine.tags, tags);
        differences.one("Block Public Access", &mut mine.public_access_block, public_access_block);
        mine.abac |= abac;
        self.report(differences, &arn, file);
    }

    /// Adds the conflicts, each with the file whose word was kept: that of the policy, else that of its owner.
    fn report(&mut self, differences: Differences, owner: &str, file: &str) {
        for Difference { what, policy } in differences.found {
            let of_owner = || self.origins.iter().filter(|origin| origin.owner == owner);
            let of_policy = of_owner().find(|origin| policy.is_some() && origin.policy == policy);
            let kept = of_policy.or_else(|| of_owner().next()).map(|origin| origin.file.clone());
            let kept = kept.or_else(|| self.inputs.first().map(|input| input.file.clone())).unwrap_or_default();
            self.conflicts.push(Conflict { what, kept, other: file.to_owned() });
        }
    }
}

/// Facts of one owner on which two inputs do not agree.
struct Differences {
    owner: String,
    found: Vec<Difference>,
}

struct Difference {
    what: String,
    policy: Option<(PolicyType, String)>,
}

impl Differences {
    fn of(owner: String) -> Self {
        Self { owner, found: Vec::new() }
    }

    fn say(&mut self, what: &str, policy: Option<(PolicyType, String)>) {
        self.found.push(Difference { what: format!("{what} of {}", self.owner), policy });
    }

    /// Keeps what is there, and says if the other differs.
    fn one<T: PartialEq>(&mut self, what: &str, mine: &mut Option<T>, other: Option<T>) {
        match (&mine, &other) {
            (None, _) => *mine = other,
            (Some(known), Some(new)) if known != new => self.say(what, None),
            (Some(_), _) => {}
        }
    }

    /// As [`Self::one`], of a policy: what it says counts, not how it is laid out.
    fn policy(&mut self, what: &str, kind: PolicyType, mine: &mut Option<NamedPolicy>, other: Option<NamedPolicy>) {
        match (&mine, &other) {
            (None, _) => *mine = other,
            (Some(known), Some(new)) if !says_the_same(known, new) => {
                self.say(what, Some((kind, known.name.clone())));
            }
            (Some(_), _) => {}
        }
    }

    /// As [`Self::policy`], of policies told apart by their names.
    fn policies(&mut self, mine: &mut Vec<NamedPolicy>, other: Vec<NamedPolicy>) {
        for policy in other {
            let Some((mine, policy)) = known(mine, policy, |mine, policy| mine.name == policy.name) else { continue };
            if !says_the_same(mine, &policy) {
                self.say(&format!("policy {}", policy.name), Some((PolicyType::IdentityBased, policy.name)));
            }
        }
    }

    fn tags(&mut self, mine: &mut Map<String>, other: Map<String>) {
        for (key, value) in other.iter() {
            match mine.get(key) {
                None => mine.insert(key.clone(), value.clone()),
                Some(known) if known != value => self.say(&format!("tag {key}"), None),
                Some(_) => {}
            }
        }
    }
}

/// The one that is there already, and the other, which still has to be merged into it; one that is new is added.
fn known<T>(all: &mut Vec<T>, other: T, same: impl Fn(&T, &T) -> bool) -> Option<(&mut T, T)> {
    let Some(at) = all.iter().position(|mine| same(mine, &other)) else {
        all.push(other);
        return None;
    };
    all.get_mut(at).map(|mine| (mine, other))
}

fn says_the_same(one: &NamedPolicy, other: &NamedPolicy) -> bool {
    let value = |policy: &NamedPolicy| serde_json::from_str::<serde_json::Value>(policy.document.text()).ok();
    one.document.text() == other.document.text() || (value(one).is_some() && value(one) == value(other))
}
