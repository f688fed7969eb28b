//! Laws between the parts of a policy: they hold for whatever values, held to the report alone.

use conformance::compare::engine_decisions;
use conformance::generate::{self, each_document};
use rolescope::report::{Decision, TraceEntry, TraceKind, TraceVerdict};
use rolescope::{Scenario, analyze};
use serde_json::{Map, Value, json};

const CASES: u64 = 400;

/// Operators with their negation.
const PAIRS: [(&str, &str); 8] = [
    ("StringEquals", "StringNotEquals"),
    ("StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase"),
    ("StringLike", "StringNotLike"),
    ("NumericEquals", "NumericNotEquals"),
    ("DateEquals", "DateNotEquals"),
    ("IpAddress", "NotIpAddress"),
    ("ArnEquals", "ArnNotEquals"),
    ("ArnLike", "ArnNotLike"),
];
const VALUES: [&str; 10] =
    ["a", "A", "a*", "10", "10.0", "2026", "2026-01-01", "10.1.2.3", "arn:aws:s3:::a", "${k:none}"];
const LISTS: [&[&str]; 4] = [&["a"], &["a*", "10"], &["10.0.0.0/8", "arn:aws:s3:::*"], &["${k:none}", "2026"]];

/// True if the operator says nothing about a value, in neither form: numbers of what is none (AM-24).
fn fails_both_ways(operator: &str, value: &str) -> bool {
    operator.starts_with("Numeric") && value.parse::<f64>().is_err()
}

/// True if an Allow under this condition lets the call pass.
fn holds(operator: &str, policy: &[&str], request: &Value) -> bool {
    let caller = "arn:aws:iam::111122223333:user/ana";
    let scenario = json!({
        "principals": [{ "arn": caller, "identityPolicies": [{ "name": "own", "document": {
            "Version": "2012-10-17",
            "Statement": {
                "Effect": "Allow", "Action": "*", "Resource": "*", "Condition": { operator: { "k:k": policy } }
            }
        } }] }],
        "steps": [{ "caller": caller, "action": "s3:GetObject", "resource": "*", "context": { "k:k": request } }]
    });
    engine_decisions(&scenario)[0] == "allowed"
}

#[test]
fn a_negated_operator_is_the_complement_of_its_positive_form_on_a_key_that_is_there() {
    let mut held = 0;
    for (positive, negated) in PAIRS {
        for list in LISTS {
            for value in VALUES {
                if fails_both_ways(positive, value) {
                    let value = json!(value);
                    assert!(!holds(positive, list, &value) && !holds(negated, list, &value), "{positive} {value}");
                    continue;
                }
                let (yes, no) = (holds(positive, list, &json!(value)), holds(negated, list, &json!(value)));
                assert_ne!(yes, no, "{positive} {list:?} {value}");
                held += usize::from(yes);
            }
        }
        assert!(!holds(positive, &["a"], &json!(null)) && holds(negated, &["a"], &json!(null)), "{positive} absent");
    }
    assert!(held > 20, "only {held} positive conditions held");
}

#[test]
fn if_exists_makes_a_difference_only_where_the_key_is_absent() {
    for operator in PAIRS.iter().flat_map(|(positive, negated)| [positive, negated]) {
        for list in LISTS {
            for value in VALUES {
                let with = holds(&format!("{operator}IfExists"), list, &json!(value));
                assert_eq!(with, holds(operator, list, &json!(value)), "{operator} {list:?} {value}");
            }
            assert!(holds(&format!("{operator}IfExists"), list, &json!(null)), "{operator} {list:?} absent");
        }
    }
}

#[test]
fn for_all_values_is_not_for_any_value_of_the_negated_operator() {
    let mut held = 0;
    for (positive, negated) in PAIRS {
        for list in LISTS {
            for (first, second) in VALUES.iter().zip(VALUES.iter().skip(1)) {
                if fails_both_ways(positive, first) || fails_both_ways(positive, second) {
                    continue;
                }
                let request = json!([first, second]);
                let all = holds(&format!("ForAllValues:{positive}"), list, &request);
                let some_not = holds(&format!("ForAnyValue:{negated}"), list, &request);
                let any = holds(&format!("ForAnyValue:{positive}"), list, &request);
                let none = holds(&format!("ForAllValues:{negated}"), list, &request);
                assert_ne!(all, some_not, "{positive} {list:?} {request}");
                assert_ne!(any, none, "{positive} {list:?} {request}");
                assert!(!all || any, "what all do, one does: {positive} {list:?} {request}");
                held += usize::from(any);
            }
        }
    }
    assert!(held > 20, "only {held} conditions held");
}

/// Holds the decisions of every generated scenario before and after a change to its documents, which says how often it
/// changed something. Session policies stay as they are: they may outgrow their size (ST-10).
fn nothing_changes(change: impl Fn(&mut Value) -> usize) -> usize {
    let mut changed = 0;
    for seed in 0..CASES {
        let scenario = generate::scenario(seed);
        let mut other = scenario.clone();
        for part in ["accounts", "principals", "resources"] {
            each_document(&mut other[part], &mut |document| changed += change(document));
        }
        let (before, after) = (engine_decisions(&scenario), engine_decisions(&other));
        assert_eq!(before, after, "seed {seed}\n{scenario:#}\nand\n{other:#}");
    }
    changed
}

fn statements(document: &mut Value) -> Option<&mut Vec<Value>> {
    let statement = document.as_object_mut()?.get_mut("Statement")?;
    if statement.is_object() {
        *statement = json!([statement.take()]);
    }
    statement.as_array_mut()
}

#[test]
fn actions_mean_the_same_in_any_case() {
    let changed = nothing_changes(|document| {
        let mut changed = 0;
        for statement in statements(document).into_iter().flatten().filter_map(Value::as_object_mut) {
            for name in ["Action", "NotAction"] {
                changed += statement.get_mut(name).map_or(0, upper);
            }
        }
        changed
    });
    assert!(changed > 500, "only {changed} actions were changed");
}

fn upper(value: &mut Value) -> usize {
    match value {
        Value::String(text) => {
            *text = text.to_ascii_uppercase();
            1
        }
        Value::Array(items) => items.iter_mut().map(upper).sum(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_) => 0,
    }
}

#[test]
fn a_list_of_actions_or_resources_says_what_a_statement_for_each_says() {
    let changed = nothing_changes(|document| {
        let Some(all) = statements(document) else { return 0 };
        let before = all.len();
        *all = all.iter().flat_map(|statement| split(statement, "Action")).collect();
        *all = all.iter().flat_map(|statement| split(statement, "Resource")).collect();
        all.len() - before
    });
    assert!(changed > 200, "only {changed} statements were added");
}

/// One statement for each value of a list that has several; the `Sid`, which must not come twice, is left out.
fn split(statement: &Value, name: &str) -> Vec<Value> {
    let Some(items) = statement[name].as_array().filter(|items| items.len() > 1) else {
        return vec![statement.clone()];
    };
    let alone = |item: &Value| {
        let mut fields: Map<String, Value> = statement.as_object().cloned().unwrap_or_default();
        fields.remove("Sid");
        fields.insert(name.to_owned(), item.clone());
        Value::Object(fields)
    };
    items.iter().map(alone).collect()
}

#[test]
fn a_policy_printed_and_read_again_decides_the_same() {
    let changed = nothing_changes(|document| {
        if !document.is_object() {
            return 0;
        }
        *document = serde_json::to_string_pretty(document).unwrap().into();
        1
    });
    assert!(changed > 500, "only {changed} documents were printed");
}

#[test]
fn what_a_trace_says_of_the_whole_follows_from_what_it_says_of_the_parts() {
    let mut statements = 0;
    for seed in 0..CASES {
        let scenario = generate::scenario(seed);
        let report = analyze(&Scenario::from_json(&scenario.to_string()).unwrap());
        for step in &report.steps {
            for entry in &step.trace {
                statements += check(entry, seed);
            }
            let denies = step.trace.iter().any(denied_by_a_gate);
            if step.decision != Decision::Error {
                assert_eq!(step.decision == Decision::ExplicitDeny, denies, "seed {seed}\n{scenario:#}");
            }
        }
    }
    assert!(statements > 2000, "only {statements} statements");
}

fn denied_by_a_gate(entry: &TraceEntry) -> bool {
    (entry.kind == TraceKind::Gate && entry.verdict == TraceVerdict::Denies)
        || entry.children.iter().any(denied_by_a_gate)
}

/// Checks an entry against its children; the number of statements below it.
fn check(entry: &TraceEntry, seed: u64) -> usize {
    assert_eq!(entry.policy_type.is_some(), entry.kind == TraceKind::Gate, "seed {seed}: {entry:#?}");
    let has = |verdict| entry.children.iter().any(|child| child.verdict == verdict);
    match entry.kind {
        TraceKind::Statement => {
            let matched = entry.verdict != TraceVerdict::DoesNotMatch;
            assert_eq!(matched, !has(TraceVerdict::DoesNotMatch), "seed {seed}: {entry:#?}");
        }
        TraceKind::Policy | TraceKind::Level => {
            let expected = match (has(TraceVerdict::Denies), has(TraceVerdict::Allows)) {
                (true, _) => TraceVerdict::Denies,
                (false, true) => TraceVerdict::Allows,
                (false, false) => TraceVerdict::Silent,
            };
            assert_eq!(entry.verdict, expected, "seed {seed}: {entry:#?}");
        }
        TraceKind::Gate => {
            assert_eq!(entry.verdict == TraceVerdict::Denies, has(TraceVerdict::Denies), "seed {seed}: {entry:#?}");
        }
        TraceKind::Check | TraceKind::Clause | TraceKind::Rule => {}
    }
    let below: usize = entry.children.iter().map(|child| check(child, seed)).sum();
    below + usize::from(entry.kind == TraceKind::Statement)
}
