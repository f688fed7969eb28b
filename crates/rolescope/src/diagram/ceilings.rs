//! Nested ceilings: what the guardrails leave of a grant.

use iam_syntax::KnownKey;

use super::Tone;
use super::gates::{AskedGate, check, gates, policies};
use crate::prose::diagram as prose;
use crate::report::{Decision, PolicyType, ReportedResource, StepReport, TraceVerdict};

mod drawing;

pub(super) use drawing::draw;

/// The guardrails around a call, and what grants inside them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ceilings {
    /// The call: `s3:GetObject on config by web-app/i-0abc`.
    pub title: String,
    /// From the outermost to the innermost.
    pub frames: Vec<Frame>,
    /// Gates that may grant, inside all frames.
    pub grants: Vec<Frame>,
    /// Position of the innermost frame that cuts a grant off.
    pub cut: Option<usize>,
    /// True if anything inside grants.
    pub granted: bool,
    /// The decision at the end.
    pub decision: Decision,
    /// Name of the decision.
    pub headline: &'static str,
    /// The reason, in one sentence.
    pub reason: String,
    /// The check that is shown, of a call that needs several.
    pub check: Option<String>,
}

/// A guardrail, or what may grant inside of all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    /// Name of the frame, with its level of the organization: `Service control policies · r-ab12`.
    pub title: String,
    /// Names of its policies, else why it stands there or does not.
    pub detail: String,
    /// The result.
    pub standing: Standing,
}

/// Effect of a frame on a grant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The frame allows: a grant passes.
    Passes,
    /// A Deny: nothing passes.
    Denies,
    /// No Allow: nothing passes.
    Lacks,
    /// No Allow, and none is needed: the grant is not bound by it.
    Unbound,
    /// The frame does not apply.
    NotInPlay,
}

impl Standing {
    /// Its look.
    pub const fn tone(self) -> Tone {
        match self {
            Self::Passes => Tone::Allow,
            Self::Denies => Tone::Deny,
            Self::Lacks => Tone::Nothing,
            Self::Unbound | Self::NotInPlay => Tone::Off,
        }
    }

    const fn stops(self) -> bool {
        match self {
            Self::Denies | Self::Lacks => true,
            Self::Passes | Self::Unbound | Self::NotInPlay => false,
        }
    }
}

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
            let (title, detail) = (prose::nobody_asked().to_owned(), step.reason.clone());
            grants.push(Frame { title, detail, standing: Standing::NotInPlay });
        }
        Self {
            title: prose::call(&step.caller, &step.action, resource(step)),
            cut: frames.iter().rposition(|frame| frame.standing.stops()),
            granted: granted(step, &gates),
            frames,
            grants,
            decision: step.decision,
            headline: crate::prose::walk::headline(step),
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
        Some(PolicyType::Trust | PolicyType::ResourceBased | PolicyType::IdentityBased) => true,
        Some(
            PolicyType::ResourceControl
            | PolicyType::ServiceControl
            | PolicyType::VpcEndpoint
            | PolicyType::PermissionsBoundary
            | PolicyType::Session,
        ) => false,
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
        Standing::NotInPlay if blocks && step.decision == Decision::ImplicitDeny => Standing::Lacks,
        Standing::Lacks if !blocks && grant_stands(step) => Standing::Unbound,
        Standing::Passes | Standing::Denies | Standing::Lacks | Standing::Unbound | Standing::NotInPlay => said,
    };
    let detail = if gate.detail.is_empty() { gate.policies() } else { gate.detail.to_owned() };
    Frame { title: gate.title.to_owned(), detail, standing }
}

/// True if the grant was sufficient for the caller's side and the resource's: an allow, or a deny by nothing but the
/// guardrails around both. A boundary or session policy without an Allow then binds it not (EV-12).
fn grant_stands(step: &StepReport) -> bool {
    let outer = |by: &PolicyType| {
        matches!(by, PolicyType::ResourceControl | PolicyType::ServiceControl | PolicyType::VpcEndpoint)
    };
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
            Standing::Denies | Standing::Lacks | Standing::Unbound | Standing::NotInPlay if lacks => return false,
            Standing::Denies | Standing::Lacks | Standing::Unbound | Standing::NotInPlay => {}
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
            said
            @ (Standing::Passes | Standing::Denies | Standing::Lacks | Standing::Unbound | Standing::NotInPlay) => said,
        };
        frames.push(Frame { title: [gate.title, " · ", &level.title].concat(), detail: policies(level), standing });
    }
}

fn standing(verdict: TraceVerdict) -> Standing {
    match verdict {
        TraceVerdict::Allows | TraceVerdict::Matches => Standing::Passes,
        TraceVerdict::Denies => Standing::Denies,
        TraceVerdict::Silent | TraceVerdict::DoesNotMatch => Standing::Lacks,
        TraceVerdict::NotApplicable => Standing::NotInPlay,
    }
}
