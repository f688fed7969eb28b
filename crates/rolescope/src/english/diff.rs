//! Words on what a change allows.

use iam_analysis::{Callers, Reason, Who};

use super::words::list;
use crate::diff::answer::{Region, Restriction, Verdict};

/// A verdict in one word, and in one sentence.
pub(crate) const fn verdict(verdict: Verdict) -> (&'static str, &'static str) {
    match verdict {
        Verdict::Same => ("Same.", "No request is decided differently. That is proved."),
        Verdict::Wider => ("Wider.", "Requests are allowed that were not."),
        Verdict::Narrower => ("Narrower.", "Requests are allowed no longer, and no request is gained. That is proved."),
        Verdict::Both => {
            ("Wider and narrower.", "Requests are allowed that were not, and others are allowed no longer.")
        }
        Verdict::Unknown => ("Unknown.", "It is not proved that nothing is gained or lost."),
    }
}

/// The most names of a list that are said in a line.
const MAX_NAMES: usize = 5;

/// A region in one line: `s3:DeleteObject (Write) on arn:aws:s3:::prod/*, unless Bool aws:MultiFactorAuthPresent true`.
///
/// `of_role`: the requests are for the role of a trust policy.
pub(crate) fn region(region: &Region, of_role: bool) -> String {
    let mut words = match &region.principals {
        Some(principals) => format!("{}: ", some(principals)),
        None => String::new(),
    };
    words.push_str(&actions(region));
    if !of_role {
        words.push_str(&format!(" on {}", resources(&region.resources)));
    }
    for also in &region.also_resources {
        words.push_str(&format!(" that are also among {}", resources(also)));
    }
    if !region.except_resources.is_empty() {
        words.push_str(&format!(" except {}", some(&region.except_resources)));
    }
    for condition in &region.conditions {
        words.push_str(&format!(", {}", restriction(condition)));
    }
    words
}

fn actions(region: &Region) -> String {
    let names = some(&region.actions);
    let levels: Vec<String> = match region.levels.as_slice() {
        [] => return format!("{names} (no action that AWS has today)"),
        [one] if one.count == 1 => vec![one.access_level.clone()],
        levels => levels.iter().map(|level| format!("{} {}", level.count, level.access_level)).collect(),
    };
    format!("{names} ({})", levels.join(", "))
}

fn resources(patterns: &[String]) -> String {
    if patterns.iter().any(|pattern| pattern == "*") { "every resource".to_owned() } else { some(patterns) }
}

/// The first names, and the number of those that are left out.
fn some(names: &[String]) -> String {
    let left_out = names.len().saturating_sub(MAX_NAMES);
    let mut said: Vec<String> = names.iter().take(MAX_NAMES).cloned().collect();
    if left_out > 0 {
        said.push(format!("{left_out} more"));
    }
    list(&said, "and")
}

/// `if StringEquals aws:RequestedRegion eu-west-1 or eu-west-2`
pub(crate) fn restriction(restriction: &Restriction) -> String {
    let word = if restriction.holds { "if" } else { "unless" };
    let values: Vec<String> = restriction
        .values
        .iter()
        .map(|value| if value.is_empty() { "\"\"".to_owned() } else { value.clone() })
        .collect();
    format!("{word} {} {} {}", restriction.operator, restriction.key, list(&values, "or"))
}

/// Callers in a few words each.
pub(crate) fn callers(all: &[Callers]) -> Vec<String> {
    let is = |who: &Who| all.iter().any(|own| own.who == *who && !own.of_own_account);
    let everybody = is(&Who::Anonymous) && is(&Who::OtherUsers(None)) && is(&Who::OtherRoles(None));
    let first = everybody.then(|| "everybody".to_owned());
    first.into_iter().chain(all.iter().map(caller)).collect()
}

fn caller(own: &Callers) -> String {
    let of = |account: &Option<String>| match account {
        Some(account) => format!("of account {account}"),
        None => "of accounts that are not named".to_owned(),
    };
    let mut words = match &own.who {
        Who::Anonymous => "callers without credentials".to_owned(),
        Who::Named(name) => name.clone(),
        Who::OtherUsers(account) => format!("other users {}", of(account)),
        Who::OtherRoles(account) => format!("other roles {}", of(account)),
        Who::Root(account) => format!("the root user {}", of(account)),
        Who::OtherFederatedUsers(account) => format!("other federated users {}", of(account)),
        Who::OtherServices => "services that are not named".to_owned(),
        Who::OtherTokens => "OpenID Connect providers that are not named".to_owned(),
        Who::OtherAssertions => "SAML providers that are not named".to_owned(),
    };
    if own.have_boundary {
        words.push_str(" with a permissions boundary");
    }
    if own.of_own_account {
        words.push_str(" if that is the resource's own account");
    }
    words
}

/// A reason for which more may be gained, or lost.
pub(crate) fn unknown(reason: &Reason, gained: bool) -> String {
    let what = if gained { "gained" } else { "lost" };
    let why = match reason {
        Reason::Budget => "the search ended at its limit".to_owned(),
        Reason::Many => "there are more regions than are listed".to_owned(),
        Reason::Variable { key } => format!("it depends on the value of the policy variable `${{{key}}}`"),
        Reason::SeveralTypes { key } => format!("operators of several types test the key `{key}`"),
        Reason::Values { key } => format!("values of the key `{key}` could not be put in order"),
        Reason::Principals => "statements name principals that are not compared".to_owned(),
        Reason::Replay => {
            "a request was found that the engine decides otherwise, which is a mistake in Rolescope".to_owned()
        }
    };
    format!("more may be {what}: {why}")
}
