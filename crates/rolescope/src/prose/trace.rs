//! The trace as a list of titled entries.

use iam_eval::{Applies, Gate, GateTrace, LevelTrace, NotApplicable, PolicyTrace, StatementTrace, Verdict};
use iam_syntax::Effect;

use super::{clause, words};
use crate::call::{Check, Outcome, Rule};
use crate::report::{Confidence, TraceEntry, TraceKind, TraceVerdict};
use crate::world::World;

/// The trace of a decided step: its gates, under one entry a check where there are several.
pub(super) fn outcome(world: &World<'_>, outcome: &Outcome<'_>) -> Vec<TraceEntry> {
    let mut entries: Vec<TraceEntry> = outcome.rule.map(rule).into_iter().collect();
    match outcome.checks.as_slice() {
        [check] => entries.extend(gates(world, check)),
        checks => entries.extend(checks.iter().map(|check| one_of_several(world, check))),
    }
    entries
}

fn rule(rule: Rule) -> TraceEntry {
    let (title, verdict, detail, id) = match rule {
        Rule::CallerIdentity => (
            "No permission needed",
            TraceVerdict::Allows,
            "Everybody may ask who they are; no policy can grant or deny it.",
            "EV-80",
        ),
        Rule::OwnSession => (
            "No permission needed",
            TraceVerdict::Allows,
            "A user may ask for a session of their own; it can do what the user can.",
            "EV-83",
        ),
        Rule::RootUser => (
            "Root user",
            TraceVerdict::Denies,
            "The root user of an account cannot assume a role, whatever the trust policy says.",
            "EV-60",
        ),
    };
    entry(TraceKind::Rule, title, verdict, Some(detail.to_owned()), Some(id))
}

fn one_of_several(world: &World<'_>, check: &Check<'_>) -> TraceEntry {
    let verdict = match check.evaluation.decision {
        iam_eval::Decision::Allowed => TraceVerdict::Allows,
        iam_eval::Decision::ExplicitDeny => TraceVerdict::Denies,
        iam_eval::Decision::ImplicitDeny => TraceVerdict::Silent,
    };
    let title = format!("{} on {}", check.action.text, check.target.arn);
    TraceEntry { children: gates(world, check), ..entry(TraceKind::Check, title, verdict, None, Some("EV-07")) }
}

fn gates(world: &World<'_>, check: &Check<'_>) -> Vec<TraceEntry> {
    let mut entries: Vec<TraceEntry> = check.evaluation.gates.iter().map(|traced| gate(world, check, traced)).collect();
    if let Some(owned) = check.evaluation.owned {
        let (detail, id) = super::reason::owned(owned);
        let detail = Some(format!("{detail}."));
        entries.push(entry(TraceKind::Rule, "Owned by AWS", TraceVerdict::Denies, detail, Some(id)));
    }
    entries
}

fn gate(world: &World<'_>, check: &Check<'_>, traced: &GateTrace) -> TraceEntry {
    let (detail, id) = why_it_applies(check, traced);
    let has_levels = matches!(traced.gate, Gate::ResourceControl | Gate::ServiceControl);
    let children = if has_levels {
        traced.levels.iter().map(|traced| level(world, check, traced)).collect()
    } else {
        traced.levels.iter().flat_map(|traced| &traced.policies).map(|traced| policy(world, check, traced)).collect()
    };
    TraceEntry { children, ..entry(TraceKind::Gate, words::title(traced.gate), verdict(traced.verdict), detail, id) }
}

fn why_it_applies(check: &Check<'_>, traced: &GateTrace) -> (Option<String>, Option<&'static str>) {
    let (detail, id) = match traced.applies {
        Applies::Implicitly => match traced.gate {
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
        Applies::No(why) => not_applicable(traced.gate, why),
        Applies::Restricted => (super::reason::RESTRICTED, "EV-71"),
        Applies::Yes => return says(check, traced),
    };
    (Some(detail.to_owned()), Some(id))
}

fn says(check: &Check<'_>, traced: &GateTrace) -> (Option<String>, Option<&'static str>) {
    let action = &check.action.text;
    let by_name = matches!(traced.gate, Gate::Resource | Gate::Trust) && !traced.named.is_empty();
    match traced.verdict {
        Verdict::Denies => (Some("A Deny applies, and a Deny wins over every Allow.".to_owned()), Some("EV-02")),
        Verdict::Allows if by_name => {
            (Some(format!("It allows `{action}` and names the caller {}.", words::ways(traced.named))), Some("EV-12"))
        }
        Verdict::Allows | Verdict::NotApplicable => (None, None),
        Verdict::Silent => {
            let what = words::kind(traced.gate);
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

fn level(world: &World<'_>, check: &Check<'_>, traced: &LevelTrace) -> TraceEntry {
    let target = traced.policies.first().and_then(|policy| world.policy(policy.policy)).map(|read| read.owner);
    let title = target.map_or_else(|| format!("Level {}", traced.level + 1), str::to_owned);
    let children = traced.policies.iter().map(|traced| policy(world, check, traced)).collect();
    TraceEntry { children, ..entry(TraceKind::Level, title, verdict(traced.verdict), None, Some("EV-32")) }
}

fn policy(world: &World<'_>, check: &Check<'_>, traced: &PolicyTrace) -> TraceEntry {
    let title = world.policy(traced.policy).map_or("", |read| read.policy.name.as_str());
    let children = traced.statements.iter().map(|statement| self::statement(world, check, traced, statement)).collect();
    TraceEntry {
        place: world.place(traced.policy, world.tree(traced.policy).span),
        children,
        ..entry(TraceKind::Policy, title, verdict(traced.verdict), None, None)
    }
}

fn statement(world: &World<'_>, check: &Check<'_>, policy: &PolicyTrace, traced: &StatementTrace) -> TraceEntry {
    let effect = match traced.effect {
        Effect::Allow => "Allow",
        Effect::Deny => "Deny",
    };
    let verdict = match (traced.matched, traced.effect) {
        (false, _) => TraceVerdict::DoesNotMatch,
        (true, Effect::Allow) => TraceVerdict::Allows,
        (true, Effect::Deny) => TraceVerdict::Denies,
    };
    let Some(statement) = world.tree(policy.policy).statements.get(traced.position) else {
        return entry(TraceKind::Statement, effect, verdict, None, None);
    };
    let children: Vec<TraceEntry> = traced
        .clauses
        .iter()
        .map(|found| {
            let (title, detail, request, rule) = clause::describe(statement, found, check);
            let verdict = if found.matched { TraceVerdict::Matches } else { TraceVerdict::DoesNotMatch };
            TraceEntry {
                place: world.place(policy.policy, found.span),
                request,
                ..entry(TraceKind::Clause, title, verdict, detail, rule)
            }
        })
        .collect();
    let misses = clause::misses(statement, traced, &|at| children.get(at)?.detail.clone());
    let title = match &statement.sid {
        Some(sid) if !sid.value.is_empty() => format!("{effect} · {}", sid.value),
        Some(_) | None => format!("{effect} · statement {}", statement.index + 1),
    };
    TraceEntry {
        effect: Some(super::effect(traced.effect)),
        place: world.place(policy.policy, traced.span),
        children,
        ..entry(TraceKind::Statement, title, verdict, misses, None)
    }
}

fn verdict(verdict: Verdict) -> TraceVerdict {
    match verdict {
        Verdict::Allows => TraceVerdict::Allows,
        Verdict::Denies => TraceVerdict::Denies,
        Verdict::Silent => TraceVerdict::Silent,
        Verdict::NotApplicable => TraceVerdict::NotApplicable,
    }
}

fn entry(
    kind: TraceKind,
    title: impl Into<String>,
    verdict: TraceVerdict,
    detail: Option<String>,
    rule: Option<&'static str>,
) -> TraceEntry {
    TraceEntry {
        title: title.into(),
        kind,
        verdict,
        effect: None,
        detail,
        place: None,
        request: None,
        rule: kept(rule).map(Into::into),
        confidence: confidence(rule),
        children: Vec::new(),
    }
}

/// The rule where reports name rules: the page does not show them.
pub(super) fn kept(rule: Option<&str>) -> Option<&str> {
    rule.filter(|_| cfg!(feature = "notes"))
}

#[cfg(feature = "notes")]
fn confidence(rule: Option<&str>) -> Option<Confidence> {
    rule.and_then(super::open_points::confidence)
}

#[cfg(not(feature = "notes"))]
const fn confidence(_: Option<&str>) -> Option<Confidence> {
    None
}
