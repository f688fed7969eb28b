//! English: the only module that turns reasons into sentences. Another language is another such module.

mod absent;
mod aws;
mod claims;
mod clause;
mod compare;
#[cfg(feature = "notes")]
mod confidence;
#[cfg(feature = "diagrams")]
pub(crate) mod diagram;
pub(crate) mod file;
#[cfg(feature = "links")]
pub(crate) mod link;
#[expect(clippy::wildcard_enum_match_arm, reason = "an arm is an open point, and whatever else there is is none")]
#[cfg(feature = "notes")]
mod open_points;
pub(crate) mod problems;
mod reason;
pub(crate) mod refusals;
pub(crate) mod roles;
#[cfg(feature = "tasks")]
pub(crate) mod task;
pub(crate) mod trace;
mod unlisted;
pub(crate) mod walk;
mod words;

pub(crate) use problems::{foreign_provider, json_message};

use iam_eval::{Element, Gate, Why};
use iam_syntax::{Diagnostic, json};

use crate::actor::Actor;
use crate::call::{Outcome, Weighed};
use crate::evidence::Evidence;
use crate::map::Map;
use crate::names::distinct;
use crate::refusal::Refusal;
use crate::report::{
    ContextEntry, ContextValue, Decision, Effect, MatchedStatement, Origin, PolicyType, Problem, ReportedResource,
    SessionReport, Severity, StepError, StepReport, Trace,
};
use crate::scenario::{Step, StepResource, TouchedResource};
use crate::shelf::{ReadPolicy, Shelf};
use crate::words::words;
use crate::world::World;

/// The report of one step.
pub(crate) fn step_report(
    world: &World<'_>,
    step: &Step,
    actor: Option<&Actor<'_>>,
    outcome: &Result<Outcome<'_>, Refusal>,
) -> StepReport {
    let caller = actor.map_or(step.caller.as_str(), |actor| actor.caller.name()).to_owned();
    let mut report = StepReport {
        name: step.name.clone(),
        caller,
        action: step.action.clone(),
        resource: resource(step),
        decision: Decision::Error,
        error: None,
        reason: String::new(),
        aws_message: None,
        decided_by: Vec::new(),
        nearest: None,
        not_in_scenario: Vec::new(),
        matched_statements: Vec::new(),
        context: Map::new(),
        missing_context_keys: Vec::new(),
        decided_by_absent_keys: Vec::new(),
        left_out_claims: Vec::new(),
        open_points: Vec::new(),
        session: None,
        trace: Trace::default(),
        expected: step.expect,
        met: None,
    };
    match outcome {
        Ok(outcome) => decided(world, step, actor, outcome, &mut report),
        Err(refusal) => {
            let message = words().map_or_else(String::new, |it| (it.refusal)(world, refusal));
            report.not_in_scenario = crate::unlisted::of_refusal(world, refusal);
            report.reason = refusals::sentence(refusal, &message, &report.not_in_scenario);
            report.trace = vec![refusals::trace(world, refusal, &message)].into();
            let place = refusals::place(world, refusal);
            #[cfg(feature = "notes")]
            report.open_points.extend(open_points::of_refusal(world, refusal).map(open_points::told));
            report.error = Some(StepError { code: refusal.code().to_owned(), message, place });
        }
    }
    report.met = step.expect.map(|expected| expected.is_met_by(report.decision));
    report
}

/// A finding of the parser as a problem of the report.
pub(crate) fn problem(read: &ReadPolicy, diagnostic: &Diagnostic) -> Problem {
    let (message, help) = words().map(|it| (it.problem)(&diagnostic.kind)).unwrap_or_default();
    Problem {
        code: if cfg!(feature = "notes") { diagnostic.kind.code().to_owned() } else { String::new() },
        severity: match diagnostic.kind.severity() {
            iam_syntax::Severity::Error => Severity::Error,
            iam_syntax::Severity::Warning => Severity::Warning,
            iam_syntax::Severity::Note => Severity::Note,
        },
        message,
        policy: read.name.to_string(),
        pointer: read.pointer.to_string(),
        span: diagnostic.span.into(),
        help,
    }
}

fn decided(world: &World<'_>, step: &Step, actor: Option<&Actor<'_>>, outcome: &Outcome<'_>, report: &mut StepReport) {
    report.decision = outcome.decision().into();
    report.not_in_scenario = crate::unlisted::of_outcome(world, outcome);
    report.reason = reason::sentence(&world.shelf, actor, outcome, &report.not_in_scenario);
    if let Some(actor) = actor {
        let found = outcome.on_absent_keys(&actor.caller, &world.shelf);
        if !found.is_empty() {
            report.decided_by_absent_keys = absent::keys(&world.shelf, outcome, &found);
            report.reason = absent::only_because(&report.reason, &report.decided_by_absent_keys);
        }
    }
    if report.decision == Decision::ImplicitDeny {
        report.nearest = reason::nearest_place(&world.shelf, outcome);
    }
    report.aws_message = aws::message(outcome);
    #[cfg(feature = "notes")]
    {
        report.open_points = open_points::Decided { world, step, actor, outcome }.open_points();
    }
    #[cfg(not(feature = "notes"))]
    let _ = step;
    report.trace = Trace::of(Evidence::new(&world.shelf, outcome));
    for check in &outcome.checks {
        missing_keys(&world.shelf, &check.weighed, &mut report.missing_context_keys);
    }
    unique(&mut report.missing_context_keys);
    let provider = actor.map_or("", |actor| actor.caller.name());
    report.left_out_claims =
        outcome.left_out.iter().map(|(claim, why)| claims::left_out(provider, claim, *why)).collect();
    report.reason.push_str(&claims::asked_in_vain(&outcome.left_out, &report.missing_context_keys));
    report.matched_statements = matched_statements(&world.shelf, outcome);
    if let Some(check) = outcome.deciding() {
        if outcome.rule.is_none() {
            report.decided_by = check.evaluation.decided_by.iter().map(|gate| policy_type(*gate)).collect();
        }
        report.context = context(check);
    }
    report.session = outcome.obtained.as_deref().and_then(session);
    let by_role = cfg!(feature = "notes") && actor.is_some_and(|caller| caller.caller.kind.role_arn().is_some());
    if let Some(session) = report.session.as_mut().filter(|session| session.assumed_role_id.is_some()) {
        session.chained = by_role;
    }
}

fn resource(step: &Step) -> ReportedResource {
    match &step.resource {
        None => ReportedResource::One("*".to_owned()),
        Some(StepResource::One(arn)) => ReportedResource::One(arn.clone()),
        Some(StepResource::Several(all)) => {
            let arn = |touched: &TouchedResource| match touched {
                TouchedResource::Arn(arn) => arn.clone(),
                TouchedResource::WithContext(resource) => resource.arn.clone(),
            };
            ReportedResource::Several(all.iter().map(arn).collect())
        }
    }
}

fn policy_type(gate: Gate) -> PolicyType {
    match gate {
        Gate::ResourceControl => PolicyType::ResourceControl,
        Gate::ServiceControl => PolicyType::ServiceControl,
        Gate::VpcEndpoint => PolicyType::VpcEndpoint,
        Gate::Trust => PolicyType::Trust,
        Gate::Resource => PolicyType::ResourceBased,
        Gate::Boundary => PolicyType::PermissionsBoundary,
        Gate::Session => PolicyType::Session,
        Gate::Identity => PolicyType::IdentityBased,
    }
}

pub(crate) fn effect(effect: iam_syntax::Effect) -> Effect {
    match effect {
        iam_syntax::Effect::Allow => Effect::Allow,
        iam_syntax::Effect::Deny => Effect::Deny,
    }
}

/// Each statement that matched in a check, once.
fn matched_statements(shelf: &Shelf, outcome: &Outcome<'_>) -> Vec<MatchedStatement> {
    let (mut found, mut places) = (Vec::new(), Vec::new());
    for check in &outcome.checks {
        for (_, gate, policy, traced) in check.weighed.evaluation.statements() {
            if traced.matched {
                found.push((gate.gate, policy.policy, traced));
                places.push((gate.gate, policy.policy, traced.span.start));
            }
        }
    }
    let statement = |at: usize| {
        let (gate, policy, traced) = *found.get(at)?;
        let place = shelf.place(policy, traced.span)?;
        let statement = shelf.tree(policy).statements.get(traced.position);
        Some(MatchedStatement {
            policy_type: policy_type(gate),
            policy: place.policy.clone(),
            statement: traced.index,
            sid: statement.and_then(|statement| statement.sid.as_ref()).map(|sid| sid.value.to_string()),
            effect: effect(traced.effect),
            place,
        })
    };
    distinct(&places).into_iter().filter_map(statement).collect()
}

/// Each key once, as it was written first.
fn unique(keys: &mut Vec<String>) {
    let lower: Vec<String> = keys.iter().map(|key| key.to_ascii_lowercase()).collect();
    let lower: Vec<&str> = lower.iter().map(String::as_str).collect();
    let repeated = json::repeated(&lower);
    for (at, _) in repeated.iter().rev() {
        keys.get_mut(*at).into_iter().for_each(String::clear);
    }
    keys.retain(|key| !key.is_empty());
}

/// Keys that statements about this very request ask for in vain; some of them more than once.
fn missing_keys(shelf: &Shelf, check: &Weighed, found: &mut Vec<String>) {
    // A request lacks a handful of keys, which many statements ask for: those are recognized at once.
    const HANDFUL: usize = 16;
    let mut add = |key: &str| {
        if !found.iter().take(HANDFUL).any(|old| old.eq_ignore_ascii_case(key)) {
            found.push(key.to_owned());
        }
    };
    let policies = check.evaluation.gates.iter().flat_map(|gate| &gate.levels).flat_map(|level| &level.policies);
    for policy in policies {
        for traced in &policy.statements {
            let about_this = policy.clauses(traced).iter().all(|clause| {
                clause.matched || matches!(clause.element, Element::Condition(_)) || unresolved(&clause.why)
            });
            let statement = shelf.tree(policy.policy).statements.get(traced.position);
            let (true, Some(statement)) = (about_this, statement) else { continue };
            for clause in policy.clauses(traced) {
                match (&clause.why, clause.element) {
                    (Why::Missing(_) | Why::Presence { present: false }, Element::Condition(at)) => {
                        statement.conditions.get(at).into_iter().for_each(|condition| add(&condition.key.value.text));
                    }
                    (Why::Unresolved(variable), _) => add(&variable.key),
                    (Why::Compared(compared), _) => {
                        compared.unresolved.iter().for_each(|variable| add(&variable.key));
                    }
                    (
                        Why::Fits(_)
                        | Why::NoneFits
                        | Why::Empty
                        | Why::BoundaryOverridesNotPrincipal
                        | Why::PartlyListed { .. }
                        | Why::Missing(_)
                        | Why::SeveralValues
                        | Why::NoValues
                        | Why::Presence { .. }
                        | Why::QuantifiedNull,
                        _,
                    ) => {}
                }
            }
        }
    }
}

fn unresolved(why: &Why) -> bool {
    matches!(why, Why::Unresolved(_))
}

fn context(check: &Weighed) -> Map<ContextEntry> {
    let entry = |entry: &iam_eval::Entry| {
        let value = match &entry.values {
            iam_eval::Values::One(value) => ContextValue::One(value.clone()),
            iam_eval::Values::Many(values) => ContextValue::List(values.clone()),
        };
        let origin = match entry.origin {
            iam_eval::Origin::Given => Origin::Given,
            iam_eval::Origin::Derived => Origin::Derived,
            iam_eval::Origin::Overriding => Origin::Overriding,
        };
        (entry.key.clone(), ContextEntry { value, origin })
    };
    Map::of_unique(check.facts.context.entries().iter().map(entry))
}

fn session(actor: &Actor<'_>) -> Option<SessionReport> {
    let session = actor.session.as_ref()?;
    Some(SessionReport {
        arn: session.arn.clone(),
        assumed_role_id: session.id.clone().filter(|_| actor.caller.kind.role_arn().is_some()),
        federated_user_id: session.id.clone().filter(|_| actor.caller.kind.federated_user_arn().is_some()),
        access_key_id: session.access_key_id.clone(),
        issued_at: session.issued_at.to_string(),
        expiration: session.expires_at.to_string(),
        tags: Map::of_unique(session.tags.iter().map(|tag| (tag.key.clone(), tag.value.clone()))),
        transitive_tag_keys: session.transitive.iter().map(|tag| tag.key.clone()).collect(),
        source_identity: session.source_identity.clone(),
        mfa: session.mfa,
        chained: false,
        policies: actor.policy_names.clone(),
    })
}
