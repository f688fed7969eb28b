//! Negated tests of keys that the request lacks: they hold (CO-07), and a decision that hangs on that alone says so (AM-17).

use iam_syntax::{Condition, Effect, Family, Policy};

use crate::context::{Context, Values};
use crate::counterfactual::StatementAt;
use crate::evaluate::decide;
use crate::gates::Policies;
use crate::glob;
use crate::request::Request;
use crate::trace::{ClauseTrace, Element, Evaluation, Missing, Why};
use crate::verdict::{Decision, PolicyId};

/// Most requests with the keys that are tried.
const TRIES: usize = 8;

/// A negated test that holds only because the request lacks a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AbsentKey {
    /// The statement.
    pub statement: StatementAt,
    /// Position of the condition among the statement's.
    pub condition: usize,
    /// The key: as the condition writes it, or that of a variable in its values, in lower case.
    pub key: String,
}

/// Tests that a decision hangs on, and the other decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OnAbsentKeys {
    /// Decision if the request had the keys, with values that the tests reject.
    pub otherwise: Decision,
    /// The tests, in the order of the trace.
    pub tests: Vec<AbsentKey>,
}

impl Evaluation {
    /// The negated tests of absent keys that the decision hangs on, where it does: with values for these keys the very same
    /// request is decided otherwise, and without these tests nothing else would bring about the decision.
    ///
    /// `tree` finds the policies of the trace. Nothing is found where no reasons were kept.
    pub fn on_absent_keys<'p>(
        &self,
        request: &Request<'_>,
        policies: &Policies<'_>,
        tree: impl Fn(PolicyId) -> &'p Policy,
    ) -> Option<OnAbsentKeys> {
        let (mut tests, conditions): (Vec<AbsentKey>, Vec<&Condition>) =
            self.negated_tests(request, tree)?.into_iter().unzip();
        if !self.hangs_on(&tests) {
            return None;
        }
        let keys = candidates(&tests, &conditions, request.context);
        let otherwise = (0..TRIES).find_map(|number| {
            let context = request.context.with(keys.iter().filter_map(|(key, values)| {
                let value = values.get(number % values.len().max(1))?;
                Some((key.clone(), Values::One(value.clone())))
            }));
            let other = decide(&Request { context: &context, ..*request }, policies);
            (other != self.decision).then_some(other)
        })?;
        // A gate that alone would change the decision needs no other; where none would, all do together.
        let by_gate = tests.chunk_by(|a, b| a.statement.gate == b.statement.gate);
        let alone: Vec<AbsentKey> = by_gate.filter(|part| self.hangs_on(part)).flatten().cloned().collect();
        if !alone.is_empty() {
            tests = alone;
        }
        Some(OnAbsentKeys { otherwise, tests: self.of_silent_levels(tests) })
    }

    /// Negated tests that hold for want of a key, in statements that speak for the decision; `None` where nothing could hang
    /// on them.
    fn negated_tests<'p>(
        &self,
        request: &Request<'_>,
        tree: impl Fn(PolicyId) -> &'p Policy,
    ) -> Option<Vec<(AbsentKey, &'p Condition)>> {
        let effect = match self.decision {
            Decision::Allowed => Effect::Allow,
            Decision::ExplicitDeny => Effect::Deny,
            Decision::ImplicitDeny => return None,
        };
        let mut found = Vec::new();
        for (at, _, policy, traced) in
            self.statements().filter(|(.., traced)| traced.matched && traced.effect == effect)
        {
            let Some(statement) = tree(policy.policy).statements.get(traced.position) else { continue };
            for clause in policy.clauses(traced) {
                let Element::Condition(number) = clause.element else { continue };
                let Some(condition) = statement.conditions.get(number) else { continue };
                if let Some(key) = absent_key(condition, clause, request.context) {
                    found.push((AbsentKey { statement: at, condition: number, key }, condition));
                }
            }
        }
        (!found.is_empty()).then_some(found)
    }

    /// True if the decision would be another one if none of these tests held.
    fn hangs_on(&self, tests: &[AbsentKey]) -> bool {
        let mut turned: Vec<StatementAt> = tests.iter().map(|test| test.statement).collect();
        turned.dedup();
        self.decision_if_turned(&turned) != self.decision
    }

    /// Tests without those in a level that another statement allows anyway. Where a resource's policy speaks, it counts too how
    /// each statement names the caller.
    fn of_silent_levels(&self, tests: Vec<AbsentKey>) -> Vec<AbsentKey> {
        let place = |test: &AbsentKey| (test.statement.gate, test.statement.level);
        let mut kept = Vec::with_capacity(tests.len());
        for part in tests.chunk_by(|a, b| place(a) == place(b)) {
            let Some(gate) = part.first().and_then(|test| self.gates.get(test.statement.gate)) else { continue };
            let by_name = gate.gate.names_callers();
            let mut turned: Vec<StatementAt> = part.iter().map(|test| test.statement).collect();
            turned.dedup();
            let level = part.first().and_then(|test| gate.levels.get(test.statement.level));
            let statements = level.into_iter().flat_map(|level| &level.policies).flat_map(|policy| &policy.statements);
            let allowing = statements.filter(|traced| traced.matched && traced.effect == Effect::Allow).count();
            if by_name || self.decision == Decision::ExplicitDeny || allowing == turned.len() {
                kept.extend_from_slice(part);
            }
        }
        kept
    }
}

/// The key that a negated test lacks, where it holds for that reason.
fn absent_key(condition: &Condition, clause: &ClauseTrace, context: &Context) -> Option<String> {
    if !condition.operator.value.kind.negated() {
        return None;
    }
    let key = &condition.key.value;
    match &clause.why {
        Why::Missing(Missing::HoldsNegated | Missing::HoldsIfExists | Missing::HoldsForAll) => {
            context.values(&key.lower).is_none().then(|| key.text.to_string())
        }
        Why::Compared(compared) => compared.unresolved.as_ref().map(|variable| variable.key.clone()),
        Why::Fits(_)
        | Why::NoneFits
        | Why::Unresolved(_)
        | Why::Empty
        | Why::BoundaryOverridesNotPrincipal
        | Why::PartlyListed { .. }
        | Why::Missing(Missing::Fails | Missing::FailsForAny)
        | Why::SeveralValues
        | Why::NoValues
        | Why::Presence { .. }
        | Why::QuantifiedNull => None,
    }
}

/// Values for each key, at most as many as requests are tried: those first that stand in short lists, which leave the least
/// choice.
fn candidates(tests: &[AbsentKey], conditions: &[&Condition], context: &Context) -> Vec<(String, Vec<String>)> {
    let mut each: Vec<(&str, &Condition)> =
        tests.iter().zip(conditions).map(|(test, condition)| (test.key.as_str(), *condition)).collect();
    let lower = |key: &str| iam_syntax::lower_case(key);
    each.sort_by_cached_key(|(key, condition)| (lower(key), condition.values.len()));
    let mut keys: Vec<(String, Vec<String>)> = Vec::new();
    for (key, condition) in each {
        if keys.last().is_none_or(|(known, _)| lower(known) != lower(key)) {
            keys.push((key.to_owned(), Vec::new()));
        }
        let Some((_, values)) = keys.last_mut() else { continue };
        let room = TRIES - values.len();
        values.extend(rejected(condition, context).take(room));
    }
    keys
}

/// Values that a negated test rejects. Of a test that lacks a variable's value it is what the request compares with it.
fn rejected(condition: &Condition, context: &Context) -> impl Iterator<Item = String> {
    let compared = context.values(&condition.key.value.lower).map_or(&[][..], Values::as_slice);
    let listed = condition.values.iter().filter(move |_| compared.is_empty()).filter_map(|value| {
        let text = glob::expand(&value.value.pattern, context)?;
        // Of a range of addresses the first one.
        let of_range = condition.operator.value.kind.family() == Family::Address;
        Some(if of_range { text.split('/').next().unwrap_or_default().to_owned() } else { text.into_owned() })
    });
    compared.iter().cloned().chain(listed)
}
