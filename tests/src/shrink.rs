//! Making a scenario smaller while something about it stays true.

use serde_json::Value;

/// Fields without which a scenario would mean something else, or nothing.
const KEPT: [&str; 25] = [
    "arn",
    "id",
    "name",
    "document",
    "Version",
    "Statement",
    "Effect",
    "Principal",
    "NotPrincipal",
    "Action",
    "NotAction",
    "Resource",
    "NotResource",
    "AWS",
    "caller",
    "action",
    "resource",
    "steps",
    "issuer",
    "issuedAt",
    "target",
    "policies",
    "time",
    "providerArn",
    "contextAssertion",
];

/// Removes whatever can go, piece by piece, until nothing can go any more.
pub fn shrink(scenario: &Value, still: &dyn Fn(&Value) -> bool) -> Value {
    let mut smallest = scenario.clone();
    loop {
        let before = smallest.to_string().len();
        for path in removable(&smallest).into_iter().rev() {
            try_change(&mut smallest, still, |scenario| remove(scenario, &path));
        }
        for pointer in pointers(&smallest) {
            try_change(&mut smallest, still, |scenario| simplify(scenario, &pointer));
        }
        if smallest.to_string().len() >= before {
            return smallest;
        }
    }
}

fn try_change(smallest: &mut Value, still: &dyn Fn(&Value) -> bool, change: impl Fn(&mut Value) -> Option<()>) {
    let mut candidate = smallest.clone();
    if change(&mut candidate).is_some() && candidate != *smallest && still(&candidate) {
        *smallest = candidate;
    }
}

/// Place where something can be taken out: the pointer of its parent, and its name or place there.
fn removable(scenario: &Value) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for pointer in pointers(scenario) {
        match scenario.pointer(&pointer) {
            Some(Value::Object(fields)) => found.extend(
                fields.keys().filter(|name| !KEPT.contains(&name.as_str())).map(|name| (pointer.clone(), name.clone())),
            ),
            Some(Value::Array(items)) => found.extend((0..items.len()).map(|at| (pointer.clone(), at.to_string()))),
            _ => {}
        }
    }
    found
}

/// Pointers to all objects and lists, outer ones first.
fn pointers(scenario: &Value) -> Vec<String> {
    let mut found = vec![String::new()];
    let mut at = 0;
    while let Some(pointer) = found.get(at).cloned() {
        let inner: Vec<String> = match scenario.pointer(&pointer) {
            Some(Value::Object(fields)) => fields.keys().map(|name| escaped(name)).collect(),
            Some(Value::Array(items)) => (0..items.len()).map(|at| at.to_string()).collect(),
            _ => Vec::new(),
        };
        found.extend(inner.into_iter().map(|name| format!("{pointer}/{name}")));
        at += 1;
    }
    found
}

fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

fn remove(scenario: &mut Value, (parent, name): &(String, String)) -> Option<()> {
    match scenario.pointer_mut(parent)? {
        Value::Object(fields) => fields.remove(name).map(drop),
        Value::Array(items) => {
            let at = name.parse().ok()?;
            (at < items.len()).then(|| drop(items.remove(at)))
        }
        _ => None,
    }
}

/// A list of one becomes its only element, a document in text an object.
fn simplify(scenario: &mut Value, pointer: &str) -> Option<()> {
    let inside_document = pointer.contains("/document/");
    let value = scenario.pointer_mut(pointer)?;
    match value {
        Value::Array(items) if items.len() == 1 && inside_document => *value = items.remove(0),
        Value::String(text) if pointer.ends_with("/document") => *value = serde_json::from_str(text).ok()?,
        _ => return None,
    }
    Some(())
}
