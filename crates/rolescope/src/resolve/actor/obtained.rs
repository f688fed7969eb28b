//! Callers that act with a session that a step has obtained.

use iam_eval::{Attached, Instant};

use super::Actor;
use crate::report::{Refusal, WithoutSession};
use crate::resolve::world::World;

/// Result of an earlier step, for `@NAME`.
#[derive(Clone)]
pub(crate) enum Obtained<'w> {
    /// A session.
    Session(Box<Actor<'w>>),
    /// Nothing, and why.
    Nothing(WithoutSession),
}

/// Results of the named steps, in the order of the steps.
pub(crate) type Sessions<'w> = Vec<(&'w str, Obtained<'w>)>;

/// Keys of an identity provider that stay in a session.
#[derive(Clone, Debug, Default)]
pub(crate) struct ProviderKeys {
    pub(crate) name: Option<String>,
    pub(crate) keys: Vec<(String, iam_eval::Values)>,
}

pub(super) fn obtained<'w>(
    world: &World<'_>,
    name: &str,
    sessions: &Sessions<'w>,
    now: Instant,
) -> Result<Actor<'w>, Refusal> {
    match sessions.iter().rfind(|(step, _)| *step == name).map(|(_, obtained)| obtained) {
        None => {
            let steps = &world.scenario.steps;
            world.budget.spend(steps.len())?;
            let name = name.to_owned();
            let later = steps.iter().any(|step| step.name.as_ref() == Some(&name));
            Err(if later { Refusal::LaterStep { name } } else { Refusal::NoSuchStep { name } })
        }
        Some(Obtained::Nothing(why)) => Err(Refusal::NoSession { name: name.to_owned(), because: *why }),
        Some(Obtained::Session(actor)) => match &actor.session {
            Some(session) if session.expired(now) => {
                Err(Refusal::Expired { at: session.expires_at.to_string(), now: now.to_string() })
            }
            Some(_) | None => Ok(actor.as_ref().clone()),
        },
    }
}

/// Names of session policies.
pub(crate) fn policy_names(world: &World<'_>, policies: Option<&[Attached<'_>]>) -> Vec<String> {
    let name = |attached: &Attached<'_>| world.parsed.policy(attached.id).map(|read| read.name.to_string());
    policies.unwrap_or_default().iter().filter_map(name).collect()
}
