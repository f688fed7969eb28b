//! The reference model: decides scenarios by the rules alone, as plainly as can be.
//!
//! It works on bare JSON, is slow on purpose, explains nothing and optimizes nothing. It knows the decisions only; the
//! engine has to come to the same ones.

use std::collections::BTreeMap;

use serde_json::Value;

mod caller;
mod condition;
mod context;
mod document;
mod evaluate;
mod owned;
mod pattern;
mod principal;
mod statement;
mod sts;
mod values;
mod world;

pub use condition::OPERATORS;
pub use document::read_text;

use caller::Session;
use context::Keys;
use world::World;

/// How a step ends.
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

    /// What two checks of one call come to together (EV-07).
    fn and(self, other: Self) -> Self {
        for worst in [Self::Error, Self::ExplicitDeny, Self::ImplicitDeny] {
            if self == worst || other == worst {
                return worst;
            }
        }
        Self::Allowed
    }
}

/// What the model makes of a step.
#[derive(Clone, Debug)]
pub struct Decided {
    /// `allowed`, `explicitDeny`, `implicitDeny` or `error`.
    pub decision: &'static str,
    /// The request's condition keys in lower case, with their values; empty where no policy was asked.
    pub keys: BTreeMap<String, Vec<String>>,
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
        let (verdict, session, keys) = decide_step(&world, step, now, &sessions);
        if let Some(name) = step["name"].as_str() {
            sessions.push((name.to_owned(), session));
        }
        decided.push(Decided { decision: verdict.word(), keys });
    }
    decided
}

/// One step, and the session that it obtained.
fn decide_step(
    world: &World<'_>,
    step: &Value,
    now: values::Instant,
    sessions: &[(String, Option<Session>)],
) -> (Verdict, Option<Session>, Keys) {
    let Some(caller) = caller::resolve(world, step, sessions) else {
        return (Verdict::Error, None, Keys::new());
    };
    if caller.session.as_ref().and_then(|session| session.expiration).is_some_and(|end| now >= end) {
        return (Verdict::Error, None, Keys::new());
    }
    let action = step["action"].as_str().unwrap_or_default();
    if action.eq_ignore_ascii_case("sts:GetCallerIdentity") {
        return (Verdict::Allowed, None, Keys::new());
    }
    let refused = match caller.kind {
        caller::Kind::Federated => federated_user_may_not(action),
        // ST-30
        caller::Kind::Role => {
            ["sts:GetFederationToken", "sts:GetSessionToken"].iter().any(|name| action.eq_ignore_ascii_case(name))
        }
        _ => false,
    };
    if refused {
        return (Verdict::Error, None, Keys::new());
    }
    if sts::is_assume(action) {
        return sts::assume(world, step, &caller, action, now);
    }
    let mut verdict = Verdict::Allowed;
    let mut all_keys = Keys::new();
    for (resource, own_context) in resources(step) {
        let mut keys = context::derive(world, &caller, action, &resource, now);
        context::for_endpoint(&mut keys, step);
        context::overlay(&mut keys, &step["context"]);
        context::overlay(&mut keys, &own_context);
        verdict = verdict.and(evaluate::check(world, step, &caller, action, &resource, &keys));
        all_keys.extend(keys);
    }
    (verdict, None, all_keys)
}

/// ST-31: such credentials can neither call IAM nor STS.
fn federated_user_may_not(action: &str) -> bool {
    let action = action.to_lowercase();
    action.starts_with("iam:") || action.starts_with("sts:")
}

/// What a step touches, each with the context keys that hold for it alone.
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
