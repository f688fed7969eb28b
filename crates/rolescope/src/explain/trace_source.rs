//! Source of a step's trace, from which it is written once somebody reads it.

use std::sync::Arc;

use iam_eval::{GateTrace, PolicyTrace};

use crate::decide::outcome::{Outcome, Rule, Weighed};
use crate::report::Node;
use crate::resolve::parsed_policies::ParsedPolicies;

/// A decided step, kept alive by its trace.
pub(crate) struct TraceSource {
    pub(crate) parsed: Arc<ParsedPolicies>,
    pub(crate) checks: Vec<Arc<Weighed>>,
    pub(crate) rule: Option<Rule>,
}

impl TraceSource {
    pub(crate) fn new(parsed: &Arc<ParsedPolicies>, outcome: &Outcome<'_>) -> Arc<Self> {
        let checks = outcome.checks.iter().map(|check| check.weighed.clone()).collect();
        Arc::new(Self { parsed: parsed.clone(), checks, rule: outcome.rule })
    }
}

impl TraceSource {
    /// Number of trace entries below a node, on all floors. Nothing is written for it.
    pub(crate) fn count(&self, node: Node) -> usize {
        self.counted(node).unwrap_or(0)
    }

    /// Number of trace entries on the floor below a node alone.
    pub(crate) fn floor(&self, node: Node) -> usize {
        self.on_floor(node).unwrap_or(0)
    }

    fn on_floor(&self, node: Node) -> Option<usize> {
        Some(match node {
            Node::Step => match self.checks.as_slice() {
                [check] => usize::from(self.rule.is_some()) + gates(check),
                checks => usize::from(self.rule.is_some()) + checks.len(),
            },
            Node::Check { check } => gates(self.checks.get(check)?),
            Node::Gate { check, gate } => {
                let gate = self.gate(check, gate)?;
                match gate.gate.is_control() {
                    true => gate.levels.len(),
                    false => gate.levels.iter().map(|level| level.policies.len()).sum(),
                }
            }
            Node::Level { check, gate, level } => self.gate(check, gate)?.levels.get(level)?.policies.len(),
            Node::Policy { check, gate, level, policy } => self.policy(check, gate, level, policy)?.statements.len(),
            Node::Statement { .. } => self.counted(node)?,
        })
    }

    fn counted(&self, node: Node) -> Option<usize> {
        Some(match node {
            Node::Step => usize::from(self.rule.is_some()) + of_checks(&self.checks),
            Node::Check { check } => of_check(self.checks.get(check)?),
            Node::Gate { check, gate } => of_gate(self.gate(check, gate)?),
            Node::Level { check, gate, level } => of_policies(&self.gate(check, gate)?.levels.get(level)?.policies),
            Node::Policy { check, gate, level, policy } => of_policy(self.policy(check, gate, level, policy)?),
            Node::Statement { check, gate, level, policy, statement } => {
                let policy = self.policy(check, gate, level, policy)?;
                policy.clauses(policy.statements.get(statement)?).len()
            }
        })
    }

    /// The policies that were asked, in evaluation order, as often as they were.
    pub(crate) fn asked(&self) -> impl Iterator<Item = &PolicyTrace> {
        let gates = self.checks.iter().flat_map(|check| &check.evaluation.gates);
        gates.flat_map(|gate| &gate.levels).flat_map(|level| &level.policies)
    }

    fn gate(&self, check: usize, gate: usize) -> Option<&GateTrace> {
        self.checks.get(check)?.evaluation.gates.get(gate)
    }

    fn policy(&self, check: usize, gate: usize, level: usize, policy: usize) -> Option<&PolicyTrace> {
        self.gate(check, gate)?.levels.get(level)?.policies.get(policy)
    }
}

/// A check has an entry of its own where there are several.
fn of_checks(checks: &[Arc<Weighed>]) -> usize {
    let own = if checks.len() == 1 { 0 } else { checks.len() };
    own + checks.iter().map(|check| of_check(check)).sum::<usize>()
}

fn of_check(check: &Weighed) -> usize {
    gates(check) + check.evaluation.gates.iter().map(of_gate).sum::<usize>()
}

/// The gates, and the rule of what AWS owns where that decided.
fn gates(check: &Weighed) -> usize {
    check.evaluation.gates.len() + usize::from(check.evaluation.owned.is_some())
}

/// A level has an entry of its own where a gate has levels.
fn of_gate(gate: &GateTrace) -> usize {
    let own = if gate.gate.is_control() { gate.levels.len() } else { 0 };
    own + gate.levels.iter().map(|level| of_policies(&level.policies)).sum::<usize>()
}

fn of_policies(policies: &[PolicyTrace]) -> usize {
    policies.iter().map(|policy| 1 + of_policy(policy)).sum()
}

fn of_policy(policy: &PolicyTrace) -> usize {
    policy.statements.iter().map(|statement| 1 + policy.clauses(statement).len()).sum()
}
