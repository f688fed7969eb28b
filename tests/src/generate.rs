//! Random scenarios grown from their own values, so that policies and requests meet often.
//!
//! First come the calls, then policies around them, then conditions from the keys that the calls turn out to have.
//! What the rules leave open is left out; each such place says so.

use serde_json::{Map, Value, json};

mod cast;
mod chain;
mod condition;
mod context;
mod element;
mod login;
mod plan;
mod policy;
mod public;
mod random;
mod wanted;

use cast::{A, B, ENTRIES, M, X};
use plan::{Kind, Request};
use policy::Usage;
pub use policy::{each_document, each_statement};
use random::Random;

use crate::reference::decide;

/// The scenario of a seed.
pub fn scenario(seed: u64) -> Value {
    let mut random = Random::new(seed);
    let (kind, steps, requests) = plan::steps(&mut random);
    let mut scenario = json!({
        "title": format!("generated from seed {seed}"),
        "description": "Grown by chance.",
        "time": "2026-03-01T09:00:00Z",
        "accounts": accounts(&mut random, &requests),
        "principals": principals(&mut random, &requests),
        "resources": resources(&mut random, &requests),
        "steps": steps,
    });
    let assumed = requests.iter().filter(|request| request.action.starts_with("sts:Assume")).count();
    let is_chain = kind == Kind::Chain && assumed > 1;
    if is_chain && random.chance(65) {
        chain::clear_the_way(&mut random, &mut scenario);
    }
    condition::add(&mut random, &mut scenario, is_chain);
    public::restrict(&mut random, &mut scenario);
    policy::rewrite_some(&mut random, &mut scenario);
    drop_lost_steps(&mut random, &mut scenario);
    scenario
}

/// Takes out most of the steps whose session was never obtained: they all end alike.
fn drop_lost_steps(random: &mut Random, scenario: &mut Value) {
    let decided = decide(scenario);
    let Some(steps) = scenario["steps"].as_array_mut() else { return };
    let allowed: Vec<Value> = steps
        .iter()
        .zip(&decided)
        .filter(|(_, word)| *word == "allowed")
        .map(|(step, _)| step["name"].clone())
        .collect();
    let first = steps.first().cloned();
    steps.retain(|step| match step["caller"].as_str().and_then(|caller| caller.strip_prefix('@')) {
        Some(name) => allowed.iter().any(|step| step == name) || random.chance(6),
        None => true,
    });
    if steps.is_empty() {
        steps.extend(first);
    }
}

/// Requests that a policy may be about; never empty, so that every policy is about something.
fn about(requests: &[Request], wanted: impl Fn(&Request) -> bool) -> Vec<Request> {
    let some: Vec<Request> = requests.iter().filter(|request| wanted(request)).cloned().collect();
    if some.is_empty() { requests.to_vec() } else { some }
}

fn accounts(random: &mut Random, requests: &[Request]) -> Vec<Value> {
    let mut accounts = Vec::new();
    for (id, unit) in [(A, "ou-ab12-11111111/"), (B, "ou-ab12-22222222/"), (M, "")] {
        if random.chance(25) {
            continue;
        }
        let mut account = json!({ "id": id, "organizationPath": format!("o-exampleorg/r-ab12/{unit}") });
        if id == M {
            account["managementAccount"] = true.into();
        }
        if id != M && random.chance(10) {
            account["delegatedAdministrator"] = true.into();
        }
        if random.chance(40) {
            let own = about(requests, |request| request.actor.account == id);
            account["serviceControlPolicies"] = levels(random, Usage::ServiceControl, &own);
        }
        if random.chance(35) {
            // AM-31: an action without a resource is asked of the caller's account.
            let own = about(requests, |request| match request.resource.as_str() {
                "*" => request.actor.account == id,
                resource => cast::account_of(resource) == id,
            });
            account["resourceControlPolicies"] = levels(random, Usage::ResourceControl, &own);
        }
        accounts.push(account);
    }
    accounts
}

fn levels(random: &mut Random, usage: Usage, requests: &[Request]) -> Value {
    let full = json!({ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "*", "Resource": "*" } });
    let count = if random.chance(4) { 0 } else { 1 + random.below(3) };
    let levels = (0..count).map(|level| {
        let mut policies = Vec::new();
        if usage == Usage::ServiceControl && random.chance(80) {
            policies.push(json!({ "name": "FullAWSAccess", "document": full }));
        }
        if random.chance(45) || (policies.is_empty() && usage == Usage::ServiceControl) {
            policies.push(policy::named(random, &format!("control-{level}"), usage, requests));
        }
        json!({ "target": format!("level-{level}"), "policies": policies })
    });
    levels.collect()
}

fn principals(random: &mut Random, requests: &[Request]) -> Vec<Value> {
    ENTRIES.iter().filter_map(|(arn, id)| principal(random, arn, id, requests)).collect()
}

/// A user or role, when a call has to do with it.
fn principal(random: &mut Random, arn: &str, id: &str, requests: &[Request]) -> Option<Value> {
    let calls = |request: &Request| request.actor.entry.as_deref() == Some(arn);
    let touched = |request: &Request| request.resource == arn;
    if !requests.iter().any(|request| calls(request) || touched(request)) {
        return None;
    }
    let mut entry = Map::new();
    entry.insert("arn".to_owned(), arn.into());
    // One that was made again under the old name has another id than the policies know (PR-23).
    let id = if random.chance(6) { format!("{id}NEW") } else { id.to_owned() };
    entry.insert("id".to_owned(), id.into());
    let own = about(requests, calls);
    let count = random.below(4);
    let mut policies: Vec<Value> =
        (0..count).map(|at| policy::named(random, &format!("identity-{at}"), Usage::Identity, &own)).collect();
    if requests.iter().any(|request| calls(request) && request.action.starts_with("sts:")) && random.chance(80) {
        policies.push(policy::of("assume", json!({ "Effect": "Allow", "Action": "sts:*", "Resource": "*" })));
    }
    entry.insert("identityPolicies".to_owned(), policies.into());
    if arn.contains(":user/") && random.chance(30) {
        let group = policy::named(random, "of-group", Usage::Identity, &own);
        entry.insert("groups".to_owned(), json!([{ "name": "staff", "policies": [group] }]));
    }
    // A service-linked role cannot have one (QU-12).
    if random.chance(15) && !arn.contains("aws-service-role") {
        let boundary = policy::named(random, "boundary", Usage::Boundary, &own);
        entry.insert("permissionsBoundary".to_owned(), boundary);
    }
    if random.chance(50) {
        entry.insert("tags".to_owned(), context::tags(random));
    }
    if arn.contains(":role/") {
        let assumed = about(requests, |request| touched(request) && request.action.starts_with("sts:"));
        if random.chance(93) {
            entry.insert("trustPolicy".to_owned(), trust(random, &assumed));
        }
        if random.chance(50) {
            entry.insert("maxSessionDuration".to_owned(), random.pick(&[3600, 7200, 43200]).into());
        }
    }
    Some(entry.into())
}

/// A trust policy; mostly it lets in at least one of those who come.
fn trust(random: &mut Random, requests: &[Request]) -> Value {
    if random.chance(22) {
        return policy::named(random, "trust", Usage::Trust, requests);
    }
    let mut statements: Vec<Value> = Vec::new();
    for request in requests.iter().filter(|request| !request.actor.names.is_empty()) {
        let (kind, name) = random.pick(&request.actor.names);
        statements.push(json!({ "Effect": "Allow", "Principal": { kind: name }, "Action": "sts:*" }));
    }
    policy::of("trust", statements.into())
}

fn resources(random: &mut Random, requests: &[Request]) -> Vec<Value> {
    let mut seen = Vec::new();
    let mut resources = Vec::new();
    for request in requests {
        let arn = request.resource.as_str();
        // One entry for a bucket and all in it: of two that serve the same object the rules do not say whose it is.
        let bucket = arn.split('/').next().unwrap_or_default();
        let arn_or_bucket = if arn.starts_with("arn:aws:s3:") { bucket } else { arn };
        if seen.contains(&arn_or_bucket)
            || arn == "*"
            || arn.contains(":iam:")
            || arn.contains("alias/")
            || random.chance(if arn.contains(":key/") { 40 } else { 15 })
        {
            continue;
        }
        seen.push(arn_or_bucket);
        let mut entry = Map::new();
        entry.insert("arn".to_owned(), entry_arn(random, arn).into());
        // Nobody knows whose a bucket is that names no owner and is called by somebody without an account.
        let outsider = requests.iter().any(|other| other.resource == arn && other.actor.account.is_empty());
        if cast::account_of(arn).is_empty() && random.chance(if outsider { 50 } else { 85 }) {
            entry.insert("account".to_owned(), random.pick(&[A, A, A, B, X, M]).into());
        }
        if random.chance(70) {
            let own = about(requests, |other| other.resource == arn);
            entry.insert("policy".to_owned(), policy::named(random, "resource", Usage::Resource, &own));
        }
        if random.chance(40) {
            entry.insert("tags".to_owned(), context::tags(random));
            // Of other resources the setting says nothing (AM-23).
            if random.chance(if arn.starts_with("arn:aws:s3:") { 60 } else { 3 }) {
                entry.insert("abac".to_owned(), true.into());
            }
        }
        if resources.iter().all(|other: &Value| other["arn"] != entry["arn"]) {
            resources.push(entry.into());
        }
    }
    resources
}

/// Name of a resource in its entry: itself, a pattern, or the bucket of an object.
fn entry_arn(random: &mut Random, arn: &str) -> String {
    match arn.split_once('/') {
        Some((bucket, _)) if arn.starts_with("arn:aws:s3:") && random.chance(60) => bucket.to_owned(),
        Some((front, _)) if !arn.contains('*') && random.chance(20) => format!("{front}/*"),
        _ => arn.to_owned(),
    }
}
