//! Requests that were found, as scenarios that the engine decides.

use iam_analysis::Witness;
use iam_catalog::Index;
use iam_eval::Values;
use iam_syntax::{Arn, KnownKey};

use super::accounts::of_caller;
use super::answer::ClaimWitness;
use super::callers::{Candidate, Shape};
use crate::compiled::Compiled;
use crate::link::Link;
use crate::map::Map;
use crate::report::{ContextValue, Decision};
use crate::scenario::{ContextInput, Input, Scenario, Step, StepResource};

/// A request as a step of a scenario, with an entry for its caller where the scenario has none.
pub(super) struct Replay<'r> {
    pub(super) scenario: &'r Scenario,
    pub(super) candidate: &'r Candidate,
    /// Condition keys that the policies and the claim ask for.
    pub(super) keys: &'r [String],
    /// Those that the claim's conditions name: without them the request would be another one.
    pub(super) claim_keys: &'r [String],
    /// The decision that is looked for.
    pub(super) allowed: bool,
}

impl Replay<'_> {
    /// The scenario that shows the request, as small as it was found; `None` where the engine decides otherwise.
    pub(super) fn shown(&self, witness: &Witness) -> Option<Scenario> {
        let plain = [false, true].into_iter().map(|strict| self.of(witness, strict));
        let mut found = plain.into_iter().find(|scenario| self.is_shown(scenario))?;
        let names: Vec<String> = found.steps.first()?.context.keys().cloned().collect();
        for name in names {
            let mut smaller = found.clone();
            smaller.steps.first_mut()?.context.remove(&name);
            let of_claim = self.claim_keys.iter().any(|key| key.eq_ignore_ascii_case(&name));
            if !of_claim && self.is_shown(&smaller) {
                found = smaller;
            }
        }
        Some(found)
    }

    fn is_shown(&self, scenario: &Scenario) -> bool {
        let decisions = Compiled::new(scenario).decisions();
        decisions.first().is_some_and(|decision| {
            if self.allowed {
                *decision == Decision::Allowed
            } else {
                matches!(decision, Decision::ExplicitDeny | Decision::ImplicitDeny)
            }
        })
    }

    fn of(&self, witness: &Witness, strict: bool) -> Scenario {
        let mut step = Step {
            action: witness.action.clone(),
            resource: (witness.resource != "*").then(|| StepResource::One(witness.resource.clone())),
            ..self.candidate.step.clone()
        };
        let mut scenario = Scenario { steps: Vec::new(), claims: Vec::new(), ..self.scenario.clone() };
        step.caller = self.caller(witness);
        if let Some(mut entry) = self.candidate.entry.clone() {
            if entry.arn == self.candidate.step.caller {
                entry.arn.clone_from(&step.caller);
            }
            let tags = KnownKey::PrincipalTag.lower();
            for (key, values) in &witness.context {
                let name = key.to_ascii_lowercase().starts_with(tags).then(|| key.get(tags.len()..)).flatten();
                if let (Some(name), [value]) = (name, values.as_slice()) {
                    entry.tags.insert(name, value.clone());
                }
            }
            scenario.principals.push(entry);
        }
        for (key, values) in &witness.context {
            if self.is_given(&key.to_ascii_lowercase()) {
                step.context.insert(key.clone(), input(values));
            }
        }
        for key in self.claim_keys.iter().chain(self.keys.iter().filter(|_| strict)) {
            if self.is_given(&key.to_ascii_lowercase()) && !has(witness, key) {
                step.context.insert(key.clone(), ContextInput::Absent);
            }
        }
        scenario.steps.push(step);
        scenario
    }

    /// True of keys that do not follow from the caller's entry.
    fn is_given(&self, lower: &str) -> bool {
        let organization =
            [KnownKey::PrincipalOrgId, KnownKey::PrincipalOrgPaths].iter().any(|key| key.lower() == lower);
        let tag = lower.starts_with(KnownKey::PrincipalTag.lower());
        let role_id = lower == KnownKey::UserId.lower();
        !of_caller(lower)
            || organization && self.candidate.any_organization
            || tag && self.candidate.entry.is_none() && self.candidate.shape == Shape::FederatedUsers
            || role_id && (self.candidate.shape != Shape::One || self.candidate.step.caller.contains(":role/"))
    }

    /// The caller that the keys of the request say.
    fn caller(&self, witness: &Witness) -> String {
        let own = &self.candidate.step.caller;
        let value = |key: KnownKey| {
            let found = witness.context.iter().find(|(name, _)| name.eq_ignore_ascii_case(key.name()));
            found.and_then(|(_, values)| values.as_slice().first().cloned())
        };
        match self.candidate.shape {
            Shape::One => own.clone(),
            Shape::Services => value(KnownKey::PrincipalServiceName).unwrap_or_else(|| own.clone()),
            Shape::Users | Shape::Roles | Shape::FederatedUsers => {
                let by_name = value(KnownKey::Username).filter(|_| self.candidate.shape == Shape::Users).map(|name| {
                    let account = Arn::parse(own).map(|arn| arn.account.to_owned()).unwrap_or_default();
                    format!("arn:aws:iam::{account}:user/{name}")
                });
                value(KnownKey::PrincipalArn).or(by_name).unwrap_or_else(|| own.clone())
            }
        }
    }

    /// The answer for people and programs.
    pub(super) fn answer(&self, shown: &Scenario) -> Option<ClaimWitness> {
        let step = shown.steps.first()?;
        let text = |input: &Input| input.to_string();
        let value = |input: &ContextInput| match input {
            ContextInput::Absent => None,
            ContextInput::One(value) => Some(ContextValue::One(text(value))),
            ContextInput::List(values) => Some(ContextValue::List(values.iter().map(text).collect())),
        };
        let mut context = Map::new();
        for (key, input) in step.context.iter() {
            context.insert(key.clone(), value(input));
        }
        Some(ClaimWitness {
            caller: step.caller.clone(),
            action: step.action.clone(),
            resource: match &step.resource {
                Some(StepResource::One(arn)) => arn.clone(),
                Some(StepResource::Several(_)) | None => "*".to_owned(),
            },
            context,
            unlisted: self.candidate.entry.is_some(),
            scenario: shown.to_json(),
            link: Link { step: Some(1), ..Link::to(shown) }.encode().ok(),
        })
    }
}

/// The request with names of actions that AWS has, where there are some that begin as its own does; last as it was found.
pub(super) fn spelled(witness: &Witness, index: &Index<'_>) -> Vec<Witness> {
    /// The most names that are tried.
    const MAX_NAMES: usize = 3;
    let lower = witness.action.to_ascii_lowercase();
    let known = index.action(&witness.action).map(|known| known.to_string());
    let names: Vec<String> = match known {
        Some(known) => vec![known],
        None => {
            let begins = |name: &String| name.to_ascii_lowercase().starts_with(&lower);
            index.actions().map(|action| action.to_string()).filter(begins).take(MAX_NAMES).collect()
        }
    };
    let named = names.into_iter().chain([witness.action.clone()]);
    named.map(|action| Witness { action, ..witness.clone() }).collect()
}

fn has(witness: &Witness, name: &str) -> bool {
    witness.context.iter().any(|(key, _)| key.eq_ignore_ascii_case(name))
}

fn input(values: &Values) -> ContextInput {
    let text = |value: &String| Input::Text(value.clone());
    match values {
        Values::One(value) => ContextInput::One(text(value)),
        Values::Many(values) => ContextInput::List(values.iter().map(text).collect()),
    }
}
