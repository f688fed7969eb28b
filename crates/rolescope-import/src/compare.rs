//! AWS's answers beside Rolescope's.

use iam_syntax::Arn;
use rolescope::Scenario;
use rolescope::report::{Decision, PolicyType};
use rolescope::scenario::{Expectation, Step};
use serde::Serialize;

use crate::Together;

/// AWS's answer to a call, and Rolescope's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Comparison {
    /// The step, counted from 1.
    pub step: usize,
    /// Answer of AWS.
    pub aws: Expectation,
    /// Decision of Rolescope.
    pub rolescope: Decision,
    /// True if both say the same.
    pub agree: bool,
    /// Kinds of policies of which the scenario has none and which could explain a difference, most likely first; empty if both agree.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub absent: Vec<PolicyType>,
}

impl Together {
    /// Both answers to each step to which an input holds AWS's.
    pub fn comparisons(&self) -> Vec<Comparison> {
        if self.scenario.steps.iter().all(|step| step.expect.is_none()) {
            return Vec::new();
        }
        let report = rolescope::analyze(&self.scenario);
        let pairs = self.scenario.steps.iter().zip(&report.steps).enumerate();
        pairs
            .filter_map(|(at, (step, decided))| {
                let aws = step.expect?;
                let agree = aws.is_met_by(decided.decision);
                let absent = if agree { Vec::new() } else { self.absent(step, aws) };
                Some(Comparison { step: at + 1, aws, rolescope: decided.decision, agree, absent })
            })
            .collect()
    }

    /// Kinds of policies that could have brought AWS to its answer and that the scenario does not have; the one that AWS names comes first.
    fn absent(&self, step: &Step, aws: Expectation) -> Vec<PolicyType> {
        let named = self.answer.denied_by.filter(|_| aws != Expectation::Allowed);
        let could = |kind: &PolicyType| named == Some(*kind) || could_explain(*kind, step, aws);
        let mut absent: Vec<PolicyType> =
            PolicyType::ALL.iter().copied().filter(could).filter(|kind| !has(&self.scenario, *kind)).collect();
        absent.sort_by_key(|kind| named != Some(*kind));
        absent
    }
}

fn has(scenario: &Scenario, kind: PolicyType) -> bool {
    scenario.policies().iter().any(|entry| entry.policy_type == kind)
}

/// True if a policy of this kind, which was not pasted, could bring AWS to its answer.
fn could_explain(kind: PolicyType, step: &Step, aws: Expectation) -> bool {
    let caller = Arn::parse(&step.caller);
    let is_session = caller.as_ref().is_some_and(|arn| arn.service == "sts");
    let assumes = step.action.to_ascii_lowercase().starts_with("sts:assumerole");
    // What only limits never brings AWS to a yes.
    let limits = aws != Expectation::Allowed;
    match kind {
        PolicyType::IdentityBased => caller.is_some(),
        PolicyType::ResourceBased => !assumes,
        PolicyType::Trust => assumes,
        PolicyType::ResourceControl => limits,
        PolicyType::ServiceControl | PolicyType::PermissionsBoundary => limits && caller.is_some(),
        PolicyType::Session => limits && is_session,
        PolicyType::VpcEndpoint => limits && step.vpc_endpoint.is_some(),
        PolicyType::ScopeDown => false,
    }
}
