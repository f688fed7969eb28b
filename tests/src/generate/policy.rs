//! Policies grown around requests.

use serde_json::{Map, Value, json};

use super::element;
use super::plan::Request;
use super::random::Random;

/// Use of a policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Usage {
    Identity,
    Boundary,
    Session,
    Trust,
    Resource,
    ServiceControl,
    ResourceControl,
    Endpoint,
}

/// A policy of given statements.
pub(super) fn of(name: &str, statement: Value) -> Value {
    json!({ "name": name, "document": { "Version": "2012-10-17", "Statement": statement } })
}

/// A policy about some of the requests, which must not be empty.
pub(super) fn named(random: &mut Random, name: &str, usage: Usage, requests: &[Request]) -> Value {
    let count = random.pick(&[1, 1, 2, 2, 3]);
    let mut statements: Vec<Value> = (0..count).map(|at| statement(random, usage, requests, at)).collect();
    let mut document = Map::new();
    let old = usage != Usage::ResourceControl && random.chance(8);
    if !old || random.chance(50) {
        document.insert("Version".to_owned(), if old { "2008-10-17" } else { "2012-10-17" }.into());
    }
    if usage == Usage::Resource && random.chance(5) {
        document.insert("Id".to_owned(), "grown".into());
    }
    let statement = match statements.len() {
        1 if random.chance(30) => statements.remove(0),
        _ if random.chance(1) => json!([]),
        _ => statements.into(),
    };
    document.insert("Statement".to_owned(), statement);
    json!({ "name": name, "document": document })
}

fn statement(random: &mut Random, usage: Usage, requests: &[Request], at: usize) -> Value {
    let request = random.one(requests);
    let denies = match usage {
        Usage::ResourceControl => 100,
        Usage::ServiceControl => 45,
        Usage::Trust => 8,
        Usage::Identity | Usage::Boundary | Usage::Session | Usage::Resource | Usage::Endpoint => 20,
    };
    let allow = !random.chance(denies);
    let fit = if allow { 94 } else { 65 };
    let mut statement = Map::new();
    if random.chance(20) {
        statement.insert("Sid".to_owned(), format!("Grown{at}").into());
    }
    statement.insert("Effect".to_owned(), if allow { "Allow" } else { "Deny" }.into());
    let mut put = |(name, value): element::Element| {
        statement.insert(name.to_owned(), value);
    };
    let with_principal = matches!(usage, Usage::Trust | Usage::Resource | Usage::ResourceControl | Usage::Endpoint);
    if with_principal {
        let fits = random.chance(fit);
        put(element::principal(random, usage, request, allow, fits));
    }
    let fits = random.chance(fit);
    let is_call = usage == Usage::Trust && !request.action.starts_with("sts:Assume");
    let about = if is_call { "sts:AssumeRole" } else { &request.action };
    put(element::action(random, usage, about, fits));
    // The policy of a repository needs none (AM-12).
    let is_repository = usage == Usage::Resource && request.resource.contains(":repository/");
    if usage != Usage::Trust && !(is_repository && random.chance(60)) {
        let fits = random.chance(fit);
        put(element::resource(random, usage, request, fits));
    }
    statement.into()
}

/// Calls `visit` with every policy document of a scenario.
pub fn each_document(value: &mut Value, visit: &mut dyn FnMut(&mut Value)) {
    match value {
        Value::Object(fields) => {
            for (name, field) in fields {
                if name == "document" {
                    visit(field);
                } else {
                    each_document(field, visit);
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| each_document(item, visit)),
        _ => {}
    }
}

/// Calls `visit` with every statement of the policies that are written as JSON.
pub fn each_statement(scenario: &mut Value, visit: &mut dyn FnMut(&mut Value)) {
    each_document(scenario, &mut |document| match document.get_mut("Statement") {
        Some(Value::Array(several)) => several.iter_mut().for_each(&mut *visit),
        Some(one @ Value::Object(_)) => visit(one),
        _ => {}
    });
}

/// Turns some documents into text, and breaks a few.
pub(super) fn rewrite_some(random: &mut Random, scenario: &mut Value) {
    each_document(scenario, &mut |document| {
        if random.below(1000) < 6 {
            break_it(random, document);
        }
        if random.chance(8) {
            let text = if random.chance(50) {
                serde_json::to_string_pretty(document).unwrap_or_default()
            } else {
                document.to_string()
            };
            *document = text.into();
            if random.below(1000) < 8 {
                *document = document.as_str().unwrap_or_default().replacen('}', "", 1).into();
            }
        }
    });
}

fn break_it(random: &mut Random, document: &mut Value) {
    let first = match &mut document["Statement"] {
        Value::Array(several) if !several.is_empty() => &mut several[0],
        other => other,
    };
    let Some(statement) = first.as_object_mut() else { return };
    match random.below(7) {
        0 => drop(statement.remove("Effect")),
        1 => drop(statement.insert("Effect".to_owned(), "allow".into())),
        2 => drop(statement.insert("Conditions".to_owned(), json!({}))),
        3 => drop(statement.insert("Action".to_owned(), json!(7))),
        4 => drop(statement.insert("Principal".to_owned(), "arn:aws:iam::111122223333:root".into())),
        5 => drop(statement.insert("Condition".to_owned(), json!({ "StringContains": { "aws:username": "a" } }))),
        _ => document["Version"] = "2024-01-01".into(),
    }
}
