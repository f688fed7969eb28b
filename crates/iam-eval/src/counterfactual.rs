//! Counterfactual decisions: those that other results of some statements would lead to.

use crate::combine::combine;
use crate::gates::verdict;
use crate::statement::{Says, StatementMatch};
use crate::trace::{Applies, Evaluation, GateTrace, LevelTrace, PolicyTrace, StatementTrace};
use crate::verdict::{Decision, Gate};

/// Position of a statement in a trace: positions of its gate, level, policy and of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct StatementAt {
    /// Among the gates.
    pub gate: usize,
    /// Among the gate's levels.
    pub level: usize,
    /// Among the level's policies.
    pub policy: usize,
    /// Among the policy's statements.
    pub statement: usize,
}

impl Evaluation {
    /// All statements that were looked at, in the order of the trace.
    pub fn statements(&self) -> impl Iterator<Item = (StatementAt, &GateTrace, &PolicyTrace, &StatementTrace)> {
        self.gates.iter().enumerate().flat_map(|(gate, traced)| of_gate(gate, traced))
    }

    /// The decision if these statements, in the order of the trace, matched where they do not, and did not where they do.
    pub fn decision_if_turned(&self, turned: &[StatementAt]) -> Decision {
        let Some(mut flow) = self.flow else { return self.decision };
        let mut turned = turned.iter().peekable();
        for (at, traced) in self.gates.iter().enumerate() {
            if turned.peek().is_none_or(|next| next.gate != at) {
                continue;
            }
            let mut all = Says { allows: true, ..Says::default() };
            for (level, found) in traced.levels.iter().enumerate() {
                let mut says = Says::default();
                for (here, .., statement) in of_level(at, level, traced, found) {
                    let matched = statement.matched != turned.next_if(|next| **next == here).is_some();
                    says.add(statement.effect, StatementMatch { matched, named: statement.named });
                }
                all.allows &= says.allows;
                all.denies |= says.denies;
                all.named = all.named.and(says.named);
            }
            match traced.applies {
                Applies::Restricted => all = Says { denies: all.denies, ..Says::default() },
                Applies::Yes => all.allows |= traced.gate == Gate::ResourceControl,
                Applies::Implicitly | Applies::No(_) => continue,
            }
            flow.says.set(traced.gate, verdict(all));
            if traced.gate.names_callers() {
                flow.named = all.named;
            }
        }
        self.owned_or(combine(&flow).decision)
    }

    /// The decision, unless AWS owns what is acted on and nobody may change it (EV-90 to EV-92).
    pub fn owned_or(&self, decision: Decision) -> Decision {
        match (self.owned, decision) {
            (None, _) | (_, Decision::ExplicitDeny) => decision,
            (Some(_), Decision::Allowed | Decision::ImplicitDeny) => Decision::ImplicitDeny,
        }
    }
}

type Found<'t> = (StatementAt, &'t GateTrace, &'t PolicyTrace, &'t StatementTrace);

fn of_gate(gate: usize, traced: &GateTrace) -> impl Iterator<Item = Found<'_>> {
    traced.levels.iter().enumerate().flat_map(move |(level, found)| of_level(gate, level, traced, found))
}

fn of_level<'t>(
    gate: usize,
    level: usize,
    traced: &'t GateTrace,
    found: &'t LevelTrace,
) -> impl Iterator<Item = Found<'t>> {
    found.policies.iter().enumerate().flat_map(move |(policy, found)| {
        let at = move |statement| StatementAt { gate, level, policy, statement };
        let statements = found.statements.iter().enumerate();
        statements.map(move |(at_policy, statement)| (at(at_policy), traced, found, statement))
    })
}
