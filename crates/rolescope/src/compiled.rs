//! A scenario whose policies are read once, to be asked often.

use std::cell::RefCell;
use std::sync::Arc;

use iam_syntax::{Parse, PolicyKind, parse, parse_value};

use crate::analyze::{EvaluatedStep, ask, report};
use crate::report::{Decision, Report, StepReport, TraceScope};
use crate::resolve::world::World;
use crate::scenario::{DocumentForm, Scenario, ScenarioError};

/// Policies of the scenario before, so that the next one reads only what changed.
///
/// ```
/// # let json = r#"{ "resources": [{ "arn": "*", "policy": { "name": "p", "document": {} } }] }"#;
/// let mut scenario = rolescope::Scenario::from_json(json)?;
/// let mut readings = rolescope::PolicyCache::default();
/// let before = readings.compile(&scenario).report();
/// if let Some(policy) = scenario.policy_mut("/resources/0/policy") {
///     policy.document = rolescope::scenario::Document::from_text("{ \"Version\": \"2012-10-17\" }");
/// }
/// let after = readings.compile(&scenario).report(); // reads this one policy
/// assert_ne!(before.problems, after.problems);
/// # Ok::<(), rolescope::scenario::ScenarioError>(())
/// ```
#[derive(Default)]
pub struct PolicyCache {
    kept: Vec<Reading>,
}

#[derive(Clone)]
struct Reading {
    kind: PolicyKind,
    text: Arc<str>,
    parse: Arc<Parse>,
}

/// Policies that were read, by their texts.
struct Sorted<'r>(Vec<&'r Reading>);

impl<'r> Sorted<'r> {
    fn of(readings: &'r [Reading]) -> Self {
        let mut sorted: Vec<&Reading> = readings.iter().collect();
        sorted.sort_by_key(|reading| order(reading.kind, &reading.text));
        Self(sorted)
    }

    fn find(&self, kind: PolicyKind, text: &str) -> Option<&'r Reading> {
        let wanted = order(kind, text);
        let at = self.0.binary_search_by_key(&wanted, |reading| order(reading.kind, &reading.text)).ok()?;
        self.0.get(at).copied()
    }
}

/// Texts of different lengths need not be compared.
fn order(kind: PolicyKind, text: &str) -> (u8, usize, &str) {
    (kind as u8, text.len(), text)
}

impl PolicyCache {
    /// Reads a scenario and its policies in one pass over the text: [`Self::compile`] then reads no policy again that stands in it
    /// as a JSON object.
    ///
    /// ```
    /// let mut readings = rolescope::PolicyCache::default();
    /// let scenario = readings.read(r#"{ "steps": [{ "caller": "anonymous", "action": "s3:ListAllMyBuckets" }] }"#)?;
    /// assert_eq!(readings.compile(&scenario).decisions(), [rolescope::report::Decision::ImplicitDeny]);
    /// # Ok::<(), rolescope::scenario::ScenarioError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Those of [`Scenario::from_json`].
    pub fn read(&mut self, text: &str) -> Result<Scenario, ScenarioError> {
        let read = RefCell::new(Vec::new());
        let scenario = Scenario::from_json_with(text, &|value, document, kind| {
            if document.form() == DocumentForm::Object {
                let parse = Arc::new(parse_value(value, kind));
                read.borrow_mut().push(Reading { kind, text: document.shared().clone(), parse });
            }
        })?;
        self.kept = read.into_inner();
        Ok(scenario)
    }

    /// Reads the scenario's policies, those apart whose text the scenario before had too.
    pub fn compile<'s>(&mut self, scenario: &'s Scenario) -> Compiled<'s> {
        let before = std::mem::take(&mut self.kept);
        let mut sorted = None;
        let world = World::with(scenario, &mut |text, kind, at| {
            let same_text = |kept: &Arc<str>| Arc::ptr_eq(kept, text) || kept == text;
            let same = |reading: &&Reading| reading.kind == kind && same_text(&reading.text);
            // Most stand where they stood.
            let known = before.get(at).filter(same).or_else(|| {
                let sorted = sorted.get_or_insert_with(|| Sorted::of(&before));
                sorted.find(kind, text)
            });
            let known = known.cloned();
            let reading =
                known.unwrap_or_else(|| Reading { kind, text: text.clone(), parse: Arc::new(parse(text, kind)) });
            let parse = reading.parse.clone();
            self.kept.push(reading);
            parse
        });
        Compiled { world }
    }
}

/// A scenario with its policies read.
///
/// ```
/// use rolescope::{Compiled, Scenario, analyze};
///
/// let text = r#"{ "steps": [{ "caller": "anonymous", "action": "s3:ListAllMyBuckets" }] }"#;
/// let scenario = Scenario::from_json(text)?;
/// let compiled = Compiled::new(&scenario);
/// assert_eq!(compiled.report(), analyze(&scenario));
/// assert_eq!(compiled.decisions(), [compiled.report().steps[0].decision]);
/// # Ok::<(), rolescope::scenario::ScenarioError>(())
/// ```
pub struct Compiled<'s> {
    pub(crate) world: World<'s>,
}

impl<'s> Compiled<'s> {
    /// Reads the scenario's policies.
    pub fn new(scenario: &'s Scenario) -> Self {
        Self { world: World::new(scenario) }
    }

    /// The same as [`analyze`](crate::analyze).
    pub fn report(&self) -> Report {
        self.report_with(TraceScope::All)
    }

    /// The report with a part of each step's trace.
    ///
    /// ```
    /// use rolescope::report::TraceScope;
    /// use rolescope::{Compiled, Scenario};
    ///
    /// let scenario = Scenario::from_json(r#"{ "steps": [{ "caller": "anonymous", "action": "s3:ListAllMyBuckets" }] }"#)?;
    /// let report = Compiled::new(&scenario).report_with(TraceScope::None);
    /// assert!(report.steps[0].trace.is_empty());
    /// # Ok::<(), rolescope::scenario::ScenarioError>(())
    /// ```
    pub fn report_with(&self, scope: TraceScope) -> Report {
        report(&self.world, scope)
    }

    /// The decision of every step, without reasons. Each has the budget that all steps of a report share.
    pub fn decisions(&self) -> Vec<Decision> {
        let mut decisions = Vec::with_capacity(self.world.scenario.steps.len());
        ask(&self.world, false, &mut |asked| decisions.push(decision(&asked)));
        decisions
    }

    /// The steps, prepared: callers, sessions and condition keys are settled, what remains is asking the policies.
    pub fn steps(&self) -> Vec<PreparedStep<'_>> {
        let mut steps = Vec::with_capacity(self.world.scenario.steps.len());
        ask(&self.world, false, &mut |asked| steps.push(PreparedStep { world: &self.world, asked }));
        steps
    }
}

/// A step of a compiled scenario, ready to be decided.
///
/// ```
/// use rolescope::{Compiled, Scenario};
///
/// let text = r#"{ "steps": [{ "caller": "anonymous", "action": "s3:ListAllMyBuckets" }] }"#;
/// let scenario = Scenario::from_json(text)?;
/// let compiled = Compiled::new(&scenario);
/// let mut steps = compiled.steps();
/// let step = &mut steps[0];
/// assert_eq!(step.decide(), step.explain().decision);
/// # Ok::<(), rolescope::scenario::ScenarioError>(())
/// ```
pub struct PreparedStep<'c> {
    world: &'c World<'c>,
    asked: EvaluatedStep<'c>,
}

impl PreparedStep<'_> {
    /// Asks the policies for the decision alone. Allocates nothing for a statement.
    pub fn decide(&self) -> Decision {
        match (&self.asked.actor, &self.asked.outcome) {
            (Some(actor), Ok(outcome)) => outcome.decide(&actor.caller).into(),
            (None, _) | (_, Err(_)) => Decision::Error,
        }
    }

    /// Asks the policies for every reason: the step as a report has it.
    pub fn explain(&mut self) -> StepReport {
        self.explain_with(TraceScope::All)
    }

    /// As [`Self::explain`], with a part of the step's trace.
    pub fn explain_with(&mut self, scope: TraceScope) -> StepReport {
        self.weigh();
        self.asked.report(self.world, scope)
    }

    /// Asks the policies and keeps every reason as data; tells how many statements were looked at.
    pub fn weigh(&mut self) -> usize {
        let (Some(actor), Ok(outcome)) = (&self.asked.actor, &mut self.asked.outcome) else { return 0 };
        let mut statements = 0;
        for check in &mut outcome.checks {
            check.explain(&actor.caller);
            let levels = check.result.evaluation.gates.iter().flat_map(|gate| &gate.levels);
            statements += levels.flat_map(|level| &level.policies).map(|policy| policy.statements.len()).sum::<usize>();
        }
        statements
    }
}

fn decision(asked: &EvaluatedStep<'_>) -> Decision {
    asked.outcome.as_ref().map_or(Decision::Error, |outcome| outcome.decision().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn policies_that_were_read_with_their_scenario_are_not_read_again() {
        let text = include_str!("../tests/data/every-field.json");
        let mut readings = PolicyCache::default();
        let scenario = readings.read(text).unwrap();
        let read: Vec<Arc<Parse>> = readings.kept.iter().map(|reading| reading.parse.clone()).collect();
        let compiled = readings.compile(&scenario);
        let policies = scenario.policies();
        let with_parse = policies.iter().zip(compiled.world.parsed.policies());
        let objects = with_parse.filter(|(entry, _)| entry.policy.document.form() == DocumentForm::Object);
        let is_kept = |parse: &Arc<Parse>| read.iter().any(|kept| Arc::ptr_eq(kept, parse));
        let kept: Vec<bool> = objects.map(|(_, policy)| is_kept(&policy.parse)).collect();
        assert!(kept.len() > 5 && kept.iter().all(|kept| *kept), "{kept:?}");
        assert_eq!(kept.len(), read.len());
    }
}
