//! A decision that hangs on something AWS leaves open says so, and no other one does.

#![cfg(test)]

use rolescope::{Confidence, Report, Scenario, TraceEntry, analyze};
use serde_json::{Value, json};

const ANA: &str = "arn:aws:iam::111122223333:user/ana";

fn report(scenario: &Value) -> Report {
    analyze(&Scenario::from_json(&scenario.to_string()).unwrap())
}

/// The call `s3:GetObject` by ana, who has a policy of these statements; the ids of its open points.
fn points(statements: &Value, context: &Value) -> Vec<String> {
    points_of(&json!({ "Version": "2012-10-17", "Statement": statements }), context)
}

fn points_of(document: &Value, context: &Value) -> Vec<String> {
    let scenario = json!({
        "principals": [{ "arn": ANA, "identityPolicies": [{ "name": "own", "document": document }] }],
        "steps": [{
            "caller": ANA, "action": "s3:GetObject", "resource": "arn:aws:s3:::bucket/k.txt", "context": context
        }]
    });
    report(&scenario).steps[0].open_points.iter().map(|point| point.id.clone()).collect()
}

fn statement(effect: &str, more: Value) -> Value {
    let mut whole = json!({ "Effect": effect, "Action": "s3:GetObject", "Resource": "*" });
    whole.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    whole
}

fn under(operator: &str, value: Value) -> Value {
    statement("Allow", json!({ "Condition": { operator: { "k:tag/k": value } } }))
}

#[test]
fn the_point_that_a_statement_fails_or_matches_on_is_named() {
    let two = json!({ "k:tag/k": ["a", "b"] });
    let one = json!({ "k:tag/k": "a" });
    let table = [
        (under("StringEquals", json!("a")), &two, "C-09"),
        (under("StringEquals", json!([])), &one, "C-10"),
        (under("StringEquals", json!("A")), &one, "C-08"),
        (under("StringEquals", json!(["${k:none}", "b"])), &one, "C-07"),
        (under("ForAnyValue:StringNotEquals", json!("a")), &json!({}), "C-24"),
        (under("ForAllValues:StringNotLike", json!("b")), &one, "C-11"),
        (under("Null", json!("false")), &json!({ "k:tag/k": "" }), "C-22"),
        (under("ArnLike", json!("*")), &json!({ "k:tag/k": "arn:aws:s3:::bucket" }), "C-31"),
        (statement("Allow", json!({ "Resource": "arn:aws:s3*" })), &json!({}), "C-18"),
    ];
    for (statement, context, id) in table {
        assert_eq!(points(&json!([statement.clone()]), context), [id], "{statement} {context}");
    }
    let old = json!({ "Statement": statement("Allow", json!({ "Resource": "arn:aws:s3:::${aws:username}/*" })) });
    assert_eq!(points_of(&old, &json!({})), ["C-01"]);
}

#[test]
fn a_point_beside_the_way_to_the_decision_is_not_named() {
    let context = json!({ "k:tag/k": ["a", "b"] });
    let open = under("StringEquals", json!("a"));
    let plain = statement("Allow", json!({}));
    let deny = statement("Deny", json!({}));
    let none: [&str; 0] = [];
    assert_eq!(points(&json!([plain]), &context), none, "nothing open");
    assert_eq!(points(&json!([open, plain]), &context), none, "another statement allows");
    assert_eq!(points(&json!([open, deny]), &context), none, "a Deny wins anyway");
    let mut other = open.clone();
    other["Action"] = "s3:PutObject".into();
    assert_eq!(points(&json!([other]), &context), none, "the statement is about another action");
    let denied = statement("Deny", json!({ "Condition": { "StringEquals": { "k:tag/k": "a" } } }));
    assert_eq!(points(&json!([plain, denied]), &context), ["C-09"], "a Deny that an open point keeps away");
}

#[test]
fn a_user_whom_a_trust_policy_names_and_a_boundary_does_not_hangs_on_one() {
    let role = "arn:aws:iam::111122223333:role/target";
    let trust = json!({ "Statement": { "Effect": "Allow", "Principal": { "AWS": ANA }, "Action": "sts:AssumeRole" } });
    let boundary = json!({ "Statement": { "Effect": "Allow", "Action": "s3:*", "Resource": "*" } });
    let mut scenario = json!({
        "principals": [
            { "arn": ANA, "permissionsBoundary": { "name": "boundary", "document": boundary } },
            { "arn": role, "trustPolicy": { "name": "trust", "document": trust } }
        ],
        "steps": [{ "caller": ANA, "action": "sts:AssumeRole", "resource": role, "session": { "name": "s1" } }]
    });
    assert_eq!(report(&scenario).steps[0].open_points[0].id, "C-13");
    scenario["principals"][0].as_object_mut().unwrap().remove("permissionsBoundary");
    assert_eq!(report(&scenario).steps[0].open_points[0].id, "C-26");
}

#[test]
fn a_rule_that_is_not_plainly_documented_says_how_sure_it_is() {
    let policy = json!({ "Statement": under("StringEquals", json!("a")) });
    let scenario = json!({
        "principals": [{ "arn": ANA, "identityPolicies": [{ "name": "own", "document": policy }] }],
        "steps": [{
            "caller": ANA, "action": "s3:GetObject", "resource": "*", "context": { "k:tag/k": ["a", "b"] }
        }]
    });
    let mut found = Vec::new();
    report(&scenario).steps[0].trace.iter().for_each(|entry| rules(entry, &mut found));
    assert!(found.contains(&("CO-20".to_owned(), Some(Confidence::Disputed))), "{found:?}");
    assert!(found.contains(&("EV-01".to_owned(), None)), "{found:?}");
}

fn rules(entry: &TraceEntry, found: &mut Vec<(String, Option<Confidence>)>) {
    found.extend(entry.rule.clone().map(|rule| (rule.into_owned(), entry.confidence)));
    entry.children.iter().for_each(|child| rules(child, found));
}
