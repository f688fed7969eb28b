//! Condition keys that follow from the caller.

use iam_eval::keys::{CallFacts, derive};
use iam_eval::{CallerKind, Context, Values};
use iam_syntax::{Condition, KnownKey, PolicyKind, parse};

use super::accounts::of_caller;
use super::callers::{Candidate, Shape};
use crate::resolve::actor::Actor;
use crate::scenario::Scenario;

/// Knowledge of the keys of a caller's requests.
#[derive(Default)]
pub(super) struct Facts {
    pub(super) conditions: Vec<Condition>,
    /// Keys with one value, or absent, in lower case.
    pub(super) fixed: Vec<String>,
    pub(super) values: Context,
}

/// Facts about those of the keys that follow from the caller.
pub(super) fn facts(scenario: &Scenario, candidate: &Candidate, actor: &Actor<'_>, keys: &[String]) -> Facts {
    let path = scenario.accounts.iter().find(|own| Some(&own.id) == actor.caller.account.as_ref());
    let call = CallFacts {
        caller_tags: actor.tags.clone(),
        caller_organization_path: path.and_then(|account| account.organization_path.clone()),
        ..CallFacts::default()
    };
    let mut context = Context::default();
    derive(&mut context, &actor.caller, &call);
    if let Some(account) = &actor.caller.account {
        context.derive(KnownKey::KmsCallerAccount, Values::One(account.clone()));
    }
    let mut facts = Facts::default();
    for key in keys {
        let lower = key.to_ascii_lowercase();
        if !of_caller(&lower) {
            continue;
        }
        match open(scenario, candidate, actor, &lower) {
            Some(texts) => facts.conditions.extend(texts.iter().flat_map(|text| conditions(text))),
            None => facts.fix(key, &lower, context.values(&lower)),
        }
    }
    facts
}

impl Facts {
    fn fix(&mut self, key: &str, lower: &str, values: Option<&Values>) {
        self.fixed.push(lower.to_owned());
        let name = json(key);
        let text = match values {
            None => format!(r#""Null":{{{name}:"true"}}"#),
            Some(values) if KnownKey::is_multivalued(lower) => {
                let list = serde_json::to_string(values.as_slice()).unwrap_or_default();
                format!(r#""Null":{{{name}:"false"}},"ForAllValues:StringEquals":{{{name}:{list}}}"#)
            }
            Some(values) => {
                let value = values.as_slice().first().map(|value| json(value)).unwrap_or_default();
                format!(r#""StringEquals":{{{name}:{value}}}"#)
            }
        };
        self.conditions.extend(conditions(&text));
        if let Some(values) = values {
            self.values.give(key, values.clone());
        }
    }
}

/// Conditions on a key whose value is open; `None`: it has one value, or none.
fn open(scenario: &Scenario, candidate: &Candidate, actor: &Actor<'_>, lower: &str) -> Option<Vec<String>> {
    let is = |key: KnownKey| key.lower() == lower;
    let unlisted = candidate.entry.is_some();
    if lower.starts_with(KnownKey::PrincipalTag.lower()) {
        // Sessions of federated users have the tags that they were made with.
        return (unlisted || candidate.shape == Shape::FederatedUsers).then(Vec::new);
    }
    if is(KnownKey::PrincipalOrgId) || is(KnownKey::PrincipalOrgPaths) {
        return (candidate.any_organization && !actor.caller.unsigned()).then(Vec::new);
    }
    let account = actor.caller.account.as_deref().unwrap_or_default();
    let like = |key: KnownKey, pattern: String| format!(r#""StringLike":{{{}:{}}}"#, json(key.name()), json(&pattern));
    let arns = |start: &str| {
        let known = scenario.principals.iter().map(|own| own.arn.as_str()).filter(|arn| arn.starts_with(start));
        let known: Vec<&str> = known.collect();
        let mut texts = vec![like(KnownKey::PrincipalArn, format!("{start}?*"))];
        if !known.is_empty() {
            let list = serde_json::to_string(&known).unwrap_or_default();
            texts.push(format!(r#""StringNotEquals":{{{}:{list}}}"#, json(KnownKey::PrincipalArn.name())));
        }
        texts
    };
    match (candidate.shape, &actor.caller.kind) {
        (Shape::One | Shape::Roles, CallerKind::RoleSession { role_id, session_arn: None, .. })
            if is(KnownKey::UserId) =>
        {
            let id = if candidate.shape == Shape::One && !unlisted { role_id.as_str() } else { "*" };
            Some(vec![like(KnownKey::UserId, format!("{id}:?*"))])
        }
        (Shape::Users, _) if is(KnownKey::PrincipalArn) => Some(arns(&format!("arn:aws:iam::{account}:user/"))),
        (Shape::Roles, _) if is(KnownKey::PrincipalArn) => Some(arns(&format!("arn:aws:iam::{account}:role/"))),
        (Shape::FederatedUsers, _) if is(KnownKey::PrincipalArn) => {
            Some(arns(&format!("arn:aws:sts::{account}:federated-user/")))
        }
        (Shape::Users, _) if is(KnownKey::UserId) => Some(vec![like(KnownKey::UserId, "?*".to_owned())]),
        (Shape::FederatedUsers, _) if is(KnownKey::UserId) => {
            Some(vec![like(KnownKey::UserId, format!("{account}:?*"))])
        }
        (Shape::One, CallerKind::User { .. }) if unlisted && is(KnownKey::UserId) => {
            Some(vec![like(KnownKey::UserId, "?*".to_owned())])
        }
        (Shape::Users, _) if is(KnownKey::Username) => {
            // Names of users are unique in their account.
            let start = format!("arn:aws:iam::{account}:user/");
            let listed = scenario.principals.iter().filter(|own| own.arn.starts_with(&start));
            let names: Vec<&str> = listed.filter_map(|own| own.arn.rsplit('/').next()).collect();
            let mut texts = vec![like(KnownKey::Username, "?*".to_owned())];
            if !names.is_empty() {
                let list = serde_json::to_string(&names).unwrap_or_default();
                texts.push(format!(r#""StringNotEqualsIgnoreCase":{{{}:{list}}}"#, json(KnownKey::Username.name())));
            }
            Some(texts)
        }
        (Shape::Services, _) if is(KnownKey::PrincipalServiceName) => {
            Some(vec![like(KnownKey::PrincipalServiceName, "?*.amazonaws.com".to_owned())])
        }
        (Shape::Services, _) if is(KnownKey::PrincipalServiceNamesList) => Some(Vec::new()),
        _ => None,
    }
}

/// Conditions out of the text of operators. Nothing in it is a variable.
fn conditions(operators: &str) -> Vec<Condition> {
    let text = format!(
        r#"{{"Version":"2008-10-17","Statement":{{"Effect":"Allow","Action":"*","Resource":"*","Condition":{{{operators}}}}}}}"#
    );
    let statements = parse(&text, PolicyKind::Identity).tree.map(|tree| tree.statements).unwrap_or_default();
    statements.into_iter().flat_map(|statement| statement.conditions).collect()
}

fn json(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_default()
}
