//! Source of a step's trace, from which it is written once somebody reads it.

use std::sync::Arc;

use iam_eval::{Decision, GateTrace, LevelTrace, PolicyTrace, StatementTrace, Verdict};
use iam_syntax::Effect;

use crate::decide::outcome::{CheckResult, Outcome, Rule};
use crate::report::{Node, TraceScope};
use crate::resolve::parsed_policies::ParsedPolicies;

/// A decided step, kept alive by its trace.
pub(crate) struct TraceSource {
    pub(crate) parsed: Arc<ParsedPolicies>,
    pub(crate) checks: Vec<Arc<CheckResult>>,
    pub(crate) rule: Option<Rule>,
    /// The decision of the step.
    decision: Decision,
    scope: TraceScope,
}

impl TraceSource {
    pub(crate) fn new(parsed: &Arc<ParsedPolicies>, outcome: &Outcome<'_>, scope: TraceScope) -> Arc<Self> {
        let checks = outcome.checks.iter().map(|check| check.result.clone()).collect();
        Arc::new(Self { parsed: parsed.clone(), checks, rule: outcome.rule, decision: outcome.decision(), scope })
    }
}

/// Entries that the trace has, each list with its positions in the whole. [`TraceScope::Deciding`] defines them.
impl TraceSource {
    pub(super) fn has_check(&self, check: &CheckResult) -> bool {
        // A rule decides whatever policies say.
        self.has_all() || (self.rule.is_none() && check.evaluation.decision == self.decision)
    }

    fn has_gate(&self, check: &CheckResult, gate: &GateTrace) -> bool {
        self.has_all() || (self.has_check(check) && check.evaluation.decided_by.contains(&gate.gate))
    }

    /// Levels and policies of a gate, by their verdicts.
    fn has_verdict(&self, gate: &GateTrace, verdict: Verdict) -> bool {
        self.has_all() || verdict == gate.verdict
    }

    fn has_statement(&self, gate: &GateTrace, statement: &StatementTrace) -> bool {
        let decides = match statement.effect {
            Effect::Allow => gate.verdict == Verdict::Allows,
            Effect::Deny => gate.verdict == Verdict::Denies,
        };
        self.has_all() || (statement.matched && decides)
    }

    fn has_all(&self) -> bool {
        self.scope == TraceScope::All
    }

    pub(super) fn gates<'t>(&'t self, check: &'t CheckResult) -> impl Iterator<Item = (usize, &'t GateTrace)> {
        check.evaluation.gates.iter().enumerate().filter(|(_, gate)| self.has_gate(check, gate))
    }

    pub(super) fn levels<'t>(&'t self, gate: &'t GateTrace) -> impl Iterator<Item = (usize, &'t LevelTrace)> {
        gate.levels.iter().enumerate().filter(|(_, level)| self.has_verdict(gate, level.verdict))
    }

    pub(super) fn policies<'t>(
        &'t self,
        gate: &'t GateTrace,
        level: &'t LevelTrace,
    ) -> impl Iterator<Item = (usize, &'t PolicyTrace)> {
        level.policies.iter().enumerate().filter(|(_, policy)| self.has_verdict(gate, policy.verdict))
    }

    pub(super) fn statements<'t>(
        &'t self,
        gate: &'t GateTrace,
        policy: &'t PolicyTrace,
    ) -> impl Iterator<Item = (usize, &'t StatementTrace)> {
        policy.statements.iter().enumerate().filter(|(_, statement)| self.has_statement(gate, statement))
    }

    /// The policies that were asked, in evaluation order, as often as they were.
    pub(super) fn asked(&self) -> impl Iterator<Item = &PolicyTrace> {
        let gates = self.checks.iter().flat_map(|check| self.gates(check));
        let levels = gates.flat_map(|(_, gate)| self.levels(gate).map(move |(_, level)| (gate, level)));
        levels.flat_map(|(gate, level)| self.policies(gate, level)).map(|(_, policy)| policy)
    }
}

/// Numbers of entries. Nothing is written for them.
impl TraceSource {
    /// Number of trace entries below a node, on all floors.
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
                [check] => self.of_rule() + self.gate_entries(check),
                checks if self.has_all() => self.of_rule() + checks.len(),
                checks => self.of_rule() + checks.iter().filter(|check| self.has_check(check)).count(),
            },
            Node::Check { check } => self.gate_entries(self.checks.get(check)?),
            Node::Gate { check, gate } => {
                let gate = self.gate(check, gate)?;
                match gate.gate.is_control() {
                    true => self.levels(gate).count(),
                    false => self.levels(gate).map(|(_, level)| self.policies(gate, level).count()).sum(),
                }
            }
            Node::Level { check, gate, level } => {
                let gate = self.gate(check, gate)?;
                self.policies(gate, gate.levels.get(level)?).count()
            }
            Node::Policy { check, gate, level, policy } => {
                self.statements(self.gate(check, gate)?, self.policy(check, gate, level, policy)?).count()
            }
            Node::Statement { .. } => self.counted(node)?,
        })
    }

    fn counted(&self, node: Node) -> Option<usize> {
        Some(match node {
            Node::Step => self.of_rule() + self.of_checks(),
            Node::Check { check } => self.of_check(self.checks.get(check)?),
            Node::Gate { check, gate } => self.of_gate(self.gate(check, gate)?),
            Node::Level { check, gate, level } => {
                let gate = self.gate(check, gate)?;
                self.of_policies(gate, gate.levels.get(level)?)
            }
            Node::Policy { check, gate, level, policy } => {
                self.of_policy(self.gate(check, gate)?, self.policy(check, gate, level, policy)?)
            }
            Node::Statement { check, gate, level, policy, statement } => {
                let policy = self.policy(check, gate, level, policy)?;
                policy.clauses(policy.statements.get(statement)?).len()
            }
        })
    }

    fn gate(&self, check: usize, gate: usize) -> Option<&GateTrace> {
        self.checks.get(check)?.evaluation.gates.get(gate)
    }

    fn policy(&self, check: usize, gate: usize, level: usize, policy: usize) -> Option<&PolicyTrace> {
        self.gate(check, gate)?.levels.get(level)?.policies.get(policy)
    }

    fn of_rule(&self) -> usize {
        usize::from(self.rule.is_some())
    }

    /// A check has an entry of its own where there are several.
    fn of_checks(&self) -> usize {
        let own = usize::from(self.checks.len() != 1);
        let checks = self.checks.iter().filter(|check| self.has_check(check));
        checks.map(|check| own + self.of_check(check)).sum()
    }

    fn of_check(&self, check: &CheckResult) -> usize {
        self.gate_entries(check) + self.gates(check).map(|(_, gate)| self.of_gate(gate)).sum::<usize>()
    }

    /// The gates, and the rule of what AWS owns where that decided.
    fn gate_entries(&self, check: &CheckResult) -> usize {
        let owned = check.evaluation.owned.is_some() && self.has_check(check);
        self.gates(check).count() + usize::from(owned)
    }

    /// A level has an entry of its own where a gate has levels.
    fn of_gate(&self, gate: &GateTrace) -> usize {
        let own = usize::from(gate.gate.is_control());
        self.levels(gate).map(|(_, level)| own + self.of_policies(gate, level)).sum()
    }

    fn of_policies(&self, gate: &GateTrace, level: &LevelTrace) -> usize {
        self.policies(gate, level).map(|(_, policy)| 1 + self.of_policy(gate, policy)).sum()
    }

    fn of_policy(&self, gate: &GateTrace, policy: &PolicyTrace) -> usize {
        self.statements(gate, policy).map(|(_, statement)| 1 + policy.clauses(statement).len()).sum()
    }
}
