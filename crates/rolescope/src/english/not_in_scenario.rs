//! Things that a step needs and the scenario does not have, in words.

use iam_syntax::Arn;

use crate::decide::outcome::Weighed;
use crate::report::{Needed, NotInScenario};

/// Reason for which nothing allows a call: the entry that would have to allow it is not there.
pub(crate) fn cause(found: &NotInScenario, check: &Weighed) -> String {
    let (what, action) = (subject(found.needed, &found.name), &check.facts.action.text);
    let lacks = match found.needed {
        Needed::Role => format!("without its trust policy nothing lets `{}` call `{action}`", check.facts.caller),
        Needed::Caller => format!("without its policies nothing allows `{action}`"),
        Needed::Resource if check.facts.caller_account.is_some() => {
            format!("without its policy nothing allows `{action}` to a caller of another account")
        }
        Needed::Resource => format!("without its policy nothing allows `{action}` to this caller"),
        Needed::Step | Needed::LaterStep | Needed::Session => "there is no session to act with".to_owned(),
    };
    let meant = found.nearest.as_ref().map(|name| format!(" Did you mean `{name}`?")).unwrap_or_default();
    format!("{what} is not in this scenario; {lacks}.{meant}")
}

/// The same of something that is not what decides first.
pub(crate) fn besides(found: &NotInScenario) -> String {
    format!(" {} is not in this scenario either.", subject(found.needed, &found.name))
}

/// Detail of a gate that has no policies to ask.
pub(crate) fn without(needed: Needed, name: &str) -> String {
    format!("{} is not in this scenario, so there is no policy of it to ask.", subject(needed, name))
}

/// ``The role `arn:…` ``
fn subject(needed: Needed, name: &str) -> String {
    let kind = Arn::parse(name).and_then(|arn| arn.typed()).map(|(kind, _)| kind);
    let noun = match (needed, kind) {
        (Needed::Caller, Some("federated-user")) => "federated user",
        (Needed::Caller, Some("user")) => "user",
        (Needed::Caller | Needed::Role, _) => "role",
        (Needed::Resource, _) => "resource",
        (Needed::Step | Needed::LaterStep | Needed::Session, _) => "step",
    };
    format!("The {noun} `{name}`")
}
