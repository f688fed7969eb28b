//! Verdicts that hang on missing keys (AM-17), tried out on every scenario of the corpus: the keys are put into the request.

use rolescope::report::{Decision, StepReport};
use rolescope::{Scenario, analyze};
use serde_json::{Map, Value};

use crate::files;

/// Most values of a key that are tried.
const TRIES: usize = 8;

/// A negated test of a policy: its key and the values that it rejects.
struct Test {
    key: String,
    values: Vec<String>,
}

#[test]
fn a_decision_that_hangs_on_missing_keys_is_another_one_with_them() {
    let mut tried = 0;
    for (name, text) in files::scenarios() {
        let (scenario, report) = decided(&text);
        for (at, step) in report.iter().enumerate().filter(|(_, step)| !step.decided_by_absent_keys.is_empty()) {
            let tests: Vec<Test> = step
                .decided_by_absent_keys
                .iter()
                .filter_map(|it| {
                    let text = policy_text(&scenario, &it.place.pointer)?;
                    let entry = text.get(it.place.span.start as usize..it.place.span.end as usize)?;
                    let entry: Map<String, Value> = serde_json::from_str(&format!("{{{entry}}}")).unwrap();
                    let (key, values) = entry.into_iter().next()?;
                    (key == it.key).then(|| Test { key, values: rejected(&values) })
                })
                .collect();
            if tests.len() < step.decided_by_absent_keys.len() {
                // A variable lacks its value: what to give it stands nowhere.
                continue;
            }
            let with = |try_: usize| {
                tests.iter().filter_map(move |test| {
                    Some((test.key.as_str(), test.values.get(try_ % test.values.len().max(1))?.as_str()))
                })
            };
            let differs = (0..TRIES).any(|number| decision_with(&text, at, with(number)) != step.decision);
            assert!(differs, "{name}, step {}: {}", at + 1, step.reason);
            tried += 1;
        }
    }
    assert!(tried >= 20, "only {tried} steps of the corpus hang on a missing key");
}

#[test]
fn no_negated_test_of_a_missing_key_brings_about_a_plain_verdict() {
    let mut tried = 0;
    for (name, text) in files::scenarios() {
        let tests = negated_tests(&serde_json::from_str(&text).unwrap());
        if tests.is_empty() {
            continue;
        }
        let (_, report) = decided(&text);
        for (at, step) in report.iter().enumerate() {
            let plain = step.decided_by_absent_keys.is_empty();
            if !plain || !matches!(step.decision, Decision::Allowed | Decision::ExplicitDeny) {
                continue;
            }
            for test in tests.iter().filter(|test| !has(step, &test.key)) {
                for value in test.values.iter().take(TRIES) {
                    let other = decision_with(&text, at, [(test.key.as_str(), value.as_str())].into_iter());
                    let (key, number) = (&test.key, at + 1);
                    assert_eq!(other, step.decision, "{name}, step {number}, with `{key}` {value}: {}", step.reason);
                    tried += 1;
                }
            }
        }
    }
    assert!(tried >= 8, "only {tried} values were tried");
}

fn decided(text: &str) -> (Scenario, Vec<StepReport>) {
    let scenario = Scenario::from_json(text).unwrap();
    let steps = analyze(&scenario).steps;
    (scenario, steps)
}

/// The decision of a step with more keys in its request.
fn decision_with<'t>(text: &str, at: usize, keys: impl Iterator<Item = (&'t str, &'t str)>) -> Decision {
    let mut scenario: Value = serde_json::from_str(text).unwrap();
    for (key, value) in keys {
        scenario["steps"][at]["context"][key] = value.into();
    }
    decided(&scenario.to_string()).1[at].decision
}

fn has(step: &StepReport, key: &str) -> bool {
    step.context.iter().any(|(known, _)| known.eq_ignore_ascii_case(key))
}

fn policy_text(scenario: &Scenario, pointer: &str) -> Option<String> {
    let policies = scenario.policies();
    let entry = policies.iter().find(|entry| entry.pointer == pointer)?;
    Some(entry.policy.document.text().to_owned())
}

/// The negated tests of a scenario whose keys nothing else tests: giving such a key a value turns those tests and no other.
fn negated_tests(scenario: &Value) -> Vec<Test> {
    let mut conditions = Vec::new();
    conditions_in(scenario, &mut conditions);
    let negated = |operator: &str| {
        let name = operator.rsplit(':').next().unwrap_or(operator);
        name.contains("Not") && !operator.starts_with("ForAnyValue:")
    };
    let lower = |key: &str| key.to_lowercase();
    let only_negated = |key: &str| conditions.iter().filter(|it| lower(&it.1) == lower(key)).all(|it| negated(&it.0));
    let whole = scenario.to_string().to_lowercase();
    let variable = |key: &str| whole.contains(&format!("${{{}", lower(key)));
    let tests = conditions.iter().filter(|it| negated(&it.0) && only_negated(&it.1) && !variable(&it.1));
    tests.map(|(_, key, values)| Test { key: key.clone(), values: rejected(values) }).collect()
}

fn conditions_in(value: &Value, found: &mut Vec<(String, String, Value)>) {
    match value {
        Value::Object(members) => {
            if let Some(Value::Object(operators)) = members.get("Condition") {
                for (operator, keys) in operators {
                    let keys = keys.as_object().into_iter().flatten();
                    found.extend(keys.map(|(key, values)| (operator.clone(), key.clone(), values.clone())));
                }
            }
            members.values().for_each(|member| conditions_in(member, found));
        }
        Value::Array(items) => items.iter().for_each(|item| conditions_in(item, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// A value for each that a condition lists: of a range of addresses the first one.
fn rejected(values: &Value) -> Vec<String> {
    let all = values.as_array().cloned().unwrap_or_else(|| vec![values.clone()]);
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let is_range = |text: &str| text.split('/').next().is_some_and(|start| start.parse::<std::net::IpAddr>().is_ok());
    let plain = all.iter().map(text).filter(|text| !text.contains("${"));
    plain
        .map(|text| if is_range(&text) { text.split('/').next().unwrap_or_default().to_owned() } else { text })
        .collect()
}
