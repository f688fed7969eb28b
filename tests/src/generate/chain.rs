//! Credentials obtained one after the other, and calls with what came out.

use serde_json::{Map, Value, json};

use super::cast::{self, A, Actor, B, M};
use super::context;
use super::login;
use super::plan::{self, Request};
use super::policy::{self, Usage};
use super::public;
use super::random::Random;
use super::wanted::Carried;

/// Calls and what they come to, up to the place where the chain is.
struct Chain {
    steps: Vec<Value>,
    requests: Vec<Request>,
    actor: Actor,
    minutes: usize,
    carried: Carried,
    /// Call at the end.
    targets: Vec<cast::Target>,
}

/// Up to four roles, one after the other, and calls with what came out.
pub(super) fn chain(random: &mut Random) -> (Vec<Value>, Vec<Request>) {
    let (actor, action) = starter(random);
    let count = 1 + random.below(2);
    let mut chain = Chain {
        steps: Vec::new(),
        requests: Vec::new(),
        actor,
        minutes: 0,
        carried: Carried::default(),
        targets: (0..count).map(|_| random.pick(&cast::TARGETS)).collect(),
    };
    let signed_in = chain.actor.entry.is_some() || !chain.actor.account.is_empty();
    let mut hops = random.pick(&[1, 1, 2, 2, 3, 3, 4, 4, 4]);
    if signed_in && chain.actor.session.is_null() && random.chance(45) {
        if random.chance(60) {
            chain.session_token(random);
        } else {
            chain.federation_token(random);
            hops = usize::from(random.chance(10));
        }
    }
    let into_management = random.chance(20);
    if into_management && chain.actor.account == M {
        hops = 0;
    }
    let mut roles: Vec<&'static str> = (0..hops)
        .map(|hop| if into_management && hop + 1 == hops { cast::ROLES[5] } else { random.pick(&cast::ROLES) })
        .collect();
    // A provider lets nobody into the roles of another account.
    if let Some(first) = roles.first_mut().filter(|_| chain.actor.caller.contains("-provider/")) {
        *first = login::role_for(random, &chain.actor);
    }

    let mut action = action;
    for hop in 0..hops {
        chain.hop(random, hop, action, &roles);
        action = "sts:AssumeRole";
    }
    if into_management || random.chance(4) {
        chain.member_root(random);
    }
    chain.scoped_credentials(random);
    chain.calls(random);
    (chain.steps, chain.requests)
}

/// Caller that begins a chain, and its call.
fn starter(random: &mut Random) -> (Actor, &'static str) {
    match random.below(20) {
        0..=9 => (plan::user(random), "sts:AssumeRole"),
        10 | 11 => (plan::session(random), "sts:AssumeRole"),
        12 | 13 => (cast::outsider("Service", random.pick(&cast::SERVICES)), "sts:AssumeRole"),
        14 => (cast::root(random.pick(&[A, A, B, M])), "sts:AssumeRole"),
        15 => (cast::session(random.pick(&cast::ROLES), None), "sts:AssumeRole"),
        16 => login::assertion(random),
        _ => login::token(random),
    }
}

fn time(minutes: usize) -> String {
    format!("2026-03-01T{:02}:{:02}:30Z", 9 + minutes / 60, minutes % 60)
}

/// Takes out most of what would stop a chain early, so that some come to their end.
pub(super) fn clear_the_way(random: &mut Random, scenario: &mut Value) {
    for account in scenario["accounts"].as_array_mut().into_iter().flatten().filter_map(Value::as_object_mut) {
        for levels in ["serviceControlPolicies", "resourceControlPolicies"] {
            if random.chance(85) {
                account.remove(levels);
            }
        }
    }
    for entry in scenario["principals"].as_array_mut().into_iter().flatten() {
        let Some(policies) = entry["identityPolicies"].as_array_mut() else { continue };
        policies.retain(|_| random.chance(25));
        policies.push(policy::of("assume", json!({ "Effect": "Allow", "Action": "sts:*", "Resource": "*" })));
        if random.chance(50) {
            policies.push(policy::of("work", json!({ "Effect": "Allow", "Action": "*", "Resource": "*" })));
        }
        if let Some(fields) = entry.as_object_mut().filter(|_| random.chance(85)) {
            fields.remove("permissionsBoundary");
        }
        if !entry["trustPolicy"].is_null() && random.chance(60) {
            let trust = json!({ "Effect": "Allow", "Principal": { "AWS": "*" }, "Action": "sts:*" });
            entry["trustPolicy"] = policy::of("trust", trust);
        }
    }
}

impl Chain {
    /// Adds a call; now and then some time has gone by.
    fn push(&mut self, random: &mut Random, mut step: Value, request: Request) {
        self.minutes += random.pick(&[0, 0, 0, 0, 10, 30, 70]);
        if self.minutes > 0 && random.chance(60) {
            step["time"] = time(self.minutes).into();
        }
        self.steps.push(step);
        self.requests.push(request);
    }

    fn hop(&mut self, random: &mut Random, hop: usize, action: &str, roles: &[&'static str]) {
        let role = roles[hop];
        let name = format!("hop-{hop}");
        let mut step = plan::step(random, &name, &self.actor, action);
        step["resource"] = role.into();
        let request = Request { actor: self.actor.clone(), action: action.into(), resource: role.into() };
        let mut wanted = self.carried.parameters(random, &request);
        let mut next = cast::session(role, Some(wanted["name"].as_str().unwrap_or("session")));
        next.caller = format!("@{name}");
        if random.chance(20) {
            let later = match roles.get(hop + 1) {
                Some(role) => request_of(&next, "sts:AssumeRole", role),
                None => self.last_request(random, &next),
            };
            wanted["policies"] = passed(random, later);
        }
        step["session"] = wanted;
        self.push(random, step, request);
        self.actor = next;
    }

    /// A call that is made at the end, made by somebody.
    fn last_request(&self, random: &mut Random, actor: &Actor) -> Request {
        let (actions, resource) = random.pick(&self.targets);
        request_of(actor, random.pick(actions), resource)
    }

    fn session_token(&mut self, random: &mut Random) {
        let is_root = self.actor.entry.is_none();
        let mut wanted = Map::new();
        if random.chance(40) {
            let choices: &[i64] =
                if is_root { &[900, 3600, 3600, 3601] } else { &[900, 3600, 43_200, 129_600, 129_601, 899] };
            wanted.insert("durationSeconds".to_owned(), random.pick(choices).into());
        }
        if random.chance(60) {
            wanted.insert("mfa".to_owned(), random.chance(85).into());
        }
        if random.chance(3) {
            wanted.insert("name".to_owned(), "s1".into());
        }
        let mut step = plan::step(random, "token", &self.actor, "sts:GetSessionToken");
        if !wanted.is_empty() {
            step["session"] = wanted.into();
        }
        let request = request_of(&self.actor, "sts:GetSessionToken", "*");
        self.push(random, step, request);
        self.actor.caller = "@token".to_owned();
    }

    fn federation_token(&mut self, random: &mut Random) {
        let issuer = self.actor.clone();
        let is_root = issuer.entry.is_none();
        let name = if random.chance(4) { random.pick(&["j", "jill jo"]) } else { "jill" };
        let mut federated = cast::federated(&issuer.caller, name);
        let arn = federated.caller.clone();
        let mut wanted = Map::new();
        if random.chance(97) {
            wanted.insert("name".to_owned(), name.into());
        }
        if random.chance(40) {
            let choices: &[i64] =
                if is_root { &[900, 3600, 3600, 7200] } else { &[900, 3600, 43_200, 129_600, 129_601] };
            wanted.insert("durationSeconds".to_owned(), random.pick(choices).into());
        }
        if random.chance(30) {
            wanted.insert("tags".to_owned(), context::tags(random));
        }
        if random.chance(3) {
            wanted.insert("sourceIdentity".to_owned(), "ana".into());
        }
        federated.caller = "@token".to_owned();
        if random.chance(75) {
            let later = self.last_request(random, &federated);
            wanted.insert("policies".to_owned(), passed(random, later));
        }
        let mut step = plan::step(random, "token", &issuer, "sts:GetFederationToken");
        let resource = if random.chance(25) { arn.as_str() } else { "*" };
        if resource != "*" {
            step["resource"] = resource.into();
        }
        step["session"] = wanted.into();
        let request = request_of(&issuer, "sts:GetFederationToken", resource);
        self.push(random, step, request);
        self.actor = federated;
    }

    fn member_root(&mut self, random: &mut Random) {
        let account = random.pick(&[A, A, A, B]);
        let mut root = cast::root(account);
        let resource = root.caller.clone();
        root.caller = "@root".to_owned();
        if random.chance(60) {
            self.targets = vec![random.pick(&public::TASKS)];
        }
        let later = self.last_request(random, &root);
        let mut task = policy::named(random, "task", Usage::Session, &[later]);
        let name = random.pick(&["S3UnlockBucketPolicy", "SQSUnlockQueuePolicy", "IAMAuditRootUserCredentials"]);
        task["name"] = match random.below(25) {
            0 => "AdministratorAccess".into(),
            1..=12 => name.into(),
            _ => format!("arn:aws:iam::aws:policy/root-task/{name}").into(),
        };
        let mut wanted = json!({ "policies": [task] });
        if random.chance(40) {
            wanted["durationSeconds"] = random.pick(&[900, 900, 600, 1, 0, 901]).into();
        }
        if random.chance(3) {
            wanted["name"] = "s1".into();
        }
        let mut step = plan::step(random, "root", &self.actor, "sts:AssumeRoot");
        step["resource"] =
            if random.chance(3) { "arn:aws:iam::111122223333:user/ana".into() } else { resource.as_str().into() };
        step["session"] = wanted;
        let request = request_of(&self.actor, "sts:AssumeRoot", &resource);
        self.push(random, step, request);
        self.actor = root;
    }

    /// Credentials that are scoped down, up to four times (AM-20).
    fn scoped_credentials(&mut self, random: &mut Random) {
        let count = if random.chance(35) { random.pick(&[1, 1, 2, 2, 3, 4]) } else { 0 };
        for at in 0..count {
            let name = format!("scoped-{at}");
            let mut wanted = Map::new();
            if random.chance(85) {
                let later = self.last_request(random, &self.actor);
                wanted.insert("scopeDownPolicy".to_owned(), scope(random, later));
            }
            if random.chance(35) {
                let seconds = random.pick(&[1, 60, 900, 1800, 3600, 43_200, 129_600, 129_601, 0]);
                wanted.insert("durationSeconds".to_owned(), seconds.into());
            }
            if random.chance(3) {
                wanted.insert(random.pick(&["name", "sourceIdentity"]).to_owned(), "s1".into());
            }
            let mut step = plan::step(random, &name, &self.actor, "sts:GetScopedCredentials");
            if !wanted.is_empty() {
                step["session"] = wanted.into();
            }
            let request = request_of(&self.actor, "sts:GetScopedCredentials", "*");
            self.push(random, step, request);
            self.actor.caller = format!("@{name}");
        }
    }

    fn calls(&mut self, random: &mut Random) {
        for (at, target) in self.targets.clone().into_iter().enumerate() {
            let (mut step, touched) = plan::call(random, &format!("call-{at}"), &self.actor, target);
            if random.chance(30) {
                self.minutes += random.pick(&[5, 20, 90]);
                step["time"] = time(self.minutes).into();
            }
            self.steps.push(step);
            self.requests.extend(touched);
        }
    }
}

fn request_of(actor: &Actor, action: &str, resource: &str) -> Request {
    Request { actor: actor.clone(), action: action.into(), resource: resource.into() }
}

/// Session policies around what is done later; one of two says nothing about it.
fn passed(random: &mut Random, later: Request) -> Value {
    let mut policies = vec![policy::named(random, "passed", Usage::Session, &[later])];
    if random.chance(20) {
        let other = json!({ "Effect": "Allow", "Action": "ec2:*", "Resource": "*" });
        policies.push(policy::of("passed-too", other));
    }
    policies.into()
}

/// A scope down policy around what is done later; mostly it lets ask for scoped credentials again.
fn scope(random: &mut Random, later: Request) -> Value {
    let mut scope = policy::named(random, "scope", Usage::Session, &[later]);
    if random.chance(75) {
        let statements = &mut scope["document"]["Statement"];
        let own = statements.take();
        let mut all = own.as_array().cloned().unwrap_or_else(|| vec![own]);
        all.push(json!({ "Effect": "Allow", "Action": "sts:*", "Resource": "*" }));
        *statements = all.into();
    }
    scope
}
