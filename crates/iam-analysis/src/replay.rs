//! Requests that were found, decided by the evaluator and made as small as they can be.

use iam_eval::{
    Action, Attached, Caller, CallerKind, Context, Decision, Policies, PolicyId, Request, Target, Values, decide,
};
use iam_syntax::Policy;

use crate::answer::Witness;

/// An account of AWS's examples: that of the caller and of the resource.
const ACCOUNT: &str = "111122223333";

impl Witness {
    /// True if these identity-based policies together allow the request, of a user in the resource's own account.
    pub fn is_allowed_by(&self, policies: &[&Policy]) -> bool {
        let kind =
            CallerKind::User { arn: format!("arn:aws:iam::{ACCOUNT}:user/example"), id: "AIDAEXAMPLE".to_owned() };
        let account = Some(ACCOUNT.to_owned());
        let caller = Caller { kind, account: account.clone(), has_boundary: false };
        let target = Target { arn: self.resource.clone(), account, ..Target::default() };
        let mut context = Context::default();
        for (key, values) in &self.context {
            context.give(key.as_str(), values.clone());
        }
        let action = Action::new(self.action.as_str());
        let request = Request { caller: &caller, action: &action, target: &target, context: &context };
        let identity =
            policies.iter().enumerate().map(|(at, policy)| Attached { id: PolicyId(at as _), policy }).collect();
        decide(&request, &Policies { identity, ..Policies::default() }) == Decision::Allowed
    }

    /// True if the first set of policies allows the request and the second does not.
    pub(crate) fn tells(&self, allowing: &[&Policy], other: &[&Policy]) -> bool {
        self.is_allowed_by(allowing) && !self.is_allowed_by(other)
    }

    /// Without the condition keys and values that the difference does not need.
    pub(crate) fn shrunk(mut self, allowing: &[&Policy], other: &[&Policy]) -> Self {
        let mut at = 0;
        while at < self.context.len() {
            let mut smaller = self.clone();
            smaller.context.remove(at);
            if smaller.tells(allowing, other) {
                self = smaller;
                continue;
            }
            if let Some((_, Values::Many(values))) = self.context.get(at)
                && let Some(smaller) = self.with_fewer(at, values, allowing, other)
            {
                self = smaller;
                continue;
            }
            at += 1;
        }
        self
    }

    /// With one value less of a key, where the difference stays.
    fn with_fewer(&self, at: usize, values: &[String], allowing: &[&Policy], other: &[&Policy]) -> Option<Self> {
        (0..values.len()).filter(|_| values.len() > 1).find_map(|left_out| {
            let mut smaller = self.clone();
            let kept = values.iter().enumerate().filter(|(at, _)| *at != left_out).map(|(_, value)| value.clone());
            smaller.context.get_mut(at)?.1 = Values::Many(kept.collect());
            smaller.tells(allowing, other).then_some(smaller)
        })
    }
}
