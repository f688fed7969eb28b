//! Parameters of calls that assume a role.

use serde_json::{Map, Value, json};

use super::context;
use super::login;
use super::plan::Request;
use super::random::Random;

/// Facts that the sessions of a chain hand on.
#[derive(Default)]
pub(super) struct Carried {
    /// Keys of the tags that the next roles inherit, when all went well.
    inherited: Vec<String>,
    pub(super) source_identity: Option<&'static str>,
}

impl Carried {
    /// Parameters of an assume call. Durations of services are left out: no rule says what bounds them.
    pub(super) fn parameters(&mut self, random: &mut Random, request: &Request) -> Value {
        let mut wanted = Map::new();
        if random.chance(75) {
            let choices: &[&str] = if random.chance(4) { &["a b", "a"] } else { &["s1", "s1", "deploy", "i-0abc"] };
            wanted.insert("name".to_owned(), random.pick(choices).into());
        }
        let is_service = request.actor.names.iter().any(|(kind, _)| *kind == "Service");
        if random.chance(35) && !is_service {
            let choices = &[900, 900, 1200, 1800, 3600, 3600, 3600, 3600, 3600, 3601, 7200, 43_200, 899];
            wanted.insert("durationSeconds".to_owned(), random.pick(choices).into());
        }
        let brings_certificate = request.actor.caller.starts_with("rolesanywhere.");
        if random.chance(if brings_certificate { 85 } else { 35 }) {
            self.add_tags(random, &mut wanted);
        }
        self.add_source_identity(random, &mut wanted);
        let assumes = request.action == "sts:AssumeRole";
        if random.chance(if assumes { 20 } else { 4 }) {
            let choices: &[&str] = if random.chance(5) { &["a b"] } else { &["ticket:1", "abc/2"] };
            wanted.insert("externalId".to_owned(), random.pick(choices).into());
        }
        add_mfa(random, &mut wanted, request);
        if random.chance(if assumes { 8 } else { 3 }) {
            let context = json!({
                "providerArn": "arn:aws:iam::aws:contextProvider/IdentityCenter", "contextAssertion": "e30",
            });
            let count = random.pick(&[1, 1, 1, 1, 1, 2, 5, 6]);
            wanted.insert("providedContexts".to_owned(), vec![context; count].into());
        }
        let claims = match request.action.as_str() {
            "sts:AssumeRoleWithWebIdentity" => login::claims(random),
            "sts:AssumeRoleWithSAML" => login::attributes(random),
            _ if random.chance(3) => random.pick(&[json!({ "sub": "ana" }), json!({ "saml:sub": "ana" }), json!({})]),
            _ => return wanted.into(),
        };
        wanted.insert("claims".to_owned(), claims);
        wanted.into()
    }

    /// Tags, some of them for all later roles; those that are inherited already are seldom passed again.
    fn add_tags(&mut self, random: &mut Random, wanted: &mut Map<String, Value>) {
        let mut tags = context::tags(random);
        if let Some(tags) = tags.as_object_mut() {
            tags.retain(|key, _| !self.inherited.contains(key) || random.chance(12));
        }
        let keys: Vec<String> = tags.as_object().into_iter().flatten().map(|(key, _)| key.clone()).collect();
        let mut transitive: Vec<String> = keys.into_iter().filter(|_| random.chance(50)).collect();
        self.inherited.extend(transitive.clone());
        if random.chance(3) {
            transitive.push("none".to_owned());
        }
        wanted.insert("transitiveTagKeys".to_owned(), transitive.into());
        wanted.insert("tags".to_owned(), tags);
    }

    fn add_source_identity(&mut self, random: &mut Random, wanted: &mut Map<String, Value>) {
        let identity = match self.source_identity {
            Some(set) if random.chance(25) => set,
            Some(_) if random.chance(6) => "other",
            None if random.chance(25) => random.pick(&["ana", "bob"]),
            Some(_) | None => return,
        };
        self.source_identity = Some(identity);
        wanted.insert("sourceIdentity".to_owned(), identity.into());
    }
}

/// The code of a device: mostly by users, who alone have one. Root assumes nothing anyway.
fn add_mfa(random: &mut Random, wanted: &mut Map<String, Value>, request: &Request) {
    let actor = &request.actor;
    let is_root = actor.entry.is_none() && !actor.account.is_empty();
    let percent = if request.action == "sts:AssumeRole" && actor.is_user() { 30 } else { 5 };
    if !is_root && random.chance(percent) {
        wanted.insert("mfa".to_owned(), random.chance(85).into());
    }
}
