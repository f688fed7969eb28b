//! A call for credentials without a role, from its parameters to the session.

use std::rc::Rc;

use iam_eval::keys::SessionFacts;
use iam_eval::{Attached, Caller, CallerKind, Decision, Tag};
use iam_sts::{Session, TokenOperation, TokenRequest};
use iam_syntax::Arn;

use super::call::Call;
use super::outcome::{Outcome, Rule};
use crate::report::Refusal;
use crate::resolve::actor::{Actor, policy_names};
use crate::resolve::world::tags;
use crate::scenario::{Account, NamedPolicy, SessionRequest, StepResource};

/// A call for a session token, a federated user's credentials, those of a member account's root user, or scoped ones.
pub(crate) struct TokenCall<'c, 'w, 'a> {
    call: &'c Call<'w, 'a>,
    operation: TokenOperation,
    asked: Option<&'w SessionRequest>,
    target: &'w str,
}

impl<'c, 'w, 'a> TokenCall<'c, 'w, 'a> {
    pub(crate) fn new(call: &'c Call<'w, 'a>, operation: TokenOperation) -> Result<Self, Refusal> {
        let target = match &call.step.resource {
            Some(StepResource::One(arn)) => arn.as_str(),
            Some(StepResource::Several(_)) | None => "*",
        };
        let token_call = Self { call, operation, asked: call.step.session.as_ref(), target };
        token_call.check_caller()?;
        token_call.check_parameters()?;
        if operation == TokenOperation::AssumeRoot {
            token_call.check_accounts()?;
        }
        Ok(token_call)
    }

    pub(crate) fn run(&self) -> Result<Outcome<'w>, Refusal> {
        let request = self.request();
        request.check()?;
        let (policies, scope_down) = self.call.passed_policies()?;
        let rule = (self.operation == TokenOperation::SessionToken).then_some(Rule::OwnSession);
        let checks = match request.actions()[..] {
            [] => Vec::new(),
            ref actions => self.call.checks(actions, &request.keys())?,
        };
        let mut outcome = Outcome { checks, obtained: None, rule, left_out: Vec::new() };
        if outcome.decision() == Decision::Allowed {
            let session = Rc::new(request.session());
            let actor = match self.operation {
                TokenOperation::ScopedCredentials => scoped_actor(self.call, session, scope_down),
                TokenOperation::SessionToken | TokenOperation::FederationToken | TokenOperation::AssumeRoot => {
                    token_actor(self.call, self.operation, session, policies)
                }
            };
            outcome.obtained = Some(Box::new(actor));
        }
        Ok(outcome)
    }

    fn request(&self) -> TokenRequest<'_> {
        let asked = self.asked;
        let length = |policy: &NamedPolicy| policy.document.text().chars().count();
        let policy = |policy: &'w NamedPolicy| (policy.name.as_str(), length(policy));
        let facts = self.call.actor.facts.as_ref();
        TokenRequest {
            operation: self.operation,
            caller: &self.call.actor.caller,
            caller_session: self.call.actor.session.as_deref(),
            name: asked.and_then(|asked| asked.name.as_deref()),
            duration_seconds: asked.and_then(|asked| asked.duration_seconds),
            caller_tags: self.own_tags(),
            tags: asked.map(|asked| tags(&asked.tags)).unwrap_or_default(),
            policies: asked.map(|asked| asked.policies.iter().map(policy).collect()).unwrap_or_default(),
            scope_down_policy: asked.and_then(|asked| asked.scope_down_policy.as_ref()).map(length),
            scope_down_policies: self.call.actor.scope_down.len(),
            mfa: asked.and_then(|asked| asked.mfa).unwrap_or(false),
            source_identity: facts.and_then(|facts| facts.source_identity.as_deref()),
            target: self.target,
            now: self.call.now,
        }
    }

    /// Tags of the user who calls, for sessions that have them too (AM-04).
    fn own_tags(&self) -> Vec<Tag> {
        match self.operation {
            TokenOperation::SessionToken | TokenOperation::FederationToken => self.call.actor.tags.clone(),
            TokenOperation::AssumeRoot | TokenOperation::ScopedCredentials => Vec::new(),
        }
    }

    /// Session tokens and federated users' credentials are for long-term keys; root is assumed by anybody but root; scoped
    /// credentials are for temporary ones.
    fn check_caller(&self) -> Result<(), Refusal> {
        let actor = self.call.actor;
        let long_term = match self.operation {
            TokenOperation::SessionToken | TokenOperation::FederationToken => true,
            TokenOperation::AssumeRoot | TokenOperation::ScopedCredentials => false,
        };
        let scoped = self.operation == TokenOperation::ScopedCredentials;
        let fits = match actor.caller.kind {
            CallerKind::User { .. } => !scoped || actor.session.is_some(),
            CallerKind::Root { .. } => long_term || (scoped && actor.session.is_some()),
            CallerKind::RoleSession { .. } => !long_term,
            CallerKind::FederatedUser { .. } => scoped,
            CallerKind::Service { .. }
            | CallerKind::WebIdentity { .. }
            | CallerKind::Saml { .. }
            | CallerKind::Anonymous => false,
        };
        if fits {
            return Ok(());
        }
        Err(Refusal::WrongCaller {
            action: self.operation.action().into(),
            caller: self.call.actor.caller.name().to_owned(),
        })
    }

    /// Refuses fields that the operation does not take.
    fn check_parameters(&self) -> Result<(), Refusal> {
        let Some(asked) = self.asked else { return Ok(()) };
        let token = self.operation == TokenOperation::SessionToken;
        let federation = self.operation == TokenOperation::FederationToken;
        let scoped = self.operation == TokenOperation::ScopedCredentials;
        let given = [
            ("name", asked.name.is_some() && !federation),
            ("policies", !asked.policies.is_empty() && (token || scoped)),
            ("scopeDownPolicy", asked.scope_down_policy.is_some() && !scoped),
            ("tags", !asked.tags.is_empty() && !federation),
            ("transitiveTagKeys", !asked.transitive_tag_keys.is_empty()),
            ("sourceIdentity", asked.source_identity.is_some()),
            ("externalId", asked.external_id.is_some()),
            ("mfa", asked.mfa.is_some() && !token),
            ("claims", !asked.claims.is_empty()),
            ("providedContexts", !asked.provided_contexts.is_empty()),
        ];
        match given.into_iter().find(|(_, misplaced)| *misplaced) {
            Some((field, _)) => {
                Err(Refusal::NotAParameter { action: self.operation.action().into(), field: field.into() })
            }
            None => Ok(()),
        }
    }

    /// Only the management account and delegated administrators become root of another account of theirs (EV-84).
    fn check_accounts(&self) -> Result<(), Refusal> {
        let own = self.call.actor.caller.account.as_deref().unwrap_or_default();
        let target = Arn::parse(self.target).filter(|arn| arn.service == "iam" && arn.resource == "root");
        match target {
            Some(target) if target.account != own => {}
            Some(_) | None => return Err(Refusal::NotAMemberRoot { resource: self.target.to_owned() }),
        }
        let manages = |account: &Account| account.management_account || account.delegated_administrator;
        if self.call.world.account(Some(own)).is_some_and(|(_, account)| manages(account)) {
            return Ok(());
        }
        Err(Refusal::NotManaging { account: own.to_owned() })
    }
}

/// The actor of credentials that were just handed out without a role.
fn token_actor<'w>(
    call: &Call<'w, '_>,
    operation: TokenOperation,
    session: Rc<Session>,
    policies: Option<Vec<Attached<'w>>>,
) -> Actor<'w> {
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
        TokenOperation::SessionToken | TokenOperation::ScopedCredentials => caller.clone(),
        TokenOperation::FederationToken => {
            let kind = CallerKind::FederatedUser {
                arn: session.arn.clone(),
                issuer: Some(caller.caller.name().to_owned()),
                issuer_id: caller.caller.kind.user_id().map(str::to_owned),
            };
            let account = caller.caller.account.as_deref().unwrap_or_default();
            // An entry of this very name carries the policies of who made the session.
            let mut actor = match call.world.principal(&session.arn) {
                Some(entry) => Actor::of_entry(call.world, kind, account, Some(entry)),
                None => Actor { caller: Caller { kind, ..caller.caller.clone() }, ..caller.clone() },
            };
            actor.tags.clone_from(&session.tags);
            actor
        }
        TokenOperation::AssumeRoot => {
            let account = Arn::parse(&session.arn).map(|arn| arn.account);
            Actor::plain(CallerKind::Root { arn: session.arn.clone() }, account)
        }
    };
    actor.facts = Some(facts);
    actor.session = Some(session);
    actor.policy_names = policy_names(call.world, policies.as_deref());
    actor.policies = policies;
    actor
}

/// The actor of scoped credentials: the calling one, under one more scope down policy where one was passed (AM-20).
fn scoped_actor<'w>(call: &Call<'w, '_>, session: Rc<Session>, scope_down: Vec<Attached<'w>>) -> Actor<'w> {
    let mut actor = call.actor.clone();
    if let Some(facts) = &mut actor.facts {
        facts.issued_at = session.issued_at.to_string();
    }
    actor.session = Some(session);
    actor.scope_down.extend(scope_down);
    actor
}
