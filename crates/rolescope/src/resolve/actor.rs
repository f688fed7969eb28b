//! Caller of a step as the engine takes it, with its policies and its session.

use std::rc::Rc;

use iam_eval::keys::SessionFacts;
use iam_eval::{Attached, Caller, CallerKind, Instant, Tag, is_service_linked, is_service_user};
use iam_sts::Session;
use iam_syntax::open_points::ROLE_SESSIONS_CARRY_MFA_KEY;
use iam_syntax::{Arn, KnownAction};

mod obtained;
mod written;

use obtained::obtained;
pub(crate) use obtained::{Obtained, ProviderKeys, Sessions, policy_names};
use written::{federated_user, written_session};

use crate::report::Refusal;
use crate::resolve::world::{World, tags};
use crate::scenario::{CallerSession, Principal, Step};

/// A caller with everything that it brings along.
#[derive(Clone)]
pub(crate) struct Actor<'w> {
    pub(crate) caller: Caller,
    /// The session that an earlier step obtained.
    pub(crate) session: Option<Rc<Session>>,
    /// Facts about its temporary credentials.
    pub(crate) facts: Option<SessionFacts>,
    pub(crate) tags: Vec<Tag>,
    pub(crate) identity: Vec<Attached<'w>>,
    pub(crate) boundary: Option<Attached<'w>>,
    /// Session policies; `None`: none were passed.
    pub(crate) policies: Option<Vec<Attached<'w>>>,
    /// Names of the session policies.
    pub(crate) policy_names: Vec<String>,
    /// Scope down policies of its credentials, the first one first (AM-20).
    pub(crate) scope_down: Vec<Attached<'w>>,
    /// True if the scenario has no entry for its user or role, so that nobody knows its policies.
    pub(crate) unlisted: bool,
}

impl<'w> Actor<'w> {
    /// The caller of `step`, which is the scenario's at position `at`; one of no scenario has no policies of its own.
    pub(crate) fn resolve(
        world: &'w World<'_>,
        step: &'w Step,
        at: Option<usize>,
        sessions: &Sessions<'w>,
        now: Instant,
    ) -> Result<Self, Refusal> {
        let text = step.caller.as_str();
        if let Some(name) = text.strip_prefix('@') {
            let actor = obtained(world, name, sessions, now)?;
            return match &step.caller_session {
                None => Ok(actor),
                Some(_) => Err(Refusal::SessionOfObtained { name: name.to_owned() }),
            };
        }
        let actor = match Arn::parse(text) {
            Some(arn) => by_arn(world, step, at, &arn, now)?,
            None => without_arn(text, &step.action)?,
        };
        if step.caller_session.is_some() && !step.is_called_in_session() {
            return Err(Refusal::SessionOfNoSession { caller: text.to_owned() });
        }
        Ok(actor)
    }

    /// A caller with the tags, policies and boundary of its entry among the principals.
    pub(crate) fn of_entry(
        world: &'w World<'_>,
        kind: CallerKind,
        account: &str,
        entry: Option<(usize, &Principal)>,
    ) -> Self {
        let mut actor = Self::plain(kind, Some(account));
        actor.caller.has_boundary = entry.is_some_and(|(_, principal)| principal.permissions_boundary.is_some());
        actor.tags = entry.map(|(_, principal)| tags(&principal.tags)).unwrap_or_default();
        actor.identity = identity(world, entry);
        actor.boundary = boundary(world, entry);
        actor.unlisted = entry.is_none();
        actor
    }

    /// The user or role that the scenario has no entry for.
    pub(crate) fn unlisted_arn(&self) -> Option<&str> {
        let kind = &self.caller.kind;
        let arn = kind.user_arn().or_else(|| kind.role_arn()).or_else(|| kind.federated_user_arn());
        arn.filter(|_| self.unlisted)
    }

    pub(crate) fn plain(kind: CallerKind, account: Option<&str>) -> Self {
        Self {
            caller: Caller { kind, account: account.map(str::to_owned), has_boundary: false },
            session: None,
            facts: None,
            tags: Vec::new(),
            identity: Vec::new(),
            boundary: None,
            policies: None,
            policy_names: Vec::new(),
            scope_down: Vec::new(),
            unlisted: false,
        }
    }
}

fn by_arn<'w>(
    world: &'w World<'_>,
    step: &'w Step,
    at: Option<usize>,
    arn: &Arn<'_>,
    now: Instant,
) -> Result<Actor<'w>, Refusal> {
    let text = step.caller.as_str();
    let account = Some(arn.account);
    let (kind, rest) = arn.typed().unwrap_or((arn.resource, ""));
    match (arn.service, kind) {
        ("iam", "root") => Ok(Actor::plain(CallerKind::Root { arn: text.to_owned() }, account)),
        ("iam", "user") => Ok(user(world, text, arn)),
        ("iam", "role") => Ok(role_without_name(world, text, arn, now)),
        ("iam", "oidc-provider") => Ok(Actor::plain(CallerKind::WebIdentity { provider: text.to_owned() }, None)),
        ("iam", "saml-provider") => Ok(Actor::plain(CallerKind::Saml { provider: text.to_owned() }, None)),
        ("sts", "assumed-role") => match rest.split_once('/') {
            Some((role, _)) => written_session(world, step, at, (arn, role), now),
            None => Err(Refusal::UnknownCaller { caller: text.to_owned() }),
        },
        ("sts", "federated-user") => federated_user(world, step, at, arn, now),
        _ => Err(Refusal::UnknownCaller { caller: text.to_owned() }),
    }
}

fn without_arn<'w>(text: &str, action: &str) -> Result<Actor<'w>, Refusal> {
    let kind = if text == "anonymous" {
        CallerKind::Anonymous
    } else if KnownAction::of(action) == Some(KnownAction::AssumeRoleWithWebIdentity) && text.contains('.') {
        CallerKind::WebIdentity { provider: text.to_owned() }
    } else if text.ends_with(".amazonaws.com") || text.ends_with(".amazonaws.com.cn") {
        CallerKind::Service { name: text.to_owned() }
    } else if text.contains('.') && !text.contains(char::is_whitespace) {
        CallerKind::WebIdentity { provider: text.to_owned() }
    } else {
        return Err(Refusal::UnknownCaller { caller: text.to_owned() });
    };
    Ok(Actor::plain(kind, None))
}

fn user<'w>(world: &'w World<'_>, text: &str, arn: &Arn<'_>) -> Actor<'w> {
    if is_service_user(arn) {
        let id = iam_sts::user_id(text);
        return Actor::plain(CallerKind::User { arn: text.to_owned(), id }, None);
    }
    let entry = world.principal(text);
    let id = entry.and_then(|(_, user)| user.id.clone()).unwrap_or_else(|| iam_sts::user_id(text));
    Actor::of_entry(world, CallerKind::User { arn: text.to_owned(), id }, arn.account, entry)
}

/// A role's ARN stands for a session of that role whose name nobody knows.
fn role_without_name<'w>(world: &'w World<'_>, text: &str, arn: &Arn<'_>, now: Instant) -> Actor<'w> {
    let entry = world.principal(text);
    let id = entry.and_then(|(_, role)| role.id.clone()).unwrap_or_else(|| iam_sts::role_id(text));
    let facts = Some(session_facts(None, now, None));
    Actor { facts, ..Actor::of_entry(world, role_session(text, id, None), arn.account, entry) }
}

fn identity<'w>(world: &'w World<'_>, entry: Option<(usize, &Principal)>) -> Vec<Attached<'w>> {
    let Some((at, _)) = entry else { return Vec::new() };
    ["identityPolicies", "groups"].into_iter().flat_map(|field| world.policies_in("principals", at, field)).collect()
}

fn boundary<'w>(world: &'w World<'_>, entry: Option<(usize, &Principal)>) -> Option<Attached<'w>> {
    let (at, _) = entry?;
    world.policies_in("principals", at, "permissionsBoundary").next()
}

fn session_facts(written: Option<&CallerSession>, issued: Instant, name: Option<&str>) -> SessionFacts {
    SessionFacts {
        issued_at: issued.to_string(),
        name: name.map(str::to_owned),
        source_identity: written.and_then(|session| session.source_identity.clone()),
        mfa: written.and_then(|session| session.mfa).or(ROLE_SESSIONS_CARRY_MFA_KEY.taken().then_some(false)),
        mfa_at: None,
        assumed_root: false,
        provider_keys: Vec::new(),
        federated_provider: None,
    }
}

pub(crate) fn role_session(role_arn: &str, role_id: String, session_arn: Option<String>) -> CallerKind {
    let service_linked = is_service_linked(role_arn);
    CallerKind::RoleSession { role_arn: role_arn.to_owned(), role_id, session_arn, service_linked }
}
