//! Policies that are put into a lesson's scenario, by learners and by its authors.

use std::collections::BTreeMap;

use rolescope::Scenario;
use rolescope::scenario::Document;
use serde::Deserialize;

use crate::mistake::Mistake;

/// Texts of policies, by the short names that the lesson gives them (`fix.policies`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Policies(BTreeMap<String, String>);

impl<const N: usize> From<[(&str, &str); N]> for Policies {
    fn from(policies: [(&str, &str); N]) -> Self {
        policies.into_iter().map(|(name, text)| (name.to_owned(), text.to_owned())).collect()
    }
}

impl FromIterator<(String, String)> for Policies {
    fn from_iter<T: IntoIterator<Item = (String, String)>>(policies: T) -> Self {
        Self(policies.into_iter().collect())
    }
}

impl Policies {
    /// Each policy's short name and text.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, text)| (name.as_str(), text.as_str()))
    }

    /// Number of characters of all policies, white space outside of strings aside; texts that are no JSON count as they are.
    pub fn length(&self) -> usize {
        self.0.values().map(|text| compact(text).map_or(text.chars().count(), |text| text.chars().count())).sum()
    }

    /// Puts the policies into a scenario; `pointers` says where. Names that it lacks are passed over.
    pub(crate) fn put_into(&self, scenario: &mut Scenario, pointers: &BTreeMap<String, String>) {
        for (name, text) in &self.0 {
            if let Some(policy) = pointers.get(name).and_then(|pointer| scenario.policy_mut(pointer)) {
                policy.document = Document::from_text(text.as_str());
            }
        }
    }

    /// The policies without what changes nothing: Sids, the order of statements and of lists, and lists of one.
    pub(crate) fn normal_form(&self) -> String {
        let each = self.0.iter().map(|(name, text)| {
            let value = serde_json::from_str(text).map_or_else(|_| text.clone(), |value| normal(value).to_string());
            format!("{name} {value}")
        });
        each.collect::<Vec<_>>().join("\n")
    }
}

fn compact(text: &str) -> Option<String> {
    serde_json::from_str::<serde_json::Value>(text).ok().map(|value| value.to_string())
}

fn normal(value: serde_json::Value) -> serde_json::Value {
    use serde_json::Value;
    match value {
        Value::Array(items) => {
            let mut items: Vec<Value> = items.into_iter().map(normal).collect();
            items.sort_by_cached_key(Value::to_string);
            match <[Value; 1]>::try_from(items) {
                Ok([one]) => one,
                Err(items) => Value::Array(items),
            }
        }
        Value::Object(members) => {
            let kept = members.into_iter().filter(|(name, _)| name != "Sid");
            Value::Object(kept.map(|(name, value)| (name, normal(value))).collect())
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value,
    }
}

/// Solution in `accepted/`, or near miss in `rejected/`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Solution {
    /// Name of its file, without `.json`.
    pub name: String,
    /// The policies.
    pub policies: Policies,
    /// Accepted: what is good about it, in a sentence for the learner.
    pub why: String,
    /// Rejected: name of the first request that is not decided as it should be.
    pub shows: String,
    /// Rejected: the belief that it is recognized by.
    pub belief: Option<String>,
}

/// A file of `accepted/`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Accepted {
    why: String,
    policies: BTreeMap<String, Box<serde_json::value::RawValue>>,
}

/// A file of `rejected/`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Rejected {
    shows: String,
    #[serde(default)]
    belief: Option<String>,
    policies: BTreeMap<String, Box<serde_json::value::RawValue>>,
}

/// Reads a file of `accepted/`.
pub(crate) fn read_accepted(name: &str, file: &str, text: &str) -> Result<Solution, Mistake> {
    let Accepted { why, policies } = read(file, text)?;
    Ok(Solution { name: name.to_owned(), policies: texts(policies), why, shows: String::new(), belief: None })
}

/// Reads a file of `rejected/`.
pub(crate) fn read_rejected(name: &str, file: &str, text: &str) -> Result<Solution, Mistake> {
    let Rejected { shows, belief, policies } = read(file, text)?;
    Ok(Solution { name: name.to_owned(), policies: texts(policies), why: String::new(), shows, belief })
}

fn read<'a, T: Deserialize<'a>>(file: &str, text: &'a str) -> Result<T, Mistake> {
    serde_json::from_str(text).map_err(|error| Mistake::new(file, error.line().max(1), error.to_string()))
}

/// Texts of policies: a string is the text itself, anything else the JSON as it is written.
fn texts(policies: BTreeMap<String, Box<serde_json::value::RawValue>>) -> Policies {
    let text = |raw: &serde_json::value::RawValue| {
        serde_json::from_str::<String>(raw.get())
            .unwrap_or_else(|_| Document::from_text(raw.get()).dedented().text().to_owned())
    };
    policies
        .into_iter()
        .map(|(name, raw)| {
            let text = text(&raw);
            (name, text)
        })
        .collect()
}
