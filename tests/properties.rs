//! Properties of the engine that hold whatever the policies say, on generated scenarios.

use conformance::compare::engine_decisions;
use conformance::generate::{self, each_document};
use serde_json::{Value, json};

const CASES: u64 = 400;

/// Checks a property on every generated scenario; `check` says what is wrong.
fn for_all(check: impl Fn(u64, &Value) -> Result<(), String>) {
    for seed in 0..CASES {
        let scenario = generate::scenario(seed);
        if let Err(wrong) = check(seed, &scenario) {
            panic!("seed {seed}: {wrong}\n{scenario:#}");
        }
    }
}

fn steps(scenario: &Value) -> &[Value] {
    scenario["steps"].as_array().map(Vec::as_slice).unwrap_or_default()
}

/// The places of the steps that are allowed.
fn allowed(decisions: &[String]) -> Vec<usize> {
    (0..decisions.len()).filter(|at| decisions[*at] == "allowed").collect()
}

#[test]
fn a_deny_of_everything_wins_over_whatever_allows() {
    let mut struck = 0;
    for seed in 0..CASES {
        let mut scenario = generate::scenario(seed);
        let caller = scenario["steps"][0]["caller"].as_str().unwrap().to_owned();
        let before = engine_decisions(&scenario);
        let calls_home = needs_no_permission(&scenario["steps"][0]);
        if before[0] == "error" || calls_home {
            continue;
        }
        let document = json!({ "Version": "2012-10-17", "Statement": {
            "Effect": "Deny", "Action": "*", "Resource": "*"
        } });
        let principals = scenario["principals"].as_array_mut().unwrap();
        let Some(entry) = principals.iter_mut().find(|entry| entry["arn"] == caller.as_str()) else { continue };
        entry["identityPolicies"].as_array_mut().unwrap().push(json!({ "name": "deny-all", "document": document }));
        struck += 1;
        assert_eq!(engine_decisions(&scenario)[0], "explicitDeny", "seed {seed}\n{scenario:#}");
    }
    assert!(struck > 50, "only {struck} scenarios had a caller with policies");
}

#[test]
fn order_of_statements_and_policies_does_not_matter() {
    for_all(|_, scenario| {
        let mut turned = scenario.clone();
        turn_lists(&mut turned);

        let (before, after) = (engine_decisions(scenario), engine_decisions(&turned));
        if before == after { Ok(()) } else { Err(format!("{before:?} became {after:?}")) }
    });
}

/// Turns every list around but the steps and the lists inside requests.
fn turn_lists(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            for (name, field) in fields {
                let of_request =
                    ["resource", "context", "tags", "claims", "transitiveTagKeys"].contains(&name.as_str());
                if name == "steps" {
                    field.as_array_mut().unwrap().iter_mut().for_each(turn_lists);
                } else if !of_request {
                    turn_lists(field);
                }
            }
        }
        Value::Array(items) => {
            items.iter_mut().for_each(turn_lists);
            items.reverse();
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[test]
fn saying_everything_twice_does_not_matter() {
    for_all(|_, scenario| {
        let mut doubled = scenario.clone();
        double(&mut doubled["accounts"]);
        double(&mut doubled["principals"]);
        double(&mut doubled["resources"]);
        let (before, after) = (engine_decisions(scenario), engine_decisions(&doubled));
        if before == after { Ok(()) } else { Err(format!("{before:?} became {after:?}")) }
    });
}

/// Doubles statements, policies and the values in them, not the entries themselves.
fn double(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            for (name, field) in fields {
                double(field);
                let lists = ["Statement", "identityPolicies", "policies", "Action", "Resource", "Condition", "AWS"];
                if let Some(items) = field.as_array_mut().filter(|_| lists.contains(&name.as_str())) {
                    items.extend(items.clone());
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(double),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// Adds a statement to every document that `chosen` by number takes; principals as the type wants them.
fn add_statement(scenario: &mut Value, effect: &str, seed: u64) -> usize {
    let mut added = 0;
    let mut number = 0;
    let step = steps(scenario).get(seed as usize % steps(scenario).len()).cloned().unwrap_or_default();
    each_document(scenario, &mut |document| {
        number += 1;
        let Some(fields) = document.as_object_mut() else { return };
        let Some(statements) = fields.get_mut("Statement") else { return };
        if let Some(one) = statements.is_object().then(|| statements.clone()) {
            *statements = json!([one]);
        }
        let Some(statements) = statements.as_array_mut() else { return };
        let Some(like) = statements.first().cloned().filter(|_| (seed ^ number).is_multiple_of(3)) else { return };
        let mut new = json!({ "Effect": effect, "Action": step["action"] });
        let is_resource_control = like["Effect"] == "Deny" && like["Principal"] != Value::Null && effect == "Allow";
        if is_resource_control {
            return;
        }
        if like["Principal"] != Value::Null || like["NotPrincipal"] != Value::Null {
            new["Principal"] = json!({ "AWS": "*" });
        }
        if like["Resource"] != Value::Null || like["NotResource"] != Value::Null {
            new["Resource"] = json!("*");
        }
        statements.push(new);
        added += 1;
    });
    added
}

#[test]
fn a_deny_more_never_turns_a_deny_into_an_allow() {
    for_all(|seed, scenario| {
        let mut stricter = scenario.clone();
        add_statement(&mut stricter, "Deny", seed);
        let (before, after) = (engine_decisions(scenario), engine_decisions(&stricter));
        let new = allowed(&after).into_iter().find(|at| !allowed(&before).contains(at));
        new.map_or(Ok(()), |at| Err(format!("step {at} was {}, and is allowed in\n{stricter:#}", before[at])))
    });
}

/// The rules know no Allow *statement* that takes an allow away, `NotPrincipal` and `NotResource` included. A first
/// *policy* can: the first session policy, boundary, endpoint policy, service control policy or key policy narrows
/// what was unlimited before. And a session policy can outgrow its size (ST-10); the statements here stay small.
#[test]
fn an_allow_more_never_turns_an_allow_into_a_deny() {
    let mut added = 0;
    for seed in 0..CASES {
        let scenario = generate::scenario(seed);
        let mut wider = scenario.clone();
        added += add_statement(&mut wider, "Allow", seed);
        let (before, after) = (engine_decisions(&scenario), engine_decisions(&wider));
        for at in allowed(&before) {
            assert_eq!(after[at], "allowed", "seed {seed}, step {at}\n{scenario:#}\nwith more:\n{wider:#}");
        }
    }
    assert!(added > CASES as usize / 4, "only {added} statements were added");
}

#[test]
fn guardrails_never_grant() {
    let mut silenced = 0;
    for seed in 0..CASES {
        let mut scenario = generate::scenario(seed);
        let before = engine_decisions(&scenario);
        for entry in scenario["principals"].as_array_mut().unwrap() {
            for part in ["identityPolicies", "groups", "trustPolicy"] {
                if let Some(policies) = entry.get_mut(part) {
                    each_document(policies, &mut |document| *document = json!({ "Statement": [] }));
                }
            }
        }
        for entry in scenario["resources"].as_array_mut().unwrap() {
            each_document(entry, &mut |document| *document = json!({ "Statement": [] }));
        }
        for (at, decision) in engine_decisions(&scenario).iter().enumerate() {
            let step = &steps(&scenario)[at];
            let root = step["caller"].as_str().unwrap().ends_with(":root");
            if !root && !needs_no_permission(step) {
                assert_ne!(decision, "allowed", "seed {seed}, step {at}\n{scenario:#}");
                silenced += usize::from(before[at] == "allowed");
            }
        }
    }
    assert!(silenced > 50, "only {silenced} steps were allowed before");
}

/// Calls that no policy grants or denies (EV-80, 6.1).
fn needs_no_permission(step: &Value) -> bool {
    step["action"] == "sts:GetCallerIdentity" || step["action"] == "sts:GetSessionToken"
}
