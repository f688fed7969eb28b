//! AWS's evaluation flow: how far a request gets from gate to gate.

use crate::report::{Decision, PolicyType, StepReport, TraceEntry, TraceKind, TraceVerdict};

/// A gate of the flow, in the order in which they are asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FlowGate {
    /// Position of the gate's entry in the trace; behind that of its check where a call needs several.
    pub path: Vec<usize>,
    /// Whose policies are asked; absent for what a service checks besides policies.
    pub policy_type: Option<PolicyType>,
    /// Fate of the request at the gate.
    pub state: GateState,
}

/// Fate of a request at a gate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum GateState {
    /// It goes on: the gate allows it, has no say, or need not allow it.
    GoesOn,
    /// It ends there.
    Ends,
    /// It ended before.
    NotReached,
}

/// The gates of one of the step's checks, counted from 0; most steps have one check. Where there are several, a rule of
/// the service itself stands before the first.
///
/// Empty where no policy is asked.
///
/// ```
/// use rolescope::walk::{GateState, flow};
/// use rolescope::{Scenario, analyze};
///
/// let text = r#"{ "steps": [{ "caller": "anonymous", "action": "s3:ListAllMyBuckets" }] }"#;
/// let scenario = Scenario::from_json(text)?;
/// let report = analyze(&scenario);
/// let gates = flow(&report.steps[0], 0);
/// assert!(gates.iter().any(|gate| gate.state == GateState::Ends));
/// # Ok::<(), rolescope::scenario::ScenarioError>(())
/// ```
pub fn flow(step: &StepReport, check: usize) -> Vec<FlowGate> {
    let is_check = |entry: &TraceEntry| entry.kind == TraceKind::Check;
    let rules = step.trace.iter().take_while(|entry| !is_check(entry)).count();
    if rules == step.trace.len() {
        return gates(step, &step.trace, &[], denied(step));
    }
    let at = rules + check;
    let Some(entry) = step.trace.get(at) else { return Vec::new() };
    // The step names the gates of the check that it fails at.
    let blocked = denied(step) && entry.verdict != TraceVerdict::Allows;
    let mut found =
        if check == 0 { gates(step, step.trace.get(..rules).unwrap_or(&[]), &[], false) } else { Vec::new() };
    let ended = found.iter().any(|gate| gate.state == GateState::Ends);
    found.extend(gates(step, &entry.children, &[at], blocked).into_iter().map(|gate| match ended {
        true => FlowGate { state: GateState::NotReached, ..gate },
        false => gate,
    }));
    found
}

fn denied(step: &StepReport) -> bool {
    match step.decision {
        Decision::ExplicitDeny | Decision::ImplicitDeny => true,
        Decision::Allowed | Decision::Error => false,
    }
}

fn gates(step: &StepReport, entries: &[TraceEntry], above: &[usize], blocked: bool) -> Vec<FlowGate> {
    let mut ended = false;
    let mut gates = Vec::with_capacity(entries.len());
    for (at, entry) in entries.iter().enumerate() {
        let ends = match entry.policy_type {
            Some(kind) => blocked && step.decided_by.contains(&kind),
            None => entry.verdict == TraceVerdict::Denies,
        };
        let state = match (ended, ends) {
            (true, _) => GateState::NotReached,
            (false, true) => GateState::Ends,
            (false, false) => GateState::GoesOn,
        };
        ended |= ends;
        let path = above.iter().copied().chain([at]).collect();
        gates.push(FlowGate { path, policy_type: entry.policy_type, state });
    }
    gates
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Scenario, analyze};

    const BUCKET: &str = "arn:aws:s3:::amzn-s3-demo-bucket/k";

    fn states(principal: &str, resources: &str) -> Vec<(PolicyType, GateState)> {
        let json = format!(
            r#"{{"principals":[{{"arn":"arn:aws:iam::111122223333:user/ana"{principal}}}],"resources":[{resources}],
            "steps":[{{"caller":"arn:aws:iam::111122223333:user/ana","action":"s3:GetObject","resource":"{BUCKET}"}}]}}"#
        );
        let report = analyze(&Scenario::from_json(&json).unwrap());
        flow(&report.steps[0], 0).into_iter().map(|gate| (gate.policy_type.unwrap(), gate.state)).collect()
    }

    fn policy(effect: &str) -> String {
        format!(
            r#"{{"name":"p","document":{{"Version":"2012-10-17","Statement":{{"Effect":"{effect}","Action":"s3:*","Resource":"*"}}}}}}"#
        )
    }

    #[test]
    fn an_allowed_request_goes_through_all_gates() {
        let states = states(&format!(r#","identityPolicies":[{}]"#, policy("Allow")), "");
        assert_eq!(states.len(), 7);
        assert!(states.iter().all(|(_, state)| *state == GateState::GoesOn), "{states:?}");
    }

    #[test]
    fn a_silent_bucket_policy_of_the_same_account_ends_nothing() {
        let bucket = r#"{"arn":"arn:aws:s3:::amzn-s3-demo-bucket","account":"111122223333","policy":{"name":"b","document":
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"s3:PutObject","Resource":"*"}}}}"#;
        let states = states("", bucket);
        assert!(states.contains(&(PolicyType::ResourceBased, GateState::GoesOn)), "{states:?}");
        assert!(states.contains(&(PolicyType::IdentityBased, GateState::Ends)), "{states:?}");
    }

    #[test]
    fn gates_behind_the_end_are_not_reached() {
        let identity = format!(r#","identityPolicies":[{}]"#, policy("Deny"));
        let states = states(&identity, "");
        let end = states.iter().position(|gate| *gate == (PolicyType::IdentityBased, GateState::Ends)).unwrap();
        assert!(states[..end].iter().all(|(_, state)| *state == GateState::GoesOn), "{states:?}");
        assert!(states[end + 1..].iter().all(|(_, state)| *state == GateState::NotReached), "{states:?}");
    }

    #[test]
    fn each_check_of_a_call_has_its_own_flow() {
        let json = r#"{"principals":[{"arn":"arn:aws:iam::111122223333:user/ana","identityPolicies":[{"name":"p","document":
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::a/*"}}}]}],
            "steps":[{"caller":"arn:aws:iam::111122223333:user/ana","action":"s3:GetObject",
            "resource":["arn:aws:s3:::a/1","arn:aws:s3:::b/1"]}]}"#;
        let report = analyze(&Scenario::from_json(json).unwrap());
        let ends = |check| flow(&report.steps[0], check).iter().any(|gate| gate.state == GateState::Ends);
        assert_eq!((ends(0), ends(1)), (false, true));
        assert_eq!(flow(&report.steps[0], 1)[0].path, [1, 0]);
        assert_eq!(flow(&report.steps[0], 7), []);
    }

    #[test]
    fn a_rule_of_the_service_stands_before_the_checks_and_ends_them() {
        let json = r#"{"principals":[{"arn":"arn:aws:iam::111122223333:root"},{"arn":"arn:aws:iam::111122223333:role/r","trustPolicy":
            {"name":"t","document":{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"111122223333"},
            "Action":["sts:AssumeRole","sts:TagSession"]}}}}],
            "steps":[{"caller":"arn:aws:iam::111122223333:root","action":"sts:AssumeRole",
            "resource":"arn:aws:iam::111122223333:role/r","session":{"tags":{"a":"b"}}}]}"#;
        let report = analyze(&Scenario::from_json(json).unwrap());
        let found = flow(&report.steps[0], 0);
        assert_eq!(
            (found[0].policy_type, found[0].state, found[0].path.as_slice()),
            (None, GateState::Ends, [0].as_slice())
        );
        assert_eq!(found[1].path, [1, 0], "the gates of the first check");
        assert!(found[1..].iter().all(|gate| gate.state == GateState::NotReached), "{found:?}");
        assert_eq!(flow(&report.steps[0], 1)[0].path, [2, 0]);
    }

    #[test]
    fn what_a_ceiling_does_not_allow_is_called_so() {
        let json = format!(
            r#"{{"principals":[{{"arn":"arn:aws:iam::111122223333:user/ana","identityPolicies":[{}],"permissionsBoundary":
            {{"name":"b","document":{{"Version":"2012-10-17","Statement":[]}}}}}}],
            "steps":[{{"caller":"arn:aws:iam::111122223333:user/ana","action":"s3:GetObject","resource":"{BUCKET}"}}]}}"#,
            policy("Allow")
        );
        let report = analyze(&Scenario::from_json(&json).unwrap());
        assert_eq!(crate::walk::headline(&report.steps[0]), "Denied: no permissions boundary allows it");
    }
}
