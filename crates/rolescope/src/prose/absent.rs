//! Keys that the request lacks and the decision hangs on (AM-17).

use iam_eval::{AbsentKey, Gate, PolicyId, StatementTrace};

use super::{effect, policy_type, unique, words};
use crate::call::Outcome;
use crate::report;
use crate::shelf::Shelf;

/// Policy, position of the statement and of the condition, key, gate and statement of a test.
type Seen<'t> = (PolicyId, usize, usize, &'t String, Gate, &'t StatementTrace);

/// Identity of a test among all others.
fn identity<'t>(it: &Seen<'t>) -> (PolicyId, usize, usize, &'t String) {
    (it.0, it.1, it.2, it.3)
}

/// The tests as the report has them, each once.
pub(super) fn keys(shelf: &Shelf, outcome: &Outcome<'_>, found: &[(usize, AbsentKey)]) -> Vec<report::AbsentKey> {
    let mut seen: Vec<Seen<'_>> = Vec::with_capacity(found.len());
    for (check, test) in found {
        let at = test.statement;
        let gate = outcome.checks.get(*check).and_then(|check| check.weighed.evaluation.gates.get(at.gate));
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
        let statement = shelf.tree(id).statements.get(position)?;
        let condition = statement.conditions.get(condition)?;
        let place = shelf.place(id, condition.span)?;
        Some(report::AbsentKey {
            key: key.clone(),
            policy_type: policy_type(gate),
            policy: place.policy.clone(),
            statement: traced.index,
            sid: statement.sid.as_ref().map(|sid| sid.value.to_string()),
            effect: effect(traced.effect),
            place,
        })
    };
    seen.into_iter().filter_map(key).collect()
}

/// The sentence of the decision with what it hangs on: `` Allowed only because the request has no `aws:SourceVpce`: … ``
pub(super) fn only_because(sentence: &str, found: &[report::AbsentKey]) -> String {
    let mut keys: Vec<String> = found.iter().map(|it| it.key.clone()).collect();
    unique(&mut keys);
    let Some((verdict, why)) = sentence.split_once(':').filter(|_| !keys.is_empty()) else {
        return sentence.to_owned();
    };
    const NAMED: usize = 3;
    let named: Vec<String> = keys.iter().take(NAMED).map(|key| format!("no `{key}`")).collect();
    let named: Vec<&str> = named.iter().map(String::as_str).collect();
    let more = match keys.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(", nor {more} more"),
    };
    format!("{verdict} only because the request has {}{more}:{why}", words::list(&named, "and"))
}
