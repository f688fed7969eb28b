//! Grading by the engine.

use rolescope::report::{Decision, StepReport};
use rolescope::scenario::{Expectation, Step};
use rolescope::{Compiled, Scenario};
use serde::Serialize;

use crate::lesson::Lesson;
use crate::settings::Belief;
use crate::solution::Policies;

/// Grade of policies that a learner wrote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase", tag = "grade")]
pub enum FixGrade {
    /// Every request is decided as it should be.
    Accepted {
        /// True if the solution that the lesson shows is shorter.
        is_longer: bool,
    },
    /// A request is not.
    Wrong(WrongFix),
}

/// The first request that is not decided as it should be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct WrongFix {
    /// Name of the request.
    pub request: String,
    /// True if the learner does not see the request among the lesson's steps.
    pub is_hidden: bool,
    /// Outcome that the lesson wants.
    pub expected: Expectation,
    /// The decision.
    pub decision: Decision,
    /// The engine's sentence about it.
    pub reason: String,
    /// The lesson's reply; empty for requests that the learner sees.
    pub says: String,
    /// Id of the belief that the decisions show.
    pub belief: Option<String>,
}

/// Grade of a request that is to get around policies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase", tag = "grade")]
pub enum BreakGrade {
    /// The request is allowed, and was not meant to be.
    GetsThrough {
        /// The engine's sentence about it.
        reason: String,
    },
    /// The request is allowed under the best solution, too: it was meant to be.
    Meant,
    /// The request is not allowed.
    Stopped {
        /// The engine's sentence about it.
        reason: String,
    },
}

impl Lesson {
    /// Grades policies: all requests of the lesson are decided under them, hidden ones after those of the scenario.
    pub fn grade_fix(&self, policies: &Policies) -> FixGrade {
        let scenario = self.with_hidden(policies);
        let compiled = Compiled::new(&scenario);
        let decisions = compiled.decisions();
        let wrong = scenario
            .steps
            .iter()
            .zip(&decisions)
            .position(|(step, decision)| step.expect.is_some_and(|expect| !expect.is_met_by(*decision)));
        let Some(at) = wrong else {
            let best = self.best().map_or(usize::MAX, |best| best.policies.length());
            return FixGrade::Accepted { is_longer: policies.length() > best };
        };
        let visible = self.scenario.steps.len();
        let hidden = at.checked_sub(visible).and_then(|at| self.settings.fix.requests.get(at));
        let step = scenario.steps.get(at);
        FixGrade::Wrong(WrongFix {
            request: step.and_then(|step| step.name.clone()).unwrap_or_default(),
            is_hidden: hidden.is_some(),
            expected: step.and_then(|step| step.expect).unwrap_or(Expectation::Allowed),
            decision: decisions.get(at).copied().unwrap_or(Decision::Error),
            reason: reason(&compiled, at),
            says: hidden.map_or_else(String::new, |hidden| hidden.says.clone()),
            belief: self.belief(&scenario, &decisions).map(|belief| belief.id.clone()),
        })
    }

    /// Grades a request: the policies to get around must allow it, and the best solution must not.
    pub fn grade_break(&self, request: &Step) -> BreakGrade {
        let decide = |policies: Option<&Policies>| {
            let mut scenario = policies.map_or_else(|| self.scenario.clone(), |policies| self.with_hidden(policies));
            scenario.steps.push(Step { expect: None, ..request.clone() });
            let at = scenario.steps.len() - 1;
            let compiled = Compiled::new(&scenario);
            let decision = compiled.decisions().get(at).copied().unwrap_or(Decision::Error);
            (decision == Decision::Allowed, reason(&compiled, at))
        };
        let (allowed, reason) = decide(self.to_break().map(|solution| &solution.policies));
        if !allowed {
            return BreakGrade::Stopped { reason };
        }
        let (meant, _) = decide(self.best().map(|solution| &solution.policies));
        if meant { BreakGrade::Meant } else { BreakGrade::GetsThrough { reason } }
    }

    /// The scenario under other policies, with the hidden requests at the end.
    fn with_hidden(&self, policies: &Policies) -> Scenario {
        let mut scenario = self.scenario.clone();
        policies.put_into(&mut scenario, &self.settings.fix.policies);
        scenario.steps.extend(self.settings.fix.requests.iter().map(|request| request.step.clone()));
        scenario
    }

    /// The first belief that the decisions show.
    fn belief(&self, scenario: &Scenario, decisions: &[Decision]) -> Option<&Belief> {
        let is_met = |(name, expect): (&String, &Expectation)| {
            let at = scenario.steps.iter().position(|step| step.name.as_ref() == Some(name));
            at.and_then(|at| decisions.get(at)).is_some_and(|decision| expect.is_met_by(*decision))
        };
        self.settings.fix.beliefs.iter().find(|belief| belief.when.iter().all(is_met))
    }
}

/// The engine's sentence about a step.
fn reason(compiled: &Compiled<'_>, at: usize) -> String {
    let report: Vec<StepReport> = compiled.report().steps;
    report.into_iter().nth(at).map(|step| step.reason).unwrap_or_default()
}
