//! The calls of a generated scenario.

use serde_json::{Value, json};

use super::cast::{self, A, Actor, B};
use super::chain::chain;
use super::context;
use super::login::logins;
use super::policy::{self, Usage};
use super::random::Random;

/// A call that policies are grown around.
#[derive(Clone, Debug)]
pub(super) struct Request {
    pub(super) actor: Actor,
    pub(super) action: String,
    pub(super) resource: String,
}

/// Relation between the calls of a scenario.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Each role is assumed with what the one before gave.
    Chain,
    /// Roles are assumed, and each session makes one call.
    Logins,
    /// Nothing.
    Calls,
}

/// The steps of a scenario, and the requests that they come to.
pub(super) fn steps(random: &mut Random) -> (Kind, Vec<Value>, Vec<Request>) {
    let (kind, (steps, requests)) = match random.below(20) {
        0..=7 => (Kind::Chain, chain(random)),
        8..=11 => (Kind::Logins, logins(random)),
        _ => (Kind::Calls, calls(random)),
    };
    (kind, steps, requests)
}

/// Independent calls, often on the same resource.
fn calls(random: &mut Random) -> (Vec<Value>, Vec<Request>) {
    let (mut steps, mut requests) = (Vec::new(), Vec::new());
    let mut target = random.pick(&cast::TARGETS);
    let mut actor = anybody(random);
    if random.chance(4) {
        (actor, target) = (cast::outsider("AWS", cast::ORIGIN_ACCESS_IDENTITY), random.pick(&cast::TARGETS[..4]));
    } else if random.chance(3) {
        // AM-07: the root user of a queue's owner.
        (actor, target) = (cast::root(A), cast::QUEUE_POLICY);
    } else if random.chance(15) {
        (actor, target) = (foreigner(random), random.pick(&cast::TARGETS[..4]));
    } else if random.chance(8) {
        (actor, target) = (user_or_session(random), random.pick(&cast::TARGETS[6..8]));
    }
    let count = 1 + random.below(3);
    for at in 0..count {
        if random.chance(40) {
            target = random.pick(&cast::TARGETS);
        }
        if random.chance(50) {
            actor = anybody(random);
        }
        let (step, touched) = call(random, &format!("call-{at}"), &actor, target);
        steps.push(step);
        requests.extend(touched);
    }
    (steps, requests)
}

fn anybody(random: &mut Random) -> Actor {
    match random.below(20) {
        0..=6 => user(random),
        7..=11 => session(random),
        12 => cast::session(random.pick(&cast::ROLES), None),
        13 => {
            let (slr, _) = cast::ENTRIES[11];
            cast::session(slr, Some("auto"))
        }
        14 | 15 => cast::root(random.pick(&[A, B])),
        16 => cast::outsider("Service", random.pick(&cast::SERVICES)),
        17 => cast::outsider("AWS", "anonymous"),
        _ => {
            let mut actor = cast::federated("arn:aws:iam::111122223333:user/ana", "jill");
            if random.chance(60) {
                let request = Request { actor: actor.clone(), action: "s3:GetObject".into(), resource: "*".into() };
                actor.session["policies"] = json!([policy::named(random, "passed", Usage::Session, &[request])]);
            }
            actor
        }
    }
}

fn user_or_session(random: &mut Random) -> Actor {
    if random.chance(50) { user(random) } else { session(random) }
}

/// Somebody whom a bucket of A lets in only when its policy does.
fn foreigner(random: &mut Random) -> Actor {
    match random.below(10) {
        0..=3 => cast::user(random.pick(&[cast::ENTRIES[2].0, cast::ENTRIES[3].0, cast::ENTRIES[4].0])),
        4 | 5 => cast::session(random.pick(&cast::ROLES[3..]), Some("s1")),
        6 | 7 => cast::outsider("AWS", "anonymous"),
        _ => cast::outsider("Service", random.pick(&cast::SERVICES)),
    }
}

pub(super) fn user(random: &mut Random) -> Actor {
    let (arn, _) = random.pick(&cast::ENTRIES[..5]);
    cast::user(arn)
}

pub(super) fn session(random: &mut Random) -> Actor {
    let role = random.pick(&cast::ROLES);
    let mut actor = cast::session(role, Some(random.pick(&["s1", "s1", "ana@example.com"])));
    if random.chance(30) {
        actor.session["tags"] = context::tags(random);
    }
    if random.chance(20) {
        actor.session["sourceIdentity"] = "ana".into();
    }
    if random.chance(20) {
        actor.session["mfa"] = random.chance(60).into();
    }
    actor
}

/// A call on a resource, now and then on two.
pub(super) fn call(random: &mut Random, name: &str, actor: &Actor, target: cast::Target) -> (Value, Vec<Request>) {
    let (actions, resource) = target;
    let action = match random.below(100) {
        0..=2 => "sts:GetCallerIdentity",
        3 => "sts:GetSessionToken",
        4 => "sts:GetScopedCredentials",
        _ => random.pick(actions),
    };
    let mut step = step(random, name, actor, action);
    if action == "sts:GetScopedCredentials" && random.chance(90) {
        step["session"] = json!({ "durationSeconds": random.pick(&[60, 3600, 129_600]) });
    }
    let request = |resource: &str| Request { actor: actor.clone(), action: action.into(), resource: resource.into() };
    let mut requests = vec![request(resource)];
    if resource != "*" && random.chance(8) {
        let other = random.pick(&["arn:aws:s3:::bkt/other", "arn:aws:ec2:us-east-1::image/ami-1"]);
        requests.push(request(other));
        step["resource"] = json!([{ "arn": resource, "context": context::given(random) }, other]);
    } else if random.chance(2) {
        step["resource"] = json!([]);
    } else if resource != "*" || random.chance(50) {
        step["resource"] = resource.into();
    }
    if !actor.session.is_null() && !actor.caller.starts_with('@') && random.chance(25) {
        step["callerSession"]["policies"] = json!([policy::named(random, "passed", Usage::Session, &requests)]);
    }
    if random.chance(12) {
        step["vpcEndpoint"] = json!({ "id": "vpce-11111111" });
        if random.chance(85) {
            step["vpcEndpoint"]["policy"] = policy::named(random, "endpoint", Usage::Endpoint, &requests);
        }
    }
    (step, requests)
}

pub(super) fn step(random: &mut Random, name: &str, actor: &Actor, action: &str) -> Value {
    let mut step = json!({
        "name": name, "caller": actor.caller, "action": action, "context": context::given(random),
    });
    if !actor.session.is_null() && !actor.caller.starts_with('@') {
        step["callerSession"] = actor.session.clone();
    }
    step
}
