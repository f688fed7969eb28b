//! The reference model: decides scenarios by the rules alone, as plainly as can be.
//!
//! It works on bare JSON, is slow on purpose, explains nothing and optimizes nothing. It knows the decisions only; the
//! engine has to come to the same ones.

use std::collections::BTreeMap;

use serde_json::Value;

mod caller;
mod claims;
mod condition;
mod context;
mod credentials;
mod document;
mod evaluate;
mod owned;
mod pattern;
mod principal;
mod public;
mod statement;
mod sts;
mod tags;
mod values;
mod world;

pub use condition::OPERATORS;
pub use document::read_text;

use caller::{Caller, Session};
use context::Keys;
use world::World;

/// End of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    Allowed,
    ExplicitDeny,
    ImplicitDeny,
    Error,
}

impl Verdict {
    const fn word(self) -> &'static str {
        match self {
            Self::Allowed => "allowed",
            Self::ExplicitDeny => "explicitDeny",
            Self::ImplicitDeny => "implicitDeny",
            Self::Error => "error",
        }
    }

    /// Verdict of two checks of one call together (EV-07).
    fn and(self, other: Self) -> Self {
        for worst in [Self::Error, Self::ExplicitDeny, Self::ImplicitDeny] {
            if self == worst || other == worst {
                return worst;
            }
        }
        Self::Allowed
    }
}

/// The result of a step.
struct Outcome {
    verdict: Verdict,
    /// The session that it obtained.
    session: Option<Session>,
    keys: Keys,
    /// The error's code, where the rules leave but one.
    code: Option<&'static str>,
}

impl Outcome {
    fn refused() -> Self {
        Self { verdict: Verdict::Error, session: None, keys: Keys::new(), code: None }
    }

    fn refused_with(code: &'static str) -> Self {
        Self { code: Some(code), ..Self::refused() }
    }
}

/// Decision of the model on a step.
#[derive(Clone, Debug)]
pub struct Decided {
    /// `allowed`, `explicitDeny`, `implicitDeny` or `error`.
    pub decision: &'static str,
    /// The error's code; absent where the rules name none, or more than one.
    pub code: Option<&'static str>,
    /// The request's condition keys in lower case, with their values; empty where no policy was asked.
    pub keys: BTreeMap<String, Vec<String>>,
    /// The credentials obtained, as a report shows them; null when there are none.
    pub session: Value,
    /// Particular facts about the caller when an earlier step obtained its credentials.
    pub caller: Vec<&'static str>,
}

/// The decision of every step of a scenario: `allowed`, `explicitDeny`, `implicitDeny` or `error`.
pub fn decide(scenario: &Value) -> Vec<String> {
    decide_with_keys(scenario).into_iter().map(|step| step.decision.to_owned()).collect()
}

/// The decision of every step of a scenario, and what its conditions were compared with.
pub fn decide_with_keys(scenario: &Value) -> Vec<Decided> {
    let world = World { scenario };
    let mut now = scenario["time"].as_str().and_then(values::instant).unwrap_or(values::DEFAULT_NOW);
    let mut sessions: Vec<(String, Option<Session>)> = Vec::new();
    let mut decided = Vec::new();
    for step in world::list(&scenario["steps"]) {
        if let Some(time) = step["time"].as_str().and_then(values::instant)
            && time > now
        {
            now = time;
        }
        let caller = caller::resolve(&world, step, &sessions);
        let particulars = caller.as_ref().map_or_else(Vec::new, |caller| caller.particulars(now));
        let Outcome { verdict, session, keys, code } = match &caller {
            Some(caller) => decide_step(&world, step, caller, now),
            None => Outcome::refused(),
        };
        let obtained = session.as_ref().map_or(Value::Null, Session::reported);
        if let Some(name) = step["name"].as_str() {
            sessions.push((name.to_owned(), session));
        }
        let is_obtained = step["caller"].as_str().is_some_and(|caller| caller.starts_with('@'));
        let caller = if is_obtained { particulars } else { Vec::new() };
        decided.push(Decided { decision: verdict.word(), code, keys, session: obtained, caller });
    }
    decided
}

fn decide_step(world: &World<'_>, step: &Value, caller: &Caller<'_>, now: values::Instant) -> Outcome {
    // AM-05
    let called = world.principal(step["resource"].as_str().unwrap_or_default());
    if [&step["callerSession"], caller.entry, called].into_iter().any(caller::has_one_tag_twice) {
        return Outcome::refused();
    }
    // A call on no resource at all is none: nothing would be checked.
    if caller.is_expired(now) || step["resource"].as_array().is_some_and(Vec::is_empty) {
        return Outcome::refused();
    }
    let action = step["action"].as_str().unwrap_or_default();
    if action.eq_ignore_ascii_case("sts:GetCallerIdentity") {
        return Outcome { verdict: Verdict::Allowed, ..Outcome::refused() };
    }
    if caller.may_never_call(action) {
        return Outcome::refused();
    }
    if let Some(outcome) = credentials::obtain(world, step, caller, action, now) {
        return outcome;
    }
    if sts::is_assume(action) {
        return sts::assume(world, step, caller, action, now);
    }
    let (verdict, keys) = check_resources(world, step, caller, action, now, evaluate::check);
    Outcome { verdict, session: None, keys, code: None }
}

/// Checks each resource that a step touches, with its own keys; all checks together, and all of their keys.
fn check_resources(
    world: &World<'_>,
    step: &Value,
    caller: &Caller<'_>,
    action: &str,
    now: values::Instant,
    check: fn(&World<'_>, &Value, &statement::Ask<'_>) -> Verdict,
) -> (Verdict, Keys) {
    let mut verdict = Verdict::Allowed;
    let mut all_keys = Keys::new();
    for (resource, own_context) in resources(step) {
        let mut keys = context::derive(world, caller, action, &resource, now);
        context::for_endpoint(&mut keys, step);
        context::overlay(&mut keys, &step["context"]);
        context::overlay(&mut keys, &own_context);
        let ask = statement::Ask { caller, action, resource: &resource, keys: &keys };
        verdict = verdict.and(check(world, step, &ask));
        all_keys.extend(keys);
    }
    (verdict, all_keys)
}

/// Resources that a step touches, each with the context keys that hold for it alone.
fn resources(step: &Value) -> Vec<(String, Value)> {
    match &step["resource"] {
        Value::String(one) => vec![(one.clone(), Value::Null)],
        Value::Array(several) => several
            .iter()
            .map(|entry| match entry.as_str() {
                Some(arn) => (arn.to_owned(), Value::Null),
                None => (entry["arn"].as_str().unwrap_or_default().to_owned(), entry["context"].clone()),
            })
            .collect(),
        _ => vec![("*".to_owned(), Value::Null)],
    }
}
