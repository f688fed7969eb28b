//! Scenarios made to take forever end with `BudgetExceeded`, and twice as much of everything does not take much longer.

use conformance::bench::growth;
use rolescope::{Report, Scenario, analyze};
use serde_json::{Value, json};

const ANA: &str = "arn:aws:iam::111122223333:user/ana";

fn decided(scenario: &Value) -> Report {
    analyze(&Scenario::from_json(&scenario.to_string()).unwrap())
}

/// Twice as much takes twice as long; what is multiplied with each other would take four times as long.
const MOST: f64 = 3.0;

/// Holds that `make` with 2 of everything does not take much longer than with 1, and gives the report with 2.
fn soon(make: impl Fn(usize) -> Value) -> Report {
    let [once, twice] = [1, 2].map(|times| Scenario::from_json(&make(times).to_string()).unwrap());
    let mut report = None;
    let ratio = growth(MOST, || drop(analyze(&once)), || report = Some(analyze(&twice)));
    assert!(ratio <= MOST, "{ratio} times as long");
    report.unwrap()
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

#[test]
fn products_of_long_values_and_many_conditions_end() {
    let report = soon(|times| {
        let condition = json!({ "Condition": { "NumericEquals": { "k:k": (0..200).collect::<Vec<u32>>() } } });
        let statements = (0..250 * times).map(|at| statement(at, condition.clone())).collect();
        let long = "1".repeat(2_500_000 * times);
        with_policy(statements, vec![call(json!({ "k:k": long })); 1])
    });
    assert_eq!(codes(&report), ["BudgetExceeded"]);
}

#[test]
fn many_steps_over_many_statements_end_and_the_first_ones_are_decided() {
    let report = soon(|times| {
        let statements = (0..5_000 * times).map(|at| statement(at, json!({}))).collect();
        with_policy(statements, vec![call(json!({})); 1_000 * times])
    });
    let codes = codes(&report);
    assert!(report.steps[0].error.is_none(), "one step over 10,000 statements is no matter");
    assert!(codes.len() > 1_500 && codes.iter().all(|code| *code == "BudgetExceeded"), "{} steps", codes.len());
}

#[test]
fn many_steps_over_many_resources_end() {
    let report = soon(|times| {
        let resource = |at| json!({ "arn": format!("arn:aws:s3:::b{at}*") });
        let mut scenario = with_policy(vec![statement(0, json!({}))], vec![call(json!({})); 1_000 * times]);
        scenario["resources"] = (0..10_000 * times).map(resource).collect::<Vec<Value>>().into();
        scenario
    });
    assert!(codes(&report).contains(&"BudgetExceeded"));
}

#[test]
fn many_keys_that_the_request_lacks_are_listed_once_and_soon() {
    let asks = |at: usize| {
        statement(at, json!({ "Condition": { "StringEquals": { format!("k:{at}"): "x", "K:Same": "x" } } }))
    };
    let report = soon(|times| {
        let mut statements: Vec<Value> = (0..10_000 * times).map(asks).collect();
        statements.iter_mut().for_each(|it| it["Resource"] = "*".into());
        with_policy(statements, vec![call(json!({}))])
    });
    let missing = &report.steps[0].missing_context_keys;
    assert_eq!((missing.len(), missing[0].as_str(), missing[2].as_str()), (20_001, "K:Same", "k:1"));
}

#[test]
fn the_same_scenario_ends_at_the_same_step_each_time() {
    let statements = (0..1_000).map(|at| statement(at, json!({}))).collect();
    let scenario = with_policy(statements, vec![call(json!({ "k:k": "x".repeat(5_000) })); 20]);
    let first = codes(&decided(&scenario)).len();
    assert_eq!(codes(&decided(&scenario)).len(), first);
    assert!((1..20).contains(&first), "{first} of 20 steps were too much");
}
