//! The JSON of `rolescope import --format json`.

use std::collections::HashMap;

use rolescope::Scenario;
use rolescope::report::PolicyType;
use rolescope::scenario::Document;
use serde::Serialize;

use super::{Recognized, Together};
use crate::ask::Ask;
use crate::input::{Conflict, Details, Effect, Unresolved};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Report<'t> {
    inputs: &'t [Recognized],
    scenario: &'t Scenario,
    documents: Vec<DocumentReport<'t>>,
    denied_by: Option<PolicyType>,
    effect: Option<Effect>,
    denied_by_policy: Option<&'t str>,
    denied_by_statements: &'t [String],
    unresolved: &'t [Unresolved],
    ask: Vec<AskReport<'t>>,
    notes: &'t [String],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    conflicts: &'t [Conflict],
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    partial: bool,
    sources: Vec<Source<'t>>,
    #[serde(flatten)]
    details: &'t Details,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct DocumentReport<'t> {
    policy_kind: PolicyType,
    name: Option<&'t str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    arn: Option<&'t str>,
    document: &'t Document,
    file: &'t str,
    line: usize,
}

#[derive(Serialize)]
struct AskReport<'t> {
    what: &'t str,
    #[serde(skip_serializing_if = "Option::is_none")]
    command: Option<&'t str>,
}

#[derive(Serialize)]
struct Source<'t> {
    pointer: String,
    file: &'t str,
    line: usize,
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
    fn sources(&self) -> Vec<Source<'_>> {
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
        let policies = scenario
            .policies()
            .into_iter()
            .map(|entry| ((entry.owner.to_owned(), entry.policy_type, entry.policy.name.clone()), entry.pointer));
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
