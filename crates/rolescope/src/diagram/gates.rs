//! Verdicts of the gates, as a step's trace says them. The only place of the diagrams that reads traces.

use crate::report::{Decision, PolicyType, StepReport, TraceEntry, TraceKind, TraceVerdict};

/// A gate of the check that a step hangs on, or a rule of the service itself.
pub(super) struct AskedGate<'r> {
    /// The policies that stand there; none at a rule.
    pub(super) policy_type: Option<PolicyType>,
    /// Its heading.
    pub(super) title: &'r str,
    pub(super) verdict: TraceVerdict,
    /// The reason, in one sentence; empty when its policies say it.
    pub(super) detail: &'r str,
    entry: &'r TraceEntry,
}

impl<'r> AskedGate<'r> {
    fn of(entry: &'r TraceEntry) -> Self {
        Self {
            policy_type: entry.policy_type,
            title: &entry.title,
            verdict: entry.verdict,
            detail: entry.detail.as_deref().unwrap_or(""),
            entry,
        }
    }

    /// Levels of the organization, root first.
    pub(super) fn levels(&self) -> impl Iterator<Item = &'r TraceEntry> {
        self.entry.children.iter().filter(|child| child.kind == TraceKind::Level)
    }

    /// Names of its policies; of the organization's gates they stand at the levels.
    pub(super) fn policies(&self) -> String {
        policies(self.entry)
    }
}

/// The gates of a step and the rules besides policies.
pub(super) fn gates(step: &StepReport) -> Vec<AskedGate<'_>> {
    let mut gates = Vec::new();
    for entries in [&*step.trace, check(step).map_or(&[], |check| &*check.children)] {
        for entry in entries {
            if matches!(entry.kind, TraceKind::Gate | TraceKind::Rule) {
                gates.push(AskedGate::of(entry));
            }
        }
    }
    gates
}

/// Of a call that needs several checks: the first that came out as the call did.
pub(super) fn check(step: &StepReport) -> Option<&TraceEntry> {
    let verdict = match step.decision {
        Decision::Allowed => TraceVerdict::Allows,
        Decision::ExplicitDeny => TraceVerdict::Denies,
        Decision::ImplicitDeny | Decision::Error => TraceVerdict::Silent,
    };
    step.trace.iter().find(|entry| entry.kind == TraceKind::Check && entry.verdict == verdict)
}

/// Names of the policies below an entry: `FullAWSAccess, keep-out`.
pub(super) fn policies(entry: &TraceEntry) -> String {
    let mut names = String::new();
    for child in entry.children.iter().filter(|child| child.kind == TraceKind::Policy) {
        if !names.is_empty() {
            names.push_str(", ");
        }
        names.push_str(&child.title);
    }
    names
}
