//! One call: what it asks of the engine, and what comes back.

use std::sync::Arc;

use iam_eval::keys::{CallFacts, derive};
use iam_eval::{
    Action, Attached, Caller, CallerKind, Context, Decision, Evaluation, Instant, Policies, Request, Tag, Target,
    Values, decide, evaluate,
};
use iam_sts::{Operation, TokenOperation};
use iam_syntax::open_points::{FORWARDED_CALLS_KEEP_SOURCE_IP, INHERITED_TAGS_COUNT_IN_TRUST};
use iam_syntax::{Arn, DiagnosticKind};

mod policies;

pub(crate) use policies::trust_decides;

use crate::actor::Actor;
use crate::assume::Assumption;
use crate::map::Map;
use crate::refusal::Refusal;
use crate::scenario::{ContextInput, SessionRequest, Step, StepResource, TouchedResource};
use crate::shared::SharedText;
use crate::token::Tokening;
use crate::world::{World, tags};

/// Stands for the address of a service, which nobody knows: it lies in no network but that of all addresses.
pub(crate) const SERVICE_ADDRESS: &str = "0.0.0.0";

/// A call with everything that it is made of.
pub(crate) struct Call<'w, 'a> {
    pub(crate) world: &'w World<'w>,
    pub(crate) step: &'w Step,
    pub(crate) actor: &'a Actor<'w>,
    pub(crate) now: Instant,
    action: Action,
    /// Whether reasons are kept.
    traced: bool,
}

/// What a call came to.
pub(crate) struct Outcome<'w> {
    /// Each permission that was asked of each resource, in order.
    pub(crate) checks: Vec<Check<'w>>,
    /// The session of an allowed call to STS.
    pub(crate) obtained: Option<Box<Actor<'w>>>,
    /// A rule that no policy has a say in.
    pub(crate) rule: Option<Rule>,
}

/// Rules that decide whatever the policies say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rule {
    /// Everybody may ask who they are (EV-80).
    CallerIdentity,
    /// Users may ask for a session of their own (6.1).
    OwnSession,
    /// The root user cannot assume a role (EV-60).
    RootUser,
}

/// One permission asked of one resource.
pub(crate) struct Check<'w> {
    policies: Policies<'w>,
    pub(crate) weighed: Arc<Weighed>,
}

/// What was asked, and what came of it: all that words are made of.
pub(crate) struct Weighed {
    pub(crate) facts: Arc<Facts>,
    /// Without gates, unless reasons are kept.
    pub(crate) evaluation: Evaluation,
}

/// What was asked.
pub(crate) struct Facts {
    /// The caller's most telling name.
    pub(crate) caller: SharedText,
    /// Its account, when it has one.
    pub(crate) caller_account: Option<String>,
    pub(crate) sort: CallerSort,
    pub(crate) action: Action,
    pub(crate) action_text: SharedText,
    pub(crate) target: Target,
    pub(crate) resource_text: SharedText,
    pub(crate) context: Context,
}

/// What words have to know of a caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CallerSort {
    Service,
    /// Somebody for whom an identity provider vouches.
    Token,
    FederatedUser,
    Other,
}

impl CallerSort {
    fn of(kind: &CallerKind) -> Self {
        match kind {
            CallerKind::Service { .. } => Self::Service,
            CallerKind::WebIdentity { .. } | CallerKind::Saml { .. } => Self::Token,
            CallerKind::FederatedUser { .. } => Self::FederatedUser,
            CallerKind::User { .. }
            | CallerKind::RoleSession { .. }
            | CallerKind::Root { .. }
            | CallerKind::Anonymous => Self::Other,
        }
    }
}

impl Check<'_> {
    /// Decides again, with nothing kept.
    pub(crate) fn decide(&self, caller: &Caller) -> Decision {
        decide(&self.weighed.facts.request(caller), &self.policies)
    }

    /// Decides again, and keeps every reason.
    pub(crate) fn explain(&mut self, caller: &Caller) {
        let facts = self.weighed.facts.clone();
        let evaluation = evaluate(&facts.request(caller), &self.policies);
        self.weighed = Arc::new(Weighed { facts, evaluation });
    }
}

impl Facts {
    pub(crate) fn request<'a>(&'a self, caller: &'a Caller) -> Request<'a> {
        Request { caller, action: &self.action, target: &self.target, context: &self.context }
    }
}

/// A resource of a call with its own condition keys.
struct Touched<'s> {
    arn: &'s str,
    context: Option<&'s Map<ContextInput>>,
}

impl<'w, 'a> Call<'w, 'a> {
    pub(crate) fn new(
        world: &'w World<'w>,
        step: &'w Step,
        actor: &'a Actor<'w>,
        now: Instant,
        traced: bool,
    ) -> Result<Self, Refusal> {
        let well_formed = step.action.split_once(':').is_some_and(|(service, name)| {
            !service.is_empty() && !name.is_empty() && !step.action.contains(['*', '?', ' '])
        });
        if !well_formed {
            return Err(Refusal::BadAction { action: step.action.clone() });
        }
        let action = Action::new(step.action.as_str());
        if step.session.is_some() && !step.calls_sts() {
            return Err(Refusal::SessionRequestElsewhere { action: step.action.clone() });
        }
        // Only a trace tells which policies were asked, and those that cannot be read must not be.
        let traced = traced || world.has_unreadable;
        Ok(Self { world, step, actor, now, action, traced })
    }

    pub(crate) fn run(&self) -> Result<Outcome<'w>, Refusal> {
        match self.action.lower.as_str() {
            "sts:getcalleridentity" => {
                return Ok(Outcome { checks: Vec::new(), obtained: None, rule: Some(Rule::CallerIdentity) });
            }
            _ => self.refuse_limited_credentials()?,
        }
        if let Some(operation) = TokenOperation::of_action(&self.action.lower) {
            return Tokening::new(self, operation)?.run();
        }
        match Operation::of_action(&self.action.lower) {
            Some(operation) => Assumption::new(self, operation)?.run(),
            None => Ok(Outcome { checks: self.checks(&[&self.step.action], &[])?, obtained: None, rule: None }),
        }
    }

    /// The session policies that a call to STS passes; `None`: none. STS refuses those that it cannot read, with an
    /// incomplete ARN too (GR-23b).
    pub(crate) fn session_policies(
        &self,
        asked: Option<&SessionRequest>,
    ) -> Result<Option<Vec<Attached<'w>>>, Refusal> {
        let refused = |kind: &DiagnosticKind| kind.blocks() || matches!(kind, DiagnosticKind::MissingArnField { .. });
        let policies = asked.map_or(&[][..], |asked| &asked.policies);
        let policies = self.world.attached_all(policies);
        for attached in &policies {
            self.world.refuse(attached.id, refused)?;
        }
        Ok((!policies.is_empty()).then_some(policies))
    }

    /// What temporary credentials may never call (ST-30 to ST-33, EV-84).
    fn refuse_limited_credentials(&self) -> Result<(), Refusal> {
        let action = self.action.lower.as_str();
        let (iam, sts) = (self.action.service() == "iam", self.action.service() == "sts");
        let token = self.actor.session.as_ref();
        let (refused, credentials, rule) = match self.actor.caller.kind {
            CallerKind::RoleSession { .. } => {
                (matches!(action, "sts:getfederationtoken" | "sts:getsessiontoken"), "a role session", "ST-30")
            }
            CallerKind::FederatedUser { .. } => (iam || sts, "a federated user", "ST-31"),
            CallerKind::Root { .. } if self.actor.facts.as_ref().is_some_and(|facts| facts.assumed_root) => {
                (sts && action != "sts:assumerole", "an assumed root user", "EV-84")
            }
            CallerKind::User { .. } | CallerKind::Root { .. } if token.is_some() && sts => {
                (action != "sts:assumerole", "a session token", "ST-33")
            }
            CallerKind::User { .. } | CallerKind::Root { .. } => {
                let without_mfa = token.is_some_and(|session| session.mfa != Some(true));
                (iam && without_mfa, "a session token without MFA", "ST-32")
            }
            CallerKind::Service { .. }
            | CallerKind::WebIdentity { .. }
            | CallerKind::Saml { .. }
            | CallerKind::Anonymous => return Ok(()),
        };
        if refused {
            return Err(Refusal::NeverWithSuchCredentials { action: self.step.action.clone(), credentials, rule });
        }
        Ok(())
    }

    /// Asks each action of each resource (EV-07), with these keys of the call itself.
    pub(crate) fn checks(&self, actions: &[&str], keys: &[(String, Values)]) -> Result<Vec<Check<'w>>, Refusal> {
        let mut checks = Vec::new();
        for touched in self.touched()? {
            for action in actions {
                checks.push(self.check(action, &touched, keys)?);
            }
        }
        Ok(checks)
    }

    fn touched(&self) -> Result<Vec<Touched<'w>>, Refusal> {
        match &self.step.resource {
            None => Ok(vec![Touched { arn: "*", context: None }]),
            Some(StepResource::One(arn)) => Ok(vec![Touched { arn, context: None }]),
            Some(StepResource::Several(all)) if all.is_empty() => Err(Refusal::NoResource),
            Some(StepResource::Several(all)) => Ok(all
                .iter()
                .map(|touched| match touched {
                    TouchedResource::Arn(arn) => Touched { arn, context: None },
                    TouchedResource::WithContext(resource) => {
                        Touched { arn: &resource.arn, context: Some(&resource.context) }
                    }
                })
                .collect()),
        }
    }

    fn check(&self, action: &str, touched: &Touched<'_>, keys: &[(String, Values)]) -> Result<Check<'w>, Refusal> {
        let action = Action::new(action);
        let caller = &self.actor.caller;
        self.world.budget.spend(self.world.search_cost(touched.arn))?;
        let target = self.target(touched.arn);
        let context = self.context(&action, touched, &target, keys);
        let policies = self.policies(&action, &target);
        self.world.budget.spend_check(&policies, &context, &target)?;
        let request = Request { caller, action: &action, target: &target, context: &context };
        let evaluation = if self.traced {
            let evaluation = evaluate(&request, &policies);
            debug_assert_eq!(decide(&request, &policies), evaluation.decision, "with a trace as without");
            self.refuse_malformed(&evaluation)?;
            evaluation
        } else {
            let decision = decide(&request, &policies);
            Evaluation { decision, decided_by: Vec::new(), owned: None, gates: Vec::new(), flow: None }
        };
        let facts = Facts {
            caller: caller.name().into(),
            caller_account: caller.account.clone(),
            sort: CallerSort::of(&caller.kind),
            action_text: action.text.as_str().into(),
            action,
            resource_text: target.arn.as_str().into(),
            target,
            context,
        };
        Ok(Check { policies, weighed: Arc::new(Weighed { facts: Arc::new(facts), evaluation }) })
    }

    /// A policy that AWS could not read takes no part: the step that needs it has no decision.
    fn refuse_malformed(&self, evaluation: &Evaluation) -> Result<(), Refusal> {
        let mut asked = evaluation.gates.iter().flat_map(|gate| &gate.levels).flat_map(|level| &level.policies);
        asked.try_for_each(|policy| self.world.refuse(policy.policy, DiagnosticKind::blocks))
    }

    fn target(&self, arn: &str) -> Target {
        let caller = self.actor.caller.account.as_deref();
        // Entities of the account `aws` belong to everybody (EV-90).
        let written = Arn::parse(arn).map(|arn| arn.account).filter(|account| !account.is_empty() && *account != "aws");
        let entry = self.world.resource(arn).and_then(|(_, entry)| entry.account.as_deref());
        let bucket = || self.world.bucket(arn).and_then(|(_, entry)| entry.account.as_deref());
        let account = entry.or_else(bucket).or(written).or(caller).map(str::to_owned);
        let manages = |id: Option<&str>| self.world.account(id).is_some_and(|(_, account)| account.management_account);
        Target {
            arn: arn.to_owned(),
            in_management_account: manages(account.as_deref()),
            caller_in_management_account: manages(caller),
            account,
        }
    }

    fn context(&self, action: &Action, touched: &Touched<'_>, target: &Target, keys: &[(String, Values)]) -> Context {
        let organization = |id: Option<&str>| self.world.account(id).and_then(|(_, a)| a.organization_path.clone());
        let entry = self.world.resource(touched.arn).map(|(_, entry)| &entry.tags);
        let principal = self.world.principal(touched.arn).map(|(_, principal)| &principal.tags);
        let mut resource_tags = entry.or(principal).map(tags).unwrap_or_default();
        if INHERITED_TAGS_COUNT_IN_TRUST && trust_decides(&action.lower) {
            self.inherit(&mut resource_tags);
        }
        let facts = CallFacts {
            time: self.now.to_string(),
            epoch_seconds: self.now.epoch_seconds(),
            resource: touched.arn.to_owned(),
            resource_account: target.account.clone(),
            resource_tags,
            resource_organization_path: organization(target.account.as_deref()),
            caller_organization_path: organization(self.actor.caller.account.as_deref()),
            caller_tags: self.actor.tags.clone(),
            session: self.actor.facts.clone(),
            vpc_endpoint: self.step.vpc_endpoint.as_ref().map(|endpoint| endpoint.id.clone()),
            action: action.lower.clone(),
        };
        let mut context = Context::default();
        for (key, values) in keys {
            context.derive(key.as_str(), values.clone());
        }
        derive(&mut context, &self.actor.caller, &facts);
        for (key, value) in self.step.context.iter().chain(touched.context.into_iter().flat_map(Map::iter)) {
            match value {
                ContextInput::Absent => context.remove(key),
                ContextInput::One(value) => context.give(key.as_str(), Values::One(value.to_string())),
                ContextInput::List(values) => {
                    context.give(key.as_str(), Values::Many(values.iter().map(ToString::to_string).collect()));
                }
            }
        }
        if !FORWARDED_CALLS_KEEP_SOURCE_IP && context.variable("aws:viaawsservice") == Some("true") {
            context.give("aws:SourceIp", Values::One(SERVICE_ADDRESS.to_owned()));
        }
        context
    }

    /// Puts what the caller's session hands on in the place of a role's own tags (ST-23).
    fn inherit(&self, tags: &mut [Tag]) {
        let handed_on = self.actor.session.as_ref().map_or(&[][..], |session| &session.transitive);
        for tag in tags {
            if let Some(inherited) = handed_on.iter().find(|other| other.key.eq_ignore_ascii_case(&tag.key)) {
                tag.value.clone_from(&inherited.value);
            }
        }
    }
}

impl<'w> Outcome<'w> {
    /// Any explicit deny, else any implicit one, else allowed (section 10); a rule stands above.
    pub(crate) fn decision(&self) -> Decision {
        self.fold(|_, check| check.weighed.evaluation.decision)
    }

    /// The same, with another decision of each check, by its position.
    #[cfg(feature = "notes")]
    pub(crate) fn decision_if(&self, decision: impl Fn(usize, &Evaluation) -> Decision) -> Decision {
        self.fold(|at, check| decision(at, &check.weighed.evaluation))
    }

    /// The same, decided again with nothing kept.
    pub(crate) fn decide(&self, caller: &Caller) -> Decision {
        self.fold(|_, check| check.decide(caller))
    }

    fn fold(&self, decision: impl Fn(usize, &Check<'_>) -> Decision) -> Decision {
        let ruled = match self.rule {
            Some(Rule::CallerIdentity | Rule::OwnSession) => return Decision::Allowed,
            Some(Rule::RootUser) => Decision::ImplicitDeny,
            None => Decision::Allowed,
        };
        self.checks.iter().enumerate().map(|(at, check)| decision(at, check)).fold(ruled, |all, one| match (all, one) {
            (Decision::ExplicitDeny, _) | (_, Decision::ExplicitDeny) => Decision::ExplicitDeny,
            (Decision::ImplicitDeny, _) | (_, Decision::ImplicitDeny) => Decision::ImplicitDeny,
            (Decision::Allowed, Decision::Allowed) => Decision::Allowed,
        })
    }

    /// The check that the decision hangs on: the first that came out so.
    pub(crate) fn deciding(&self) -> Option<&Weighed> {
        let decision = self.decision();
        let decisive = |check: &&Check<'_>| check.weighed.evaluation.decision == decision;
        self.checks.iter().find(decisive).or(self.checks.first()).map(|check| &*check.weighed)
    }
}

/// Whether this caller may call this operation at all.
pub(crate) fn fits_operation(operation: Operation, caller: &Caller) -> bool {
    match (&caller.kind, operation) {
        (CallerKind::WebIdentity { .. }, Operation::AssumeRoleWithWebIdentity)
        | (CallerKind::Saml { .. }, Operation::AssumeRoleWithSaml) => true,
        (CallerKind::WebIdentity { .. } | CallerKind::Saml { .. }, _)
        | (_, Operation::AssumeRoleWithWebIdentity | Operation::AssumeRoleWithSaml) => false,
        (
            CallerKind::User { .. }
            | CallerKind::RoleSession { .. }
            | CallerKind::FederatedUser { .. }
            | CallerKind::Root { .. }
            | CallerKind::Service { .. }
            | CallerKind::Anonymous,
            Operation::AssumeRole,
        ) => true,
    }
}
