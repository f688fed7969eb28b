//! Several inputs as one scenario.

use iam_syntax::Arn;
use rolescope::Scenario;
use serde::Serialize;

use crate::ask::{Ask, Need};
use crate::facts::{Answer, Conflict, Details, LooseDocument, Origin, Unresolved};
use crate::{Import, Kind, Secret};

mod accounts;
mod json;
mod merge;

pub use json::Source;
#[cfg(feature = "schema")]
pub use json::schema;

/// Facts of several inputs, and their gaps.
#[derive(Clone, Debug, Default)]
pub struct Together {
    /// The inputs, in the order in which they were given.
    pub inputs: Vec<Recognized>,
    /// The scenario.
    pub scenario: Scenario,
    /// Policies that are attached to nothing yet, with their files.
    pub documents: Vec<(LooseDocument, String)>,
    /// AWS's own answer: of the first input that has one.
    pub answer: Answer,
    /// Texts that stand for something that no input knows.
    pub unresolved: Vec<Unresolved>,
    /// Things that are still to be asked for, most telling first.
    pub ask: Vec<Ask>,
    /// Remarks.
    pub notes: Vec<String>,
    /// Inputs that do not agree.
    pub conflicts: Vec<Conflict>,
    /// Facts that only some forms have.
    pub details: Details,
    /// Places of facts.
    pub origins: Vec<Origin>,
    /// True if AWS may have left parts of the policies out.
    pub partial: bool,
}

/// An input and its form.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Recognized {
    /// Name of the file.
    pub file: String,
    /// Its form.
    pub kind: Kind,
    /// One line for people.
    pub what: String,
    /// Credentials that were taken out.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub secrets: Vec<Secret>,
}

/// Makes one scenario of several inputs: what fits an existing principal or resource is merged, what does not agree is said, and what one
/// input asks for and another says is asked for no more.
pub fn together(imports: impl IntoIterator<Item = Import>) -> Together {
    let mut imports: Vec<Import> = imports.into_iter().collect();
    accounts::adopt(&mut imports);
    let mut all = Together::default();
    for import in imports {
        all.add(import);
    }
    let Together { scenario, ask, .. } = &mut all;
    ask.retain(|ask| !is_answered(&ask.need, scenario));
    all
}

impl Together {
    /// Policies that the scenario does not have, with their files: nothing says what they are attached to.
    pub fn unattached(&self) -> impl Iterator<Item = &(LooseDocument, String)> {
        let attached = self.scenario.policies();
        self.documents
            .iter()
            .filter(move |(loose, _)| !attached.iter().any(|entry| entry.policy.document == loose.document))
    }

    fn add(&mut self, import: Import) {
        let steps = self.merge(import.scenario, &import.file);
        for mut origin in import.origins {
            if let Some(place) = origin.owner.parse().ok().and_then(|number: usize| steps.get(number)) {
                origin.owner = place.to_string();
            }
            self.origins.push(origin);
        }
        self.inputs.push(Recognized {
            file: import.file.clone(),
            kind: import.kind,
            what: import.what,
            secrets: import.secrets,
        });
        self.documents.extend(import.documents.into_iter().map(|document| (document, import.file.clone())));
        if self.answer == Answer::default() {
            self.answer = import.answer;
        }
        push_new(&mut self.unresolved, import.unresolved, |known, new| known.text == new.text && known.why == new.why);
        push_new(&mut self.ask, import.ask, |known, new| known.what == new.what);
        push_new(&mut self.notes, import.notes, |known, new| known == new);
        self.partial |= import.partial;
        self.details.ignored_keys.extend(import.details.ignored_keys);
        self.details.ignored_claims.extend(import.details.ignored_claims);
        self.details.missing_context_keys.extend(import.details.missing_context_keys);
        self.details.policies_evaluated.extend(import.details.policies_evaluated);
        self.details.matched_statement = self.details.matched_statement.take().or(import.details.matched_statement);
    }
}

fn push_new<T>(mine: &mut Vec<T>, other: Vec<T>, same: impl Fn(&T, &T) -> bool) {
    for new in other {
        if !mine.iter().any(|known| same(known, &new)) {
            mine.push(new);
        }
    }
}

fn is_answered(need: &Need, scenario: &Scenario) -> bool {
    let named = |arn: &str, name: &str| Arn::parse(arn).is_some_and(|arn| arn.name() == name);
    match need {
        Need::Call => !scenario.steps.is_empty(),
        Need::TrustPolicy(role) => {
            scenario.principals.iter().any(|known| named(&known.arn, role) && known.trust_policy.is_some())
        }
        Need::IdentityPolicies(name) => {
            scenario.principals.iter().any(|known| named(&known.arn, name) && !known.identity_policies.is_empty())
        }
        Need::ResourcePolicy(arn) => {
            scenario.resources.iter().any(|known| holds(&known.arn, arn) && known.policy.is_some())
        }
        Need::Other => false,
    }
}

/// True if a resource is another one, or is in it, as an object is in its bucket.
fn holds(container: &str, arn: &str) -> bool {
    arn.strip_prefix(container).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
