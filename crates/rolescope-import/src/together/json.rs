//! The JSON of `rolescope import --format json`, and its schema.

use std::collections::HashMap;

use rolescope::Scenario;
use rolescope::report::PolicyType;
use rolescope::scenario::Document;
use serde::Serialize;

use super::{Recognized, Together};
use crate::Comparison;
use crate::ask::Ask;
use crate::facts::{Conflict, Details, Effect, Unresolved};

/// Facts of several inputs, and their gaps.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "Import"))]
#[serde(rename_all = "camelCase")]
struct Report<'t> {
    /// The inputs that were understood.
    inputs: &'t [Recognized],
    /// The scenario, which every command takes.
    scenario: &'t Scenario,
    /// Policies that are attached to nothing yet.
    documents: Vec<DocumentReport<'t>>,
    /// Kind of policy that denied, if the input says it.
    denied_by: Option<PolicyType>,
    /// Way of denying, if the input says it.
    effect: Option<Effect>,
    /// ARN of the policy that denied, if the input says it.
    denied_by_policy: Option<&'t str>,
    /// Sids of the statements that denied.
    denied_by_statements: &'t [String],
    /// AWS's answers beside Rolescope's, of the steps to which an input holds AWS's.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    comparisons: Vec<Comparison>,
    /// Texts that stand for something that no input knows.
    unresolved: &'t [Unresolved],
    /// Things that are still to be said or pasted, most telling first.
    ask: Vec<AskReport<'t>>,
    /// Remarks.
    notes: &'t [String],
    /// Inputs that do not agree.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    conflicts: &'t [Conflict],
    /// True if AWS may have left parts of the policies out.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    partial: bool,
    /// Places of facts in the inputs.
    sources: Vec<Source<'t>>,
    #[serde(flatten)]
    details: &'t Details,
}

/// A policy that is attached to nothing yet.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
struct DocumentReport<'t> {
    /// Its kind, told from the document or the command.
    policy_kind: PolicyType,
    /// Its name, if the input has one.
    name: Option<&'t str>,
    /// Its ARN, if the input has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    arn: Option<&'t str>,
    /// The policy.
    document: &'t Document,
    /// Name of the file.
    file: &'t str,
    /// Line, counted from 1.
    line: usize,
}

/// Something that is still to be said or pasted.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct AskReport<'t> {
    /// The thing.
    what: &'t str,
    /// Command that only reads and would tell it.
    #[serde(skip_serializing_if = "Option::is_none")]
    command: Option<&'t str>,
}

/// Place of a fact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Source<'t> {
    /// JSON pointer into the scenario.
    pub pointer: String,
    /// Name of the file.
    pub file: &'t str,
    /// Line, counted from 1.
    pub line: usize,
}

impl Together {
    /// The inputs, the scenario and what is missing, as JSON.
    pub fn to_json(&self) -> String {
        let report = Report {
            inputs: &self.inputs,
            scenario: &self.scenario,
            documents: self
                .documents
                .iter()
                .map(|(document, file)| DocumentReport {
                    policy_kind: document.policy_type,
                    name: document.name.as_deref(),
                    arn: document.arn.as_deref(),
                    document: &document.document,
                    file,
                    line: document.line,
                })
                .collect(),
            denied_by: self.answer.denied_by,
            effect: self.answer.effect,
            denied_by_policy: self.answer.policy.as_deref(),
            denied_by_statements: &self.answer.statements,
            comparisons: self.comparisons(),
            unresolved: &self.unresolved,
            ask: self.ask.iter().map(ask).collect(),
            notes: &self.notes,
            conflicts: &self.conflicts,
            partial: self.partial,
            sources: self.sources(),
            details: &self.details,
        };
        // Texts, numbers and lists: nothing of it can fail to be written.
        serde_json::to_string_pretty(&report).unwrap_or_default()
    }

    /// Places of facts as pointers into the scenario.
    pub fn sources(&self) -> Vec<Source<'_>> {
        let pointers = Pointers::of(&self.scenario);
        let source = |origin| Some(Source { pointer: pointers.find(origin)?, file: &origin.file, line: origin.line });
        self.origins.iter().filter_map(source).collect()
    }
}

/// Pointers of everything in a scenario that has a place.
struct Pointers<'s> {
    owners: HashMap<&'s str, String>,
    policies: HashMap<(String, PolicyType, String), String>,
    steps: usize,
}

impl<'s> Pointers<'s> {
    fn of(scenario: &'s Scenario) -> Self {
        let principals =
            scenario.principals.iter().enumerate().map(|(at, it)| (it.arn.as_str(), format!("/principals/{at}")));
        let resources =
            scenario.resources.iter().enumerate().map(|(at, it)| (it.arn.as_str(), format!("/resources/{at}")));
        let policies = scenario.policies().into_iter().map(|entry| {
            ((entry.owner.to_owned(), entry.policy_type, entry.policy.name.clone()), String::from(entry.pointer))
        });
        Self {
            owners: principals.chain(resources).collect(),
            policies: policies.collect(),
            steps: scenario.steps.len(),
        }
    }

    fn find(&self, origin: &crate::Origin) -> Option<String> {
        if let Ok(number) = origin.owner.parse::<usize>() {
            return (number < self.steps).then(|| format!("/steps/{number}"));
        }
        match &origin.policy {
            Some((policy_type, name)) => {
                self.policies.get(&(origin.owner.clone(), *policy_type, name.clone())).cloned()
            }
            None => self.owners.get(origin.owner.as_str()).cloned(),
        }
    }
}

fn ask(ask: &Ask) -> AskReport<'_> {
    AskReport { what: &ask.what, command: ask.command.as_deref() }
}

/// Schema of what [`Together::to_json`] writes.
#[cfg(feature = "schema")]
pub fn schema() -> schemars::Schema {
    schemars::generate::SchemaSettings::default().for_serialize().into_generator().into_root_schema_for::<Report<'_>>()
}
