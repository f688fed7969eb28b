//! The report of one step, assembled.

use std::sync::Arc;

use iam_eval::{Element, Why};
use iam_syntax::json;

use super::cause::{cause, claims_asked};
use super::trace_source::TraceSource;
use super::{absent, besides, nearest, not_in_scenario, notes, refused};
use crate::decide::outcome::{CheckResult, Outcome};
use crate::english::{self, aws, claims, reason};
use crate::map::Map;
use crate::names::distinct;
use crate::report::{
    Because, Cause, ContextEntry, ContextValue, Decision, MatchedStatement, Node, Origin, PolicyType, Refusal,
    ReportedResource, SessionReport, StepError, StepReport, Trace, TraceScope,
};
use crate::resolve::actor::Actor;
use crate::resolve::parsed_policies::ParsedPolicies;
use crate::resolve::world::World;
use crate::scenario::{Step, StepResource, TouchedResource};

/// The report of one step.
pub(crate) fn report(
    world: &World<'_>,
    step: &Step,
    actor: Option<&Actor<'_>>,
    outcome: &Result<Outcome<'_>, Arc<Refusal>>,
    scope: TraceScope,
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
        cause: None,
        aws_message: None,
        decided_by: Vec::new(),
        nearest: None,
        not_in_scenario: Vec::new(),
        matched_statements: Vec::new(),
        context: Map::new(),
        missing_context_keys: Vec::new(),
        decided_by_absent_keys: Vec::new(),
        left_out_claims: Vec::new(),
        warnings: Vec::new(),
        open_points: Vec::new(),
        session: None,
        trace: Trace::default(),
        expected: step.expect,
        met: None,
    };
    match outcome {
        Ok(outcome) => {
            decided(world, step, actor, outcome, &mut report);
            report.trace = trace(world, outcome, scope);
        }
        Err(refusal) => {
            let message = english::refusal(refusal);
            report.not_in_scenario = not_in_scenario::of_refusal(world, refusal);
            let nearest = report.not_in_scenario.iter().find_map(|found| found.nearest.clone());
            let code = refusal.code().to_owned();
            let cause = Cause::of(Because::Refused { code, refusal: refusal.clone(), nearest });
            report.reason = reason(&cause);
            report.cause = Some(Box::new(cause));
            if scope != TraceScope::None {
                report.trace = vec![refused::entry(world, refusal)].into();
            }
            let place = refused::place(refusal);
            report.open_points = notes::open_points_of_refusal(world, refusal);
            report.error = Some(StepError { code: refusal.code().to_owned(), message, place });
        }
    }
    report.met = step.expect.map(|expected| expected.is_met_by(report.decision));
    report
}

/// Adds to the cause of a denied call what the call passes along and what became of its token's claims.
fn add_besides(step: &Step, actor: Option<&Actor<'_>>, outcome: &Outcome<'_>, missing: &[String], cause: &mut Cause) {
    let (Some(actor), Some(check)) = (actor, outcome.deciding()) else { return };
    cause.audience = besides::audience(&cause.because, &check.request.context);
    if let Because::NoAllow { action, besides, .. } = &mut cause.because {
        *besides = besides::passed(step, actor, action).map(Box::new);
        cause.not_kept = besides::not_kept(actor, missing);
    }
}

fn decided(world: &World<'_>, step: &Step, actor: Option<&Actor<'_>>, outcome: &Outcome<'_>, report: &mut StepReport) {
    report.decision = outcome.decision().into();
    report.not_in_scenario = not_in_scenario::of_outcome(world, outcome);
    let mut cause = cause(&world.parsed, outcome, &report.not_in_scenario);
    if let Some(actor) = actor {
        let found = outcome.on_absent_keys(&actor.caller, &world.parsed);
        if !found.is_empty() {
            report.decided_by_absent_keys = absent::keys(&world.parsed, outcome, &found);
            cause.absent_keys = report.decided_by_absent_keys.iter().map(|it| it.key.clone()).collect();
            unique(&mut cause.absent_keys);
        }
    }
    if report.decision == Decision::ImplicitDeny {
        report.nearest = nearest::place(&world.parsed, outcome);
    }
    report.aws_message = aws_message(outcome);
    report.open_points = notes::open_points(world, step, actor, outcome);
    for check in &outcome.checks {
        missing_keys(&world.parsed, &check.result, &mut report.missing_context_keys);
    }
    unique(&mut report.missing_context_keys);
    let provider = actor.map_or("", |actor| actor.caller.name());
    report.left_out_claims =
        outcome.left_out.iter().map(|(claim, why)| claims::left_out(provider, claim, *why)).collect();
    cause.claims = claims_asked(&outcome.left_out, &report.missing_context_keys);
    add_besides(step, actor, outcome, &report.missing_context_keys, &mut cause);
    report.reason = reason(&cause);
    report.cause = Some(Box::new(cause));
    report.matched_statements = matched_statements(&world.parsed, outcome);
    if let Some(check) = outcome.deciding() {
        if outcome.rule.is_none() {
            report.decided_by = check.evaluation.decided_by.iter().map(|gate| PolicyType::from(*gate)).collect();
        }
        report.context = context(check);
    }
    report.session = outcome.obtained.as_deref().and_then(session);
    let by_role = actor.is_some_and(|caller| caller.caller.kind.role_arn().is_some());
    if let Some(session) = report.session.as_mut().filter(|session| session.assumed_role_id.is_some()) {
        session.chained = by_role;
    }
}

fn trace(world: &World<'_>, outcome: &Outcome<'_>, scope: TraceScope) -> Trace {
    match scope {
        TraceScope::None => Trace::default(),
        TraceScope::Deciding | TraceScope::All => {
            Trace::below(TraceSource::new(&world.parsed, outcome, scope), Node::Step)
        }
    }
}

/// Answer of AWS to a call that it turns away; nothing for an allowed step.
fn aws_message(outcome: &Outcome<'_>) -> Option<String> {
    let check = outcome.deciding()?;
    let explicitly = match outcome.decision() {
        iam_eval::Decision::Allowed => return None,
        iam_eval::Decision::ExplicitDeny => true,
        iam_eval::Decision::ImplicitDeny => false,
    };
    let first = check.evaluation.decided_by.first().filter(|_| outcome.rule.is_none());
    let by = first.map(|gate| (PolicyType::from(*gate), explicitly));
    Some(aws::message(&check.request.caller, &check.request.action.text, &check.request.target.arn, by))
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

/// Each statement that matched in a check, once.
fn matched_statements(parsed: &ParsedPolicies, outcome: &Outcome<'_>) -> Vec<MatchedStatement> {
    let (mut found, mut places) = (Vec::new(), Vec::new());
    for check in &outcome.checks {
        for (_, gate, policy, traced) in check.result.evaluation.statements() {
            if traced.matched {
                found.push((gate.gate, policy.policy, traced));
                places.push((gate.gate, policy.policy, traced.span.start));
            }
        }
    }
    let statement = |at: usize| {
        let (gate, policy, traced) = *found.get(at)?;
        let place = parsed.place(policy, traced.span)?;
        let statement = parsed.tree(policy).statements.get(traced.position);
        Some(MatchedStatement {
            policy_type: gate.into(),
            policy: place.policy.clone(),
            statement: traced.index,
            sid: statement.and_then(|statement| statement.sid.as_ref()).map(|sid| sid.value.to_string()),
            effect: traced.effect.into(),
            place,
        })
    };
    distinct(&places).into_iter().filter_map(statement).collect()
}

/// Each key once, as it was written first.
pub(super) fn unique(keys: &mut Vec<String>) {
    let lower: Vec<String> = keys.iter().map(|key| key.to_ascii_lowercase()).collect();
    let lower: Vec<&str> = lower.iter().map(String::as_str).collect();
    let repeated = json::repeated(&lower);
    for (at, _) in repeated.iter().rev() {
        keys.get_mut(*at).into_iter().for_each(String::clear);
    }
    keys.retain(|key| !key.is_empty());
}

/// Keys that statements about this very request ask for in vain; some of them more than once.
fn missing_keys(parsed: &ParsedPolicies, check: &CheckResult, found: &mut Vec<String>) {
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
            let statement = parsed.tree(policy.policy).statements.get(traced.position);
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

fn context(check: &CheckResult) -> Map<ContextEntry> {
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
        (entry.key.to_string(), ContextEntry { value, origin })
    };
    Map::of_unique(check.request.context.entries().iter().map(entry))
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
