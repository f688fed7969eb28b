//! Refusals of steps, in words.

#![cfg(test)]

use rolescope::{Scenario, analyze};
use serde_json::json;

const ROLE: &str = "arn:aws:iam::111122223333:role/reader";

/// Code and sentence of the second step's refusal; the first obtains a session of a role and is called `login`.
fn refusal(caller: &str) -> (String, String) {
    let trust = json!({ "Version": "2012-10-17", "Statement": {
        "Effect": "Allow", "Action": "sts:AssumeRole", "Principal": { "Service": "ec2.amazonaws.com" }
    } });
    let scenario = json!({
        "principals": [{ "arn": ROLE, "trustPolicy": { "name": "trust", "document": trust } }],
        "steps": [
            { "name": "login", "caller": "ec2.amazonaws.com", "action": "sts:AssumeRole", "resource": ROLE },
            { "caller": caller, "action": "s3:ListAllMyBuckets", "resource": "*", "callerSession": { "tags": { "a": "b" } } }
        ]
    });
    let report = analyze(&Scenario::from_json(&scenario.to_string()).unwrap());
    assert!(report.steps[0].session.is_some());
    let error = report.steps[1].error.as_ref().unwrap();
    (error.code.to_string(), error.message.to_string())
}

#[test]
fn a_session_is_not_described_where_it_would_not_count() {
    let code = "ValidationError".to_owned();
    let words = "`callerSession` describes a session whose ARN is the caller, and `@login` has what its step obtained";
    assert_eq!(refusal("@login"), (code.clone(), words.to_owned()));
    let words = format!("`callerSession` describes a session whose ARN is the caller, and `{ROLE}` is not a session");
    assert_eq!(refusal(ROLE), (code, words));
    let words = "no earlier step is called `nobody`, so there is no session to call with";
    assert_eq!(refusal("@nobody"), ("NoSession".to_owned(), words.to_owned()));
}

#[test]
fn what_can_be_no_caller_is_refused() {
    for (caller, action, known) in [
        ("evil", "s3:ListAllMyBuckets", false),
        ("a. b", "s3:ListAllMyBuckets", false),
        ("evil", "sts:AssumeRoleWithWebIdentity", false),
        ("accounts.google.com", "s3:ListAllMyBuckets", true),
        ("ec2.amazonaws.com", "s3:ListAllMyBuckets", true),
    ] {
        let step = json!({ "caller": caller, "action": action, "resource": "*" });
        let scenario = Scenario::from_json(&json!({ "steps": [step] }).to_string()).unwrap();
        let error = analyze(&scenario).steps.remove(0).error;
        let cannot = error.is_some_and(|error| error.message.starts_with(&format!("`{caller}` cannot call: ")));
        assert_eq!(cannot, !known, "{caller} calls {action}");
    }
}
