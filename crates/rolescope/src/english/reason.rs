//! The one sentence of a decision.

use iam_eval::{
    Applies, AwsOwned, Decision, Evaluation, Gate, GateTrace, NotApplicable, PolicyTrace, StatementTrace, Verdict, Way,
};
use iam_syntax::Effect;

use super::{clause, not_in_scenario, words};
use crate::decide::outcome::{CallerSort, Outcome, Rule, Weighed};
use crate::explain::not_in_scenario::behind;
use crate::report::{NotInScenario, Place};
use crate::resolve::actor::Actor;
use crate::resolve::parsed_policies::ParsedPolicies;

/// Reason for a step's decision, for a reader who has never seen an IAM document.
pub(crate) fn sentence(
    parsed: &ParsedPolicies,
    actor: Option<&Actor<'_>>,
    outcome: &Outcome<'_>,
    lacking: &[NotInScenario],
) -> String {
    match outcome.rule {
        Some(Rule::CallerIdentity) => {
            return "Allowed: everybody may ask who they are, so no policy is asked.".to_owned();
        }
        Some(Rule::OwnSession) => {
            return "Allowed: a user may ask for a session of their own, and needs no permission for it.".to_owned();
        }
        Some(Rule::RootUser) if outcome.decision() == Decision::ImplicitDeny => {
            return "Denied: the root user of an account cannot assume a role, whatever the trust policy says."
                .to_owned();
        }
        Some(Rule::RootUser) | None => {}
    }
    let Some(check) = outcome.deciding() else { return String::new() };
    let several = outcome.checks.len() > 1;
    let text = match outcome.decision() {
        Decision::Allowed => allowed(parsed, check),
        Decision::ExplicitDeny => explicit(parsed, check),
        Decision::ImplicitDeny => implicit(parsed, check, lacking),
    };
    let obtained = actor.is_some() && outcome.obtained.is_some();
    if outcome.decision() == Decision::Allowed && several && !obtained {
        format!("{text} So do the others of the {} checks.", outcome.checks.len())
    } else {
        text
    }
}

/// Effect of Block Public Access on a public policy.
pub(crate) const RESTRICTED: &str = "The bucket's policy is public, and `restrictPublicBuckets` lets nobody through it but \
                                     the owner's account and AWS services.";

fn allowed(parsed: &ParsedPolicies, check: &Weighed) -> String {
    let evaluation = &check.evaluation;
    let action = &check.facts.action.text;
    let by: Vec<String> =
        evaluation.decided_by.iter().filter_map(|gate| deciding(parsed, evaluation, *gate, Effect::Allow)).collect();
    let named = evaluation
        .gates
        .iter()
        .find(|traced| matches!(traced.gate, Gate::Resource | Gate::Trust))
        .map_or(iam_eval::Named::NONE, |traced| traced.named);
    match (by.as_slice(), evaluation.decided_by.as_slice()) {
        ([], _) if check.facts.sort == CallerSort::FederatedUser => {
            format!("Allowed: the root user issued these credentials, and no policy denies `{action}`.")
        }
        ([], _) => {
            format!("Allowed: the root user may do everything in its own account, and no policy denies `{action}`.")
        }
        ([one], [Gate::Trust]) => {
            format!("Allowed: {one} lets {} assume the role.", short_caller(check))
        }
        ([one], [Gate::Resource]) => {
            format!("Allowed: {one} allows `{action}` and names the caller {}.", words::ways(specific(named)))
        }
        ([one], _) => format!("Allowed: {one} allows `{action}` on this resource, and nothing denies it."),
        ([first, second], [Gate::Trust, _]) => {
            format!("Allowed: {first} trusts the caller, and {second} allows `{action}` on the role.")
        }
        ([first, rest @ ..], _) => format!("Allowed: {first} and {} allow `{action}`.", rest.join(" and ")),
    }
}

/// The ways that grant on their own, or all when none does.
fn specific(named: iam_eval::Named) -> iam_eval::Named {
    let account = iam_eval::Named::only(Way::Account);
    let others = named.without(account);
    if others.is_empty() { named } else { others }
}

fn short_caller(check: &Weighed) -> String {
    format!("`{}`", check.facts.caller)
}

fn explicit(parsed: &ParsedPolicies, check: &Weighed) -> String {
    let evaluation = &check.evaluation;
    let first = evaluation.decided_by.first().and_then(|gate| deciding(parsed, evaluation, *gate, Effect::Deny));
    let who = first.unwrap_or_else(|| "a statement".to_owned());
    format!("Denied explicitly: {who} denies `{}`, and a Deny wins over every Allow.", check.facts.action.text)
}

fn implicit(parsed: &ParsedPolicies, check: &Weighed, lacking: &[NotInScenario]) -> String {
    let first = check.evaluation.decided_by.first().and_then(|gate| behind(check, *gate));
    let is_first = |found: &&NotInScenario| first == Some((found.needed, found.name.as_str()));
    let cause = lacking.iter().find(is_first).map(|found| not_in_scenario::cause(found, check));
    let mut text = cause.unwrap_or_else(|| silent(parsed, check));
    for found in lacking.iter().filter(|found| !is_first(found)) {
        text.push_str(&not_in_scenario::besides(found));
    }
    text
}

/// The policies that would have to allow it, and do not.
fn silent(parsed: &ParsedPolicies, check: &Weighed) -> String {
    let evaluation = &check.evaluation;
    let action = &check.facts.action.text;
    if let Some(found) = evaluation.owned {
        let (text, _) = owned(found);
        return format!("Denied: {text}.");
    }
    let Some(gate) = evaluation.decided_by.first().copied() else {
        return format!("Denied: nothing allows `{action}`.");
    };
    let traced = evaluation.gates.iter().find(|traced| traced.gate == gate);
    if gate == Gate::Resource && traced.is_some_and(|traced| traced.applies == Applies::No(NotApplicable::NoPolicy)) {
        return no_resource_policy(check);
    }
    if gate == Gate::Trust && traced.is_some_and(|traced| traced.levels.iter().all(|level| level.policies.is_empty())) {
        return format!("Denied: the role `{}` has no trust policy, so nobody may assume it.", check.facts.target.arn);
    }
    if traced.is_some_and(|traced| traced.applies == Applies::Restricted) {
        return format!("Denied: {}", clause::uncapital(RESTRICTED));
    }
    let level = traced.and_then(|traced| silent_level(parsed, traced)).unwrap_or_default();
    let near = traced.and_then(|traced| near_miss(parsed, check, traced)).unwrap_or_default();
    let what = match gate {
        Gate::Trust => format!("the role's trust policy does not let `{}` call `{action}`", check.facts.caller),
        Gate::Boundary => format!("the permissions boundary does not allow `{action}`, and it is a ceiling"),
        Gate::Session => format!("no session policy allows `{action}`, and session policies are a ceiling"),
        Gate::ResourceControl | Gate::ServiceControl | Gate::VpcEndpoint | Gate::Resource | Gate::Identity => {
            format!("no {} allows `{action}`{level}", gate.name())
        }
    };
    format!("Denied: {what}.{near}")
}

/// The resource's side must allow and has nothing to say it with.
fn no_resource_policy(check: &Weighed) -> String {
    let action = &check.facts.action.text;
    match &check.facts.caller_account {
        Some(_) => format!(
            "Denied: caller and resource belong to different accounts, so the resource needs a policy that allows \
             `{action}`, and it has none."
        ),
        None => {
            format!("Denied: only a policy of the resource could allow `{action}` to this caller, and it has none.")
        }
    }
}

/// The statement behind a gate's verdict: `` statement `ReadConfig` of identity-based policy `read-config` ``.
fn deciding(parsed: &ParsedPolicies, evaluation: &Evaluation, gate: Gate, effect: Effect) -> Option<String> {
    let traced = evaluation.gates.iter().find(|traced| traced.gate == gate)?;
    let (policy, found) = statements(traced).find(|(_, found)| found.matched && found.effect == effect)?;
    let statement = parsed.tree(policy.policy).statements.get(found.position)?;
    Some(format!("{} of {}", words::statement(statement), words::policy(parsed, gate, policy.policy)))
}

fn statements(traced: &GateTrace) -> impl Iterator<Item = (&PolicyTrace, &StatementTrace)> {
    let policies = traced.levels.iter().flat_map(|level| &level.policies);
    policies.flat_map(|policy| policy.statements.iter().map(move |statement| (policy, statement)))
}

/// Level of the organization at which the Allow is missing.
fn silent_level(parsed: &ParsedPolicies, traced: &GateTrace) -> Option<String> {
    if !matches!(traced.gate, Gate::ServiceControl | Gate::ResourceControl) {
        return None;
    }
    if traced.levels.is_empty() {
        return Some(": the account's list of levels is empty".to_owned());
    }
    let level = traced.levels.iter().find(|level| level.verdict == Verdict::Silent)?;
    let target = level.policies.first().and_then(|policy| parsed.policy(policy.policy)).map(|read| &*read.owner);
    let name = target.map_or_else(|| format!("level {}", level.level + 1), |target| format!("`{target}`"));
    Some(format!(" at {name}"))
}

/// Place at which a request that nothing allows came nearest to an Allow; nothing where no statement could have allowed it.
pub(crate) fn nearest_place(parsed: &ParsedPolicies, outcome: &Outcome<'_>) -> Option<Place> {
    let evaluation = &outcome.deciding()?.evaluation;
    let gate = evaluation.decided_by.first().filter(|_| evaluation.owned.is_none())?;
    let traced = evaluation.gates.iter().find(|traced| traced.gate == *gate && traced.applies == Applies::Yes)?;
    let (policy, found) = nearest(traced)?;
    parsed.place(policy.policy, found.span)
}

/// The Allow that failed in the fewest elements; one for the action comes before all others.
fn nearest(traced: &GateTrace) -> Option<(&PolicyTrace, &StatementTrace)> {
    let failing = |policy: &PolicyTrace, found: &StatementTrace| {
        policy.clauses(found).iter().filter(|clause| !clause.matched).count()
    };
    statements(traced)
        .filter(|(_, found)| found.effect == Effect::Allow && !found.matched)
        .min_by_key(|(policy, found)| (!about_action(policy, found), failing(policy, found)))
}

fn about_action(policy: &PolicyTrace, found: &StatementTrace) -> bool {
    policy.clauses(found).iter().any(|clause| clause.element == iam_eval::Element::Action && clause.matched)
}

/// Reason for which the nearest Allow does not match, when it is about this action at all.
fn near_miss(parsed: &ParsedPolicies, check: &Weighed, traced: &GateTrace) -> Option<String> {
    let (policy, found) = nearest(traced).filter(|(policy, found)| about_action(policy, found))?;
    let statement = parsed.tree(policy.policy).statements.get(found.position)?;
    let why = clause::misses(statement, policy.clauses(found), check)?;
    let name = words::statement(statement);
    let place = parsed.policy(policy.policy).map_or("", |read| &*read.name);
    Some(format!(" {} of `{place}` comes nearest: {}", clause::capital(&name), clause::uncapital(&why)))
}

/// Sentence about a thing that AWS owns, and the rule.
pub(crate) fn owned(owned: AwsOwned) -> (&'static str, &'static str) {
    match owned {
        AwsOwned::ManagedPolicy => ("AWS owns its managed policies, and no policy can grant changing them", "EV-90"),
        AwsOwned::ReservedRole => ("only its AWS service changes a role under `/aws-reserved/`", "EV-91"),
        AwsOwned::ServiceLinkedRole => ("only its AWS service changes a service-linked role", "EV-91"),
        AwsOwned::KeyAlias => ("aliases under `alias/aws/` belong to AWS", "EV-92"),
    }
}
