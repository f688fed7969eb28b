//! Policies that bear on the requests of one caller.

use std::cell::Cell;

use iam_analysis::{InForce, ResourceClass};
use iam_eval::{Action, CallerKind};
use iam_sts::{Operation, TokenOperation};
use iam_syntax::{DiagnosticKind, KnownAction, Policy};

use crate::decide::call::{Call, fits_operation};
use crate::provider::is_foreign_provider;
use crate::resolve::actor::Actor;
use crate::resolve::world::World;
use crate::scenario::Step;

/// Calls that AWS allows by rules of their own, whatever the policies say.
pub(super) const RULED: [KnownAction; 2] = [KnownAction::GetCallerIdentity, KnownAction::GetSessionToken];

/// Questions about one caller.
pub(super) struct Asking<'w, 'a> {
    pub(super) world: &'w World<'w>,
    pub(super) step: &'w Step,
    pub(super) actor: &'a Actor<'w>,
    pub(super) now: iam_eval::Instant,
    /// True if calls for credentials without a role are asked about, too.
    pub(super) tokens: bool,
}

impl<'w> Asking<'w, '_> {
    fn call(&self) -> Option<Call<'w, '_>> {
        Call::new(self.world, (Some(0), self.step), self.actor, self.now, false).ok()
    }

    /// All that bears on an action; `None` for calls that no policy decides. Those that are left out are told.
    pub(super) fn in_force(
        &self,
        action: &Action,
        class: &ResourceClass,
        never: bool,
        left_out: &Cell<Option<String>>,
    ) -> Option<InForce<'w>> {
        let caller = &self.actor.caller;
        let known = action.known;
        let is_token = known.and_then(TokenOperation::of).is_some();
        if known.is_some_and(|known| RULED.contains(&known)) || is_token && !self.tokens {
            return None;
        }
        let is_role = iam_syntax::Arn::parse(&class.example).is_some_and(|arn| arn.is_role());
        if let Some(operation) = known.and_then(Operation::of) {
            let foreign = is_foreign_provider(caller.name(), &class.example) && caller.kind.provider().is_some();
            let root = matches!(caller.kind, CallerKind::Root { .. });
            if !is_role || !fits_operation(operation, caller) || foreign || root {
                // STS refuses such calls.
                if !never {
                    left_out.set(Some(action.text.clone()));
                }
                return None;
            }
        }
        let federated =
            matches!(caller.kind, CallerKind::FederatedUser { .. }) && matches!(action.service(), "iam" | "sts");
        if !never && (is_token || federated) {
            left_out.set(Some(action.text.clone()));
            return None;
        }
        let (target, policies) = self.call()?.bearing(action, &class.example);
        Some(InForce { caller: caller.clone(), target, policies })
    }

    /// The policies that bear on some action on the resources, each once.
    pub(super) fn policies(&self, class: &ResourceClass) -> Vec<(iam_eval::PolicyId, &'w Policy)> {
        let mut found: Vec<(iam_eval::PolicyId, &'w Policy)> = Vec::new();
        for action in ["example:Example", "sts:AssumeRole", "sts:Example"] {
            let Some(call) = self.call() else { continue };
            let (_, policies) = call.bearing(&Action::new(action), &class.example);
            for attached in policies.each() {
                if !found.iter().any(|(id, _)| *id == attached.id) {
                    found.push((attached.id, attached.policy));
                }
            }
        }
        found
    }

    /// Name of a policy that AWS could not read.
    pub(super) fn unreadable(&self, policies: &[(iam_eval::PolicyId, &Policy)]) -> Option<String> {
        let blocked = policies.iter().find(|(id, _)| self.world.refuse(*id, DiagnosticKind::blocks).is_err());
        blocked.and_then(|(id, _)| self.world.parsed.policy(*id)).map(|read| read.name.to_string())
    }
}

impl Asking<'_, '_> {
    /// True if the same bears on this caller's requests for the resources as on the other's.
    pub(super) fn bears_alike(&self, other: &Asking<'_, '_>, class: &ResourceClass) -> bool {
        let actions = ["example:Example", "sts:AssumeRole", "sts:Example"].map(Action::new);
        actions.iter().all(|action| {
            let sides = (self.call(), other.call());
            let (Some(one), Some(two)) = sides else { return false };
            let ((target, own), (of_other, others)) =
                (one.bearing(action, &class.example), two.bearing(action, &class.example));
            target == of_other && self.actor.caller == other.actor.caller && alike(&own) == alike(&others)
        })
    }
}

/// The policies as text, gate by gate.
fn alike(policies: &iam_eval::Policies<'_>) -> String {
    let level = |level: &iam_eval::Level<'_>| level.policies.iter().map(|own| own.policy.clone()).collect::<Vec<_>>();
    let levels = |levels: &Option<Vec<iam_eval::Level<'_>>>| {
        levels.as_ref().map(|all| all.iter().map(level).collect::<Vec<_>>())
    };
    let tree = |own: iam_eval::Attached<'_>| own.policy.clone();
    let trees = |all: &[iam_eval::Attached<'_>]| all.iter().map(|own| own.policy.clone()).collect::<Vec<_>>();
    format!(
        "{:?}",
        (
            levels(&policies.resource_control),
            levels(&policies.service_control),
            policies.resource.kind,
            policies.resource.policy.map(tree),
            policies.resource.restrict_public,
            trees(&policies.identity),
            policies.boundary.map(tree),
            policies.session.as_deref().map(trees),
        )
    )
}
