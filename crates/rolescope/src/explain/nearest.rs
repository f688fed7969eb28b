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

/// The Allow that is nearest to a match; one for the action comes before all others. A caller or action that does not match is farther than
/// a resource, and a resource farther than a condition (AM-19).
pub(super) fn nearest(traced: &GateTrace) -> Option<(&PolicyTrace, &StatementTrace)> {
    let failing = |policy: &PolicyTrace, found: &StatementTrace| {
        let failing = policy.clauses(found).iter().filter(|clause| !clause.matched);
        let distances: Vec<u8> = failing.map(|clause| distance(clause.element)).collect();
        [2, 1, 0].map(|far| distances.iter().filter(|distance| **distance == far).count())
    };
    statements(traced)
        .filter(|(_, found)| found.effect == Effect::Allow && !found.matched)
        .min_by_key(|(policy, found)| (!about_action(policy, found), failing(policy, found)))
}

/// Distance from a match of an element that fails (AM-19).
pub(super) const fn distance(element: Element) -> u8 {
    match element {
        Element::Action | Element::Principal => 2,
        Element::Resource => 1,
        Element::Condition(_) => 0,
    }
}

pub(super) fn about_action(policy: &PolicyTrace, found: &StatementTrace) -> bool {
    policy.clauses(found).iter().any(|clause| clause.element == Element::Action && clause.matched)
}

/// All statements of a gate.
pub(super) fn statements(traced: &GateTrace) -> impl Iterator<Item = (&PolicyTrace, &StatementTrace)> {
    let policies = traced.levels.iter().flat_map(|level| &level.policies);
    policies.flat_map(|policy| policy.statements.iter().map(move |statement| (policy, statement)))
}
