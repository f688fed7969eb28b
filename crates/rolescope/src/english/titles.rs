//! Titles of trace entries.

use crate::report::{Effect, NO_SESSION};

/// Title of a rule that asks no policy.
pub(crate) const NO_PERMISSION_NEEDED: &str = "No permission needed";

/// Title of the rule on root users who assume roles.
pub(crate) const ROOT_USER: &str = "Root user";

/// Title of the rule on things that AWS owns.
pub(crate) const OWNED_BY_AWS: &str = "Owned by AWS";

/// Title of a refusal, by its code.
pub(crate) fn refused(code: &str) -> &str {
    if code == NO_SESSION { "No session" } else { code }
}

/// One check of several: `s3:GetObject on arn:aws:s3:::amzn-s3-demo-bucket/a`
pub(crate) fn check(action: &str, resource: &str) -> String {
    format!("{action} on {resource}")
}

/// Level of an organization without policies, by its position.
pub(crate) fn level(position: usize) -> String {
    format!("Level {}", position + 1)
}

/// `Allow`, or the same of a statement by its `Sid`, else by its position: `Allow · Read`, `Allow · statement 2`
pub(crate) fn statement(effect: Effect, named: Option<(Option<&str>, u32)>) -> String {
    let effect = match effect {
        Effect::Allow => "Allow",
        Effect::Deny => "Deny",
    };
    match named {
        None => effect.to_owned(),
        Some((Some(sid), _)) if !sid.is_empty() => format!("{effect} · {sid}"),
        Some((_, position)) => format!("{effect} · statement {}", position + 1),
    }
}

/// Title of an element: `Action s3:Get*`, or how many values there are.
pub(crate) fn element(name: &str, values: &[&str]) -> String {
    match values {
        [] => name.to_owned(),
        [one] => [name, " ", one].concat(),
        [first, rest @ ..] => format!("{name} {first} and {} more", rest.len()),
    }
}
