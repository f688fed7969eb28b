//! Trace of an element that does not fit: whose value, which, and why.

#![cfg(test)]

use rolescope::report::{TraceEntry, TraceKind};
use rolescope::{Scenario, analyze};
use serde_json::{Value, json};

const ANA: &str = "arn:aws:iam::111122223333:user/ana";

/// The first clause of the bucket policy's statement whose title begins so: its detail and its rule.
fn clause(statement: &Value, context: &Value, title: &str) -> (String, String) {
    let mut whole = json!({
        "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::bucket/*"
    });
    whole.as_object_mut().unwrap().extend(statement.as_object().unwrap().clone());
    let scenario = json!({
        "resources": [{
            "arn": "arn:aws:s3:::bucket",
            "account": "111122223333",
            "policy": { "name": "bucket", "document": { "Version": "2012-10-17", "Statement": whole } }
        }],
        "steps": [{ "caller": ANA, "action": "s3:GetObject", "resource": "arn:aws:s3:::bucket/k.txt", "context": context }]
    });
    let report = analyze(&Scenario::from_json(&scenario.to_string()).unwrap());
    let mut found = Vec::new();
    report.steps[0].trace.iter().for_each(|entry| clauses(entry, &mut found));
    let entry = found.into_iter().find(|entry| entry.title.starts_with(title)).expect("such a clause");
    (entry.detail.clone().unwrap(), entry.rule.clone().unwrap().into_owned())
}

fn clauses<'r>(entry: &'r TraceEntry, found: &mut Vec<&'r TraceEntry>) {
    if entry.kind == TraceKind::Clause {
        found.push(entry);
    }
    entry.children.iter().for_each(|child| clauses(child, found));
}

#[test]
fn a_user_federated_by_root_is_not_taken_for_root() {
    let jill = "arn:aws:sts::111122223333:federated-user/jill";
    let document =
        json!({ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "s3:*", "Resource": "*" } });
    let scenario = json!({
        "principals": [{ "arn": "arn:aws:iam::111122223333:root" }],
        "steps": [{
            "caller": jill, "action": "s3:GetObject", "resource": "arn:aws:s3:::bucket/k",
            "callerSession": {
                "issuer": "arn:aws:iam::111122223333:root", "policies": [{ "name": "passed", "document": document }]
            }
        }]
    });
    let report = rolescope::analyze(&rolescope::Scenario::from_json(&scenario.to_string()).unwrap());
    let step = &report.steps[0];
    assert_eq!(step.decision, rolescope::report::Decision::Allowed, "{}", step.reason);
    let identity = step
        .trace
        .iter()
        .find(|entry| entry.policy_type == Some(rolescope::report::PolicyType::IdentityBased))
        .unwrap();
    assert_eq!(identity.rule.as_deref(), Some("ST-41"));
    assert!(!step.reason.contains("root user may do everything"), "{}", step.reason);
}

#[test]
fn a_condition_says_whose_value_fails_and_why() {
    let table = [
        ("NumericEquals", json!("ten"), json!("10"), "`k:k` is `10`; `ten` is not a number.", "CO-33"),
        ("NumericLessThan", json!("10"), json!("ten"), "`k:k` is `ten`, which is not a number.", "CO-33"),
        (
            "NumericNotEquals",
            json!("10"),
            json!("ten"),
            "`k:k` is `ten`, which is not a number, so it equals nothing, and the negated operator is true.",
            "CO-33",
        ),
        ("DateLessThan", json!("tomorrow"), json!("2026"), "`k:k` is `2026`; `tomorrow` is not a date.", "CO-34"),
        ("Bool", json!("true"), json!("yes"), "`k:k` is `yes`; the policy wants `true`.", "AM-25"),
        ("BinaryEquals", json!("QQ=="), json!("!"), "`k:k` is `!`, which is not base64.", "CO-37"),
        ("IpAddress", json!("10.0.0.0/8"), json!("here"), "`k:k` is `here`, which is not an IP address.", "CO-38"),
        ("ArnLike", json!("arn:aws:s3:::*"), json!("bucket"), "`k:k` is `bucket`, which is not an ARN.", "CO-39"),
        (
            "StringEquals",
            json!("Red"),
            json!("red"),
            "`k:k` is `red`; it differs from `Red` only in case, and `StringEquals` is case-sensitive.",
            "CO-05",
        ),
        (
            "StringLike",
            json!(["Blue", "R*"]),
            json!("red"),
            "`k:k` is `red`; it differs from `R*` only in case, and `StringLike` is case-sensitive.",
            "CO-05",
        ),
        ("StringEqualsIgnoreCase", json!("Red"), json!("red"), "`k:k` is `red`, which fits `Red`.", "CO-31"),
        ("StringEquals", json!("Blue"), json!("red"), "`k:k` is `red`; the policy wants `Blue`.", "CO-30"),
        ("StringEquals", json!(["a", "b"]), json!("c"), "`k:k` is `c`; the policy wants any of `a` and `b`.", "CO-02"),
        ("StringNotEquals", json!("Red"), json!("red"), "`k:k` is `red`, which is not `Red`.", "CO-03"),
        (
            "StringNotEquals",
            json!("red"),
            json!("red"),
            "`k:k` is `red`, which is `red`, and that is excluded.",
            "CO-03",
        ),
        (
            "StringEquals",
            json!("${k:other}"),
            json!("red"),
            "`k:k` is `red`; `${k:other}` needs `k:other`, which the request does not have.",
            "VA-07",
        ),
        (
            "StringNotEquals",
            json!("${k:other}"),
            json!("red"),
            "`k:k` is `red`; `${k:other}` needs `k:other`, which the request does not have, so it equals nothing, and \
             the negated operator is true.",
            "VA-07",
        ),
        (
            "ForAllValues:StringEquals",
            json!("a"),
            json!(["a", "b"]),
            "Every value of `k:k` must pass, and one is `b`; the policy wants `a`.",
            "CO-14",
        ),
        ("NumericLessThan", json!(7), json!(10), "`k:k` is `10`; the policy wants less than `7`.", "CO-33"),
        (
            "NumericLessThanEquals",
            json!([5, 7]),
            json!(10),
            "`k:k` is `10`; the policy wants at most one of `5` and `7`.",
            "CO-02",
        ),
        ("NumericGreaterThanEquals", json!(7), json!(3), "`k:k` is `3`; the policy wants at least `7`.", "CO-33"),
        (
            "DateLessThan",
            json!("2020-01-01T00:00:00Z"),
            json!("2026-01-01T00:00:00Z"),
            "`k:k` is `2026-01-01T00:00:00Z`; the policy wants a time before `2020-01-01T00:00:00Z`.",
            "CO-34",
        ),
        (
            "IpAddress",
            json!("10.0.0.0/8"),
            json!("192.0.2.1"),
            "`k:k` is `192.0.2.1`; the policy wants `10.0.0.0/8`.",
            "CO-38",
        ),
        (
            "ForAnyValue:StringNotEquals",
            json!("a"),
            json!(["a", "b"]),
            "One value of `k:k` is enough, and one is `b`, which is not `a`.",
            "CO-16",
        ),
        (
            "ForAllValues:StringEquals",
            json!("a"),
            json!([]),
            "The request has no value of `k:k`, and `ForAllValues` is true when there is no value.",
            "CO-14",
        ),
        ("StringEquals", json!("a"), json!(null), "The request has no `k:k`; the policy wants `a`.", "CO-06"),
    ];
    for (operator, policy, request, detail, rule) in table {
        let statement = json!({ "Condition": { operator: { "k:k": policy } } });
        let found = clause(&statement, &json!({ "k:k": request }), operator);
        assert_eq!(found, (detail.to_owned(), rule.to_owned()), "{operator} {policy} {request}");
    }
}

#[test]
fn actions_ignore_case_and_resources_and_principals_say_that_they_do_not() {
    let nothing = json!({});
    let action = clause(&json!({ "Action": "S3:getobject" }), &nothing, "Action");
    assert_eq!(action, ("`S3:getobject` matches `s3:GetObject`.".to_owned(), "MA-01".to_owned()));
    let (detail, rule) = clause(&json!({ "Resource": "arn:aws:s3:::bucket/K.*" }), &nothing, "Resource");
    let expected = "`arn:aws:s3:::bucket/k.txt` differs from `arn:aws:s3:::bucket/K.*` only in case, and resources are \
                    case-sensitive, so it does not match.";
    assert_eq!((detail.as_str(), rule.as_str()), (expected, "MR-01"));
    let principal = json!({ "Principal": { "AWS": "arn:aws:iam::111122223333:user/Ana" } });
    let (detail, _) = clause(&principal, &nothing, "Principal");
    assert_eq!(
        detail,
        "`arn:aws:iam::111122223333:user/Ana` differs from the caller only in case, and principals are case-sensitive."
    );
}

#[test]
fn scoped_credentials_have_a_gate_of_their_own_with_a_policy_for_each_call_and_other_credentials_have_none() {
    let policy = |name: &str, action: &str| {
        serde_json::json!({ "name": name, "document": {
            "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": ["sts:*", action], "Resource": "*" }
        } })
    };
    let scoped = |name: &str, caller: &str, action: &str| {
        serde_json::json!({
            "name": name, "caller": caller, "action": "sts:GetScopedCredentials",
            "session": { "scopeDownPolicy": policy(name, action) }
        })
    };
    let role = "arn:aws:iam::111122223333:role/app";
    let scenario = serde_json::json!({
        "principals": [{ "arn": role, "identityPolicies": [policy("all", "*")] }],
        "steps": [
            scoped("one", role, "s3:*"),
            scoped("two", "@one", "s3:GetObject"),
            { "caller": "@two", "action": "s3:PutObject" }
        ]
    });
    let report = rolescope::analyze(&rolescope::Scenario::from_json(&scenario.to_string()).unwrap());
    let gate = |step: usize| {
        let is_scope = |entry: &&rolescope::report::TraceEntry| {
            entry.policy_type == Some(rolescope::report::PolicyType::ScopeDown)
        };
        report.steps[step].trace.iter().find(is_scope).cloned()
    };
    assert!(gate(0).is_none() && gate(1).is_some());
    let names: Vec<String> = gate(2).unwrap().children.iter().map(|policy| policy.title.clone()).collect();
    assert_eq!(names, ["one", "two"]);
    let last = &report.steps[2];
    assert_eq!(last.decided_by, [rolescope::report::PolicyType::ScopeDown]);
    assert!(last.reason.starts_with("Denied: these credentials were scoped down"), "{}", last.reason);
    assert!(last.reason.contains("does not allow `s3:PutObject`"), "{}", last.reason);
    assert_eq!(gate(2).unwrap().rule.as_deref(), Some("AM-20"));
}
