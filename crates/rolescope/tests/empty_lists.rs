//! Lists that are empty: none of them allows anything.

#![cfg(test)]

use rolescope::report::{Decision, StepReport};
use rolescope::{Scenario, analyze};
use serde_json::{Value, json};

const ANA: &str = "arn:aws:iam::111122223333:user/ana";
const ROLE: &str = "arn:aws:iam::111122223333:role/app";
const BUCKET: &str = "arn:aws:s3:::bucket";

fn last(scenario: &Value) -> StepReport {
    analyze(&Scenario::from_json(&scenario.to_string()).unwrap()).steps.pop().unwrap()
}

fn policy(statement: Value) -> Value {
    json!({ "name": "p", "document": { "Version": "2012-10-17", "Statement": statement } })
}

#[test]
fn a_call_on_a_list_without_resources_is_refused() {
    let everything = json!({ "Effect": "Allow", "Action": "*", "Resource": "*" });
    let trust = json!({
        "Effect": "Allow", "Action": ["sts:AssumeRole", "sts:AssumeRoleWithWebIdentity"],
        "Principal": { "AWS": ANA, "Federated": "accounts.google.com" }
    });
    let calls = [
        (ANA, "s3:GetObject"),
        (ANA, "s3:ListAllMyBuckets"),
        (ANA, "sts:AssumeRole"),
        (ANA, "sts:GetSessionToken"),
        (ANA, "sts:GetFederationToken"),
        (ANA, "sts:GetCallerIdentity"),
        ("accounts.google.com", "sts:AssumeRoleWithWebIdentity"),
        ("arn:aws:iam::111122223333:root", "s3:GetObject"),
    ];
    for (caller, action) in calls {
        let step = last(&json!({
            "principals": [
                { "arn": ANA, "identityPolicies": [policy(everything.clone())] },
                { "arn": ROLE, "trustPolicy": policy(trust.clone()) }
            ],
            "steps": [{ "caller": caller, "action": action, "resource": [] }]
        }));
        let error = step.error.unwrap_or_else(|| panic!("{caller} calls {action}: {:?}", step.decision));
        assert_eq!(
            (step.decision, error.code.as_str()),
            (Decision::Error, "ValidationError"),
            "{caller} calls {action}"
        );
        assert!(error.message.starts_with("`resource` lists nothing"), "{}", error.message);
    }
}

#[test]
fn an_allow_with_an_empty_list_allows_nothing() {
    let statements = [
        json!({ "Effect": "Allow", "Action": [], "Resource": "*" }),
        json!({ "Effect": "Allow", "Action": "*", "Resource": [] }),
        json!({ "Effect": "Allow", "Action": "*", "Resource": "*", "Condition": { "StringEquals": { "aws:username": [] } } }),
        json!({ "Effect": "Allow", "Action": "*", "Resource": "*", "Condition": { "StringNotEquals": { "aws:username": [] } } }),
        json!({
            "Effect": "Allow", "Action": "*", "Resource": "*",
            "Condition": { "StringNotEqualsIfExists": { "aws:username": [] } }
        }),
        json!({
            "Effect": "Allow", "Action": "*", "Resource": "*",
            "Condition": { "ForAllValues:StringNotEquals": { "aws:username": [] } }
        }),
        json!({
            "Effect": "Allow", "Action": "*", "Resource": "*",
            "Condition": { "ForAnyValue:StringNotEquals": { "aws:username": [] } }
        }),
        json!({ "Effect": "Allow", "Action": "*", "Resource": "*", "Condition": { "Null": { "aws:username": [] } } }),
        json!([]),
    ];
    for statement in statements {
        let step = last(&json!({
            "principals": [{ "arn": ANA, "identityPolicies": [policy(statement.clone())] }],
            "steps": [{ "caller": ANA, "action": "s3:GetObject", "resource": "arn:aws:s3:::bucket/k.txt" }]
        }));
        assert_ne!(step.decision, Decision::Allowed, "{statement}");
    }
    for principal in [json!({}), json!({ "AWS": [] }), json!({ "AWS": [], "Service": [] })] {
        let allow = json!({ "Effect": "Allow", "Action": "*", "Resource": "*", "Principal": principal });
        let step = last(&json!({
            "principals": [{ "arn": ANA }],
            "resources": [{ "arn": BUCKET, "account": "111122223333", "policy": policy(allow) }],
            "steps": [{ "caller": ANA, "action": "s3:GetObject", "resource": "arn:aws:s3:::bucket/k.txt" }]
        }));
        assert_ne!(step.decision, Decision::Allowed, "{principal}");
    }
}

#[test]
fn ceilings_without_statements_or_policies_allow_nothing() {
    let ana = |more: Value| {
        let mut ana = json!({
            "arn": ANA, "identityPolicies": [policy(json!({ "Effect": "Allow", "Action": "*", "Resource": "*" }))]
        });
        ana.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        ana
    };
    let step = |more: Value| {
        let mut step = json!({ "caller": ANA, "action": "s3:GetObject", "resource": "arn:aws:s3:::bucket/k.txt" });
        step.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        step
    };
    let empty = policy(json!([]));
    let under = |scp: Value| {
        json!({
            "accounts": [{ "id": "111122223333", "organizationPath": "o-a/r-b/", "serviceControlPolicies": scp }],
            "principals": [ana(json!({}))], "steps": [step(json!({}))]
        })
    };
    let scenes = [
        json!({ "principals": [ana(json!({ "permissionsBoundary": empty }))], "steps": [step(json!({}))] }),
        json!({
            "principals": [ana(json!({}))],
            "steps": [step(json!({ "vpcEndpoint": { "id": "vpce-1", "policy": policy(json!([])) } }))]
        }),
        under(json!([{ "target": "111122223333", "policies": [] }])),
        under(json!([])),
    ];
    for scene in scenes {
        assert_ne!(last(&scene).decision, Decision::Allowed, "{scene:#}");
    }
    let reason = "Denied: no service control policy allows `s3:GetObject`: the account's list of levels is empty.";
    let denied = last(&under(json!([])));
    let gate = denied.trace.iter().find(|entry| entry.title == "Service control policies").unwrap();
    assert_eq!((denied.reason.as_str(), gate.rule.as_deref()), (reason, Some("EV-34")));
    assert_eq!(
        last(&json!({ "principals": [ana(json!({}))], "steps": [step(json!({}))] })).decision,
        Decision::Allowed
    );
}
