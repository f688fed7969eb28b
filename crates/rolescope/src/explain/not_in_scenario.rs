//! Things that a step needs and the scenario does not have: roles, callers, resources, sessions.

use iam_eval::{Decision, Gate};
use iam_syntax::Arn;

use super::suggest;
use crate::decide::outcome::{CheckResult, Outcome};
use crate::report::{Needed, NotInScenario, Refusal};
use crate::resolve::world::World;

/// Entry that a gate without an Allow would need, when it is not in the scenario.
#[expect(clippy::wildcard_enum_match_arm, reason = "what grants can be missing: the other kinds only limit")]
pub(crate) fn behind(check: &CheckResult, gate: Gate) -> Option<(Needed, &str)> {
    let request = &check.request;
    let target = || Some(request.target.arn.as_str()).filter(|_| request.unlisted.target);
    match gate {
        Gate::Trust => target().map(|arn| (Needed::Role, arn)),
        Gate::Resource => target().filter(|arn| !is_role(arn)).map(|arn| (Needed::Resource, arn)),
        Gate::Identity => request.unlisted.caller.as_deref().map(|arn| (Needed::Caller, arn)),
        _ => None,
    }
}

/// Everything that keeps a step from being allowed because the scenario does not have it, most binding first.
pub(crate) fn of_outcome(world: &World<'_>, outcome: &Outcome<'_>) -> Vec<NotInScenario> {
    let mut found: Vec<NotInScenario> = Vec::new();
    if outcome.rule.is_some() || outcome.decision() != Decision::ImplicitDeny {
        return found;
    }
    let denied = outcome
        .checks
        .iter()
        .map(|check| &*check.result)
        .filter(|check| check.evaluation.owned.is_none() && check.evaluation.decision == Decision::ImplicitDeny);
    for check in denied {
        for (needed, name) in check.evaluation.decided_by.iter().filter_map(|gate| behind(check, *gate)) {
            if !found.iter().any(|known| known.needed == needed && known.name == name) {
                let nearest = suggest::nearest(world, needed, name);
                found.push(NotInScenario { needed, name: name.to_owned(), nearest });
            }
        }
    }
    found
}

/// The step, or the session of one, that a refused step would act with.
pub(crate) fn of_refusal(world: &World<'_>, refusal: &Refusal) -> Vec<NotInScenario> {
    let (needed, name) = if let Refusal::NoSuchStep { name } = refusal {
        (Needed::Step, name)
    } else if let Refusal::LaterStep { name } = refusal {
        (Needed::LaterStep, name)
    } else if let Refusal::NoSession { name, .. } = refusal {
        (Needed::Session, name)
    } else {
        return Vec::new();
    };
    let nearest = if needed == Needed::Step { suggest::nearest(world, needed, name) } else { None };
    vec![NotInScenario { needed, name: name.clone(), nearest }]
}

fn is_role(arn: &str) -> bool {
    Arn::parse(arn).is_some_and(|arn| arn.is_role())
}
