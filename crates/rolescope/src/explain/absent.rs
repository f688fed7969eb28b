//! Keys that the request lacks and the decision hangs on (AM-17).

use iam_eval::{AbsentKey, Gate, PolicyId, StatementTrace};

use crate::decide::outcome::Outcome;
use crate::report;
use crate::resolve::parsed_policies::ParsedPolicies;

/// Policy, position of the statement and of the condition, key, gate and statement of a test.
type Seen<'t> = (PolicyId, usize, usize, &'t String, Gate, &'t StatementTrace);

/// Identity of a test among all others.
fn identity<'t>(it: &Seen<'t>) -> (PolicyId, usize, usize, &'t String) {
    (it.0, it.1, it.2, it.3)
}

/// The tests as the report has them, each once.
pub(super) fn keys(
    parsed: &ParsedPolicies,
    outcome: &Outcome<'_>,
    found: &[(usize, AbsentKey)],
) -> Vec<report::AbsentKey> {
    let mut seen: Vec<Seen<'_>> = Vec::with_capacity(found.len());
    for (check, test) in found {
        let at = test.statement;
        let gate = outcome.checks.get(*check).and_then(|check| check.result.evaluation.gates.get(at.gate));
        let policy = gate.and_then(|gate| gate.levels.get(at.level)?.policies.get(at.policy));
        let (Some(gate), Some(policy)) = (gate, policy) else { continue };
        let Some(traced) = policy.statements.get(at.statement) else { continue };
        seen.push((policy.policy, traced.position, test.condition, &test.key, gate.gate, traced));
    }
    if outcome.checks.len() > 1 {
        seen.sort_by(|a, b| identity(a).cmp(&identity(b)));
        seen.dedup_by(|a, b| identity(a) == identity(b));
    }
    let key = |(id, position, condition, key, gate, traced): Seen<'_>| {
        let statement = parsed.tree(id).statements.get(position)?;
        let condition = statement.conditions.get(condition)?;
        let place = parsed.place(id, condition.span)?;
        Some(report::AbsentKey {
            key: key.clone(),
            policy_type: gate.into(),
            policy: place.policy.clone(),
            statement: traced.index,
            sid: statement.sid.as_ref().map(|sid| sid.value.to_string()),
            effect: traced.effect.into(),
            place,
        })
    };
    seen.into_iter().filter_map(key).collect()
}
