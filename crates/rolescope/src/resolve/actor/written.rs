//! Callers whose session ARN a scenario writes out, with what it says of the session.

use std::rc::Rc;

use iam_eval::{Attached, CallerKind, Instant};
use iam_sts::{Session, override_tags};
use iam_syntax::Arn;

use super::{Actor, role_session, session_facts};
use crate::report::Refusal;
use crate::resolve::world::{World, tags};
use crate::scenario::{CallerSession, Step};

/// A session ARN written out: the policies are those of its role, the rest is in `callerSession`.
pub(super) fn written_session<'w>(
    world: &'w World<'_>,
    step: &'w Step,
    at: Option<usize>,
    (arn, role): (&Arn<'_>, &str),
    now: Instant,
) -> Result<Actor<'w>, Refusal> {
    let written = step.caller_session.as_ref();
    let issued = issued_at(written, now)?;
    let entry = world.role_by_name(arn.account, role);
    let role_arn = entry.map_or_else(
        || format!("arn:{}:iam::{}:role/{role}", arn.partition, arn.account),
        |(_, role)| role.arn.clone(),
    );
    let id = entry.and_then(|(_, role)| role.id.clone()).unwrap_or_else(|| iam_sts::role_id(&role_arn));
    let mut actor =
        Actor::of_entry(world, role_session(&role_arn, id.clone(), Some(step.caller.clone())), arn.account, entry);
    override_tags(&mut actor.tags, &written.map(|session| tags(&session.tags)).unwrap_or_default());
    let name = arn.name().to_owned();
    let facts = session_facts(written, issued, Some(&name));
    let session = Session {
        arn: step.caller.clone(),
        id: Some(format!("{id}:{name}")),
        access_key_id: iam_sts::access_key_id(&format!("{} {issued}", step.caller)),
        name,
        issued_at: issued,
        // The scenario does not say when it ends.
        expires_at: Instant::LAST,
        tags: actor.tags.clone(),
        transitive: Vec::new(),
        source_identity: facts.source_identity.clone(),
        mfa: facts.mfa,
    };
    actor.session = Some(Rc::new(session));
    actor.policies = caller_policies(world, at);
    actor.facts = Some(facts);
    Ok(actor)
}

/// A federated user acts with the policies of the user who made the session (ST-41).
pub(super) fn federated_user<'w>(
    world: &'w World<'_>,
    step: &'w Step,
    at: Option<usize>,
    arn: &Arn<'_>,
    now: Instant,
) -> Result<Actor<'w>, Refusal> {
    let written = step.caller_session.as_ref();
    let issued = issued_at(written, now)?;
    let issuer = written.and_then(|session| session.issuer.clone());
    let made_by = issuer.as_deref().and_then(|arn| world.principal(arn));
    let entry = world.principal(&step.caller).or(made_by);
    let issuer_id = made_by.and_then(|(_, user)| user.id.clone()).or_else(|| issuer.as_deref().map(iam_sts::user_id));
    let kind = CallerKind::FederatedUser { arn: step.caller.clone(), issuer, issuer_id };
    let mut facts = session_facts(written, issued, None);
    facts.mfa = None;
    // The tags of the user who made the session, overridden by those passed (AM-04).
    let mut session_tags = made_by.map(|(_, user)| tags(&user.tags)).unwrap_or_default();
    override_tags(&mut session_tags, &written.map(|session| tags(&session.tags)).unwrap_or_default());
    Ok(Actor {
        tags: session_tags,
        policies: caller_policies(world, at),
        facts: Some(facts),
        ..Actor::of_entry(world, kind, arn.account, entry)
    })
}

fn caller_policies<'w>(world: &'w World<'_>, at: Option<usize>) -> Option<Vec<Attached<'w>>> {
    let policies: Vec<Attached<'w>> = world.policies_in("steps", at?, "callerSession").collect();
    (!policies.is_empty()).then_some(policies)
}

fn issued_at(written: Option<&CallerSession>, now: Instant) -> Result<Instant, Refusal> {
    match written.and_then(|session| session.issued_at.as_deref()) {
        None => Ok(now),
        Some(text) => Instant::parse(text)
            .ok_or_else(|| Refusal::BadTime { field: "callerSession.issuedAt".into(), text: text.to_owned() }),
    }
}
