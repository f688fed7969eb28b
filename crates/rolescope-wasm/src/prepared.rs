//! A scenario with its questions, which point into it.

use std::cell::OnceCell;

use rolescope::report::Decision;
use rolescope::{Compiled, PolicyCache, PreparedStep, Scenario};
use self_cell::self_cell;

/// Made when somebody asks the first one.
type Questions<'c> = OnceCell<Vec<PreparedStep<'c>>>;

self_cell!(
    struct Read {
        owner: Scenario,
        #[covariant]
        dependent: Compiled,
    }
);

self_cell!(
    /// A scenario, read, with one question a step.
    pub(crate) struct Prepared {
        owner: Read,
        #[not_covariant]
        dependent: Questions,
    }
);

impl Prepared {
    /// Reads the policies that were not read before.
    pub(crate) fn from_scenario(scenario: Scenario, readings: &mut PolicyCache) -> Self {
        Self::new(Read::new(scenario, |scenario| readings.compile(scenario)), |_| OnceCell::new())
    }

    pub(crate) fn compiled(&self) -> &Compiled<'_> {
        self.borrow_owner().borrow_dependent()
    }

    /// The decision of one step; `None` when there is no such step.
    pub(crate) fn decide(&self, step: usize) -> Option<Decision> {
        self.with_dependent(|read, questions| {
            let questions = questions.get_or_init(|| read.borrow_dependent().steps());
            questions.get(step).map(PreparedStep::decide)
        })
    }

    pub(crate) fn scenario(&self) -> &Scenario {
        self.borrow_owner().borrow_owner()
    }

    /// The scenario, to be changed.
    pub(crate) fn into_scenario(self) -> Scenario {
        self.into_owner().into_owner()
    }
}
