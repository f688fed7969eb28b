//! AWS's own wording for denied calls.

use rolescope::scenario::ScenarioError;
use rolescope::{Scenario, analyze};

/// The message for ana's call, with these fields added to her entry.
fn message(more: &str) -> Result<Option<String>, ScenarioError> {
    let scenario = Scenario::from_json(&format!(
        r#"{{
          "principals": [{{ "arn": "arn:aws:iam::111122223333:user/ana", {more} }}],
          "steps": [{{ "caller": "arn:aws:iam::111122223333:user/ana", "action": "s3:GetObject", "resource": "arn:aws:s3:::b/k" }}]
        }}"#
    ))?;
    Ok(analyze(&scenario).steps.remove(0).aws_message)
}

fn policy(effect: &str) -> String {
    format!(
        r#"{{ "name": "p", "document": {{ "Version": "2012-10-17", "Statement": {{ "Effect": "{effect}", "Action": "s3:*", "Resource": "*" }} }} }}"#
    )
}

#[test]
fn an_implicit_deny_names_the_kind_that_lacks_an_allow() {
    let start = "User: arn:aws:iam::111122223333:user/ana is not authorized to perform: s3:GetObject on resource: \
                 arn:aws:s3:::b/k because no";
    let identity = format!("{start} identity-based policy allows the s3:GetObject action");
    assert_eq!(message(r#""identityPolicies": []"#).unwrap(), Some(identity));
    let empty = r#"{ "name": "b", "document": { "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "ec2:*", "Resource": "*" } } }"#;
    let bounded = format!(r#""identityPolicies": [{}], "permissionsBoundary": {empty}"#, policy("Allow"));
    let boundary = format!("{start} permissions boundary allows the s3:GetObject action");
    assert_eq!(message(&bounded).unwrap(), Some(boundary));
}

#[test]
fn an_explicit_deny_names_the_kind_that_denies() {
    let said = message(&format!(r#""identityPolicies": [{}]"#, policy("Deny"))).unwrap().unwrap();
    assert!(said.ends_with(" with an explicit deny in an identity-based policy"), "{said}");
}

#[test]
fn an_allowed_call_has_no_message() {
    assert_eq!(message(&format!(r#""identityPolicies": [{}]"#, policy("Allow"))).unwrap(), None);
}
