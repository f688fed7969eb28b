//! Policies with principals: who is let in by the one and not by the other.
//!
//! For every kind of caller the policies are read as that caller meets them: statements that do not name it are left out, and what follows
//! from who calls holds. What is left has no principals.

use std::collections::BTreeMap;

use iam_catalog::Index;
use iam_eval::{
    Action, Attached, Caller, CallerKind, Context, Decision, Endpoint, Gate, Policies, PolicyId, Request,
    ResourcePolicy, ResourcePolicyKind, Target, decide, matches_caller,
};
use iam_syntax::{Effect, KnownKey, Policy, PolicyKind, Statement, parse};

use crate::answer::{Reason, Witness};
use crate::budget::Budget;
use crate::callers::{Callers, Class, classes};
use crate::region::{Difference, Region, Restriction, difference};

/// Requests that one policy lets callers make and another does not.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CallerDifference<'c> {
    /// Regions with their callers, the most dangerous first.
    pub regions: Vec<CallerRegion<'c>>,
    /// Reasons for which there may be more.
    pub undecided: Vec<Reason>,
}

/// Requests of some callers.
#[derive(Clone, Debug, PartialEq)]
pub struct CallerRegion<'c> {
    /// The callers.
    pub callers: Vec<Callers>,
    /// ARN or name of the one that makes the request of the region's witness; `anonymous` for one without credentials.
    pub caller: String,
    /// Actions, resources and conditions.
    pub region: Region<'c>,
}

/// Everything that a policy with principals lets callers do that another one does not. Callers are taken to be allowed by all of their own
/// policies. For a resource-based policy callers of the resource's own account count, too, whom it can only deny; for any other kind an Allow is
/// needed.
pub fn difference_by_caller<'c>(
    allowing: &Policy,
    other: &Policy,
    kind: PolicyKind,
    index: &Index<'c>,
    budget: &mut Budget,
) -> CallerDifference<'c> {
    let (classes, not_compared) = classes(&[allowing, other]);
    let mut found = CallerDifference::default();
    // Resource control policies reach some services alone, which is not compared yet.
    if !(kind.names_callers() || kind == PolicyKind::VpcEndpoint) {
        return CallerDifference { undecided: vec![Reason::Principals], ..found };
    }
    if not_compared {
        found.undecided.push(Reason::Principals);
    }
    let denies_matter = kind == PolicyKind::Resource && !is_of_key(allowing) && !is_of_key(other);
    let mut asked: Vec<(Asked, Difference<'c>)> = Vec::new();
    let mut merged: BTreeMap<String, usize> = BTreeMap::new();
    for class in &classes {
        for of_own_account in [false, true] {
            let is_signed = class.caller.account.is_some();
            // Without credentials a call needs the policy of a resource, which that of an endpoint is not.
            if of_own_account && !(denies_matter && is_signed) || kind == PolicyKind::VpcEndpoint && !is_signed {
                continue;
            }
            let question = Asked {
                allowing: as_met(allowing, class, kind, of_own_account, true),
                other: as_met(other, class, kind, of_own_account, false),
            };
            let known = asked.iter().position(|(known, _)| *known == question);
            let at = known.unwrap_or_else(|| {
                let difference = difference(&[&question.allowing], &[&question.other], index, budget);
                asked.push((question, difference));
                asked.len() - 1
            });
            let Some((_, difference)) = asked.get(at) else { continue };
            found.undecided.extend(difference.undecided.iter().cloned());
            for region in &difference.regions {
                let decided = |policy| decides(policy, class, kind, of_own_account, &region.witness);
                if decided(allowing) != Decision::Allowed || decided(other) == Decision::Allowed {
                    found.undecided.push(Reason::Replay);
                    continue;
                }
                let callers = Callers { of_own_account, ..class.callers.clone() };
                let region = without_facts(region, class);
                let key =
                    format!("{:?}", (&region.actions, &region.resources, &region.except_resources, &region.conditions));
                match merged.get(&key).and_then(|at| found.regions.get_mut(*at)) {
                    Some(known) => known.callers.push(callers),
                    None => {
                        merged.insert(key, found.regions.len());
                        let caller = name(class, &region.witness);
                        found.regions.push(CallerRegion { callers: vec![callers], caller, region });
                    }
                }
            }
        }
    }
    found.regions.sort_by_cached_key(|own| own.region.rank());
    found.undecided.sort();
    found.undecided.dedup();
    found
}

/// Name of the caller that makes a request.
fn name(class: &Class, witness: &Witness) -> String {
    let arn = KnownKey::PrincipalArn.name();
    let own = witness.context.iter().find(|(key, _)| key.eq_ignore_ascii_case(arn));
    match own.map(|(_, values)| values.as_slice()) {
        Some([arn]) if class.caller.kind.session_arn().is_none() => arn.clone(),
        _ => class.caller.name().to_owned(),
    }
}

/// The two policies as a caller meets them.
#[derive(PartialEq)]
struct Asked {
    allowing: Policy,
    other: Policy,
}

/// True of the policy of a KMS key, which has to allow whatever is done with the key (EV-16).
fn is_of_key(policy: &Policy) -> bool {
    let actions = || policy.statements.iter().flat_map(|statement| &statement.action.items);
    actions().next().is_some() && actions().all(|item| item.value.pattern.text.starts_with("kms:"))
}

/// The policy as the callers meet it, without principals.
fn as_met(policy: &Policy, class: &Class, kind: PolicyKind, of_own_account: bool, with_facts: bool) -> Policy {
    let mut met = policy.clone();
    let meets = |statement: &Statement| matches(statement, kind, &class.caller);
    met.statements.retain(|statement| meets(statement) && !(of_own_account && statement.effect.value == Effect::Allow));
    if of_own_account {
        met.statements.extend(everything());
    }
    for statement in &mut met.statements {
        statement.principal = None;
        if with_facts && statement.effect.value == Effect::Allow {
            statement.conditions.extend(class.facts.iter().cloned());
        }
    }
    met
}

fn matches(statement: &Statement, gate: Gate, caller: &Caller) -> bool {
    let effect = statement.effect.value;
    statement.principal.as_ref().is_none_or(|clause| matches_caller(clause, effect, gate, caller))
}

/// Decision of the evaluator about a request of one of the callers, with the policy as it is.
fn decides(policy: &Policy, class: &Class, kind: PolicyKind, of_own_account: bool, witness: &Witness) -> Decision {
    const ANOTHER: &str = "000011112222";
    let own = class.caller.account.clone();
    let through = kind == PolicyKind::VpcEndpoint;
    let account = own.filter(|_| of_own_account || through).unwrap_or_else(|| ANOTHER.to_owned());
    let target = Target { arn: witness.resource.clone(), account: Some(account), ..Target::default() };
    let mut context = Context::default();
    for (key, values) in &witness.context {
        context.give(key.as_str(), values.clone());
    }
    let action = Action::new(witness.action.as_str());
    let request = Request { caller: &class.caller, action: &action, target: &target, context: &context };
    let own = Policy { statements: everything(), ..policy.clone() };
    let attached = |policy| Attached { id: PolicyId(0), policy };
    let mut policies = Policies { identity: vec![attached(&own)], ..Policies::default() };
    // A federated user can do nothing without a session policy (ST-40).
    let is_federated = matches!(class.caller.kind, CallerKind::FederatedUser { .. });
    policies.session = is_federated.then(|| vec![attached(&own)]);
    let on_resource = if kind == PolicyKind::Trust { ResourcePolicyKind::Trust } else { ResourcePolicyKind::General };
    if through {
        policies.endpoint = Some(Endpoint { policy: Some(attached(policy)) });
    } else {
        policies.resource =
            ResourcePolicy { kind: on_resource, policy: Some(attached(policy)), restrict_public: false };
    }
    decide(&request, &policies)
}

/// The caller's own policies, which allow everything.
fn everything() -> Vec<Statement> {
    const TEXT: &str = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}"#;
    parse(TEXT, PolicyKind::Identity).tree.map(|tree| tree.statements).unwrap_or_default()
}

/// The region without what follows from who calls.
fn without_facts<'c>(region: &Region<'c>, class: &Class) -> Region<'c> {
    let mut region = region.clone();
    let is_fact = |own: &Restriction| {
        class.facts.iter().any(|fact| {
            own.holds
                && own.key.eq_ignore_ascii_case(&fact.key.value.text)
                && own.operator == fact.operator.value.to_string()
                && own.values.iter().all(|value| fact.values.iter().any(|known| *known.value.text == **value))
        })
    };
    region.conditions.retain(|own| !is_fact(own));
    region
}
