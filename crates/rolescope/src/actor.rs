//! Who calls in a step: a caller as the engine takes it, with its policies and its session.

use std::rc::Rc;

use iam_eval::keys::SessionFacts;
use iam_eval::{Attached, Caller, CallerKind, Instant, Tag};
use iam_sts::{Session, TokenOperation, override_tags};
use iam_syntax::Arn;
use iam_syntax::open_points::ROLE_SESSIONS_CARRY_MFA_KEY;

use crate::call::Call;
use crate::refusal::Refusal;
use crate::scenario::{CallerSession, Principal, Step};
use crate::world::{World, tags};

/// A caller with everything that it brings along.
#[derive(Clone)]
pub(crate) struct Actor<'w> {
    pub(crate) caller: Caller,
    /// The session that an earlier step obtained.
    pub(crate) session: Option<Rc<Session>>,
    /// What its temporary credentials carry.
    pub(crate) facts: Option<SessionFacts>,
    pub(crate) tags: Vec<Tag>,
    pub(crate) identity: Vec<Attached<'w>>,
    pub(crate) boundary: Option<Attached<'w>>,
    /// Session policies; `None`: none were passed.
    pub(crate) policies: Option<Vec<Attached<'w>>>,
    /// Their names.
    pub(crate) policy_names: Vec<String>,
}

/// What an earlier step left behind for `@NAME`.
#[derive(Clone)]
pub(crate) enum Obtained<'w> {
    /// A session.
    Session(Box<Actor<'w>>),
    /// Nothing: the step was refused, or is no call to STS.
    Nothing,
}

/// What each named step left behind, in the order of the steps.
pub(crate) type Sessions<'w> = Vec<(&'w str, Obtained<'w>)>;

impl<'w> Actor<'w> {
    /// Who calls in `step`.
    pub(crate) fn resolve(
        world: &'w World<'_>,
        step: &'w Step,
        sessions: &Sessions<'w>,
        now: Instant,
    ) -> Result<Self, Refusal> {
        let text = step.caller.as_str();
        if let Some(name) = text.strip_prefix('@') {
            return obtained(name, sessions, now);
        }
        let actor = match Arn::parse(text) {
            Some(arn) => by_arn(world, step, &arn, now)?,
            None => without_arn(text, &step.action)?,
        };
        if step.caller_session.is_some() && !step.is_called_in_session() {
            return Err(Refusal::SessionOfNoSession { caller: text.to_owned() });
        }
        Ok(actor)
    }

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

    /// A caller with the tags, policies and boundary of its entry among the principals.
    fn of_entry(world: &'w World<'_>, kind: CallerKind, account: &str, entry: Option<(usize, &Principal)>) -> Self {
        let mut actor = Self::plain(kind, Some(account));
        actor.caller.has_boundary = entry.is_some_and(|(_, principal)| principal.permissions_boundary.is_some());
        actor.tags = entry.map(|(_, principal)| tags(&principal.tags)).unwrap_or_default();
        actor.identity = identity(world, entry);
        actor.boundary = boundary(world, entry);
        actor
    }

    fn plain(kind: CallerKind, account: Option<&str>) -> Self {
        Self {
            caller: Caller { kind, account: account.map(str::to_owned), has_boundary: false },
            session: None,
            facts: None,
            tags: Vec::new(),
            identity: Vec::new(),
            boundary: None,
            policies: None,
            policy_names: Vec::new(),
        }
    }
}

/// Keys of an identity provider that stay in a session.
#[derive(Clone, Debug, Default)]
pub(crate) struct ProviderKeys {
    pub(crate) name: Option<String>,
    pub(crate) keys: Vec<(String, iam_eval::Values)>,
}

fn obtained<'w>(name: &str, sessions: &Sessions<'w>, now: Instant) -> Result<Actor<'w>, Refusal> {
    match sessions.iter().rfind(|(step, _)| *step == name).map(|(_, obtained)| obtained) {
        None => Err(Refusal::NoSuchStep { name: name.to_owned() }),
        Some(Obtained::Nothing) => Err(Refusal::NoSession { name: name.to_owned() }),
        Some(Obtained::Session(actor)) => match &actor.session {
            Some(session) if session.expired(now) => {
                Err(Refusal::Expired { at: session.expires_at.to_string(), now: now.to_string() })
            }
            Some(_) | None => Ok(actor.as_ref().clone()),
        },
    }
}

fn by_arn<'w>(world: &'w World<'_>, step: &'w Step, arn: &Arn<'_>, now: Instant) -> Result<Actor<'w>, Refusal> {
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
            Some((role, _)) => written_session(world, step, arn, role, now),
            None => Err(Refusal::UnknownCaller { caller: text.to_owned() }),
        },
        ("sts", "federated-user") => federated_user(world, step, arn, now),
        _ => Err(Refusal::UnknownCaller { caller: text.to_owned() }),
    }
}

fn without_arn<'w>(text: &str, action: &str) -> Result<Actor<'w>, Refusal> {
    let kind = if text == "anonymous" {
        CallerKind::Anonymous
    } else if action.eq_ignore_ascii_case("sts:AssumeRoleWithWebIdentity") && text.contains('.') {
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

/// A session ARN written out: the policies are those of its role, the rest is in `callerSession`.
fn written_session<'w>(
    world: &'w World<'_>,
    step: &'w Step,
    arn: &Arn<'_>,
    role: &str,
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
    actor.policies = caller_policies(world, written);
    actor.facts = Some(facts);
    Ok(actor)
}

/// A federated user acts with the policies of the user who made the session (ST-41).
fn federated_user<'w>(world: &'w World<'_>, step: &'w Step, arn: &Arn<'_>, now: Instant) -> Result<Actor<'w>, Refusal> {
    let written = step.caller_session.as_ref();
    let issued = issued_at(written, now)?;
    let issuer = written.and_then(|session| session.issuer.clone());
    let made_by = issuer.as_deref().and_then(|arn| world.principal(arn));
    let entry = world.principal(&step.caller).or(made_by);
    let issuer_id = made_by.and_then(|(_, user)| user.id.clone()).or_else(|| issuer.as_deref().map(iam_sts::user_id));
    let kind = CallerKind::FederatedUser { arn: step.caller.clone(), issuer, issuer_id };
    let mut facts = session_facts(written, issued, None);
    facts.mfa = None;
    Ok(Actor {
        tags: written.map(|session| tags(&session.tags)).unwrap_or_default(),
        policies: caller_policies(world, written),
        facts: Some(facts),
        ..Actor::of_entry(world, kind, arn.account, entry)
    })
}

fn identity<'w>(world: &'w World<'_>, entry: Option<(usize, &Principal)>) -> Vec<Attached<'w>> {
    let Some((_, principal)) = entry else { return Vec::new() };
    let mut all = world.attached_all(&principal.identity_policies);
    for group in &principal.groups {
        all.extend(world.attached_all(&group.policies));
    }
    all
}

fn boundary<'w>(world: &'w World<'_>, entry: Option<(usize, &Principal)>) -> Option<Attached<'w>> {
    let (_, principal) = entry?;
    world.attached(principal.permissions_boundary.as_ref()?)
}

fn names(world: &World<'_>, policies: Option<&[Attached<'_>]>) -> Vec<String> {
    let name = |attached: &Attached<'_>| world.shelf.policy(attached.id).map(|read| read.name.to_string());
    policies.unwrap_or_default().iter().filter_map(name).collect()
}

fn caller_policies<'w>(world: &'w World<'_>, written: Option<&CallerSession>) -> Option<Vec<Attached<'w>>> {
    let policies = &written?.policies;
    (!policies.is_empty()).then(|| world.attached_all(policies))
}

fn issued_at(written: Option<&CallerSession>, now: Instant) -> Result<Instant, Refusal> {
    match written.and_then(|session| session.issued_at.as_deref()) {
        None => Ok(now),
        Some(text) => Instant::parse(text)
            .ok_or_else(|| Refusal::BadTime { field: "callerSession.issuedAt", text: text.to_owned() }),
    }
}

fn session_facts(written: Option<&CallerSession>, issued: Instant, name: Option<&str>) -> SessionFacts {
    SessionFacts {
        issued_at: issued.to_string(),
        name: name.map(str::to_owned),
        source_identity: written.and_then(|session| session.source_identity.clone()),
        mfa: written.and_then(|session| session.mfa).or(ROLE_SESSIONS_CARRY_MFA_KEY.then_some(false)),
        mfa_at: None,
        assumed_root: false,
        provider_keys: Vec::new(),
        federated_provider: None,
    }
}

fn role_session(role_arn: &str, role_id: String, session_arn: Option<String>) -> CallerKind {
    let service_linked = Arn::parse(role_arn).is_some_and(|arn| arn.resource.starts_with("role/aws-service-role/"));
    CallerKind::RoleSession { role_arn: role_arn.to_owned(), role_id, session_arn, service_linked }
}
