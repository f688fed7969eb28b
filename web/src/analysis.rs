//! Consequences of a scenario.

use std::cell::RefCell;
use std::ops::Deref;
use std::rc::Rc;

#[cfg(test)]
use rolescope::report::StepReport;
use rolescope::walk::{Station, end_of_chain, walk};
use rolescope::{PolicyCache, Report, Scenario};

use crate::chunks::chunks;
use crate::explanation::{Explained, Explanation, explained};
use crate::ready;

thread_local! {
    /// The policies as they were read last: a keystroke reads one of them.
    static READINGS: RefCell<PolicyCache> = RefCell::default();
}

/// Asks the engine, which reads only the policies that it did not read the last time.
pub(crate) fn report(scenario: &Scenario) -> Explained {
    explained(READINGS.with_borrow_mut(|readings| readings.compile(scenario).report()))
}

/// The report of a scenario.
#[derive(Debug)]
pub(crate) struct Analysis {
    report: Report,
    explanations: Vec<Explanation>,
    /// The walk that was shown last, and the step that was selected then.
    walk: RefCell<Option<(usize, Rc<[Station]>)>>,
}

impl Deref for Analysis {
    type Target = Report;

    fn deref(&self) -> &Report {
        &self.report
    }
}

impl Analysis {
    #[cfg(test)]
    pub(crate) fn of(scenario: &Scenario) -> Self {
        Self::again(scenario).unwrap()
    }

    /// That of a first visit, which is ready-made.
    pub(crate) fn of_first_visit() -> Self {
        Self::with(ready::first_visit().1)
    }

    /// Asks the engine, if it is there.
    pub(crate) fn again(scenario: &Scenario) -> Option<Self> {
        chunks().engine.map(|it| Self::with((it.report)(scenario)))
    }

    fn with((report, explanations): Explained) -> Self {
        Self { report, explanations, walk: RefCell::default() }
    }

    /// Of steps that were made up for a test.
    #[cfg(test)]
    pub(crate) fn of_steps(steps: Vec<StepReport>) -> Self {
        Self::with(explained(Report { steps, ..Report::default() }))
    }

    /// The explanation of a step's decision.
    pub(crate) fn explanation(&self, step: usize) -> Option<&Explanation> {
        self.explanations.get(step)
    }

    /// The walk to show while `step` is selected: the longest way that leads through it, so that looking at an
    /// earlier step does not take the later stations away.
    pub(crate) fn walk_through(&self, scenario: &Scenario, step: usize) -> Rc<[Station]> {
        let mut known = self.walk.borrow_mut();
        if let Some((_, stations)) = known.as_ref().filter(|(of, _)| *of == step) {
            return Rc::clone(stations);
        }
        let stations: Rc<[Station]> = walk(scenario, &self.report, end_of_chain(scenario, step)).into();
        *known = Some((step, Rc::clone(&stations)));
        stations
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::examples::tests::example;

    #[test]
    fn looking_at_the_first_step_keeps_the_stations_behind_it() {
        let scenario = example("ec2-reads-s3");
        let analysis = Analysis::of(&scenario);
        let steps: Vec<usize> = analysis.walk_through(&scenario, 0).iter().map(|station| station.step).collect();
        assert!(steps.contains(&0) && steps.contains(&1), "{steps:?}");
        assert_eq!(analysis.walk_through(&scenario, 0), analysis.walk_through(&scenario, 1));
    }

    #[test]
    fn a_step_that_leads_nowhere_has_its_own_walk() {
        let scenario = example("user-assumes-role");
        assert!(Analysis::of(&scenario).walk_through(&scenario, 0).iter().all(|station| station.step == 0));
    }
}
