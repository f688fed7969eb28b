//! Search for what a request has to carry so that somebody can assume a role: each guess is tried on the engine.

use iam_eval::{Decision, Evaluation, GateTrace, PolicyTrace, StatementTrace, Verdict};
use iam_syntax::{Condition, Effect};

use super::carry::{Carried, carry};
use super::example::{Example, wanted};
use super::{Answer, CandidateKind, Need};
use crate::analyze::ask_alone;
use crate::decide::outcome::CheckResult;
use crate::report::{StepReport, TraceScope};
use crate::resolve::parsed_policies::ParsedPolicies;
use crate::resolve::world::World;
use crate::scenario::Step;

/// Most calls for one candidate.
pub(super) const MAX_TRIES: usize = 64;
/// Most statements whose conditions are met one after the other.
pub(super) const MAX_STATEMENTS: usize = 8;

/// The answer for one candidate.
pub(super) struct Found {
    pub(super) answer: Answer,
    pub(super) needs: Vec<Need>,
    pub(super) step: Step,
    pub(super) report: StepReport,
    /// True if the search ended at one of its limits before every way was tried.
    pub(super) unfinished: bool,
}

/// Tries a call, and where only conditions stop it, tries it again with what they want.
pub(super) fn search(world: &World<'_>, sort: CandidateKind, step: Step) -> Found {
    let report = ask_alone(world, &step).report(world, TraceScope::All);
    if report.decision == crate::report::Decision::Allowed {
        return Found { answer: Answer::Can, needs: Vec::new(), step, report, unfinished: false };
    }
    let mut search = Search { world, sort, tries: MAX_TRIES, open: Vec::new(), unfinished: false };
    if let Some((step, needs, report)) = search.pass(&step, &[], MAX_STATEMENTS) {
        return Found { answer: Answer::CanIf, needs, step, report, unfinished: false };
    }
    let answer = if search.open.is_empty() { Answer::Cannot } else { Answer::CanIf };
    Found { answer, needs: search.open, step, report, unfinished: search.unfinished }
}

struct Search<'a> {
    world: &'a World<'a>,
    sort: CandidateKind,
    /// Calls that are left.
    tries: usize,
    /// Conditions that a request might meet, with no value found.
    open: Vec<Need>,
    /// True if a way was left untried.
    unfinished: bool,
}

/// Conditions that are to change together, each with the effect of its statement.
type Tests<'w> = Vec<(&'w Condition, Effect)>;

impl Search<'_> {
    /// The call with what it needs to be allowed, and what came out.
    fn pass(&mut self, step: &Step, needs: &[Need], statements: usize) -> Option<(Step, Vec<Need>, StepReport)> {
        let Some(left) = self.tries.checked_sub(1) else { return self.leave(needs) };
        self.tries = left;
        let asked = ask_alone(self.world, step);
        let outcome = asked.outcome.as_ref().ok().filter(|outcome| outcome.rule.is_none())?;
        if outcome.decision() == Decision::Allowed {
            return Some((step.clone(), needs.to_vec(), asked.report(self.world, TraceScope::All)));
        }
        let Some(statements) = statements.checked_sub(1) else { return self.leave(needs) };
        let check = outcome.deciding()?;
        for wishes in ways(&self.world.parsed, &check.evaluation) {
            let Some((step, needs)) = self.granted(step, needs, &wishes, check) else { continue };
            if let Some(found) = self.pass(&step, &needs, statements) {
                return Some(found);
            }
            if self.tries == 0 && self.unfinished {
                return None;
            }
        }
        None
    }

    /// Leaves a way untried. Whether it leads past the policies is open, so the answer names what it asks for.
    fn leave<T>(&mut self, needs: &[Need]) -> Option<T> {
        if !self.unfinished {
            self.unfinished = true;
            self.add_open(needs.iter().map(|need| Need { tried: None, ..need.clone() }));
        }
        None
    }

    fn add_open(&mut self, needs: impl Iterator<Item = Need>) {
        for need in needs {
            if !self.open.contains(&need) {
                self.open.push(need);
            }
        }
    }

    /// The call with what these conditions want; nothing where the caller cannot bring it or no value is found.
    fn granted(
        &mut self,
        step: &Step,
        needs: &[Need],
        wishes: &[(&Condition, Effect)],
        check: &CheckResult,
    ) -> Option<(Step, Vec<Need>)> {
        let (mut step, mut needs) = (step.clone(), needs.to_vec());
        let (mut found, mut open) = (true, Vec::new());
        for (condition, effect) in wishes {
            let value = wanted(condition, *effect == Effect::Allow, &check.request.context);
            let key = &condition.key.value;
            let again = needs.iter().any(|need| need.key.eq_ignore_ascii_case(&key.text));
            let need = |tried| need(condition, *effect, tried);
            match carry(&mut step, self.sort, &check.request, key, value.as_ref()) {
                Carried::Never => return None,
                // What no such request can carry does not come in by asking for it.
                Carried::Yes if again && check.request.context.values(&key.lower).is_none() => return None,
                Carried::Yes if !again => needs.push(need(value.map(Example::shown))),
                Carried::Yes | Carried::Unknown => {
                    found = false;
                    open.push(need(None));
                }
            }
        }
        self.add_open(open.into_iter());
        found.then_some((step, needs))
    }
}

fn need(condition: &Condition, effect: Effect, tried: Option<String>) -> Need {
    Need {
        key: condition.key.value.text.to_string(),
        operator: condition.operator.value.to_string(),
        values: condition.values.iter().map(|value| value.value.text.to_string()).collect(),
        effect: effect.into(),
        tried,
    }
}

/// Ways to come past the gate that decides: for an Allow all conditions that fail, of a Deny one that holds.
fn ways<'s>(parsed: &'s ParsedPolicies, evaluation: &Evaluation) -> Vec<Tests<'s>> {
    let Some(gate) = evaluation.decided_by.first().filter(|_| evaluation.owned.is_none()) else { return Vec::new() };
    let Some(traced) = evaluation.gates.iter().find(|traced| traced.gate == *gate) else { return Vec::new() };
    let denied = evaluation.decision == Decision::ExplicitDeny;
    let mut ways = Vec::new();
    for (policy, found) in statements(traced) {
        let Some(statement) = parsed.tree(policy.policy).statements.get(found.position) else { continue };
        let conditions = policy.clauses(found).iter().filter_map(|clause| match clause.element {
            iam_eval::Element::Condition(at) => Some((statement.conditions.get(at)?, clause.matched)),
            iam_eval::Element::Principal | iam_eval::Element::Action | iam_eval::Element::Resource => None,
        });
        match found.effect {
            Effect::Deny if denied && found.matched => {
                return conditions.map(|(condition, _)| vec![(condition, Effect::Deny)]).collect();
            }
            Effect::Allow if !denied && !found.matched && only_conditions_fail(policy, found) => {
                let failing = conditions.filter(|(_, matched)| !matched);
                ways.push(failing.map(|(condition, _)| (condition, Effect::Allow)).collect());
            }
            Effect::Allow | Effect::Deny => {}
        }
    }
    ways
}

/// The statements of a gate, where it has levels those of the first that lacks an Allow or has a Deny.
fn statements(traced: &GateTrace) -> impl Iterator<Item = (&PolicyTrace, &StatementTrace)> {
    let stops = |verdict: Verdict| matches!(verdict, Verdict::Silent | Verdict::Denies);
    let level = traced.levels.iter().find(|level| level.verdict == traced.verdict && stops(level.verdict));
    let policies = level.into_iter().flat_map(|level| &level.policies);
    policies.flat_map(|policy| policy.statements.iter().map(move |statement| (policy, statement)))
}

fn only_conditions_fail(policy: &PolicyTrace, found: &StatementTrace) -> bool {
    let fails = |clause: &iam_eval::ClauseTrace| !matches!(clause.element, iam_eval::Element::Condition(_));
    !policy.clauses(found).iter().any(|clause| !clause.matched && fails(clause))
}
