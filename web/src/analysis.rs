//! What follows from a scenario, in pieces that components can share.

use rolescope::{Problem, Report, RoleReport, Scenario, Station, StepReport, analyze, walk};

use crate::shared::Shared;

/// Report and walks of a scenario.
#[derive(Debug)]
pub(crate) struct Analysis {
    pub(crate) steps: Vec<Shared<StepReport>>,
    pub(crate) problems: Shared<Vec<Problem>>,
    pub(crate) roles: Vec<RoleReport>,
    walks: Vec<Shared<Vec<Station>>>,
}

impl Analysis {
    pub(crate) fn of(scenario: &Scenario) -> Self {
        let report = analyze(scenario);
        let walks = (0..report.steps.len()).map(|step| Shared::new(walk(scenario, &report, step))).collect();
        let Report { title: _, steps, roles, problems } = report;
        Self { steps: steps.into_iter().map(Shared::new).collect(), problems: Shared::new(problems), roles, walks }
    }

    /// The walk to show while `step` is selected: the longest way that leads through it, so that looking at an
    /// earlier step does not take the later stations away.
    pub(crate) fn walk_through(&self, step: usize) -> Shared<Vec<Station>> {
        let through = |walk: &&Shared<Vec<Station>>| walk.iter().any(|station| station.step == step);
        let own = self.walks.get(step);
        let longest = self.walks.iter().filter(through).max_by_key(|walk| walk.len());
        match (own, longest) {
            (Some(own), Some(longest)) if longest.len() > own.len() => longest.clone(),
            (Some(own), _) => own.clone(),
            (None, _) => Shared::new(Vec::new()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::examples::example;

    #[test]
    fn looking_at_the_first_step_keeps_the_stations_behind_it() {
        let analysis = Analysis::of(&example("ec2-reads-s3").unwrap());
        let steps: Vec<usize> = analysis.walk_through(0).iter().map(|station| station.step).collect();
        assert!(steps.contains(&0) && steps.contains(&1), "{steps:?}");
        assert_eq!(*analysis.walk_through(0), *analysis.walk_through(1));
    }

    #[test]
    fn a_step_that_leads_nowhere_has_its_own_walk() {
        let analysis = Analysis::of(&example("user-assumes-role").unwrap());
        assert!(analysis.walk_through(0).iter().all(|station| station.step == 0));
    }
}
