//! Names of policies on the page.

use rolescope::report::PolicyType;
use rolescope::scenario::PolicyEntry;
use yew::AttrValue;

/// A policy of the scenario with its names.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct PolicyName {
    /// Its address in the scenario.
    pub(crate) pointer: AttrValue,
    /// The full name: `Identity-based policy read-config`.
    pub(crate) full: AttrValue,
    /// Text on its tab: `Identity`.
    pub(crate) kind: &'static str,
    /// Text behind the kind: `read-config`; empty for a role's trust policy.
    pub(crate) name: AttrValue,
}

/// The name of one of the scenario's policies. Two that would be called alike are told apart by who carries them.
pub(crate) fn policy_name(entries: &[PolicyEntry<'_>], entry: &PolicyEntry<'_>) -> PolicyName {
    let own = own_name(entry);
    let same = |other: &&PolicyEntry<'_>| other.policy_type == entry.policy_type && own_name(other) == own;
    let alike = entries.iter().filter(same).nth(1).is_some();
    let (full, owner) = (full_name(entry), short(entry.owner));
    let (full, name) = match (alike, own.is_empty()) {
        (false, _) => (full, own.to_owned()),
        (true, true) => (format!("{full} of {owner}"), owner.to_owned()),
        (true, false) => (format!("{full} of {owner}"), format!("{own} of {owner}")),
    };
    PolicyName {
        pointer: (*entry.pointer).into(),
        full: full.into(),
        kind: entry.policy_type.kind().short(),
        name: name.into(),
    }
}

/// The telling end of an ARN: what stands behind its last slash or colon.
pub(crate) fn short(arn: &str) -> &str {
    arn.rsplit(['/', ':']).next().unwrap_or(arn)
}

fn own_name<'a>(entry: &PolicyEntry<'a>) -> &'a str {
    if entry.policy_type == PolicyType::Trust { "" } else { &entry.policy.name }
}

fn full_name(entry: &PolicyEntry<'_>) -> String {
    let kind = entry.policy_type.kind().label();
    match own_name(entry) {
        "" => kind.to_owned(),
        name => format!("{kind} {name}"),
    }
}

/// Names that are looked for without regard to case.
pub(crate) struct Names(Vec<String>);

impl Names {
    pub(crate) fn of<'a>(names: impl Iterator<Item = &'a str>) -> Self {
        let mut lower: Vec<String> = names.map(str::to_ascii_lowercase).collect();
        lower.sort();
        Self(lower)
    }

    pub(crate) fn hold(&self, name: &str) -> bool {
        self.0.binary_search(&name.to_ascii_lowercase()).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use rolescope::Scenario;

    use super::*;

    fn full_names(json: &str) -> Vec<String> {
        let scenario = Scenario::from_json(json).unwrap();
        let entries = scenario.policies();
        entries.iter().map(|entry| policy_name(&entries, entry).full.to_string()).collect()
    }

    #[test]
    fn a_roles_two_policies_have_the_names_people_use() {
        let json = r#"{"principals":[{"arn":"arn:aws:iam::111122223333:role/a",
            "trustPolicy":{"name":"trust","document":{}},
            "identityPolicies":[{"name":"read-config","document":{}}]}]}"#;
        assert_eq!(full_names(json), ["Trust policy", "Identity-based policy read-config"]);
    }

    #[test]
    fn policies_of_one_name_are_told_apart_by_their_owner() {
        let json = r#"{"principals":[
            {"arn":"arn:aws:iam::111122223333:role/a","trustPolicy":{"name":"trust","document":{}}},
            {"arn":"arn:aws:iam::111122223333:role/path/b","trustPolicy":{"name":"trust","document":{}}}]}"#;
        assert_eq!(full_names(json), ["Trust policy of a", "Trust policy of b"]);
    }
}
