//! Entries that a check asks for and the scenario does not have.

use iam_syntax::Arn;

use crate::resolve::actor::Actor;
use crate::resolve::world::{ResourceEntries, World};
use crate::shared::SharedText;

/// Entries that a check asks for and the scenario does not have.
#[derive(Default)]
pub(crate) struct Unlisted {
    /// The user or role that calls, or whose session does.
    pub(crate) caller: Option<SharedText>,
    /// True if it is the role, or whatever else is acted on.
    pub(crate) target: bool,
}

impl Unlisted {
    pub(crate) fn new(world: &World<'_>, actor: &Actor<'_>, target: &str, entries: &ResourceEntries<'_>) -> Self {
        let listed = match Arn::parse(target) {
            Some(arn) if arn.is_role() => world.principal(target).is_some(),
            // What else IAM and STS have carries no policy of its own.
            Some(arn) if matches!(arn.service, "iam" | "sts") => true,
            Some(_) => entries.resource().is_some(),
            None => true,
        };
        Self { caller: actor.unlisted_arn().map(Into::into), target: !listed }
    }
}
