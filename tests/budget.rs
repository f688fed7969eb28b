//! Scenarios made to take forever end with `BudgetExceeded`, and soon.

#![cfg(test)]

use std::time::{Duration, Instant};

use rolescope::{Report, Scenario, analyze};
use serde_json::{Value, json};

const ANA: &str = "arn:aws:iam::111122223333:user/ana";

fn timed(scenario: &Value) -> (Report, Duration) {
    let scenario = Scenario::from_json(&scenario.to_string()).unwrap();
    let begin = Instant::now();
    let report = analyze(&scenario);
    (report, begin.elapsed())
}

fn codes(report: &Report) -> Vec<&str> {
    report.steps.iter().filter_map(|step| step.error.as_ref()).map(|error| error.code.as_str()).collect()
}

fn with_policy(statements: Vec<Value>, steps: Vec<Value>) -> Value {
    let document = json!({ "Version": "2012-10-17", "Statement": statements });
    json!({ "principals": [{ "arn": ANA, "identityPolicies": [{ "name": "own", "document": document }] }], "steps": steps })
}

fn statement(at: usize, more: Value) -> Value {
    let mut whole =
        json!({ "Effect": "Allow", "Action": "s3:GetObject", "Resource": format!("arn:aws:s3:::bucket/{at}") });
    whole.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    whole
}

fn call(context: Value) -> Value {
    json!({ "caller": ANA, "action": "s3:GetObject", "resource": "arn:aws:s3:::bucket/k", "context": context })
}

/// Tests are built without optimization; with it this is well under a second.
const SOON: Duration = Duration::from_secs(20);

#[test]
fn products_of_long_values_and_many_conditions_end() {
    let condition = json!({ "Condition": { "NumericEquals": { "k:k": (0..200).collect::<Vec<u32>>() } } });
    let statements = (0..500).map(|at| statement(at, condition.clone())).collect();
    let long = "1".repeat(5_000_000);
    let (report, took) = timed(&with_policy(statements, vec![call(json!({ "k:k": long })); 1]));
    assert_eq!(codes(&report), ["BudgetExceeded"]);
    assert!(took < SOON, "{took:?}");
}

#[test]
fn many_steps_over_many_statements_end_and_the_first_ones_are_decided() {
    let statements = (0..10_000).map(|at| statement(at, json!({}))).collect();
    let (report, took) = timed(&with_policy(statements, vec![call(json!({})); 2_000]));
    let codes = codes(&report);
    assert!(report.steps[0].error.is_none(), "one step over 10,000 statements is no matter");
    assert!(codes.len() > 1_500 && codes.iter().all(|code| *code == "BudgetExceeded"), "{} steps", codes.len());
    assert!(took < SOON, "{took:?}");
}

#[test]
fn many_steps_over_many_resources_end() {
    let resources: Vec<Value> = (0..20_000).map(|at| json!({ "arn": format!("arn:aws:s3:::b{at}*") })).collect();
    let mut scenario = with_policy(vec![statement(0, json!({}))], vec![call(json!({})); 2_000]);
    scenario["resources"] = resources.into();
    let (report, took) = timed(&scenario);
    assert!(codes(&report).contains(&"BudgetExceeded"));
    assert!(took < SOON, "{took:?}");
}

#[test]
fn many_keys_that_the_request_lacks_are_listed_once_and_soon() {
    let asks = |at: usize| {
        statement(at, json!({ "Condition": { "StringEquals": { format!("k:{at}"): "x", "K:Same": "x" } } }))
    };
    let mut statements: Vec<Value> = (0..20_000).map(asks).collect();
    statements.iter_mut().for_each(|it| it["Resource"] = "*".into());
    let (report, took) = timed(&with_policy(statements, vec![call(json!({}))]));
    let missing = &report.steps[0].missing_context_keys;
    assert_eq!((missing.len(), missing[0].as_str(), missing[2].as_str()), (20_001, "K:Same", "k:1"));
    assert!(took < SOON, "{took:?}");
}

#[test]
fn the_same_scenario_ends_at_the_same_step_each_time() {
    let statements = (0..1_000).map(|at| statement(at, json!({}))).collect();
    let scenario = with_policy(statements, vec![call(json!({ "k:k": "x".repeat(5_000) })); 20]);
    let first = codes(&timed(&scenario).0).len();
    assert_eq!(codes(&timed(&scenario).0).len(), first);
    assert!((1..20).contains(&first), "{first} of 20 steps were too much");
}
