//! Cause of a step's decision.

use iam_eval::{
    Applies, ClauseTrace, Decision, Element, Evaluation, Gate, GateTrace, MatchedAs, MatchedWays, NotApplicable,
    PolicyTrace, StatementTrace, Verdict,
};
use iam_sts::LeftOut;
use iam_syntax::{Effect, Statement};

use super::clause::{describe, failed, named_as};
use super::gate::owned;
use super::nearest::{about_action, distance, nearest, statements};
use super::not_in_scenario::behind;
use crate::decide::outcome::{CallerSort, CheckResult, Outcome, Rule};
use crate::report::{Because, Cause, Lacking, NamedStatement, Nearest, NotInScenario, SilentLevel, Why};
use crate::resolve::parsed_policies::{ParsedPolicies, ParsedPolicy};
use crate::shared::SharedText;

impl Cause {
    /// A cause without anything besides.
    pub(super) const fn of(because: Because) -> Self {
        Self {
            because,
            absent_keys: Vec::new(),
            checks: None,
            also_lacking: Vec::new(),
            claims: Vec::new(),
            not_kept: Vec::new(),
            audience: None,
        }
    }
}

/// Cause of a decided step; what is not in the scenario is looked up before.
pub(super) fn cause(parsed: &ParsedPolicies, outcome: &Outcome<'_>, lacking: &[NotInScenario]) -> Cause {
    match outcome.rule {
        Some(Rule::CallerIdentity) => return Cause::of(Because::CallerIdentity),
        Some(Rule::OwnSession) => return Cause::of(Because::OwnSession),
        Some(Rule::RootUser) if outcome.decision() == Decision::ImplicitDeny => {
            return Cause::of(Because::RootAssumesNoRole);
        }
        Some(Rule::RootUser) | None => {}
    }
    let Some(check) = outcome.deciding() else { return Cause::of(Because::NothingAsked) };
    match outcome.decision() {
        Decision::Allowed => {
            let several = outcome.checks.len() > 1 && outcome.obtained.is_none();
            let checks = several.then_some(outcome.checks.len());
            Cause { checks, ..Cause::of(allowed(parsed, check)) }
        }
        Decision::ExplicitDeny => Cause::of(denied(parsed, outcome, check)),
        Decision::ImplicitDeny => {
            let mut cause = implicit(parsed, check, lacking);
            if let Because::NoAllow { resource, .. } = &mut cause.because {
                *resource = one_of_several(outcome, check);
            }
            cause
        }
    }
}

/// The resource of a check, where the call touches several.
fn one_of_several(outcome: &Outcome<'_>, check: &CheckResult) -> Option<SharedText> {
    let own = &check.request.resource_text;
    let others = outcome.checks.iter().any(|other| other.result.request.resource_text != *own);
    others.then(|| own.clone())
}

fn denied(parsed: &ParsedPolicies, outcome: &Outcome<'_>, check: &CheckResult) -> Because {
    let evaluation = &check.evaluation;
    let first = evaluation.decided_by.first().copied();
    let traced = first.and_then(|gate| evaluation.gates.iter().find(|traced| traced.gate == gate));
    let found = traced.and_then(|traced| matching(traced, Effect::Deny));
    let met = found.map(|(policy, found)| met(parsed, check, policy, found)).unwrap_or_default();
    let grants =
        evaluation.gates.iter().filter(|traced| matches!(traced.gate, Gate::Identity | Gate::Resource | Gate::Trust));
    let outweighs = grants.filter_map(|traced| deciding(parsed, evaluation, traced.gate, Effect::Allow)).next();
    Because::Denied {
        by: first.and_then(|gate| deciding(parsed, evaluation, gate, Effect::Deny)),
        action: check.request.action_text.clone(),
        resource: one_of_several(outcome, check),
        met,
        outweighs: outweighs.map(Box::new),
    }
}

/// Reasons for which a Deny applies, apart from elements that name what they are about.
fn met(parsed: &ParsedPolicies, check: &CheckResult, policy: &PolicyTrace, found: &StatementTrace) -> Vec<Why> {
    let Some(statement) = parsed.tree(policy.policy).statements.get(found.position) else { return Vec::new() };
    let excludes = |clause: &&ClauseTrace| match clause.element {
        Element::Principal => statement.principal.as_ref().is_some_and(|listed| listed.negated),
        Element::Action => statement.action.negated,
        Element::Resource => statement.resource.as_ref().is_some_and(|listed| listed.negated),
        Element::Condition(_) => true,
    };
    let clauses = policy.clauses(found).iter().filter(excludes);
    clauses.filter_map(|clause| describe(statement, clause, check)?.why).collect()
}

/// The first statement of this effect that matches; of several Denies one without conditions, since the others change nothing.
fn matching(traced: &GateTrace, effect: Effect) -> Option<(&PolicyTrace, &StatementTrace)> {
    let is_condition = |clause: &ClauseTrace| matches!(clause.element, Element::Condition(_));
    let has_conditions = |policy: &PolicyTrace, found: &StatementTrace| policy.clauses(found).iter().any(is_condition);
    statements(traced)
        .filter(|(_, found)| found.matched && found.effect == effect)
        .min_by_key(|(policy, found)| effect == Effect::Deny && has_conditions(policy, found))
}

/// Claims that the policies ask for and that are no condition keys.
pub(super) fn claims_asked(left_out: &[(String, LeftOut)], missing: &[String]) -> Vec<String> {
    let asked = |claim: &&String| {
        missing.iter().any(|key| {
            let before = key.len().checked_sub(claim.len()).and_then(|at| key.split_at_checked(at));
            before.is_some_and(|(prefix, name)| {
                name.eq_ignore_ascii_case(claim) && (prefix.is_empty() || prefix.ends_with(':'))
            })
        })
    };
    left_out.iter().map(|(claim, _)| claim).filter(asked).cloned().collect()
}

fn allowed(parsed: &ParsedPolicies, check: &CheckResult) -> Because {
    let evaluation = &check.evaluation;
    let action = check.request.action_text.clone();
    let by = evaluation.decided_by.iter().filter_map(|gate| deciding(parsed, evaluation, *gate, Effect::Allow));
    let mut by: Vec<NamedStatement> = by.collect();
    let named = evaluation.gates.iter().find(|traced| traced.gate.names_callers());
    match (by.len(), evaluation.decided_by.as_slice()) {
        (0, _) if check.request.sort == CallerSort::FederatedUser => Because::RootIssued { action },
        (0, _) => Because::OwnRoot { action },
        (1, [Gate::Trust]) => Because::Trusted { by: by.remove(0), caller: check.request.caller.clone() },
        (1, [Gate::Resource]) => {
            let ways = named_as(specific(named.map_or(MatchedWays::NONE, |traced| traced.named)));
            Because::NamedByResource { by: by.remove(0), action, ways }
        }
        (2, [Gate::Trust, _]) => Because::TrustedAndGranted { trust: by.remove(0), grant: by.remove(0), action },
        _ => Because::Granted { by, action },
    }
}

/// The ways that grant on their own, or all when none does.
fn specific(named: MatchedWays) -> MatchedWays {
    let others = named.without(MatchedWays::only(MatchedAs::Account));
    if others.is_empty() { named } else { others }
}

fn implicit(parsed: &ParsedPolicies, check: &CheckResult, lacking: &[NotInScenario]) -> Cause {
    let first = check.evaluation.decided_by.first().and_then(|gate| behind(check, *gate));
    let is_first = |found: &&NotInScenario| first == Some((found.needed, found.name.as_str()));
    let request = &check.request;
    let because = match lacking.iter().find(is_first) {
        Some(found) => Because::NotInScenario {
            needed: found.needed,
            name: found.name.clone(),
            caller: request.caller.clone(),
            action: request.action_text.clone(),
            has_account: request.caller_account.is_some(),
            nearest: found.nearest.clone(),
        },
        None => silent(parsed, check),
    };
    let others = lacking.iter().filter(|found| !is_first(found));
    let also_lacking = others.map(|found| Lacking { needed: found.needed, name: found.name.clone() }).collect();
    Cause { also_lacking, ..Cause::of(because) }
}

/// The policies that would have to allow it, and do not.
fn silent(parsed: &ParsedPolicies, check: &CheckResult) -> Because {
    let (evaluation, request) = (&check.evaluation, &check.request);
    let action = request.action_text.clone();
    if let Some(found) = evaluation.owned {
        return Because::OwnedByAws { thing: owned(found).0 };
    }
    let Some(gate) = evaluation.decided_by.first().copied() else { return Because::NothingAllows { action } };
    let traced = evaluation.gates.iter().find(|traced| traced.gate == gate);
    if gate == Gate::Resource && traced.is_some_and(|traced| traced.applies == Applies::No(NotApplicable::NoPolicy)) {
        return Because::NoResourcePolicy { action, across_accounts: request.caller_account.is_some() };
    }
    if gate == Gate::Trust && traced.is_some_and(|traced| traced.levels.iter().all(|level| level.policies.is_empty())) {
        return Because::NoTrustPolicy { role: request.resource_text.clone() };
    }
    if traced.is_some_and(|traced| traced.applies == Applies::Restricted) {
        return Because::PublicAccessBlocked;
    }
    Because::NoAllow {
        policy_type: gate.into(),
        caller: request.caller.clone(),
        action,
        resource: None,
        denies_only: traced.is_some_and(|traced| {
            let mut all = statements(traced).peekable();
            all.peek().is_some() && all.all(|(_, found)| found.effect == Effect::Deny)
        }),
        besides: None,
        level: traced.and_then(|traced| silent_level(parsed, traced)),
        nearest: traced.and_then(|traced| near_miss(parsed, check, traced)).map(Box::new),
    }
}

/// The statement behind a gate's verdict.
fn deciding(parsed: &ParsedPolicies, evaluation: &Evaluation, gate: Gate, effect: Effect) -> Option<NamedStatement> {
    let traced = evaluation.gates.iter().find(|traced| traced.gate == gate)?;
    let (policy, found) = matching(traced, effect)?;
    let statement = parsed.tree(policy.policy).statements.get(found.position)?;
    Some(named(gate, parsed.policy(policy.policy)?, statement))
}

fn named(gate: Gate, policy: &ParsedPolicy, statement: &Statement) -> NamedStatement {
    let sid = statement.sid.as_ref().map(|sid| sid.value.to_string());
    NamedStatement { policy_type: gate.into(), policy: policy.name.clone(), statement: statement.index, sid }
}

/// Level of the organization at which the Allow is missing.
fn silent_level(parsed: &ParsedPolicies, traced: &GateTrace) -> Option<SilentLevel> {
    if !traced.gate.is_control() {
        return None;
    }
    if traced.levels.is_empty() {
        return Some(SilentLevel::None);
    }
    let level = traced.levels.iter().find(|level| level.verdict == Verdict::Silent)?;
    let read = level.policies.first().and_then(|policy| parsed.policy(policy.policy));
    Some(match read {
        Some(read) => SilentLevel::Target { name: read.owner.clone() },
        None => SilentLevel::Empty { level: level.level },
    })
}

/// The nearest Allow, when it is about this action at all.
fn near_miss(parsed: &ParsedPolicies, check: &CheckResult, traced: &GateTrace) -> Option<Nearest> {
    let (policy, found) = nearest(traced).filter(|(policy, found)| about_action(policy, found))?;
    let statement = parsed.tree(policy.policy).statements.get(found.position)?;
    let clauses = policy.clauses(found);
    let mut failing: Vec<&ClauseTrace> = clauses.iter().filter(|clause| !clause.matched).collect();
    failing.sort_by_key(|clause| std::cmp::Reverse(distance(clause.element)));
    let (first, others) = failing.split_first()?;
    Some(Nearest {
        statement: named(traced.gate, parsed.policy(policy.policy)?, statement),
        why: describe(statement, first, check)?.why?,
        others: others.iter().map(|clause| failed(statement, clause)).collect(),
        names_caller: clauses.iter().any(|clause| clause.element == Element::Principal && clause.matched),
    })
}
