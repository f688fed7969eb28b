//! From scenario to report: the steps in order, each with its own decision.

use std::sync::Arc;

use iam_eval::Instant;

use crate::decide::call::Call;
use crate::decide::dispatch::{obtained, run};
use crate::decide::outcome::Outcome;
use crate::explain::findings::problems;
use crate::explain::roles::roles;
use crate::explain::step;
use crate::report::{REPORT_FORMAT, Refusal, Report, StepReport, TraceScope};
use crate::resolve::actor::{Actor, Sessions};
use crate::resolve::world::World;
use crate::scenario::{Scenario, Step};

/// "Now" of a scenario that names no time: the engine has no clock of its own.
const DEFAULT_TIME: &str = "2026-01-01T00:00:00Z";

/// Decides every step of the scenario.
///
/// ```
/// use rolescope::report::Decision;
/// use rolescope::{Scenario, analyze};
///
/// let text = r#"{ "steps": [{ "caller": "anonymous", "action": "s3:ListAllMyBuckets" }] }"#;
/// let step = analyze(&Scenario::from_json(text)?).steps.remove(0);
/// assert_eq!(step.decision, Decision::ImplicitDeny);
/// println!("{}", step.reason);
/// # Ok::<(), rolescope::scenario::ScenarioError>(())
/// ```
pub fn analyze(scenario: &Scenario) -> Report {
    report(&World::new(scenario), TraceScope::All)
}

pub(crate) fn report(world: &World<'_>, scope: TraceScope) -> Report {
    let mut steps = Vec::with_capacity(world.scenario.steps.len());
    ask(world, true, &mut |asked| steps.push(asked.report(world, scope)));
    Report {
        format: REPORT_FORMAT,
        scenario_format: world.scenario.newer_format(),
        title: world.scenario.title.clone(),
        steps,
        roles: roles(world),
        problems: problems(world),
    }
}

/// A step with everything that it is made of.
pub(crate) struct EvaluatedStep<'w> {
    pub(crate) step: &'w Step,
    pub(crate) actor: Option<Actor<'w>>,
    pub(crate) outcome: Result<Outcome<'w>, Arc<Refusal>>,
}

impl EvaluatedStep<'_> {
    pub(crate) fn report(&self, world: &World<'_>, scope: TraceScope) -> StepReport {
        step::report(world, self.step, self.actor.as_ref(), &self.outcome, scope)
    }
}

/// Asks the steps one after the other and hands each on; `traced`: with every reason.
pub(crate) fn ask<'w>(world: &'w World<'w>, traced: bool, visit: &mut dyn FnMut(EvaluatedStep<'w>)) {
    world.budget.begin();
    let mut sessions = Sessions::new();
    let mut clock = Clock::new(world.scenario);
    for (at, step) in world.scenario.steps.iter().enumerate() {
        if !traced && !world.has_unreadable {
            // The budget is one of trace to be kept; each decision alone has all of it, unless it keeps its trace in order
            // to tell which policies were asked.
            world.budget.begin();
        }
        let now = clock.advance(step);
        // Who calls is looked for among earlier steps and principals.
        let searched = world.budget.spend(sessions.len() + world.scenario.principals.len());
        let resolved =
            searched.and(now).and_then(|now| Ok((Actor::resolve(world, step, Some(at), &sessions, now)?, now)));
        let (actor, outcome) = match resolved {
            Ok((actor, now)) => {
                let outcome = Call::new(world, (Some(at), step), &actor, now, traced)
                    .and_then(|call| run(&call))
                    .map_err(Arc::new);
                (Some(actor), outcome)
            }
            Err(refusal) => (None, Err(Arc::new(refusal))),
        };
        if let Some(name) = &step.name {
            sessions.push((name, obtained(&outcome)));
        }
        visit(EvaluatedStep { step, actor, outcome });
    }
}

/// Asks a step as if it were the scenario's only one, with every reason.
pub(crate) fn ask_alone<'w>(world: &'w World<'w>, step: &'w Step) -> EvaluatedStep<'w> {
    world.budget.begin();
    let resolved = Clock::new(world.scenario).advance(step).and_then(|now| {
        let actor = Actor::resolve(world, step, None, &Sessions::new(), now)?;
        Ok((actor, now))
    });
    let (actor, outcome) = match resolved {
        Ok((actor, now)) => {
            let outcome =
                Call::new(world, (None, step), &actor, now, true).and_then(|call| run(&call)).map_err(Arc::new);
            (Some(actor), outcome)
        }
        Err(refusal) => (None, Err(Arc::new(refusal))),
    };
    EvaluatedStep { step, actor, outcome }
}

/// The time of each step.
struct Clock<'s> {
    now: Instant,
    /// The scenario's own time, when it is none: no step has a time until one names its own.
    broken: Option<&'s str>,
}

impl<'s> Clock<'s> {
    fn new(scenario: &'s Scenario) -> Self {
        let text = scenario.time.as_deref().unwrap_or(DEFAULT_TIME);
        let now = Instant::parse(text);
        Self { now: now.unwrap_or(Instant::LAST), broken: now.is_none().then_some(text) }
    }

    /// The step's own time, or that of the step before.
    fn advance(&mut self, step: &Step) -> Result<Instant, Refusal> {
        let bad = |text: &str| Refusal::BadTime { field: "time".into(), text: text.to_owned() };
        if let Some(text) = step.time.as_deref() {
            let time = Instant::parse(text).ok_or_else(|| bad(text))?;
            if self.broken.is_none() && time < self.now {
                return Err(Refusal::BackInTime { time: time.to_string(), before: self.now.to_string() });
            }
            self.broken = None;
            self.now = time;
        }
        self.broken.map_or(Ok(self.now), |text| Err(bad(text)))
    }
}
