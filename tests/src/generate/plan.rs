//! The calls of a generated scenario.

use serde_json::{Map, Value, json};

use super::cast::{self, A, Actor, B};
use super::context;
use super::policy::{self, Usage};
use super::random::Random;

/// A call that policies are grown around.
#[derive(Clone, Debug)]
pub(super) struct Request {
    pub(super) actor: Actor,
    pub(super) action: String,
    pub(super) resource: String,
}

/// The steps of a scenario and the requests that they come to.
pub(super) fn steps(random: &mut Random) -> (Vec<Value>, Vec<Request>) {
    if random.chance(45) { chain(random) } else { calls(random) }
}

/// Independent calls, often on the same resource.
fn calls(random: &mut Random) -> (Vec<Value>, Vec<Request>) {
    let (mut steps, mut requests) = (Vec::new(), Vec::new());
    let mut target = random.pick(&cast::TARGETS);
    let mut actor = anybody(random);
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

fn user(random: &mut Random) -> Actor {
    let (arn, _) = random.pick(&cast::ENTRIES[..5]);
    cast::user(arn)
}

fn session(random: &mut Random) -> Actor {
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
fn call(random: &mut Random, name: &str, actor: &Actor, target: (&[&str], &str)) -> (Value, Vec<Request>) {
    let (actions, resource) = target;
    let action = if random.chance(3) { "sts:GetCallerIdentity" } else { random.pick(actions) };
    let mut step = step(random, name, actor, action);
    let request = |resource: &str| Request { actor: actor.clone(), action: action.into(), resource: resource.into() };
    let mut requests = vec![request(resource)];
    if resource != "*" && random.chance(8) {
        let other = random.pick(&["arn:aws:s3:::bkt/other", "arn:aws:ec2:us-east-1::image/ami-1"]);
        requests.push(request(other));
        step["resource"] = json!([{ "arn": resource, "context": context::given(random) }, other]);
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

fn step(random: &mut Random, name: &str, actor: &Actor, action: &str) -> Value {
    let mut step = json!({
        "name": name, "caller": actor.caller, "action": action, "context": context::given(random),
    });
    if !actor.session.is_null() && !actor.caller.starts_with('@') {
        step["callerSession"] = actor.session.clone();
    }
    step
}

/// Up to four roles, one after the other, and calls with what came out.
fn chain(random: &mut Random) -> (Vec<Value>, Vec<Request>) {
    let (mut steps, mut requests) = (Vec::new(), Vec::new());
    let (mut actor, action) = starter(random);
    let mut action = action;
    let mut minutes = 0;
    let hops = random.pick(&[1, 1, 2, 2, 3, 4, 4]);
    for hop in 0..hops {
        let role = random.pick(&cast::ROLES);
        let name = format!("hop-{hop}");
        let mut step = step(random, &name, &actor, action);
        step["resource"] = role.into();
        let request = Request { actor: actor.clone(), action: action.into(), resource: role.into() };
        step["session"] = parameters(random, &request);
        minutes += random.pick(&[0, 0, 0, 10, 30, 70]);
        if minutes > 0 && random.chance(60) {
            step["time"] = time(minutes).into();
        }
        let session_name = step["session"]["name"].as_str().unwrap_or("session").to_owned();
        actor = cast::session(role, Some(&session_name));
        actor.caller = format!("@{name}");
        action = "sts:AssumeRole";
        steps.push(step);
        requests.push(request);
    }
    let count = 1 + random.below(2);
    for at in 0..count {
        let target = random.pick(&cast::TARGETS);
        let (mut step, touched) = call(random, &format!("call-{at}"), &actor, target);
        if random.chance(20) {
            minutes += random.pick(&[5, 20, 90]);
            step["time"] = time(minutes).into();
        }
        steps.push(step);
        requests.extend(touched);
    }
    (steps, requests)
}

fn time(minutes: usize) -> String {
    format!("2026-03-01T{:02}:{:02}:30Z", 9 + minutes / 60, minutes % 60)
}

/// Who begins a chain, and with which call.
fn starter(random: &mut Random) -> (Actor, &'static str) {
    match random.below(20) {
        0..=9 => (user(random), "sts:AssumeRole"),
        10 | 11 => (session(random), "sts:AssumeRole"),
        12 | 13 => (cast::outsider("Service", random.pick(&cast::SERVICES)), "sts:AssumeRole"),
        14 => (cast::root(A), "sts:AssumeRole"),
        15 => (cast::session(random.pick(&cast::ROLES), None), "sts:AssumeRole"),
        16 => (cast::outsider("Federated", cast::SAML_PROVIDER), "sts:AssumeRoleWithSAML"),
        _ => (cast::outsider("Federated", random.pick(&cast::TOKEN_PROVIDERS)), "sts:AssumeRoleWithWebIdentity"),
    }
}

/// What a token says.
fn claims(random: &mut Random) -> Value {
    let mut claims = Map::new();
    let all = [
        ("aud", json!("sts.amazonaws.com")),
        ("azp", json!("app-1")),
        ("sub", json!("repo:org/app:ref")),
        ("amr", json!(["authenticated", "graph.facebook.com"])),
        ("app_id", json!("amzn1.app.x")),
        ("user_id", json!("amzn1.user.y")),
        ("repository", json!("org/app")),
    ];
    for (name, value) in all {
        if random.chance(55) {
            claims.insert(name.to_owned(), value);
        }
    }
    claims.into()
}

/// What an assume call asks for. Durations of services are left out: no rule says what bounds them.
fn parameters(random: &mut Random, request: &Request) -> Value {
    let mut wanted = Map::new();
    let mut put = |key: &str, value: Value| {
        wanted.insert(key.to_owned(), value);
    };
    if random.chance(75) {
        let choices: &[&str] = if random.chance(8) { &["a b", "a"] } else { &["s1", "s1", "deploy", "i-0abc"] };
        put("name", random.pick(choices).into());
    }
    let is_service = request.actor.names.iter().any(|(kind, _)| *kind == "Service");
    if random.chance(35) && !is_service {
        put(
            "durationSeconds",
            random.pick(&[900, 1200, 1800, 3600, 3600, 3600, 3600, 3600, 3601, 7200, 43200, 899]).into(),
        );
    }
    if random.chance(30) {
        let tags = context::tags(random);
        let keys: Vec<&String> = tags.as_object().map(|tags| tags.keys().collect()).unwrap_or_default();
        let mut transitive: Vec<&str> = keys.iter().filter(|_| random.chance(35)).map(|key| key.as_str()).collect();
        if random.chance(4) {
            transitive.push("none");
        }
        put("transitiveTagKeys", transitive.into());
        put("tags", tags);
    }
    if random.chance(20) {
        put("sourceIdentity", random.pick(&["ana", "ana", "ana", "bob"]).into());
    }
    if random.chance(20) {
        let choices: &[&str] = if random.chance(5) { &["a b"] } else { &["ticket:1", "abc/2"] };
        put("externalId", random.pick(choices).into());
    }
    if random.chance(15) && request.action == "sts:AssumeRole" && !is_service {
        put("mfa", true.into());
    }
    if random.chance(10) {
        let later = Request { action: "s3:GetObject".into(), resource: "*".into(), ..request.clone() };
        put("policies", json!([policy::named(random, "passed", Usage::Session, &[later])]));
    }
    if request.action.ends_with("WebIdentity") {
        put("claims", claims(random));
    } else if request.action.ends_with("SAML") {
        put("claims", json!({ "saml:aud": "https://signin.aws.amazon.com/saml", "saml:sub": "ana" }));
    }
    wanted.into()
}
