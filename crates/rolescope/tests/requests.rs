//! Requests held against AWS's reference data.

#![cfg(test)]
#![cfg(feature = "catalog")]

use iam_catalog::embedded;
use rolescope::catalog::check_requests;
use rolescope::report::{RequestWarning, RequestWarningCode};
use rolescope::{Report, Scenario, analyze};
use serde_json::json;

/// The report of one step, with its warnings.
fn report(step: &str) -> Report {
    let scenario = Scenario::from_json(&format!(r#"{{ "steps": [{{ "caller": "anonymous", {step} }}] }}"#)).unwrap();
    let mut report = analyze(&scenario);
    check_requests(&scenario, &mut report, &embedded::catalog());
    report
}

fn warnings(step: &str) -> Vec<RequestWarning> {
    report(step).steps.remove(0).warnings
}

/// Code and sentence of each warning.
fn told(step: &str) -> Vec<(&'static str, String)> {
    warnings(step).into_iter().map(|warning| (warning.code.name(), warning.text)).collect()
}

fn one(step: &str) -> (&'static str, String) {
    let mut told = told(step);
    assert_eq!(told.len(), 1, "{step}: {told:?}");
    told.remove(0)
}

#[test]
fn an_action_that_does_not_exist_gets_what_was_meant() {
    let meant = |action: &str| one(&format!(r#""action": "{action}""#));
    let unknown = "AWS has no action `sts:AssumeRol`. Did you mean `sts:AssumeRole`";
    assert!(meant("sts:AssumeRol").1.starts_with(unknown), "{:?}", meant("sts:AssumeRol"));
    assert_eq!(meant("s3:Flummox"), ("unknownAction", "AWS has no action `s3:Flummox`.".to_owned()));
    let service = "No AWS service has the prefix `dynamdb`. Did you mean `dynamodb`?";
    assert_eq!(meant("dynamdb:GetItem"), ("unknownService", service.to_owned()));
    assert!(meant("SendMessage").1.starts_with("`SendMessage` has no service prefix. Did you mean `"));
    assert_eq!(meant("Flummox").0, "noService");
}

#[test]
fn a_request_that_fits_has_no_warning() {
    for step in [
        r#""action": "S3:getobject", "resource": "arn:aws:s3:::notes/today.txt""#,
        r#""action": "s3:ListBucket", "resource": "arn:aws:s3:::notes", "context": { "s3:prefix": "a", "aws:SourceIp": "203.0.113.7" }"#,
        r#""action": "s3:ListAllMyBuckets""#,
        r#""action": "sts:AssumeRole", "resource": "arn:aws:iam::111122223333:role/app", "context": { "sts:ExternalId": "x" }"#,
        r#""action": "sts:GetScopedCredentials""#,
        r#""action": "s3:GetObject", "resource": "*""#,
        r#""action": "s3:GetObject", "context": { "aws:SecureTransport": true, "aws:CurrentTime": "2026-01-01T00:00:00Z",
            "s3:versionid": null, "token.example.com:sub": "x", "aws:EpochTime": 1767225600 }"#,
    ] {
        assert_eq!(told(step), [], "{step}");
    }
}

#[test]
fn a_resource_that_the_action_cannot_have_is_said_with_what_it_can() {
    let (code, text) = one(r#""action": "s3:ListBucket", "resource": "arn:aws:s3:::notes/today.txt""#);
    let told = "`s3:ListBucket` does not act on `arn:aws:s3:::notes/today.txt`, which is of type `object`; it acts on ";
    assert!(code == "otherResource" && text.starts_with(told), "{text}");
    let (code, text) = one(r#""action": "s3:GetObject", "resource": "arn:aws:s3:::notes""#);
    assert!(code == "otherResource" && text.contains(", which is of type `bucket`"), "{text}");
    let (code, text) = one(r#""action": "s3:ListAllMyBuckets", "resource": "arn:aws:s3:::notes""#);
    assert_eq!(
        (code, text.as_str()),
        ("noResource", "`s3:ListAllMyBuckets` does not act on a single resource: its resource is `*`.")
    );
}

#[test]
fn each_of_several_resources_is_checked_at_its_place() {
    let resources = r#"["arn:aws:s3:::notes/a", "arn:aws:s3:::notes", { "arn": "arn:aws:s3:::box", "context": { "s3:prefix": "x" } }]"#;
    let found = warnings(&format!(r#""action": "s3:GetObject", "resource": {resources}"#));
    let pointers: Vec<&str> = found.iter().map(|warning| warning.pointer.as_str()).collect();
    assert_eq!(pointers, ["/steps/0/resource/1", "/steps/0/resource/2/arn", "/steps/0/resource/2/context/s3:prefix"]);
}

#[test]
fn a_key_that_no_request_of_the_action_has_is_said() {
    let (code, text) = one(r#""action": "s3:GetObject", "context": { "s3:prefix": "a" }"#);
    assert_eq!(
        (code, text.as_str()),
        ("keyNeverSent", "Requests of `s3:GetObject` never have the condition key `s3:prefix`.")
    );
    let (code, text) = one(r#""action": "s3:GetObject", "context": { "aws:SourceVpcc": "vpc-1" }"#);
    assert!(code == "unknownKey" && text.contains("`aws:SourceVpcc`. Did you mean `aws:SourceVpc`"), "{text}");
}

#[test]
fn a_value_of_another_type_is_said() {
    let told = |context: &str| {
        one(&format!(r#""action": "s3:ListBucket", "resource": "arn:aws:s3:::notes", "context": {{ {context} }}"#))
    };
    let text = "The condition key `s3:max-keys` is of type `Numeric`, and `many` is not a value of that type.";
    assert_eq!(told(r#""s3:max-keys": "many""#), ("otherType", text.to_owned()));
    for context in [
        r#""aws:SourceIp": "here""#,
        r#""aws:SecureTransport": "yes""#,
        r#""aws:CurrentTime": "noon""#,
        r#""aws:PrincipalArn": "ana""#,
    ] {
        assert_eq!(told(context).0, "otherType", "{context}");
    }
    let text = "The condition key `aws:SourceIp` takes one value, and this step gives it 2.";
    assert_eq!(told(r#""aws:SourceIp": ["203.0.113.7", "203.0.113.8"]"#), ("severalValues", text.to_owned()));
}

#[test]
fn a_key_that_a_policy_asks_for_in_vain_is_said() {
    let scenario = Scenario::from_json(
        r#"{ "principals": [{ "arn": "arn:aws:iam::111122223333:user/ana", "identityPolicies": [{ "name": "read", "document": {
            "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "s3:*", "Resource": "*",
            "Condition": { "StringEquals": { "s3:prefix": "a" } } } } }] }],
            "steps": [{ "caller": "arn:aws:iam::111122223333:user/ana", "action": "s3:GetObject", "resource": "arn:aws:s3:::b/k" }] }"#,
    );
    let scenario = scenario.unwrap();
    let mut report = analyze(&scenario);
    check_requests(&scenario, &mut report, &embedded::catalog());
    let warning = report.steps[0].warnings.first().unwrap();
    assert_eq!(warning.code, RequestWarningCode::KeyAskedInVain);
    assert_eq!(
        warning.text,
        "A policy tests the condition key `s3:prefix`, which requests of `s3:GetObject` never have."
    );
}

#[test]
fn a_warning_is_data_and_a_pointer_into_the_scenario() {
    let report = report(r#""action": "s3:GetObject", "context": { "aws:RequestTag/a~b": "x", "s3:x/y": 1 }"#);
    let warnings = serde_json::to_value(&report.steps[0].warnings).unwrap();
    assert_eq!(
        warnings,
        json!([{
            "code": "unknownKey", "pointer": "/steps/0/context/s3:x~1y", "name": "s3:x/y",
            "text": "AWS has no condition key `s3:x/y`."
        }])
    );
    let again: Report = serde_json::from_str(&serde_json::to_string(&report).unwrap()).unwrap();
    assert_eq!(again.steps[0].warnings, report.steps[0].warnings);
}

#[test]
fn a_catalog_without_details_still_knows_the_actions() {
    let none = |_: &str| None;
    let catalog = iam_catalog::Catalog { service: &none, ..embedded::catalog() };
    let text = r#"{ "steps": [{ "caller": "anonymous", "action": "s3:GetObjet", "resource": "arn:aws:s3:::b" }] }"#;
    let scenario = Scenario::from_json(text).unwrap();
    let mut report = analyze(&scenario);
    check_requests(&scenario, &mut report, &catalog);
    assert_eq!(report.steps[0].warnings.len(), 1);
}
