//! Facts of one text, what is missing, and what to ask for.

use std::collections::HashMap;

use iam_syntax::Arn;
use rolescope::Scenario;
use rolescope::report::PolicyType;
use rolescope::scenario::{NamedPolicy, Principal, Resource, Step};

use crate::ask::{Ask, Need};
use crate::facts::{Answer, Details, LooseDocument, Origin, Unresolved};
use crate::{Kind, Secret};

/// The most gaps, and the most things to ask for, that are said of one input.
pub(crate) const MAX_SAID: usize = 1_000;
/// The most calls that are taken out of one input.
pub(crate) const MAX_STEPS: usize = 1_000;
/// The most principals, and the most resources, that are taken out of one input.
pub(crate) const MAX_OWNERS: usize = 10_000;
/// Account that stands where the input names none: one of AWS's documentation.
pub(crate) const PLACEHOLDER_ACCOUNT: &str = "111122223333";

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
    /// Policies that are attached to nothing yet.
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
    /// As `places`, of resources.
    resource_places: HashMap<String, usize>,
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
            resource_places: HashMap::new(),
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
        if self.scenario.principals.len() >= MAX_OWNERS {
            return self.note(format!("only the first {MAX_OWNERS} principals were taken"));
        }
        self.places.insert(arn.to_owned(), self.scenario.principals.len());
        let mut new = Principal { arn: arn.to_owned(), ..Principal::default() };
        change(&mut new);
        self.scenario.principals.push(new);
        self.origin(arn, None, line);
    }

    /// Changes the resource with this ARN, which is added if it is not there.
    pub(crate) fn resource(&mut self, arn: &str, line: usize, change: impl FnOnce(&mut Resource)) {
        if let Some(known) = self.resource_places.get(arn).and_then(|at| self.scenario.resources.get_mut(*at)) {
            return change(known);
        }
        if self.scenario.resources.len() >= MAX_OWNERS {
            return self.note(format!("only the first {MAX_OWNERS} resources were taken"));
        }
        self.resource_places.insert(arn.to_owned(), self.scenario.resources.len());
        let mut new = Resource { arn: arn.to_owned(), ..Resource::default() };
        change(&mut new);
        self.scenario.resources.push(new);
        self.origin(arn, None, line);
    }

    /// Adds a step.
    pub(crate) fn step(&mut self, step: Step, line: usize) {
        if self.scenario.steps.len() >= MAX_STEPS {
            return self.note(format!("only the first {MAX_STEPS} calls were taken"));
        }
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
        if self.notes.len() < MAX_SAID && !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }

    /// Says that the account is a placeholder.
    pub(crate) fn without_account(&mut self, what: &str) {
        self.placeholder_account = true;
        let what = format!("account id: {what} ({PLACEHOLDER_ACCOUNT} is a placeholder)");
        self.ask(Ask::command(what, "aws sts get-caller-identity --query Account", Need::Other));
    }

    /// Says one line for all places.
    pub(crate) fn all_in_line(&mut self, line: usize) {
        self.origins.iter_mut().for_each(|origin| origin.line = line);
        self.documents.iter_mut().for_each(|document| document.line = line);
        for at in self.unresolved.iter_mut().filter_map(|unresolved| unresolved.at.as_mut()) {
            *at = line.to_string();
        }
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
