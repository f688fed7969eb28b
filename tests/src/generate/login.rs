//! Calls that assume a role, beside one another: who makes them, and what tokens and assertions say.

use serde_json::{Map, Value, json};

use super::cast::{self, Actor};
use super::plan::{self, Request};
use super::random::Random;
use super::wanted::Carried;

/// One to three calls, mostly for one role, each with a call of its session.
pub(super) fn logins(random: &mut Random) -> (Vec<Value>, Vec<Request>) {
    let (mut steps, mut requests) = (Vec::new(), Vec::new());
    let (mut actor, mut action) = starter(random);
    let mut role = role_for(random, &actor);
    let mut target = random.pick(&cast::TARGETS);
    let count = random.pick(&[1, 2, 2, 3]);
    for at in 0..count {
        if random.chance(30) {
            (actor, action) = starter(random);
        }
        if random.chance(30) {
            role = role_for(random, &actor);
        }
        let name = format!("login-{at}");
        let request = Request { actor: actor.clone(), action: action.into(), resource: role.into() };
        let mut step = plan::step(random, &name, &actor, action);
        let wanted = Carried::default().parameters(random, &request);
        let mut session = cast::session(role, Some(wanted["name"].as_str().unwrap_or("session")));
        session.caller = format!("@{name}");
        step["resource"] = role.into();
        step["session"] = wanted;
        steps.push(step);
        requests.push(request);
        if random.chance(30) {
            target = random.pick(&cast::TARGETS);
        }
        if random.chance(75) {
            let (step, touched) = plan::call(random, &format!("call-{at}"), &session, target);
            steps.push(step);
            requests.extend(touched);
        }
    }
    (steps, requests)
}

/// A caller and the call by which it assumes a role.
fn starter(random: &mut Random) -> (Actor, &'static str) {
    match random.below(20) {
        0..=7 => token(random),
        8..=11 => assertion(random),
        12..=15 => (plan::user(random), "sts:AssumeRole"),
        16 => (plan::session(random), "sts:AssumeRole"),
        17 => (cast::outsider("Service", cast::SERVICES[3]), "sts:AssumeRole"),
        18 => (cast::session(random.pick(&cast::ROLES), None), "sts:AssumeRole"),
        _ => (cast::outsider("Service", random.pick(&cast::SERVICES)), "sts:AssumeRole"),
    }
}

/// A caller that brings a token.
pub(super) fn token(random: &mut Random) -> (Actor, &'static str) {
    (cast::outsider("Federated", random.pick(&cast::TOKEN_PROVIDERS)), "sts:AssumeRoleWithWebIdentity")
}

/// A caller that brings an assertion.
pub(super) fn assertion(random: &mut Random) -> (Actor, &'static str) {
    (cast::outsider("Federated", random.pick(&cast::SAML_PROVIDERS)), "sts:AssumeRoleWithSAML")
}

/// A role to assume, mostly of the account that the caller's provider belongs to.
pub(super) fn role_for(random: &mut Random, actor: &Actor) -> &'static str {
    let account = if actor.caller.contains("-provider/") { cast::account_of(&actor.caller) } else { "" };
    let own: Vec<&'static str> = cast::ROLES.into_iter().filter(|role| cast::account_of(role) == account).collect();
    if own.is_empty() || random.chance(20) { random.pick(&cast::ROLES) } else { random.pick(&own) }
}

/// Claims that become condition keys of one provider or another.
const CLAIMS: [(&str, &str); 14] = [
    ("email", "ana@example.com"),
    ("app_id", "amzn1.app.x"),
    ("user_id", "amzn1.user.y"),
    ("id", "1234567"),
    ("repository", "org/app"),
    ("actor", "octocat"),
    ("environment", "prod"),
    ("ref", "refs/heads/main"),
    ("project_id", "22"),
    ("ref_protected", "true"),
    ("pipeline_slug", "deploy"),
    ("build_branch", "main"),
    ("google/organization_number", "100200300"),
    ("oidc.circleci.com/project-id", "project-7"),
];

/// Claims that become condition keys of no provider, or of one by a longer name.
const OTHER_CLAIMS: [(&str, &str); 11] = [
    ("iss", "https://issuer.example.com"),
    ("oaud", "sts.amazonaws.com"),
    ("Sub", "repo:org/app:ref"),
    ("Repository", "org/app"),
    ("repositry", "org/app"),
    ("tenant", "red"),
    ("roles", "admin"),
    ("https://example.com/team", "blue"),
    ("aws:PrincipalOrgID", "o-exampleorg"),
    // Of GitHub alone, whose prefix it has.
    ("token.actions.githubusercontent.com:workflow", "deploy"),
    ("Token.Actions.githubusercontent.com:REF", "refs/heads/main"),
];

/// Claims of a token.
pub(super) fn claims(random: &mut Random) -> Value {
    let mut claims = Map::new();
    let all = [
        ("aud", json!("sts.amazonaws.com")),
        ("azp", json!("app-1")),
        ("sub", json!("repo:org/app:ref")),
        ("amr", json!(["authenticated", "graph.facebook.com"])),
    ];
    for (name, value) in all {
        if random.chance(55) {
            claims.insert(name.to_owned(), value);
        }
    }
    for (name, value) in CLAIMS {
        if random.chance(40) {
            claims.insert(name.to_owned(), value.into());
        }
    }
    for (name, value) in OTHER_CLAIMS {
        if random.chance(15) {
            let value = if random.chance(10) { json!([value, "red"]) } else { value.into() };
            claims.insert(name.to_owned(), value);
        }
    }
    claims.into()
}

/// Attributes of an assertion, by condition key in any case; the last seven of these become none.
pub(super) fn attributes(random: &mut Random) -> Value {
    let mut attributes = Map::new();
    let all = [
        (85, "saml:aud", json!("https://signin.aws.amazon.com/saml")),
        (70, "saml:sub", json!("ana")),
        (40, "saml:sub_type", json!("persistent")),
        (30, "saml:iss", json!("https://idp.example.com/saml")),
        (30, "saml:namequalifier", json!("aGFzaA==")),
        (30, "saml:edupersonaffiliation", json!(["member", "staff"])),
        (20, "saml:commonName", json!("Ana")),
        (20, "saml:edupersonorgdn", json!("dc=example,dc=com")),
        (20, "SAML:CN", json!("Ana")),
        (15, "Saml:Mail", json!("ana@example.com")),
        (15, "saml:SURNAME", json!("Lopez")),
        // The same key as above: with both, the call is refused.
        (3, "SAML:Sub", json!("ana")),
        (25, "saml:doc", json!("111122223333/other")),
        (10, "SAML:Department", json!("red")),
        (25, "saml:department", json!("red")),
        (25, "saml:email", json!("ana@example.com")),
        (25, "department", json!("red")),
        (20, "aws:PrincipalTag/team", json!("red")),
        (20, "aws:PrincipalOrgID", json!("o-exampleorg")),
    ];
    for (percent, name, value) in all {
        if random.chance(percent) {
            attributes.insert(name.to_owned(), value);
        }
    }
    attributes.into()
}
