//! One call: what it asks of the engine, and what comes back.

use std::sync::Arc;

use iam_eval::{Action, Attached, Evaluation, Instant, Request, Values, decide, evaluate};
#[cfg(feature = "analysis")]
use iam_eval::{Policies, Target};
use iam_sts::repeated_tag_key;
use iam_syntax::DiagnosticKind;

mod credentials;
mod policies;
pub(crate) mod request;

pub(crate) use credentials::fits_operation;
pub(crate) use policies::trust_decides;
use request::Touched;

use super::outcome::{CallerSort, Check, CheckRequest, CheckResult};
use super::unlisted::Unlisted;
use crate::report::Refusal;
use crate::resolve::actor::Actor;
use crate::resolve::world::World;
use crate::scenario::{Step, StepResource, TouchedResource};

/// A call with everything that it is made of.
pub(crate) struct Call<'w, 'a> {
    pub(crate) world: &'w World<'w>,
    pub(crate) step: &'w Step,
    /// Position of the step; `None`: it is none of the scenario's, and has no policies of its own.
    at: Option<usize>,
    pub(crate) actor: &'a Actor<'w>,
    pub(crate) now: Instant,
    pub(super) action: Action,
    /// True if reasons are kept.
    traced: bool,
}

impl<'w, 'a> Call<'w, 'a> {
    pub(crate) fn new(
        world: &'w World<'w>,
        (at, step): (Option<usize>, &'w Step),
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
        if matches!(&step.resource, Some(StepResource::Several(all)) if all.is_empty()) {
            return Err(Refusal::NoResource);
        }
        if step.session.is_some() && !step.calls_sts() {
            return Err(Refusal::SessionRequestElsewhere { action: step.action.clone() });
        }
        check_tags(world, step, actor)?;
        // Only a trace tells which policies were asked, and those that cannot be read must not be.
        let traced = traced || world.has_unreadable;
        Ok(Self { world, step, at, actor, now, action, traced })
    }

    /// The resource of this ARN, and the policies that bear on an action on it.
    #[cfg(feature = "analysis")]
    pub(crate) fn bearing(&self, action: &Action, arn: &str) -> (Target, Policies<'w>) {
        let entries = self.world.entries(arn);
        let target = self.target(arn, &entries);
        let policies = self.policies(action, &target, &entries);
        (target, policies)
    }

    /// Policies in a field of the step.
    fn own_policies(&self, field: &'static str) -> Vec<Attached<'w>> {
        self.at.map(|at| self.world.policies_in("steps", at, field).collect()).unwrap_or_default()
    }

    /// The session policies that a call to STS passes (`None`: none), and its scope down policy. STS refuses those that it cannot
    /// read, with an incomplete ARN too (GR-23b).
    pub(crate) fn passed_policies(&self) -> Result<(Option<Vec<Attached<'w>>>, Vec<Attached<'w>>), Refusal> {
        let refused = |kind: &DiagnosticKind| kind.blocks() || matches!(kind, DiagnosticKind::MissingArnField { .. });
        let mut passed = self.own_policies("session");
        for attached in &passed {
            self.world.refuse(attached.id, refused)?;
        }
        let count = self.step.session.as_ref().map_or(0, |asked| asked.policies.len());
        let scope_down = passed.split_off(count.min(passed.len()));
        Ok(((!passed.is_empty()).then_some(passed), scope_down))
    }

    /// Asks each action of each resource (EV-07), with these keys of the call itself.
    pub(crate) fn checks(&self, actions: &[&str], keys: &[(String, Values)]) -> Result<Vec<Check<'w>>, Refusal> {
        let mut checks = Vec::new();
        for touched in self.touched() {
            for action in actions {
                checks.push(self.check(action, &touched, keys)?);
            }
        }
        Ok(checks)
    }

    fn touched(&self) -> Vec<Touched<'w>> {
        let of_several = |touched: &'w TouchedResource| match touched {
            TouchedResource::Arn(arn) => Touched { arn, context: None },
            TouchedResource::WithContext(resource) => Touched { arn: &resource.arn, context: Some(&resource.context) },
        };
        match &self.step.resource {
            None => vec![Touched { arn: "*", context: None }],
            Some(StepResource::One(arn)) => vec![Touched { arn, context: None }],
            Some(StepResource::Several(all)) => all.iter().map(of_several).collect(),
        }
    }

    fn check(&self, action: &str, touched: &Touched<'_>, keys: &[(String, Values)]) -> Result<Check<'w>, Refusal> {
        let action = Action::new(action);
        let caller = &self.actor.caller;
        self.world.budget.spend(self.world.search_cost(touched.arn))?;
        let entries = self.world.entries(touched.arn);
        let target = self.target(touched.arn, &entries);
        let context = self.context(&action, touched, (&target, &entries), keys);
        let policies = self.policies(&action, &target, &entries);
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
        let request = CheckRequest {
            caller: caller.name().into(),
            caller_account: caller.account.clone(),
            sort: CallerSort::of(&caller.kind),
            action_text: action.text.as_str().into(),
            action,
            resource_text: target.arn.as_str().into(),
            unlisted: Unlisted::new(self.world, self.actor, &target.arn, &entries),
            target,
            context,
        };
        Ok(Check { policies, result: Arc::new(CheckResult { request: Arc::new(request), evaluation }) })
    }

    /// A policy that AWS could not read takes no part: the step that needs it has no decision.
    fn refuse_malformed(&self, evaluation: &Evaluation) -> Result<(), Refusal> {
        let mut asked = evaluation.gates.iter().flat_map(|gate| &gate.levels).flat_map(|level| &level.policies);
        asked.try_for_each(|policy| self.world.refuse(policy.policy, DiagnosticKind::blocks))
    }
}

/// Refuses tags of a user, role or session whose keys differ only in case: AWS keeps none such (AM-05).
fn check_tags(world: &World<'_>, step: &Step, actor: &Actor<'_>) -> Result<(), Refusal> {
    let session =
        step.caller_session.as_ref().and_then(|session| repeated_tag_key(session.tags.keys().map(String::as_str)));
    if let Some((first, second)) = session {
        return Err(Refusal::RepeatedTag { first: first.to_owned(), second: second.to_owned() });
    }
    let kind = &actor.caller.kind;
    let resource = match &step.resource {
        Some(StepResource::One(arn)) => Some(arn.as_str()),
        Some(StepResource::Several(_)) | None => None,
    };
    for arn in [kind.user_arn(), kind.role_arn(), resource].into_iter().flatten() {
        let repeated =
            world.principal(arn).and_then(|(_, principal)| repeated_tag_key(principal.tags.keys().map(String::as_str)));
        if let Some((first, second)) = repeated {
            let (first, second) = (first.to_owned(), second.to_owned());
            return Err(Refusal::RepeatedPrincipalTag { principal: arn.to_owned(), first, second });
        }
    }
    Ok(())
}
