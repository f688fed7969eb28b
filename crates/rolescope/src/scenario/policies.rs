//! All policies of a scenario, each with its address.

#![expect(clippy::wildcard_enum_match_arm, reason = "few kinds of values hold policies")]

use std::fmt::Write;

use super::record::{Field, List, Presence, Record, Slot, Value, all};
use super::{NamedPolicy, Scenario};
use crate::report::PolicyType;
use crate::shared::SharedText;

/// A policy of a scenario and where it belongs.
#[derive(Clone, Debug, PartialEq)]
pub struct PolicyEntry<'a> {
    /// JSON pointer of the policy inside the scenario, such as `/principals/0/trustPolicy`. It is the policy's
    /// address in a report.
    pub pointer: SharedText,
    /// Use of the policy.
    pub policy_type: PolicyType,
    /// ARN, account id, group or endpoint that carries it.
    pub owner: &'a str,
    /// The policy.
    pub policy: &'a NamedPolicy,
}

/// Field of an account, a principal, a resource or a step that policies are in, directly or further below.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct PolicyField {
    /// Field of the scenario that has the object in its list.
    pub(crate) list: &'static str,
    /// Position of the object in the list.
    pub(crate) at: usize,
    /// Field of the object.
    pub(crate) field: &'static str,
}

impl Scenario {
    /// Every policy of the scenario, in the order of the file format's description.
    ///
    /// ```
    /// let text = r#"{ "resources": [{ "arn": "*", "policy": { "name": "p", "document": {} } }] }"#;
    /// let scenario = rolescope::Scenario::from_json(text)?;
    /// assert_eq!(scenario.policies()[0].pointer, "/resources/0/policy");
    /// # Ok::<(), rolescope::scenario::ScenarioError>(())
    /// ```
    pub fn policies(&self) -> Vec<PolicyEntry<'_>> {
        self.policies_by_field().into_iter().map(|(_, entry)| entry).collect()
    }

    /// The same, each with the field that it is in.
    pub(crate) fn policies_by_field(&self) -> Vec<(PolicyField, PolicyEntry<'_>)> {
        let (pointer, found) = (String::with_capacity(64), Vec::with_capacity(8));
        let mut walk = Walk { pointer, depth: 0, within: PolicyField::default(), found };
        walk.object(self, "", None);
        walk.found
    }

    /// The policy at a pointer that [`Scenario::policies`] or a report gave, to change it.
    pub fn policy_mut(&mut self, pointer: &str) -> Option<&mut NamedPolicy> {
        match place_of(self, pointer)? {
            (Slot::Policies(policies), at) => policies.get_mut(at),
            (Slot::Policy(policy), _) => policy.as_mut(),
            _ => None,
        }
    }

    /// Takes the policy at a pointer out of the scenario. Pointers of policies behind it in the same list change.
    ///
    /// ```
    /// let text = r#"{ "resources": [{ "arn": "*", "policy": { "name": "p", "document": {} } }] }"#;
    /// let mut scenario = rolescope::Scenario::from_json(text)?;
    /// let removed = scenario.remove_policy("/resources/0/policy");
    /// assert_eq!(removed.unwrap().name, "p");
    /// assert!(scenario.policies().is_empty());
    /// # Ok::<(), rolescope::scenario::ScenarioError>(())
    /// ```
    pub fn remove_policy(&mut self, pointer: &str) -> Option<NamedPolicy> {
        match place_of(self, pointer)? {
            (Slot::Policies(policies), at) => (at < policies.len()).then(|| policies.remove(at)),
            (Slot::Policy(policy), _) => policy.take(),
            _ => None,
        }
    }

    /// Changes each policy, in the order of [`Scenario::policies`].
    pub fn change_policies(&mut self, mut change: impl FnMut(&mut NamedPolicy)) {
        change_all(self, &mut change);
    }
}

/// A walk over all policies.
struct Walk<'a> {
    pointer: String,
    /// Number of objects around the one that is looked at.
    depth: usize,
    within: PolicyField,
    found: Vec<(PolicyField, PolicyEntry<'a>)>,
}

impl<'a> Walk<'a> {
    /// Policies below an object; `owner` and `policy_type` are those of the object above it, where it says no other.
    fn object(&mut self, object: &'a dyn Record, owner: &'a str, policy_type: Option<PolicyType>) {
        let values = object.values();
        let fields = || object.fields().iter().zip(values.iter().copied());
        let named = fields().find_map(|(field, value)| match value {
            Value::Text(text) if field.presence == Presence::Required => Some(text.as_str()),
            _ => None,
        });
        let owner = named.unwrap_or(owner);
        let holding = || fields().filter(|(_, value)| value.can_hold_policies() && !value.is_absent());
        for (field, value) in holding().filter(|it| is_trust(it.0)).chain(holding().filter(|it| !is_trust(it.0))) {
            match self.depth {
                0 => self.within.list = field.name,
                1 => self.within.field = field.name,
                _ => {}
            }
            let length = self.pointer.len();
            self.pointer.push('/');
            self.pointer.push_str(field.name);
            self.field(value, owner, field.policies.or(policy_type));
            self.pointer.truncate(length);
        }
    }

    fn field(&mut self, value: Value<'a>, owner: &'a str, policy_type: Option<PolicyType>) {
        let list: &'a dyn List = match value {
            Value::Policy(policy) => return policy.iter().for_each(|policy| self.add(policy, owner, policy_type)),
            Value::Policies(policies) => {
                for (at, policy) in policies.iter().enumerate() {
                    self.at(at, |walk| walk.add(policy, owner, policy_type));
                }
                return;
            }
            Value::Levels(Some(list)) => list,
            Value::One(list) | Value::Many(list) => list,
            _ => return,
        };
        self.depth += 1;
        for (at, object) in all(list).enumerate() {
            if self.depth == 1 {
                self.within.at = at;
            }
            match value {
                Value::One(_) => self.object(object, owner, policy_type),
                _ => self.at(at, |walk| walk.object(object, owner, policy_type)),
            }
        }
        self.depth -= 1;
    }

    /// Walks with a position at the end of the pointer.
    fn at(&mut self, position: usize, walk: impl FnOnce(&mut Self)) {
        let length = self.pointer.len();
        // Writing into a string does not fail.
        let _ = write!(self.pointer, "/{position}");
        walk(self);
        self.pointer.truncate(length);
    }

    fn add(&mut self, policy: &'a NamedPolicy, owner: &'a str, policy_type: Option<PolicyType>) {
        let Some(policy_type) = policy_type else { return };
        let pointer = self.pointer.as_str().into();
        self.found.push((self.within, PolicyEntry { pointer, policy_type, owner, policy }));
    }
}

/// True for the field of a trust policy, which comes before what a role may do.
fn is_trust(field: &Field) -> bool {
    field.policies == Some(PolicyType::Trust)
}

/// Place of the policy at a pointer: its field, and its position there.
fn place_of<'a>(scenario: &'a mut Scenario, pointer: &str) -> Option<(Slot<'a>, usize)> {
    let mut object: &'a mut dyn Record = scenario;
    let mut parts = pointer.strip_prefix('/')?.split('/');
    loop {
        let name = parts.next()?;
        let at = object.fields().iter().position(|field| field.name == name)?;
        let mut position = || parts.next()?.parse::<usize>().ok();
        object = match object.slots().into_iter().nth(at)? {
            Slot::One(list) => list.object_mut(0)?,
            Slot::Many(list) => list.object_mut(position()?)?,
            Slot::Levels(levels) => levels.as_mut()?.object_mut(position()?)?,
            slot @ Slot::Policies(_) => return Some((slot, position()?)),
            slot => return Some((slot, 0)),
        };
    }
}

fn change_all(object: &mut dyn Record, change: &mut dyn FnMut(&mut NamedPolicy)) {
    let (trust, others): (Vec<_>, Vec<_>) =
        object.fields().iter().zip(object.slots()).partition(|(field, _)| is_trust(field));
    for (_, slot) in trust.into_iter().chain(others) {
        let list: &mut dyn List = match slot {
            Slot::Policy(policy) => {
                policy.iter_mut().for_each(&mut *change);
                continue;
            }
            Slot::Policies(policies) => {
                policies.iter_mut().for_each(&mut *change);
                continue;
            }
            Slot::Levels(Some(list)) => list,
            Slot::One(list) | Slot::Many(list) => list,
            _ => continue,
        };
        for at in 0.. {
            let Some(object) = list.object_mut(at) else { break };
            change_all(object, change);
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
            scenario.policies().into_iter().map(|entry| (entry.pointer.into(), entry.policy.clone())).collect();
        assert_eq!(entries.len(), 11);
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
            assert_eq!(scenario.policies().len(), 10, "{}", entry.pointer);
            assert!(scenario.policies().iter().all(|left| left.policy != entry.policy), "{}", entry.pointer);
        }
        assert_eq!(whole.clone().remove_policy("/principals/9/trustPolicy"), None);
    }
}
