//! Reasons for the verdict of a gate.

use iam_eval::{Applies, Decision, Gate, GateTrace, NotApplicable, Verdict};

use crate::decide::outcome::{CallerSort, Weighed};
use crate::english::{not_in_scenario, reason, words};
use crate::explain::not_in_scenario::behind;

pub(crate) fn why_it_applies(check: &Weighed, traced: &GateTrace) -> (Option<String>, Option<&'static str>) {
    let decides =
        check.evaluation.decision == Decision::ImplicitDeny && check.evaluation.decided_by.contains(&traced.gate);
    let is_unasked = traced.gate == Gate::Resource && traced.applies == Applies::No(NotApplicable::NoPolicy);
    if let Some((needed, name)) = behind(check, traced.gate).filter(|_| decides || is_unasked) {
        return (Some(not_in_scenario::without(needed, name)), Some(if decides { "EV-01" } else { "EV-10" }));
    }
    let (detail, id) = match traced.applies {
        Applies::Implicitly => match traced.gate {
            Gate::Identity if check.facts.sort == CallerSort::FederatedUser => {
                ("The root user issued these credentials, so the session policy alone holds them.", "ST-41")
            }
            Gate::Identity if check.facts.caller_account != check.facts.target.account => {
                ("The root user needs nothing on its own side.", "EV-24")
            }
            Gate::Identity => ("The root user may do everything in its own account.", "EV-04"),
            Gate::VpcEndpoint => ("The endpoint has its default policy, which allows everything.", "EV-76"),
            Gate::ResourceControl
            | Gate::ServiceControl
            | Gate::Trust
            | Gate::Resource
            | Gate::Boundary
            | Gate::Session => (
                "The key is not in the scenario, so the default key policy is taken: it leaves the key to IAM policies of \
                 its account.",
                "EV-66",
            ),
        },
        Applies::No(_) if traced.gate == Gate::ServiceControl && check.facts.caller_account.is_none() => {
            let (detail, id) = not_applicable(traced.gate, NotApplicable::Unsigned);
            (detail, if check.facts.sort == CallerSort::Token { "EV-38" } else { id })
        }
        Applies::No(why) => not_applicable(traced.gate, why),
        Applies::Restricted => (reason::RESTRICTED, "EV-71"),
        Applies::Yes => return says(check, traced),
    };
    (Some(detail.to_owned()), Some(id))
}

fn says(check: &Weighed, traced: &GateTrace) -> (Option<String>, Option<&'static str>) {
    let action = &check.facts.action.text;
    let by_name = matches!(traced.gate, Gate::Resource | Gate::Trust) && !traced.named.is_empty();
    match traced.verdict {
        Verdict::Denies => (Some("A Deny applies, and a Deny wins over every Allow.".to_owned()), Some("EV-02")),
        Verdict::Allows if by_name => {
            (Some(format!("It allows `{action}` and names the caller {}.", words::ways(traced.named))), Some("EV-12"))
        }
        Verdict::Allows | Verdict::NotApplicable => (None, None),
        Verdict::Silent if traced.gate == Gate::ServiceControl && traced.levels.is_empty() => {
            (Some("The account's list of levels is empty, so nothing is allowed.".to_owned()), Some("EV-34"))
        }
        Verdict::Silent => {
            let what = traced.gate.name();
            (Some(format!("No {what} allows `{action}` here.")), Some("EV-01"))
        }
    }
}

fn not_applicable(gate: Gate, why: NotApplicable) -> (&'static str, &'static str) {
    match (why, gate) {
        (NotApplicable::NoPolicy, Gate::Session) => {
            ("No session policy was passed, so nothing narrows the session.", "EV-17")
        }
        (NotApplicable::NoPolicy, Gate::Boundary) => ("The caller has no permissions boundary.", "EV-11"),
        (NotApplicable::NoPolicy, Gate::ServiceControl) => {
            ("No service control policies are in force for the caller's account.", "EV-31")
        }
        (NotApplicable::NoPolicy, Gate::ResourceControl) => {
            ("No resource control policies are in force for the owner's account.", "EV-43")
        }
        (NotApplicable::NoPolicy, Gate::VpcEndpoint) => ("The call does not go through a VPC endpoint.", "EV-76"),
        (NotApplicable::NoPolicy, Gate::Resource | Gate::Trust | Gate::Identity) => {
            ("The resource has no policy of its own.", "EV-10")
        }
        (NotApplicable::Unsigned, Gate::ServiceControl) => {
            ("Service control policies bind users and roles of an account; this caller is neither.", "EV-31")
        }
        (NotApplicable::Unsigned, _) => {
            ("The caller is no user or role, so only the resource's side decides.", "EV-78")
        }
        (NotApplicable::ManagementAccount, Gate::ResourceControl) => {
            ("Resources of the management account are not bound by RCPs.", "EV-41")
        }
        (NotApplicable::ManagementAccount, _) => ("The management account is not bound by SCPs.", "EV-31"),
        (NotApplicable::ServiceLinkedRole, Gate::ResourceControl) => {
            ("Service-linked roles are not bound by RCPs.", "EV-41")
        }
        (NotApplicable::ServiceLinkedRole, Gate::Boundary) => ("A service-linked role has no boundary.", "RO-03"),
        (NotApplicable::ServiceLinkedRole, _) => ("Service-linked roles are not bound by SCPs.", "EV-31"),
        (NotApplicable::RootUser, _) => ("A permissions boundary does not bind the root user.", "EV-04"),
        (NotApplicable::NotCovered, _) => ("RCPs have no say in this action.", "EV-42"),
        (NotApplicable::OwnerRoot, _) => {
            ("No bucket policy can keep its owner's root user from reading, setting or deleting it.", "EV-70")
        }
    }
}
