//! Reasons for the verdict of a gate.

use iam_eval::{Applies, AwsOwned, Decision, Gate, GateTrace, NotApplicable, Verdict};

use super::clause::named_as;
use super::not_in_scenario::behind;
use crate::decide::outcome::{CallerSort, CheckResult};
use crate::report::{AwsThing, NotApplicableReason, Why};

/// Reason for a gate's verdict, if its policies do not say it, and the rule.
#[expect(clippy::wildcard_enum_match_arm, reason = "few gates allow without a policy")]
pub(super) fn why_it_applies(check: &CheckResult, traced: &GateTrace) -> (Option<Why>, Option<&'static str>) {
    let decides =
        check.evaluation.decision == Decision::ImplicitDeny && check.evaluation.decided_by.contains(&traced.gate);
    let is_unasked = traced.gate == Gate::Resource && traced.applies == Applies::No(NotApplicable::NoPolicy);
    if let Some((needed, name)) = behind(check, traced.gate).filter(|_| decides || is_unasked) {
        let why = Why::NotInScenario { needed, name: name.to_owned() };
        return (Some(why), Some(if decides { "EV-01" } else { "EV-10" }));
    }
    let (why, id) = match traced.applies {
        Applies::Implicitly => match traced.gate {
            Gate::Identity if check.request.sort == CallerSort::FederatedUser => (Why::RootIssued, "ST-41"),
            Gate::Identity if check.request.caller_account != check.request.target.account => {
                (Why::ForeignRoot, "EV-24")
            }
            Gate::Identity => (Why::OwnRoot, "EV-04"),
            Gate::VpcEndpoint => (Why::DefaultEndpointPolicy, "EV-76"),
            _ => (Why::DefaultKeyPolicy, "EV-66"),
        },
        Applies::No(_) if traced.gate == Gate::ServiceControl && check.request.caller_account.is_none() => {
            let token = check.request.sort == CallerSort::Token;
            let policy_type = traced.gate.into();
            (
                Why::NotApplicable { policy_type, because: NotApplicableReason::Unsigned },
                if token { "EV-38" } else { "EV-31" },
            )
        }
        Applies::No(why) => {
            let because = why.into();
            (Why::NotApplicable { policy_type: traced.gate.into(), because }, not_applicable_rule(traced.gate, why))
        }
        Applies::Restricted => (Why::PublicAccessBlocked, "EV-71"),
        Applies::Yes => return says(check, traced),
    };
    (Some(why), Some(id))
}

/// A thing that AWS owns, and the rule.
pub(super) fn owned(owned: AwsOwned) -> (AwsThing, &'static str) {
    match owned {
        AwsOwned::ManagedPolicy => (AwsThing::ManagedPolicy, "EV-90"),
        AwsOwned::ReservedRole => (AwsThing::ReservedRole, "EV-91"),
        AwsOwned::ServiceLinkedRole => (AwsThing::ServiceLinkedRole, "EV-91"),
        AwsOwned::KeyAlias => (AwsThing::KeyAlias, "EV-92"),
    }
}

fn says(check: &CheckResult, traced: &GateTrace) -> (Option<Why>, Option<&'static str>) {
    let action = || check.request.action_text.clone();
    let by_name = traced.gate.names_callers() && !traced.named.is_empty();
    match traced.verdict {
        Verdict::Denies => (Some(Why::DenyApplies), Some("EV-02")),
        Verdict::Allows if by_name => {
            (Some(Why::NamesCaller { action: action(), ways: named_as(traced.named) }), Some("EV-12"))
        }
        Verdict::Allows | Verdict::NotApplicable => (None, None),
        Verdict::Silent if traced.gate == Gate::ServiceControl && traced.levels.is_empty() => {
            (Some(Why::NoLevels), Some("EV-34"))
        }
        Verdict::Silent => {
            let rule = if traced.gate == Gate::ScopeDown { "AM-20" } else { "EV-01" };
            (Some(Why::NoAllow { policy_type: traced.gate.into(), action: action() }), Some(rule))
        }
    }
}

fn not_applicable_rule(gate: Gate, why: NotApplicable) -> &'static str {
    match (why, gate) {
        (NotApplicable::NoPolicy, Gate::Session) => "EV-17",
        (NotApplicable::NoPolicy, Gate::ServiceControl) => "EV-31",
        (NotApplicable::NoPolicy, Gate::ResourceControl) => "EV-43",
        (NotApplicable::NoPolicy, Gate::VpcEndpoint) => "EV-76",
        (NotApplicable::NoPolicy, _) => {
            if gate.grants() {
                "EV-10"
            } else {
                "EV-11"
            }
        }
        (NotApplicable::Unsigned, Gate::ServiceControl) => "EV-31",
        (NotApplicable::Unsigned, _) => "EV-78",
        (NotApplicable::ManagementAccount | NotApplicable::ServiceLinkedRole, Gate::ResourceControl) => "EV-41",
        (NotApplicable::ServiceLinkedRole, Gate::Boundary) => "RO-03",
        (NotApplicable::ManagementAccount | NotApplicable::ServiceLinkedRole, _) => "EV-31",
        (NotApplicable::RootUser, _) => "EV-04",
        (NotApplicable::NotCovered, _) => "EV-42",
        (NotApplicable::OwnerRoot, _) => "EV-70",
    }
}
