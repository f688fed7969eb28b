//! Callers that act with a session that a step has obtained.

use std::rc::Rc;

use iam_eval::keys::SessionFacts;
use iam_eval::{Attached, Caller, CallerKind, Decision, Instant};
use iam_sts::{Session, TokenOperation};
use iam_syntax::Arn;

use super::{Actor, role_session};
use crate::call::{Call, Outcome};
use crate::refusal::Refusal;
use crate::world::World;

/// Result of an earlier step, for `@NAME`.
#[derive(Clone)]
pub(crate) enum Obtained<'w> {
    /// A session.
    Session(Box<Actor<'w>>),
    /// Nothing, and why.
    Nothing(WithoutSession),
}

/// Reason for which a step obtained no session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WithoutSession {
    /// It was denied.
    Denied,
    /// It was refused before any policy decided.
    Refused,
    /// It calls nothing that gives a session.
    GivesNone,
}

impl<'w> Obtained<'w> {
    pub(crate) fn of(outcome: &Result<Outcome<'w>, Refusal>) -> Self {
        match outcome {
            Ok(Outcome { obtained: Some(actor), .. }) => Self::Session(actor.clone()),
            Ok(outcome) if outcome.decision() == Decision::Allowed => Self::Nothing(WithoutSession::GivesNone),
            Ok(_) => Self::Nothing(WithoutSession::Denied),
            Err(_) => Self::Nothing(WithoutSession::Refused),
        }
    }
}

/// Results of the named steps, in the order of the steps.
pub(crate) type Sessions<'w> = Vec<(&'w str, Obtained<'w>)>;

/// Keys of an identity provider that stay in a session.
#[derive(Clone, Debug, Default)]
pub(crate) struct ProviderKeys {
    pub(crate) name: Option<String>,
    pub(crate) keys: Vec<(String, iam_eval::Values)>,
}

impl<'w> Actor<'w> {
    /// The actor of a session that was just obtained.
    pub(crate) fn of_session(
        world: &'w World<'_>,
        session: Rc<Session>,
        role_arn: &str,
        role_id: String,
        policies: Option<Vec<Attached<'w>>>,
        provider: ProviderKeys,
    ) -> Self {
        let account = Arn::parse(role_arn).map_or("", |arn| arn.account);
        let kind = role_session(role_arn, role_id, Some(session.arn.clone()));
        let facts = SessionFacts {
            issued_at: session.issued_at.to_string(),
            name: Some(session.name.clone()),
            source_identity: session.source_identity.clone(),
            mfa: session.mfa,
            mfa_at: None,
            assumed_root: false,
            provider_keys: provider.keys,
            federated_provider: provider.name,
        };
        let mut actor = Self::of_entry(world, kind, account, world.principal(role_arn));
        actor.facts = Some(facts);
        actor.tags = session.tags.clone();
        actor.session = Some(session);
        actor.policy_names = names(world, policies.as_deref());
        actor.policies = policies;
        actor
    }

    /// The actor of credentials that were just handed out without a role.
    pub(crate) fn of_token(
        call: &Call<'w, '_>,
        operation: TokenOperation,
        session: Rc<Session>,
        policies: Option<Vec<Attached<'w>>>,
    ) -> Self {
        let caller = call.actor;
        let facts = SessionFacts {
            issued_at: session.issued_at.to_string(),
            mfa: session.mfa,
            source_identity: session.source_identity.clone(),
            mfa_at: (session.mfa == Some(true)).then(|| session.issued_at.epoch_seconds()),
            assumed_root: operation == TokenOperation::AssumeRoot,
            ..SessionFacts::default()
        };
        let mut actor = match operation {
            TokenOperation::SessionToken => caller.clone(),
            TokenOperation::FederationToken => {
                let kind = CallerKind::FederatedUser {
                    arn: session.arn.clone(),
                    issuer: Some(caller.caller.name().to_owned()),
                    issuer_id: caller.caller.kind.user_id().map(str::to_owned),
                };
                let account = caller.caller.account.as_deref().unwrap_or_default();
                // An entry of this very name carries the policies of who made the session.
                let mut actor = match call.world.principal(&session.arn) {
                    Some(entry) => Self::of_entry(call.world, kind, account, Some(entry)),
                    None => Self { caller: Caller { kind, ..caller.caller.clone() }, ..caller.clone() },
                };
                actor.tags.clone_from(&session.tags);
                actor
            }
            TokenOperation::AssumeRoot => {
                let account = Arn::parse(&session.arn).map(|arn| arn.account);
                Self::plain(CallerKind::Root { arn: session.arn.clone() }, account)
            }
        };
        actor.facts = Some(facts);
        actor.session = Some(session);
        actor.policy_names = names(call.world, policies.as_deref());
        actor.policies = policies;
        actor
    }
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
        Some(Obtained::Nothing(why)) => Err(Refusal::NoSession { name: name.to_owned(), why: *why }),
        Some(Obtained::Session(actor)) => match &actor.session {
            Some(session) if session.expired(now) => {
                Err(Refusal::Expired { at: session.expires_at.to_string(), now: now.to_string() })
            }
            Some(_) | None => Ok(actor.as_ref().clone()),
        },
    }
}

fn names(world: &World<'_>, policies: Option<&[Attached<'_>]>) -> Vec<String> {
    let name = |attached: &Attached<'_>| world.shelf.policy(attached.id).map(|read| read.name.to_string());
    policies.unwrap_or_default().iter().filter_map(name).collect()
}
