//! The name that was probably meant in place of one that the scenario does not have.

use iam_syntax::Arn;

use crate::report::Needed;
use crate::resolve::world::World;

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
