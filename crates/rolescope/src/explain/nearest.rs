//! The Allow that came nearest, of a request that nothing allows.

use iam_eval::{Applies, Element, GateTrace, PolicyTrace, StatementTrace};
use iam_syntax::Effect;

use crate::decide::outcome::Outcome;
use crate::report::Place;
use crate::resolve::parsed_policies::ParsedPolicies;

/// Place at which a request that nothing allows came nearest to an Allow; nothing where no statement could have allowed it.
pub(super) fn place(parsed: &ParsedPolicies, outcome: &Outcome<'_>) -> Option<Place> {
    let evaluation = &outcome.deciding()?.evaluation;
    let gate = evaluation.decided_by.first().filter(|_| evaluation.owned.is_none())?;
    let traced = evaluation.gates.iter().find(|traced| traced.gate == *gate && traced.applies == Applies::Yes)?;
    let (policy, found) = nearest(traced)?;
    parsed.place(policy.policy, found.span)
}

/// The Allow that failed in the fewest elements; one for the action comes before all others.
pub(super) fn nearest(traced: &GateTrace) -> Option<(&PolicyTrace, &StatementTrace)> {
    let failing = |policy: &PolicyTrace, found: &StatementTrace| {
        policy.clauses(found).iter().filter(|clause| !clause.matched).count()
    };
    statements(traced)
        .filter(|(_, found)| found.effect == Effect::Allow && !found.matched)
        .min_by_key(|(policy, found)| (!about_action(policy, found), failing(policy, found)))
}

pub(super) fn about_action(policy: &PolicyTrace, found: &StatementTrace) -> bool {
    policy.clauses(found).iter().any(|clause| clause.element == Element::Action && clause.matched)
}

/// All statements of a gate.
pub(super) fn statements(traced: &GateTrace) -> impl Iterator<Item = (&PolicyTrace, &StatementTrace)> {
    let policies = traced.levels.iter().flat_map(|level| &level.policies);
    policies.flat_map(|policy| policy.statements.iter().map(move |statement| (policy, statement)))
}
