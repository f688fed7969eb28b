//! What follows from a scenario.

use rolescope::{Problem, Readings, Report, RoleReport, Scenario, Station, StepReport, walk};

/// Report and walks of a scenario.
#[derive(Debug)]
pub(crate) struct Analysis {
    pub(crate) steps: Vec<StepReport>,
    pub(crate) problems: Vec<Problem>,
    pub(crate) roles: Vec<RoleReport>,
    walks: Vec<Vec<Station>>,
}

impl Analysis {
    #[cfg(test)]
    pub(crate) fn of(scenario: &Scenario) -> Self {
        Self::again(scenario, &mut Readings::default())
    }

    /// Reads only the policies that `readings` does not know.
    pub(crate) fn again(scenario: &Scenario, readings: &mut Readings) -> Self {
        let report = readings.compile(scenario).report();
        let walks = (0..report.steps.len()).map(|step| walk(scenario, &report, step)).collect();
        let Report { title: _, steps, roles, problems } = report;
        Self { steps, problems, roles, walks }
    }

    /// Of steps that were made up for a test.
    #[cfg(test)]
    pub(crate) fn of_steps(steps: Vec<StepReport>) -> Self {
        Self { steps, problems: Vec::new(), roles: Vec::new(), walks: Vec::new() }
    }

    /// The walk to show while `step` is selected: the longest way that leads through it, so that looking at an
    /// earlier step does not take the later stations away.
    pub(crate) fn walk_through(&self, step: usize) -> &[Station] {
        let own = self.walks.get(step).map_or(&[] as &[Station], Vec::as_slice);
        let through = self.walks.iter().filter(|walk| walk.iter().any(|station| station.step == step));
        through.fold(own, |longest, walk| if walk.len() > longest.len() { walk } else { longest })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::examples::tests::example;

    #[test]
    fn looking_at_the_first_step_keeps_the_stations_behind_it() {
        let analysis = Analysis::of(&example("ec2-reads-s3"));
        let steps: Vec<usize> = analysis.walk_through(0).iter().map(|station| station.step).collect();
        assert!(steps.contains(&0) && steps.contains(&1), "{steps:?}");
        assert_eq!(analysis.walk_through(0), analysis.walk_through(1));
    }

    #[test]
    fn a_step_that_leads_nowhere_has_its_own_walk() {
        let analysis = Analysis::of(&example("user-assumes-role"));
        assert!(analysis.walk_through(0).iter().all(|station| station.step == 0));
    }
}
