//! Nested ceilings: what the guardrails leave of a grant.

use iam_syntax::KnownKey;

use super::gates::{AskedGate, check, gates, policies};
use super::model::{Ceilings, Frame, Standing};
use crate::english::diagram as english;
use crate::report::{Decision, PolicyType, ReportedResource, StepReport, TraceVerdict};

mod drawing;

pub(super) use drawing::draw;

impl Ceilings {
    /// Everything that surrounds the call of a step.
    pub(super) fn of(step: &StepReport) -> Self {
        let gates = gates(step);
        let mut frames = Vec::new();
        let mut grants = Vec::new();
        for gate in &gates {
            if grants_itself(gate) {
                grants.push(grant(gate));
            } else if gate.policy_type.is_none() {
                // A rule stands above all policies.
                frames.insert(0, frame(step, gate));
            } else if gate.levels().next().is_none() {
                frames.push(frame(step, gate));
            } else {
                levels(gate, &mut frames);
            }
        }
        if grants.is_empty() {
            let (title, detail) = (english::nobody_asked().to_owned(), step.reason.clone());
            grants.push(Frame { title, detail, standing: Standing::NotApplicable });
        }
        Self {
            title: english::call(&step.caller, &step.action, resource(step)),
            cut: frames.iter().rposition(|frame| frame.standing.stops()),
            granted: granted(step, &gates),
            frames,
            grants,
            decision: step.decision,
            headline: crate::english::walk::headline(step),
            reason: step.reason.clone(),
            check: check(step).map(|check| check.title.clone()),
        }
    }
}

pub(super) fn resource(step: &StepReport) -> &str {
    match &step.resource {
        ReportedResource::One(arn) => arn,
        ReportedResource::Several(all) => all.first().map_or("*", String::as_str),
    }
}

/// True if the gate can grant: the others only limit.
fn grants_itself(gate: &AskedGate<'_>) -> bool {
    match gate.policy_type {
        None => gate.verdict == TraceVerdict::Allows,
        Some(policy_type) => policy_type.kind().grants(),
    }
}

fn grant(gate: &AskedGate<'_>) -> Frame {
    let names = gate.policies();
    let colon = if names.is_empty() || gate.detail.is_empty() { "" } else { ": " };
    let detail = [&names, colon, gate.detail].concat();
    Frame { title: gate.title.to_owned(), detail, standing: standing(gate.verdict) }
}

fn frame(step: &StepReport, gate: &AskedGate<'_>) -> Frame {
    let said = standing(gate.verdict);
    let blocks = gate.policy_type.is_some_and(|policy_type| step.decided_by.contains(&policy_type));
    let standing = match said {
        Standing::NotApplicable if blocks && step.decision == Decision::ImplicitDeny => Standing::Lacks,
        Standing::Lacks if !blocks && grant_stands(step) => Standing::Unbound,
        Standing::Passes | Standing::Denies | Standing::Lacks | Standing::Unbound | Standing::NotApplicable => said,
    };
    let detail = if gate.detail.is_empty() { gate.policies() } else { gate.detail.to_owned() };
    Frame { title: gate.title.to_owned(), detail, standing }
}

/// True if the grant was sufficient for the caller's side and the resource's: an allow, or a deny by nothing but the
/// guardrails around both. A boundary or session policy without an Allow then binds it not (EV-12).
fn grant_stands(step: &StepReport) -> bool {
    let outer = |by: &PolicyType| by.kind().bounds();
    match step.decision {
        Decision::Allowed => true,
        Decision::ImplicitDeny => !step.decided_by.is_empty() && step.decided_by.iter().all(outer),
        Decision::ExplicitDeny | Decision::Error => false,
    }
}

/// True if what stands inside the frames is sufficient, were it not for them.
fn granted(step: &StepReport, gates: &[AskedGate<'_>]) -> bool {
    let explicitly = step.decision == Decision::ExplicitDeny;
    let mut allowed = false;
    for gate in gates.iter().filter(|gate| grants_itself(gate)) {
        let lacks = gate.policy_type.is_some_and(|policy_type| step.decided_by.contains(&policy_type));
        match standing(gate.verdict) {
            Standing::Passes => allowed = true,
            // The report names a missing grant among what blocks, but not where a Deny decides: a role's trust policy
            // must allow (EV-50), and so must both of two accounts (EV-20).
            Standing::Lacks if explicitly && (gate.policy_type == Some(PolicyType::Trust) || two_accounts(step)) => {
                return false;
            }
            Standing::Denies | Standing::Lacks | Standing::Unbound | Standing::NotApplicable if lacks => return false,
            Standing::Denies | Standing::Lacks | Standing::Unbound | Standing::NotApplicable => {}
        }
    }
    allowed
}

fn two_accounts(step: &StepReport) -> bool {
    let account = |key: KnownKey| step.context.get(key.name()).map(|entry| &entry.value);
    match (account(KnownKey::PrincipalAccount), account(KnownKey::ResourceAccount)) {
        (Some(caller), Some(owner)) => caller != owner,
        (Some(_) | None, _) => false,
    }
}

/// A frame for each level of the organization (EV-32).
fn levels(gate: &AskedGate<'_>, frames: &mut Vec<Frame>) {
    for level in gate.levels() {
        let standing = match standing(level.verdict) {
            // Full access is attached at each level besides the resource control policies written down (EV-43).
            Standing::Lacks if gate.policy_type == Some(PolicyType::ResourceControl) => Standing::Passes,
            said @ (Standing::Passes
            | Standing::Denies
            | Standing::Lacks
            | Standing::Unbound
            | Standing::NotApplicable) => said,
        };
        frames.push(Frame { title: [gate.title, " · ", &level.title].concat(), detail: policies(level), standing });
    }
}

fn standing(verdict: TraceVerdict) -> Standing {
    match verdict {
        TraceVerdict::Allows | TraceVerdict::Matches => Standing::Passes,
        TraceVerdict::Denies => Standing::Denies,
        TraceVerdict::Silent | TraceVerdict::DoesNotMatch => Standing::Lacks,
        TraceVerdict::NotApplicable => Standing::NotApplicable,
    }
}
