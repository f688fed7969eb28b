//! A call that assumes a role, from its parameters to the session.

use std::rc::Rc;

use iam_eval::keys::SessionFacts;
use iam_eval::{Attached, CallerKind, Decision, Values};
use iam_sts::{AssumeRole, IdentityProvider, Operation, ReadClaims, Role, Session};
use iam_syntax::open_points::{ROLE_SESSIONS_PASS_MFA, SAML_SESSIONS_CARRY_PROVIDER};
use iam_syntax::{Arn, KnownKey};

use super::call::{Call, fits_operation};
use super::outcome::{Outcome, Rule};
use crate::provider::{identity_provider, is_foreign_provider, saml_provider};
use crate::report::Refusal;
use crate::resolve::actor::{Actor, ProviderKeys, policy_names, role_session};
use crate::resolve::world::{World, tags};
use crate::scenario::{SessionRequest, StepResource, StringOrList};

/// Longest session of a role that names none, in seconds (ST-01).
const DEFAULT_SESSION_SECONDS: u64 = 3600;

/// A call to assume a role.
pub(crate) struct AssumeRoleCall<'c, 'w, 'a> {
    call: &'c Call<'w, 'a>,
    operation: Operation,
    role: Role,
    asked: Option<&'w SessionRequest>,
}

impl<'c, 'w, 'a> AssumeRoleCall<'c, 'w, 'a> {
    pub(crate) fn new(call: &'c Call<'w, 'a>, operation: Operation) -> Result<Self, Refusal> {
        let arn = match &call.step.resource {
            Some(StepResource::One(arn)) => arn.as_str(),
            Some(StepResource::Several(_)) | None => "*",
        };
        let is_role = Arn::parse(arn).is_some_and(|arn| arn.is_role());
        if !is_role {
            return Err(Refusal::NotARole { resource: arn.to_owned() });
        }
        if !fits_operation(operation, &call.actor.caller) {
            let caller = call.actor.caller.name().to_owned();
            return Err(Refusal::WrongCaller { action: operation.action().into(), caller });
        }
        let asked = call.step.session.as_ref();
        if let Some(field) = asked.and_then(|asked| not_taken(operation, asked)) {
            return Err(Refusal::NotAParameter { action: operation.action().into(), field: field.into() });
        }
        let entry = call.world.principal(arn).map(|(_, role)| role);
        let role = Role {
            arn: arn.to_owned(),
            id: entry.and_then(|role| role.id.clone()).unwrap_or_else(|| iam_sts::role_id(arn)),
            tags: entry.map(|role| tags(&role.tags)).unwrap_or_default(),
            max_session_duration: entry.and_then(|role| role.max_session_duration).unwrap_or(DEFAULT_SESSION_SECONDS),
        };
        Ok(Self { call, operation, role, asked })
    }

    pub(crate) fn run(&self) -> Result<Outcome<'w>, Refusal> {
        let request = self.request();
        request.check()?;
        self.check_provider()?;
        let (policies, _) = self.call.passed_policies()?;
        self.check_mfa()?;
        let ReadClaims { keys: claims, left_out, twice } = self.claims();
        if let Some((first, second)) = twice {
            return Err(Refusal::ClaimTwice { first, second });
        }
        let mut keys = request.keys();
        keys.extend(claims.iter().cloned());
        keys.extend(self.provider_keys());
        let root = matches!(self.call.actor.caller.kind, CallerKind::Root { .. });
        let checks = self.call.checks(&request.actions(), &keys)?;
        let rule = root.then_some(Rule::RootUser);
        let mut outcome = Outcome { checks, obtained: None, rule, left_out };
        if outcome.decision() == Decision::Allowed {
            let session = Rc::new(request.session());
            let (arn, id) = (&self.role.arn, self.role.id.clone());
            let actor = session_actor(self.call.world, session, arn, id, policies, self.kept(claims));
            outcome.obtained = Some(Box::new(actor));
        }
        Ok(outcome)
    }

    fn request(&self) -> AssumeRole<'_> {
        let asked = self.asked;
        AssumeRole {
            operation: self.operation,
            caller: &self.call.actor.caller,
            caller_session: self.call.actor.session.as_deref(),
            role: &self.role,
            name: asked.and_then(|asked| asked.name.as_deref()),
            duration_seconds: asked.and_then(|asked| asked.duration_seconds),
            tags: asked.map(|asked| tags(&asked.tags)).unwrap_or_default(),
            transitive_tag_keys: asked.map(|asked| asked.transitive_tag_keys.clone()).unwrap_or_default(),
            source_identity: asked.and_then(|asked| asked.source_identity.as_deref()),
            external_id: asked.and_then(|asked| asked.external_id.as_deref()),
            mfa: asked.and_then(|asked| asked.mfa).unwrap_or(false),
            policy_lengths: asked
                .map(|asked| asked.policies.iter().map(|policy| policy.document.text().chars().count()).collect())
                .unwrap_or_default(),
            context_providers: asked
                .map(|asked| asked.provided_contexts.iter().map(|context| context.provider_arn.clone()).collect())
                .unwrap_or_default(),
            now: self.call.now,
        }
    }

    /// The identity provider must be in the role's own account; those that are named by host are in none (AM-30).
    fn check_provider(&self) -> Result<(), Refusal> {
        let provider = self.call.actor.caller.name();
        if self.provider().is_some() && is_foreign_provider(provider, &self.role.arn) {
            let (provider, role) = (provider.to_owned(), self.role.arn.clone());
            return Err(Refusal::ForeignProvider { provider, role });
        }
        Ok(())
    }

    /// The device whose code comes with the call is that of an IAM user who calls (AM-02). Whether root has one is not
    /// asked: it assumes no role anyway.
    fn check_mfa(&self) -> Result<(), Refusal> {
        let caller = &self.call.actor.caller;
        let has_device = match caller.kind {
            CallerKind::User { .. } | CallerKind::Root { .. } => true,
            CallerKind::RoleSession { .. } => ROLE_SESSIONS_PASS_MFA.taken(),
            CallerKind::FederatedUser { .. }
            | CallerKind::Service { .. }
            | CallerKind::WebIdentity { .. }
            | CallerKind::Saml { .. }
            | CallerKind::Anonymous => false,
        };
        if has_device || self.asked.and_then(|asked| asked.mfa) != Some(true) {
            return Ok(());
        }
        let of_role = matches!(caller.kind, CallerKind::RoleSession { .. });
        Err(Refusal::MfaOfNoUser { caller: caller.name().to_owned(), of_role })
    }

    /// Provider that vouches for the caller.
    fn provider(&self) -> Option<IdentityProvider<'_>> {
        match self.operation {
            Operation::AssumeRole => None,
            Operation::AssumeRoleWithSaml | Operation::AssumeRoleWithWebIdentity => {
                Some(identity_provider(self.call.actor.caller.name()))
            }
        }
    }

    /// Claims of the token or assertion, as condition keys (CK-10 to CK-14, CK-20).
    fn claims(&self) -> ReadClaims {
        let claims = self.asked.into_iter().flat_map(|asked| asked.claims.iter());
        let claims = claims.map(|(name, value)| (name.as_str(), values(value)));
        self.provider().map(|provider| provider.read(claims)).unwrap_or_default()
    }

    /// Keys that AWS itself fills in for the provider (7.2, CK-20).
    fn provider_keys(&self) -> Vec<(String, Values)> {
        let provider = self.call.actor.caller.name();
        let mut keys = Vec::new();
        let carried = match self.operation {
            Operation::AssumeRole => false,
            Operation::AssumeRoleWithSaml => SAML_SESSIONS_CARRY_PROVIDER.taken(),
            Operation::AssumeRoleWithWebIdentity => true,
        };
        if carried {
            keys.push((KnownKey::FederatedProvider.name().to_owned(), Values::One(provider.to_owned())));
        }
        if let Some((account, name)) = saml_provider(provider) {
            keys.push((KnownKey::SamlDoc.name().to_owned(), Values::One(format!("{account}/{name}"))));
        }
        keys
    }

    /// Keys that stay in the session (CK-11 to CK-14, CK-21).
    fn kept(&self, claims: Vec<(String, Values)>) -> ProviderKeys {
        let Some(provider) = self.provider() else { return ProviderKeys::default() };
        let name = Some(self.call.actor.caller.name().to_owned());
        ProviderKeys { name, keys: claims.into_iter().filter(|(key, _)| provider.keeps(key)).collect() }
    }
}

/// The actor of a session that was just obtained.
fn session_actor<'w>(
    world: &'w World<'_>,
    session: Rc<Session>,
    role_arn: &str,
    role_id: String,
    policies: Option<Vec<Attached<'w>>>,
    provider: ProviderKeys,
) -> Actor<'w> {
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
    let mut actor = Actor::of_entry(world, kind, account, world.principal(role_arn));
    actor.facts = Some(facts);
    actor.tags = session.tags.clone();
    actor.session = Some(session);
    actor.policy_names = policy_names(world, policies.as_deref());
    actor.policies = policies;
    actor
}

/// The first field that the operation does not take (AM-02). What a scenario says of tags and source identity at a call
/// with a token or an assertion stands for what those bring.
fn not_taken(operation: Operation, asked: &SessionRequest) -> Option<&'static str> {
    let unsigned = match operation {
        Operation::AssumeRole => false,
        Operation::AssumeRoleWithSaml | Operation::AssumeRoleWithWebIdentity => true,
    };
    let given = [
        ("scopeDownPolicy", asked.scope_down_policy.is_some()),
        ("externalId", asked.external_id.is_some() && unsigned),
        ("mfa", asked.mfa.is_some() && unsigned),
        ("providedContexts", !asked.provided_contexts.is_empty() && unsigned),
        ("claims", !asked.claims.is_empty() && !unsigned),
    ];
    given.into_iter().find(|(_, misplaced)| *misplaced).map(|(field, _)| field)
}

fn values(claim: &StringOrList) -> Values {
    match claim {
        StringOrList::One(value) => Values::One(value.clone()),
        StringOrList::List(values) => Values::Many(values.clone()),
    }
}
