//! A call that assumes a role, from its parameters to the session.

use std::rc::Rc;

use iam_eval::{CallerKind, Decision, Values};
use iam_sts::{AssumeRole, Operation, Role};
use iam_syntax::Arn;
use iam_syntax::open_points::SAML_SESSIONS_CARRY_PROVIDER;

use crate::actor::{Actor, ProviderKeys};
use crate::call::{Call, Outcome, Rule, fits_operation};
use crate::map::Map;
use crate::refusal::Refusal;
use crate::scenario::{SessionRequest, StepResource, StringOrList};
use crate::world::tags;

/// Longest session of a role that names none, in seconds (ST-01).
const DEFAULT_SESSION_SECONDS: u64 = 3600;

/// A call to assume a role.
pub(crate) struct Assumption<'c, 'w, 'a> {
    call: &'c Call<'w, 'a>,
    operation: Operation,
    role: Role,
    asked: Option<&'w SessionRequest>,
}

impl<'c, 'w, 'a> Assumption<'c, 'w, 'a> {
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
            return Err(Refusal::WrongCaller { action: operation.action(), caller });
        }
        let entry = call.world.principal(arn).map(|(_, role)| role);
        let role = Role {
            arn: arn.to_owned(),
            id: entry.and_then(|role| role.id.clone()).unwrap_or_else(|| iam_sts::role_id(arn)),
            tags: entry.map(|role| tags(&role.tags)).unwrap_or_default(),
            max_session_duration: entry.and_then(|role| role.max_session_duration).unwrap_or(DEFAULT_SESSION_SECONDS),
        };
        Ok(Self { call, operation, role, asked: call.step.session.as_ref() })
    }

    pub(crate) fn run(&self) -> Result<Outcome<'w>, Refusal> {
        let request = self.request();
        request.check().map_err(Refusal::Sts)?;
        let policies = self.call.session_policies(self.asked)?;
        let mut keys = request.keys();
        keys.extend(self.claims());
        let root = matches!(self.call.actor.caller.kind, CallerKind::Root { .. });
        let checks = self.call.checks(&request.actions(), &keys)?;
        let rule = root.then_some(Rule::RootUser);
        let mut outcome = Outcome { checks, obtained: None, rule };
        if outcome.decision() == Decision::Allowed {
            let session = Rc::new(request.session());
            let (arn, id) = (&self.role.arn, self.role.id.clone());
            let actor = Actor::of_session(self.call.world, session, arn, id, policies, self.kept_claims());
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

    /// What the token or assertion says, as condition keys (CK-10, CK-11, CK-20).
    fn claims(&self) -> Vec<(String, Values)> {
        let none = Map::new();
        let claims = self.asked.map_or(&none, |asked| &asked.claims);
        let mut keys: Vec<(String, Values)> =
            claims.iter().map(|(name, value)| (self.claim_key(name), values(value))).collect();
        let provider = self.call.actor.caller.name();
        match self.operation {
            Operation::AssumeRole => {}
            Operation::AssumeRoleWithSaml => {
                if SAML_SESSIONS_CARRY_PROVIDER {
                    keys.push(("aws:FederatedProvider".to_owned(), Values::One(provider.to_owned())));
                }
                if let Some((account, name)) = saml_provider(provider) {
                    keys.push(("saml:doc".to_owned(), Values::One(format!("{account}/{name}"))));
                }
            }
            Operation::AssumeRoleWithWebIdentity => {
                keys.push(("aws:FederatedProvider".to_owned(), Values::One(provider.to_owned())));
                // The audience key is the authorized party where the token names one; `oaud` is the audience itself.
                let audience = self.claim_key("aud");
                if let Some(aud) = claims.get("aud") {
                    keys.push((self.claim_key("oaud"), values(aud)));
                }
                if let Some(azp) = claims.get("azp") {
                    keys.retain(|(key, _)| *key != audience);
                    keys.push((audience, values(azp)));
                }
            }
        }
        keys
    }

    fn claim_key(&self, name: &str) -> String {
        if let CallerKind::WebIdentity { provider } = &self.call.actor.caller.kind
            && !name.contains(':')
        {
            return format!("{}:{name}", provider_host(provider));
        }
        name.to_owned()
    }

    /// Claims that stay in the session (CK-11, CK-13, CK-21).
    fn kept_claims(&self) -> ProviderKeys {
        let provider = self.call.actor.caller.name();
        let stay: &[&str] = match (self.operation, provider) {
            (Operation::AssumeRole, _) => &[],
            (Operation::AssumeRoleWithSaml, _) => &["namequalifier", "sub", "sub_type"],
            (Operation::AssumeRoleWithWebIdentity, "www.amazon.com") => &["app_id", "sub", "user_id"],
            (Operation::AssumeRoleWithWebIdentity, "graph.facebook.com") => &["app_id", "id"],
            (Operation::AssumeRoleWithWebIdentity, _) => &["amr", "aud", "sub"],
        };
        let name = (self.operation != Operation::AssumeRole).then(|| provider.to_owned());
        let stays = |key: &str| key.rsplit_once(':').is_some_and(|(_, claim)| stay.contains(&claim));
        ProviderKeys { name, keys: self.claims().into_iter().filter(|(key, _)| stays(key)).collect() }
    }
}

/// Account and name of `arn:aws:iam::ACCOUNT:saml-provider/NAME`.
pub(crate) fn saml_provider(arn: &str) -> Option<(&str, &str)> {
    let arn = Arn::parse(arn)?;
    Some((arn.account, arn.resource.strip_prefix("saml-provider/")?))
}

/// Host and path of an OIDC provider, as its keys begin: of an ARN what stands behind `oidc-provider/`.
pub(crate) fn provider_host(provider: &str) -> &str {
    let of_arn = Arn::parse(provider).and_then(|arn| arn.resource.strip_prefix("oidc-provider/"));
    of_arn.unwrap_or(provider)
}

fn values(claim: &StringOrList) -> Values {
    match claim {
        StringOrList::One(value) => Values::One(value.clone()),
        StringOrList::List(values) => Values::Many(values.clone()),
    }
}
