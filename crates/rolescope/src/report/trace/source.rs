//! Source of a trace that is written when it is read.

use std::sync::Arc;

use super::{TraceEntry, TraceVerdict};
use crate::shared::SharedText;

/// Writer of trace entries, one list at a time.
pub(crate) trait Source: Send + Sync {
    /// Number of entries right below a node. None is written for it.
    fn len(&self, node: Node) -> usize;

    /// Number of entries below a node, those below them included. None is written for it.
    fn total(&self, node: Node) -> usize;

    /// The entries right below a node.
    fn entries(self: Arc<Self>, node: Node) -> Vec<TraceEntry>;

    /// Each policy that was asked, once, with what it said first.
    fn policies(&self) -> Vec<(SharedText, TraceVerdict)>;

    /// The condition keys in each policy that was asked.
    fn asked_keys(&self) -> Vec<&str>;
}

/// Parent of a list of trace entries. Numbers are positions, each among those of the node above.
#[derive(Clone, Copy)]
pub(crate) enum Node {
    Step,
    Check { check: usize },
    Gate { check: usize, gate: usize },
    Level { check: usize, gate: usize, level: usize },
    Policy { check: usize, gate: usize, level: usize, policy: usize },
    Statement { check: usize, gate: usize, level: usize, policy: usize, statement: usize },
}
