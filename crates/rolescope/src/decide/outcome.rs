//! Outcome of a call: the permissions that it asked, the result of each, and the decision over all of them.

use std::sync::Arc;

use iam_eval::{
    AbsentKey, Action, Caller, CallerKind, Context, Decision, Evaluation, OnAbsentKeys, Policies, Request, Target,
    decide, evaluate,
};

use iam_sts::LeftOut;

use super::unlisted::Unlisted;
use crate::resolve::actor::Actor;
use crate::resolve::parsed_policies::ParsedPolicies;
use crate::shared::SharedText;

/// Outcome of a call.
pub(crate) struct Outcome<'w> {
    /// Each permission that was asked of each resource, in order.
    pub(crate) checks: Vec<Check<'w>>,
    /// The session of an allowed call to STS.
    pub(crate) obtained: Option<Box<Actor<'w>>>,
    /// A rule that no policy has a say in.
    pub(crate) rule: Option<Rule>,
    /// Claims that are no condition keys (AM-08).
    pub(crate) left_out: Vec<(String, LeftOut)>,
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
    pub(super) policies: Policies<'w>,
    pub(crate) result: Arc<CheckResult>,
}

/// Question and answer of one check: all that words are made of.
pub(crate) struct CheckResult {
    pub(crate) request: Arc<CheckRequest>,
    /// Without gates, unless reasons are kept.
    pub(crate) evaluation: Evaluation,
}

/// The question of one check.
pub(crate) struct CheckRequest {
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
    pub(crate) unlisted: Unlisted,
}

/// Kind of caller, as far as words have to know it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CallerSort {
    Service,
    /// Somebody for whom an identity provider vouches.
    Token,
    FederatedUser,
    Other,
}

impl CallerSort {
    pub(super) fn of(kind: &CallerKind) -> Self {
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
        decide(&self.result.request.with(caller), &self.policies)
    }

    fn on_absent_keys(&self, caller: &Caller, parsed: &ParsedPolicies) -> Option<OnAbsentKeys> {
        let CheckResult { request, evaluation } = &*self.result;
        evaluation.on_absent_keys(&request.with(caller), &self.policies, |id| parsed.tree(id))
    }

    /// Decides again, and keeps every reason.
    pub(crate) fn explain(&mut self, caller: &Caller) {
        let request = self.result.request.clone();
        let evaluation = evaluate(&request.with(caller), &self.policies);
        self.result = Arc::new(CheckResult { request, evaluation });
    }
}

impl CheckRequest {
    pub(crate) fn with<'a>(&'a self, caller: &'a Caller) -> Request<'a> {
        Request { caller, action: &self.action, target: &self.target, context: &self.context }
    }
}

impl<'w> Outcome<'w> {
    /// Any explicit deny, else any implicit one, else allowed (section 10); a rule stands above.
    pub(crate) fn decision(&self) -> Decision {
        self.fold(|_, check| check.result.evaluation.decision)
    }

    /// The same, with another decision of each check, by its position.
    pub(crate) fn decision_if(&self, decision: impl Fn(usize, &Evaluation) -> Decision) -> Decision {
        self.fold(|at, check| decision(at, &check.result.evaluation))
    }

    /// The same, decided again with nothing kept.
    pub(crate) fn decide(&self, caller: &Caller) -> Decision {
        self.fold(|_, check| check.decide(caller))
    }

    /// The negated tests on whose absent keys the decision hangs, each with the number of its check (AM-17).
    pub(crate) fn on_absent_keys(&self, caller: &Caller, parsed: &ParsedPolicies) -> Vec<(usize, AbsentKey)> {
        let decision = self.decision();
        let decisive = |check: &Check<'_>| check.result.evaluation.decision == decision;
        let found = |(at, check): (usize, &Check<'w>)| Some((at, check.on_absent_keys(caller, parsed)?));
        let checks = self.checks.iter().enumerate().filter(|(_, check)| decisive(check));
        let found: Vec<(usize, OnAbsentKeys)> = checks.filter_map(found).collect();
        if found.is_empty() {
            return Vec::new();
        }
        let other = self.decision_if(|at, evaluation| {
            let found = found.binary_search_by_key(&at, |(known, _)| *known).ok().and_then(|at| found.get(at));
            found.map_or(evaluation.decision, |(_, found)| found.otherwise)
        });
        if other == decision {
            return Vec::new();
        }
        found.into_iter().flat_map(|(at, found)| found.tests.into_iter().map(move |test| (at, test))).collect()
    }

    fn fold(&self, decision: impl Fn(usize, &Check<'_>) -> Decision) -> Decision {
        let ruled = match self.rule {
            Some(Rule::CallerIdentity | Rule::OwnSession) => return Decision::Allowed,
            Some(Rule::RootUser) => Decision::ImplicitDeny,
            // Where nothing was asked, nothing allows.
            None if self.checks.is_empty() => Decision::ImplicitDeny,
            None => Decision::Allowed,
        };
        self.checks.iter().enumerate().map(|(at, check)| decision(at, check)).fold(ruled, |all, one| match (all, one) {
            (Decision::ExplicitDeny, _) | (_, Decision::ExplicitDeny) => Decision::ExplicitDeny,
            (Decision::ImplicitDeny, _) | (_, Decision::ImplicitDeny) => Decision::ImplicitDeny,
            (Decision::Allowed, Decision::Allowed) => Decision::Allowed,
        })
    }

    /// The check that the decision hangs on: the first that came out so.
    pub(crate) fn deciding(&self) -> Option<&CheckResult> {
        let decision = self.decision();
        let decisive = |check: &&Check<'_>| check.result.evaluation.decision == decision;
        self.checks.iter().find(decisive).or(self.checks.first()).map(|check| &*check.result)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_of_which_nothing_was_asked_is_not_allowed() {
        let nothing = Outcome { checks: Vec::new(), obtained: None, rule: None, left_out: Vec::new() };
        assert_eq!(nothing.decision(), Decision::ImplicitDeny);
        let ruled = Outcome { rule: Some(Rule::CallerIdentity), ..nothing };
        assert_eq!(ruled.decision(), Decision::Allowed);
    }
}
