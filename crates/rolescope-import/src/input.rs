//! Facts of one text, what is missing, and what to ask for.

use std::collections::HashMap;
use std::fmt;

use iam_syntax::Arn;
use rolescope::Scenario;
use rolescope::report::PolicyType;
use rolescope::scenario::{Document, NamedPolicy, Principal, Resource, Step};
use serde::Serialize;

use crate::ask::{Ask, Need};
use crate::{Kind, Secret};

/// The most gaps, and the most things to ask for, that are said of one input.
pub(crate) const MAX_SAID: usize = 1_000;
/// The most denials and events that are taken out of one input.
pub(crate) const MAX_STEPS: usize = 1_000;
/// Account that stands where the input names none: one of AWS's documentation.
pub(crate) const PLACEHOLDER_ACCOUNT: &str = "111122223333";

/// Reason for which nothing can be taken out of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportError {
    /// The reason, and what to do.
    pub message: String,
    /// Line, counted from 1.
    pub line: usize,
    /// Column, counted from 1.
    pub column: usize,
}

impl ImportError {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self::at(message, 1, 1)
    }

    pub(crate) fn at(message: impl Into<String>, line: usize, column: usize) -> Self {
        Self { message: message.into(), line: line.max(1), column: column.max(1) }
    }
}

impl fmt::Display for ImportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for ImportError {}

/// Facts of one input, and its gaps.
#[derive(Clone, Debug)]
pub struct Import {
    /// Name of the file, as it was given.
    pub file: String,
    /// Form of the input.
    pub kind: Kind,
    /// One line for people.
    pub what: String,
    /// The part of a scenario that follows from the input.
    pub scenario: Scenario,
    /// Policies that hang on nothing yet.
    pub documents: Vec<LooseDocument>,
    /// AWS's own answer, as far as the input holds it.
    pub answer: Answer,
    /// Texts that stand for something that the input does not know.
    pub unresolved: Vec<Unresolved>,
    /// Things that a person still has to say or paste, most telling first.
    pub ask: Vec<Ask>,
    /// Remarks on this form.
    pub notes: Vec<String>,
    /// True if AWS may have left parts of the policies out.
    pub partial: bool,
    /// True if the account in ARNs is a placeholder.
    pub placeholder_account: bool,
    /// Facts that only some forms have.
    pub details: Details,
    /// Credentials that were taken out of the text.
    pub secrets: Vec<Secret>,
    /// Places of the facts in the text.
    pub origins: Vec<Origin>,
    /// Places of principals in the scenario, by ARN.
    places: HashMap<String, usize>,
}

/// Facts that only some forms have.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Details {
    /// Keys of the message that are no condition keys.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ignored_keys: Vec<String>,
    /// Claims of the token of which AWS makes no condition key.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ignored_claims: Vec<String>,
    /// Keys that AWS's simulator was not given.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub missing_context_keys: Vec<String>,
    /// Policies that AWS looked at.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub policies_evaluated: Vec<EvaluatedPolicy>,
    /// The statement that decided, as far as the message has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub matched_statement: Option<serde_json::Value>,
}

/// A policy that AWS looked at.
#[derive(Clone, Debug, Serialize)]
pub struct EvaluatedPolicy {
    /// Its kind.
    pub kind: PolicyType,
    /// Its ARN, or the name of an inline one.
    pub uri: String,
}

/// A policy that hangs on nothing yet.
#[derive(Clone, Debug, PartialEq)]
pub struct LooseDocument {
    /// Its kind, told from the document or the command.
    pub policy_type: PolicyType,
    /// Its name, if the input has one.
    pub name: Option<String>,
    /// Its ARN, if the input has one.
    pub arn: Option<String>,
    /// The policy.
    pub document: Document,
    /// Line of the input.
    pub line: usize,
}

/// AWS's words on the reason.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// Kind of policy that denied.
    pub denied_by: Option<PolicyType>,
    /// Explicit or implicit.
    pub effect: Option<Effect>,
    /// ARN of the policy that denied.
    pub policy: Option<String>,
    /// Sids of the statements that denied.
    pub statements: Vec<String>,
}

/// Way of denying.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Effect {
    /// A Deny statement.
    Explicit,
    /// No Allow.
    Implicit,
}

/// Something that the input does not know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Unresolved {
    /// The text that stands for it.
    pub text: String,
    /// The reason.
    pub why: String,
    /// File and line, `template.yaml:12`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
}

/// Place of a fact: of a principal, a resource, a policy on one of them, or a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// ARN of the principal or resource; the number of the step.
    pub owner: String,
    /// Type and name of the policy, if it is one.
    pub policy: Option<(PolicyType, String)>,
    /// Name of the file.
    pub file: String,
    /// Line, counted from 1.
    pub line: usize,
}

/// Two inputs that do not agree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Conflict {
    /// The thing: `trust policy of arn:aws:iam::111122223333:role/app`.
    pub what: String,
    /// File that was kept.
    pub kept: String,
    /// File that says something else.
    pub other: String,
}

impl Import {
    pub(crate) fn new(kind: Kind, what: impl Into<String>) -> Self {
        Self {
            file: String::new(),
            kind,
            what: what.into(),
            scenario: Scenario::default(),
            documents: Vec::new(),
            answer: Answer::default(),
            unresolved: Vec::new(),
            ask: Vec::new(),
            notes: Vec::new(),
            partial: false,
            placeholder_account: false,
            details: Details::default(),
            secrets: Vec::new(),
            origins: Vec::new(),
            places: HashMap::new(),
        }
    }

    /// True if the input says nothing that a scenario, or a person, could use.
    pub(crate) fn is_empty(&self) -> bool {
        self.scenario == Scenario::default()
            && self.documents.is_empty()
            && self.ask.is_empty()
            && self.details.policies_evaluated.is_empty()
    }

    /// Changes the principal with this ARN, which is added if it is not there.
    pub(crate) fn principal(&mut self, arn: &str, line: usize, change: impl FnOnce(&mut Principal)) {
        if let Some(known) = self.places.get(arn).and_then(|at| self.scenario.principals.get_mut(*at)) {
            return change(known);
        }
        self.places.insert(arn.to_owned(), self.scenario.principals.len());
        let mut new = Principal { arn: arn.to_owned(), ..Principal::default() };
        change(&mut new);
        self.scenario.principals.push(new);
        self.origin(arn, None, line);
    }

    /// Changes the resource with this ARN, which is added if it is not there.
    pub(crate) fn resource(&mut self, arn: &str, line: usize, change: impl FnOnce(&mut Resource)) {
        if let Some(known) = self.scenario.resources.iter_mut().find(|known| known.arn == arn) {
            return change(known);
        }
        let mut new = Resource { arn: arn.to_owned(), ..Resource::default() };
        change(&mut new);
        self.scenario.resources.push(new);
        self.origin(arn, None, line);
    }

    /// Adds a step.
    pub(crate) fn step(&mut self, step: Step, line: usize) {
        self.origin(&self.scenario.steps.len().to_string(), None, line);
        self.scenario.steps.push(step);
    }

    /// Remembers the line of a principal's policy and puts the policy there.
    pub(crate) fn identity_policy(&mut self, arn: &str, policy: NamedPolicy, line: usize) {
        self.origin(arn, Some((PolicyType::IdentityBased, policy.name.clone())), line);
        self.principal(arn, line, |principal| principal.identity_policies.push(policy));
    }

    /// As [`Self::identity_policy`], of a role's trust policy.
    pub(crate) fn trust_policy(&mut self, arn: &str, policy: NamedPolicy, line: usize) {
        self.origin(arn, Some((PolicyType::Trust, policy.name.clone())), line);
        self.principal(arn, line, |principal| principal.trust_policy = Some(policy));
    }

    /// As [`Self::identity_policy`], of a boundary.
    pub(crate) fn boundary(&mut self, arn: &str, policy: NamedPolicy, line: usize) {
        self.origin(arn, Some((PolicyType::PermissionsBoundary, policy.name.clone())), line);
        self.principal(arn, line, |principal| principal.permissions_boundary = Some(policy));
    }

    /// As [`Self::identity_policy`], of a resource.
    pub(crate) fn resource_policy(&mut self, arn: &str, policy: NamedPolicy, line: usize) {
        self.origin(arn, Some((PolicyType::ResourceBased, policy.name.clone())), line);
        self.resource(arn, line, |resource| resource.policy = Some(policy));
    }

    fn origin(&mut self, owner: &str, policy: Option<(PolicyType, String)>, line: usize) {
        let file = String::new();
        self.origins.push(Origin { owner: owner.to_owned(), policy, file, line });
    }

    /// Adds something that the input does not know; once.
    pub(crate) fn unresolved(&mut self, text: impl Into<String>, why: impl Into<String>, line: Option<usize>) {
        let (text, why) = (text.into(), why.into());
        if self.unresolved.len() < MAX_SAID
            && !self.unresolved.iter().any(|known| known.text == text && known.why == why)
        {
            self.unresolved.push(Unresolved { text, why, at: line.map(|line| line.to_string()) });
        }
    }

    /// Adds something to ask for; once.
    pub(crate) fn ask(&mut self, ask: Ask) {
        if self.ask.len() < MAX_SAID && !self.ask.iter().any(|known| known.what == ask.what) {
            self.ask.push(ask);
        }
    }

    pub(crate) fn note(&mut self, note: impl Into<String>) {
        let note = note.into();
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }

    /// Says that the account is a placeholder.
    pub(crate) fn without_account(&mut self, what: &str) {
        self.placeholder_account = true;
        let what = format!("account id: {what} ({PLACEHOLDER_ACCOUNT} is a placeholder)");
        self.ask(Ask::command(what, "aws sts get-caller-identity --query Account", Need::Other));
    }

    /// Writes the name of the file into everything that has a place.
    pub(crate) fn in_file(mut self, file: &str) -> Self {
        file.clone_into(&mut self.file);
        for origin in &mut self.origins {
            file.clone_into(&mut origin.file);
        }
        for unresolved in &mut self.unresolved {
            unresolved.at = unresolved.at.take().map(|line| format!("{file}:{line}"));
        }
        self
    }
}

/// ARN of a user or role in the placeholder's account.
pub(crate) fn placeholder_arn(resource: &str) -> String {
    format!("arn:aws:iam::{PLACEHOLDER_ACCOUNT}:{resource}")
}

/// Kind and name of a caller, `role app`, for sentences.
pub(crate) fn called(arn: &str) -> String {
    let Some(arn) = Arn::parse(arn) else { return arn.to_owned() };
    match (arn.service, arn.typed()) {
        ("sts", Some(("assumed-role", rest))) => format!("role {}", rest.split('/').next().unwrap_or(rest)),
        ("iam", Some((kind, _))) => format!("{kind} {}", arn.name()),
        _ => arn.resource.to_owned(),
    }
}
