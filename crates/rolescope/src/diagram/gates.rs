//! What a step's trace says of each gate. The only place of the diagrams that reads traces.

use crate::prose;
use crate::report::{Decision, PolicyType, StepReport, TraceEntry, TraceKind, TraceVerdict};

/// A gate of the check that a step hangs on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct AskedGate {
    /// The policies that stand there; none at a rule of the service itself.
    pub(super) policy_type: Option<PolicyType>,
    /// Its heading.
    pub(super) title: String,
    pub(super) verdict: TraceVerdict,
    /// Why, in one sentence; empty when its policies say it.
    pub(super) detail: String,
    /// Names of its policies; of the organization's gates they stand at the levels.
    pub(super) policies: Vec<String>,
    /// Levels of the organization, root first.
    pub(super) levels: Vec<AskedLevel>,
}

/// A level of the organization.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct AskedLevel {
    /// Id of the root, unit or account.
    pub(super) target: String,
    pub(super) verdict: TraceVerdict,
    pub(super) policies: Vec<String>,
}

/// The gates of a step and the rules besides policies; and which of several checks they belong to.
pub(super) fn gates(step: &StepReport) -> (Vec<AskedGate>, Option<String>) {
    let check = deciding_check(step);
    let inside = check.map_or(&[] as &[TraceEntry], |check| &check.children);
    let stands = |entry: &&TraceEntry| matches!(entry.kind, TraceKind::Gate | TraceKind::Rule);
    let gates = step.trace.iter().chain(inside).filter(stands).map(asked).collect();
    (gates, check.map(|check| check.title.clone()))
}

/// The first of several checks that came out as the step did.
fn deciding_check(step: &StepReport) -> Option<&TraceEntry> {
    let verdict = match step.decision {
        Decision::Allowed => TraceVerdict::Allows,
        Decision::ExplicitDeny => TraceVerdict::Denies,
        Decision::ImplicitDeny | Decision::Error => TraceVerdict::Silent,
    };
    let checks = || step.trace.iter().filter(|entry| entry.kind == TraceKind::Check);
    checks().find(|entry| entry.verdict == verdict).or_else(|| checks().next())
}

fn asked(entry: &TraceEntry) -> AskedGate {
    let level = |level: &TraceEntry| AskedLevel {
        target: level.title.clone(),
        verdict: level.verdict,
        policies: titles(level, TraceKind::Policy),
    };
    AskedGate {
        policy_type: prose::gate_titled(&entry.title).filter(|_| entry.kind == TraceKind::Gate),
        title: entry.title.clone(),
        verdict: entry.verdict,
        detail: entry.detail.clone().unwrap_or_default(),
        policies: titles(entry, TraceKind::Policy),
        levels: entry.children.iter().filter(|child| child.kind == TraceKind::Level).map(level).collect(),
    }
}

fn titles(entry: &TraceEntry, kind: TraceKind) -> Vec<String> {
    entry.children.iter().filter(|child| child.kind == kind).map(|child| child.title.clone()).collect()
}
