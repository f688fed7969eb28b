//! Things that a step needs and the scenario does not have, in words.

use iam_syntax::Arn;

use crate::report::{Because, Lacking, Needed};

/// Reason for which nothing allows a call: the entry that would have to allow it is not there.
pub(super) fn cause(because: &Because) -> String {
    let Because::NotInScenario { needed, name, caller, action, has_account, nearest } = because else {
        return String::new();
    };
    let lacks = match needed {
        Needed::Role => format!("without its trust policy nothing lets `{caller}` call `{action}`"),
        Needed::Caller => format!("without its policies nothing allows `{action}`"),
        Needed::Resource if *has_account => {
            format!("without its policy nothing allows `{action}` to a caller of another account")
        }
        Needed::Resource => format!("without its policy nothing allows `{action}` to this caller"),
        Needed::Step | Needed::LaterStep | Needed::Session => "there is no session to call with".to_owned(),
    };
    let meant = nearest.as_ref().map(|name| format!(" Did you mean `{name}`?")).unwrap_or_default();
    format!("{} is not in this scenario; {lacks}.{meant}", subject(*needed, name))
}

/// The same of something that is not what decides first.
pub(super) fn besides(found: &Lacking) -> String {
    format!(" {} is not in this scenario either.", subject(found.needed, &found.name))
}

/// Detail of a gate that has no policies to ask.
pub(super) fn without(needed: Needed, name: &str) -> String {
    format!("{} is not in this scenario, so it has no policy to evaluate.", subject(needed, name))
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
