//! What the trace of a step is written from, once somebody reads it.

use std::sync::Arc;

use crate::call::{Outcome, Rule, Weighed};
use crate::shelf::Shelf;

/// A decided step, kept alive by its trace.
pub(crate) struct Evidence {
    pub(crate) shelf: Arc<Shelf>,
    pub(crate) checks: Vec<Arc<Weighed>>,
    pub(crate) rule: Option<Rule>,
}

impl Evidence {
    pub(crate) fn new(shelf: &Arc<Shelf>, outcome: &Outcome<'_>) -> Arc<Self> {
        let checks = outcome.checks.iter().map(|check| check.weighed.clone()).collect();
        Arc::new(Self { shelf: shelf.clone(), checks, rule: outcome.rule })
    }
}

/// What a list of trace entries stands below. Numbers are positions, each among those of the node above.
#[derive(Clone, Copy)]
pub(crate) enum Node {
    Step,
    Check { check: usize },
    Gate { check: usize, gate: usize },
    Level { check: usize, gate: usize, level: usize },
    Policy { check: usize, gate: usize, level: usize, policy: usize },
    Statement { check: usize, gate: usize, level: usize, policy: usize, statement: usize },
}
