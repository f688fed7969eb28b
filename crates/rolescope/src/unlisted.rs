//! Things that a step needs and the scenario does not have: roles, callers, resources, sessions.

use iam_eval::{Decision, Gate};
use iam_syntax::Arn;

use crate::actor::Actor;
use crate::call::{Outcome, Weighed};
use crate::refusal::Refusal;
use crate::report::{Needed, NotInScenario};
use crate::shared::SharedText;
use crate::words::words;
use crate::world::World;

/// Entries that a check asks for and the scenario does not have.
#[derive(Default)]
pub(crate) struct Unlisted {
    /// The user or role that calls, or whose session does.
    pub(crate) caller: Option<SharedText>,
    /// True if it is the role, or whatever else is acted on.
    pub(crate) target: bool,
}

impl Unlisted {
    pub(crate) fn new(world: &World<'_>, actor: &Actor<'_>, target: &str) -> Self {
        let listed = match Arn::parse(target) {
            Some(arn) if arn.is_role() => world.principal(target).is_some(),
            // What else IAM and STS have carries no policy of its own.
            Some(arn) if matches!(arn.service, "iam" | "sts") => true,
            Some(_) => world.resource(target).is_some(),
            None => true,
        };
        Self { caller: actor.unlisted_arn().map(Into::into), target: !listed }
    }
}

/// Entry that a gate without an Allow would need, when it is not in the scenario.
pub(crate) fn behind(check: &Weighed, gate: Gate) -> Option<(Needed, &str)> {
    let facts = &check.facts;
    let target = || Some(facts.target.arn.as_str()).filter(|_| facts.unlisted.target);
    match gate {
        Gate::Trust => target().map(|arn| (Needed::Role, arn)),
        Gate::Resource => target().filter(|arn| !is_role(arn)).map(|arn| (Needed::Resource, arn)),
        Gate::Identity => facts.unlisted.caller.as_deref().map(|arn| (Needed::Caller, arn)),
        Gate::ResourceControl | Gate::ServiceControl | Gate::VpcEndpoint | Gate::Boundary | Gate::Session => None,
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
        .map(|check| &*check.weighed)
        .filter(|check| check.evaluation.owned.is_none() && check.evaluation.decision == Decision::ImplicitDeny);
    for check in denied {
        for (needed, name) in check.evaluation.decided_by.iter().filter_map(|gate| behind(check, *gate)) {
            if !found.iter().any(|known| known.needed == needed && known.name == name) {
                let nearest = words().and_then(|it| (it.nearest)(world, needed, name));
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
    let words = words().filter(|_| needed == Needed::Step);
    let nearest = words.and_then(|it| (it.nearest)(world, needed, name));
    vec![NotInScenario { needed, name: name.clone(), nearest }]
}

fn is_role(arn: &str) -> bool {
    Arn::parse(arn).is_some_and(|arn| arn.is_role())
}

/// The name of the same kind that is most probably meant.
pub(crate) fn nearest(world: &World<'_>, needed: Needed, name: &str) -> Option<String> {
    let scenario = world.scenario;
    let entries = scenario.principals.len() + scenario.resources.len() + scenario.steps.len();
    world.budget.spend(entries).ok()?;
    let of_kind = |arn: &&str| kind(arn) == kind(name);
    let principals = || scenario.principals.iter().map(|principal| principal.arn.as_str()).filter(of_kind);
    let found = match needed {
        Needed::Role | Needed::Caller => closest(name, principals()),
        Needed::Resource => closest(name, scenario.resources.iter().map(|resource| resource.arn.as_str())),
        Needed::Step => closest(name, scenario.steps.iter().filter_map(|step| step.name.as_deref())),
        Needed::LaterStep | Needed::Session => None,
    };
    found.map(str::to_owned)
}

/// `user` or `role`.
fn kind(arn: &str) -> Option<&str> {
    Some(Arn::parse(arn)?.typed()?.0)
}

/// Of these names the one that differs least, when it is no more than a slip: another path, account or case (ASCII), two
/// characters, or a part left out.
fn closest<'n>(wanted: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let near = |name: &'n str| Some((slip(wanted, name)?, name));
    names.filter_map(near).min_by_key(|(slip, _)| *slip).map(|(_, name)| name)
}

/// Distance of two names, from 0 on; nothing when they are two names.
fn slip(wanted: &str, name: &str) -> Option<usize> {
    let tail = |text: &str| text.rsplit(['/', ':']).next().unwrap_or(text).to_ascii_lowercase();
    if wanted.eq_ignore_ascii_case(name) {
        return Some(0);
    }
    let (one, other) = (tail(wanted), tail(name));
    if one == other && !one.is_empty() {
        return Some(1);
    }
    let (short, long) = if one.len() < other.len() { (&one, &other) } else { (&other, &one) };
    let rest = between(&one, &other);
    if rest <= 2 && rest * 2 < short.len() {
        return Some(1 + rest);
    }
    (short.len() >= 3 && long.contains(short.as_str())).then(|| 4 + long.len() - short.len())
}

/// Most characters between the common beginning and the common end of two texts.
fn between(one: &str, other: &str) -> usize {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let most = one.len().min(other.len());
    let start = one.iter().zip(&other).take_while(|(a, b)| a == b).count();
    let end = one.iter().rev().zip(other.iter().rev()).take(most - start).take_while(|(a, b)| a == b).count();
    one.len().max(other.len()) - start - end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_found_and_other_names_are_not() {
        let role = |name: &str| format!("arn:aws:iam::111122223333:role/{name}");
        let found = |wanted: &str, names: &[&str]| {
            let names: Vec<String> = names.iter().map(|name| role(name)).collect();
            closest(&role(wanted), names.iter().map(String::as_str)).map(str::to_owned)
        };
        assert_eq!(found("app", &["web-app", "reader"]), Some(role("web-app")));
        assert_eq!(found("web-app", &["reader", "wed-app"]), Some(role("wed-app")));
        assert_eq!(found("web-app", &["wbe-app"]), Some(role("wbe-app")));
        assert_eq!(found("team/app", &["App", "team/other"]), Some(role("App")));
        assert_eq!(found("app", &["ops", "deploy"]), None);
        assert_eq!(found("a", &["b"]), None);
    }
}
