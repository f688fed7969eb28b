//! Decisions that hang on keys which the request lacks (AM-17).

#![cfg(test)]

use rolescope::report::{Decision, Effect, PolicyType, StepReport};
use rolescope::{Scenario, analyze};
use serde_json::{Value, json};

const ANA: &str = "arn:aws:iam::111122223333:user/ana";
const ROLE: &str = "arn:aws:iam::111122223333:role/app";
const VPCE: &str = "aws:SourceVpce";

fn last(scenario: &Value) -> StepReport {
    analyze(&Scenario::from_json(&scenario.to_string()).unwrap()).steps.pop().unwrap()
}

fn policy(name: &str, statements: Value) -> Value {
    json!({ "name": name, "document": { "Version": "2012-10-17", "Statement": statements } })
}

fn statement(effect: &str, condition: Value) -> Value {
    json!({ "Effect": effect, "Action": "s3:GetObject", "Resource": "*", "Condition": condition })
}

/// An Allow unless a key has a value.
fn unless(key: &str, value: &str) -> Value {
    statement("Allow", json!({ "StringNotEquals": { key: value } }))
}

fn plain() -> Value {
    json!({ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" })
}

/// Ana reads an object; more fields of her, and of the scenario.
fn scene(statements: Value, of_ana: Value, more: Value) -> Value {
    let mut ana = json!({ "arn": ANA, "identityPolicies": [policy("own", statements)] });
    ana.as_object_mut().unwrap().extend(of_ana.as_object().unwrap().clone());
    let mut scene = json!({
        "principals": [ana],
        "steps": [{ "caller": ANA, "action": "s3:GetObject", "resource": "arn:aws:s3:::bucket/k.txt" }]
    });
    scene.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    scene
}

fn reads(statements: Value) -> StepReport {
    last(&scene(statements, json!({}), json!({})))
}

/// The keys with the policies that test them.
fn keys(step: &StepReport) -> Vec<(&str, &str)> {
    step.decided_by_absent_keys.iter().map(|absent| (absent.key.as_str(), &*absent.policy)).collect()
}

#[test]
fn an_allow_that_fires_for_want_of_a_key_says_so() {
    let step = reads(json!([unless(VPCE, "vpce-1")]));
    assert_eq!(step.decision, Decision::Allowed);
    let [absent] = step.decided_by_absent_keys.as_slice() else { panic!("{:?}", step.decided_by_absent_keys) };
    assert_eq!((absent.key.as_str(), &*absent.policy, absent.statement), (VPCE, "own", 0));
    assert_eq!((absent.policy_type, absent.effect), (PolicyType::IdentityBased, Effect::Allow));
    assert_eq!(&*absent.place.pointer, "/principals/0/identityPolicies/0");
    assert!(
        step.reason.starts_with("Allowed only because the request has no `aws:SourceVpce`: statement 1 of"),
        "{}",
        step.reason
    );
}

#[test]
fn a_deny_that_fires_for_want_of_a_key_says_so_with_if_exists_too() {
    for operator in ["StringNotEquals", "StringNotEqualsIfExists", "ForAllValues:StringNotEquals"] {
        let deny = statement("Deny", json!({ operator: { VPCE: "vpce-1" } }));
        let step = reads(json!([plain(), deny]));
        assert_eq!(step.decision, Decision::ExplicitDeny, "{operator}");
        assert_eq!(keys(&step), [(VPCE, "own")], "{operator}");
        assert_eq!(step.decided_by_absent_keys[0].effect, Effect::Deny);
        assert!(
            step.reason.starts_with("Explicitly denied only because the request has no `aws:SourceVpce`: "),
            "{}",
            step.reason
        );
        // Without the Deny it would be an implicit one: that is another decision.
        assert_eq!(keys(&reads(json!([deny]))), [(VPCE, "own")], "{operator}");
    }
}

#[test]
fn every_negated_operator_counts_and_no_other_does() {
    let negated = [
        ("StringNotEquals", "a"),
        ("StringNotEqualsIgnoreCase", "a"),
        ("StringNotLike", "a*"),
        ("NumericNotEquals", "7"),
        ("DateNotEquals", "2026-01-01T00:00:00Z"),
        ("NotIpAddress", "203.0.113.0/24"),
        ("ArnNotEquals", "arn:aws:iam::111122223333:role/a"),
        ("ArnNotLike", "arn:aws:iam::*:role/*"),
    ];
    for (operator, value) in negated {
        for suffix in ["", "IfExists"] {
            let step = reads(json!([statement("Allow", json!({ format!("{operator}{suffix}"): { "k:k": value } }))]));
            assert_eq!(keys(&step), [("k:k", "own")], "{operator}{suffix}");
        }
    }
    let others = [
        json!({ "StringEqualsIfExists": { "k:k": "a" } }),
        json!({ "ForAllValues:StringEquals": { "k:k": "a" } }),
        json!({ "Null": { "k:k": "true" } }),
        json!({ "StringNotEquals": { "aws:username": "bob" } }),
    ];
    for condition in others {
        let step = reads(json!([statement("Allow", condition.clone())]));
        assert_eq!((step.decision, keys(&step)), (Decision::Allowed, vec![]), "{condition}");
        assert!(step.reason.starts_with("Allowed: "), "{}", step.reason);
    }
    let any = reads(json!([statement("Allow", json!({ "ForAnyValue:StringNotEquals": { "k:k": "a" } }))]));
    assert_eq!((any.decision, keys(&any)), (Decision::ImplicitDeny, vec![]));
}

#[test]
fn what_another_statement_brings_about_anyway_hangs_on_nothing() {
    let deny = |condition| statement("Deny", condition);
    let tables = [
        json!([unless(VPCE, "vpce-1"), plain()]),
        json!([plain(), deny(json!({ "StringNotEquals": { VPCE: "vpce-1" } })), deny(json!({}))]),
        // Together they let everybody in.
        json!([unless(VPCE, "vpce-1"), unless(VPCE, "vpce-2")]),
        json!([unless(VPCE, "vpce-1"), statement("Allow", json!({ "StringEquals": { VPCE: "vpce-1" } }))]),
        // Together they strike everybody.
        json!([
            plain(),
            deny(json!({ "StringNotEquals": { VPCE: "a" } })),
            deny(json!({ "StringNotEquals": { VPCE: "b" } }))
        ]),
    ];
    for statements in tables {
        let step = reads(statements.clone());
        assert_eq!(keys(&step), [], "{statements}");
        assert!(!step.reason.contains("only because"), "{}", step.reason);
    }
    assert_eq!(keys(&reads(json!([]))), [], "nothing allows");
}

#[test]
fn statements_that_fall_with_one_value_of_a_key_are_named_together() {
    let both = json!([
        statement("Allow", json!({ "StringNotEquals": { VPCE: ["vpce-1", "vpce-2"] } })),
        statement("Allow", json!({ "StringNotEqualsIfExists": { "aws:sourcevpce": ["vpce-3", "vpce-2"] } }))
    ]);
    let step = reads(both);
    assert_eq!(keys(&step), [(VPCE, "own"), ("aws:sourcevpce", "own")]);
    assert!(step.reason.starts_with("Allowed only because the request has no `aws:SourceVpce`: "), "{}", step.reason);
    let two_keys = reads(json!([unless(VPCE, "vpce-1"), unless("k:k", "a")]));
    assert_eq!(keys(&two_keys), [(VPCE, "own"), ("k:k", "own")], "either would allow, both fall with both keys");
    assert!(two_keys.reason.starts_with("Allowed only because the request has no `aws:SourceVpce` and no `k:k`: "));
    let in_one = json!({ "StringNotEquals": { VPCE: "vpce-1", "k:k": "a" } });
    assert_eq!(keys(&reads(json!([statement("Allow", in_one)]))), [(VPCE, "own"), ("k:k", "own")]);
    let ranges = json!([
        statement("Allow", json!({ "NotIpAddress": { "k:ip": "10.0.0.0/8" } })),
        statement("Allow", json!({ "NotIpAddress": { "k:ip": "10.1.0.0/16" } }))
    ]);
    assert_eq!(keys(&reads(ranges)).len(), 2, "an address of both ranges");
}

#[test]
fn a_gate_is_named_where_it_alone_makes_the_decision() {
    let named = |name: &str, statements: Value| policy(name, statements);
    let boundary = json!({ "permissionsBoundary": named("limits", json!([unless(VPCE, "vpce-1")])) });
    let step = last(&scene(json!([plain()]), boundary.clone(), json!({})));
    assert_eq!((step.decision, keys(&step)), (Decision::Allowed, vec![(VPCE, "limits")]));
    assert_eq!(step.decided_by_absent_keys[0].policy_type, PolicyType::PermissionsBoundary);
    let both = last(&scene(json!([unless("k:k", "a")]), boundary, json!({})));
    assert_eq!(keys(&both), [("k:k", "own"), (VPCE, "limits")], "each alone would stop it");

    let full = || named("full", json!([{ "Effect": "Allow", "Action": "*", "Resource": "*" }]));
    let scps = json!({ "accounts": [{ "id": "111122223333", "organizationPath": "o-a/r-b/", "serviceControlPolicies": [
        { "target": "r-b", "policies": [full(), named("spare", json!([unless("k:k", "a")]))] },
        { "target": "111122223333", "policies": [named("narrow", json!([unless(VPCE, "vpce-1")]))] }
    ] }] });
    assert_eq!(keys(&last(&scene(json!([plain()]), json!({}), scps))), [(VPCE, "narrow")], "the root allows anyway");

    let bucket = |statement: Value| {
        let mut statement = statement;
        statement["Principal"] = json!({ "AWS": ANA });
        json!({ "resources": [{ "arn": "arn:aws:s3:::bucket", "account": "111122223333", "policy": named("bucket", json!([statement])) }] })
    };
    let either = last(&scene(json!([unless("k:k", "a")]), json!({}), bucket(unless(VPCE, "vpce-1"))));
    assert_eq!(keys(&either), [(VPCE, "bucket"), ("k:k", "own")], "either side would allow");
    assert_eq!(
        keys(&last(&scene(json!([unless("k:k", "a")]), json!({}), bucket(plain())))),
        [],
        "the bucket allows anyway"
    );
}

#[test]
fn a_trust_policy_is_looked_at_like_any_other() {
    let trust = json!({
        "Effect": "Allow", "Action": "sts:AssumeRole", "Principal": { "Service": "ec2.amazonaws.com" },
        "Condition": { "StringNotEquals": { "aws:SourceAccount": "444455556666" } }
    });
    let step = last(&json!({
        "principals": [{ "arn": ROLE, "trustPolicy": policy("trust", json!([trust])) }],
        "steps": [{ "caller": "ec2.amazonaws.com", "action": "sts:AssumeRole", "resource": ROLE }]
    }));
    assert_eq!((step.decision, keys(&step)), (Decision::Allowed, vec![("aws:SourceAccount", "trust")]));
}

#[test]
fn a_variable_without_value_counts_where_a_negated_test_leans_on_it() {
    let condition = json!({ "StringNotEquals": { "aws:username": "${aws:ResourceTag/owner}" } });
    let step = reads(json!([statement("Allow", condition)]));
    assert_eq!((step.decision, keys(&step)), (Decision::Allowed, vec![("aws:resourcetag/owner", "own")]));
}

#[test]
fn several_resources_hang_on_a_key_once() {
    let mut scene = scene(json!([unless(VPCE, "vpce-1")]), json!({}), json!({}));
    scene["steps"][0]["resource"] = json!(["arn:aws:s3:::bucket/a", "arn:aws:s3:::bucket/b"]);
    assert_eq!(keys(&last(&scene)), [(VPCE, "own")]);
    // One of them is denied whatever the key says.
    let deny = json!({ "Effect": "Deny", "Action": "*", "Resource": "arn:aws:s3:::bucket/b" });
    let without = statement("Deny", json!({ "StringNotEquals": { VPCE: "vpce-1" } }));
    scene["principals"][0]["identityPolicies"] = json!([policy("own", json!([plain(), deny, without]))]);
    let step = last(&scene);
    assert_eq!((step.decision, keys(&step)), (Decision::ExplicitDeny, vec![]));
}

#[test]
fn many_keys_are_counted_in_the_sentence() {
    let condition: serde_json::Map<String, Value> = (0..5).map(|at| (format!("k:k{at}"), json!("a"))).collect();
    let step = reads(json!([statement("Allow", json!({ "StringNotEquals": condition }))]));
    assert_eq!(step.decided_by_absent_keys.len(), 5);
    let begin = "Allowed only because the request has no `k:k0`, no `k:k1` and no `k:k2`, nor 2 more: ";
    assert!(step.reason.starts_with(begin), "{}", step.reason);
}
