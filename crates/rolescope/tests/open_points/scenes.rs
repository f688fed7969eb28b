//! Scenarios in a few words.

use serde_json::{Value, json};

pub(crate) const ANA: &str = "arn:aws:iam::111122223333:user/ana";
pub(crate) const APP: &str = "arn:aws:iam::111122223333:role/app";
pub(crate) const SESSION: &str = "arn:aws:sts::111122223333:assumed-role/app/s1";
pub(crate) const TARGET: &str = "arn:aws:iam::111122223333:role/target";
pub(crate) const GOOGLE: &str = "accounts.google.com";
pub(crate) const CORP: &str = "arn:aws:iam::111122223333:saml-provider/Corp";

pub(crate) fn document(statements: &Value) -> Value {
    json!({ "Version": "2012-10-17", "Statement": statements })
}

pub(crate) fn policy(document: &Value) -> Value {
    json!({ "name": "policy", "document": document })
}

/// A statement on `s3:GetObject`, with more or other elements.
pub(crate) fn statement(effect: &str, more: Value) -> Value {
    merged(json!({ "Effect": effect, "Action": "s3:GetObject", "Resource": "*" }), more)
}

/// An Allow under one condition.
pub(crate) fn under(operator: &str, key: &str, value: Value) -> Value {
    statement("Allow", json!({ "Condition": { operator: { key: value } } }))
}

/// Ana reads an object; her one policy is this document.
pub(crate) fn reads_by(document: &Value, context: Value) -> Value {
    json!({
        "principals": [{ "arn": ANA, "identityPolicies": [policy(document)] }],
        "steps": [{
            "caller": ANA, "action": "s3:GetObject", "resource": "arn:aws:s3:::bucket/k.txt", "context": context
        }]
    })
}

/// Ana reads an object by these statements.
pub(crate) fn reads(statements: Value, context: Value) -> Value {
    reads_by(&document(&statements), context)
}

/// Ana reads an object where one condition holds.
pub(crate) fn reads_under(operator: &str, key: &str, value: Value, context: Value) -> Value {
    reads(json!([under(operator, key, value)]), context)
}

/// A session of a role reads an object where one condition holds.
pub(crate) fn session_reads_under(operator: &str, key: &str, value: Value) -> Value {
    json!({
        "principals": [{ "arn": APP, "identityPolicies": [policy(&document(&json!([under(operator, key, value)])))] }],
        "steps": [{ "caller": SESSION, "action": "s3:GetObject", "resource": "*" }]
    })
}

/// Ana may do everything, under this service control policy of her account.
pub(crate) fn under_scp(statements: Value) -> Value {
    let everything = json!([{ "Effect": "Allow", "Action": "*", "Resource": "*" }]);
    let full = policy(&document(&everything));
    merged(
        reads(everything, json!({})),
        json!({ "accounts": [{
            "id": "111122223333", "organizationPath": "o-exampleorg/r-ab12/",
            "serviceControlPolicies": [
                { "target": "r-ab12", "policies": [full] },
                { "target": "111122223333", "policies": [policy(&document(&statements))] }
            ]
        }] }),
    )
}

/// Ana may do everything, and a resource control policy of her account denies all of S3.
pub(crate) fn under_rcp(resource: &str) -> Value {
    let everything = json!([{ "Effect": "Allow", "Action": "*", "Resource": "*" }]);
    let deny = json!([{ "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*" }]);
    let levels = json!([{ "target": "111122223333", "policies": [policy(&document(&deny))] }]);
    let mut scene = reads(everything, json!({}));
    scene["accounts"] = json!([{ "id": "111122223333", "resourceControlPolicies": levels }]);
    scene["steps"][0]["resource"] = resource.into();
    scene
}

/// Somebody reads the object of a bucket in the first account, whose policy has this statement.
pub(crate) fn from_bucket(caller: &str, more: Value, principals: Value) -> Value {
    let own = merged(json!({ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::bucket/*" }), more);
    json!({
        "principals": principals,
        "resources": [{
            "arn": "arn:aws:s3:::bucket", "account": "111122223333", "policy": policy(&document(&json!([own])))
        }],
        "steps": [{ "caller": caller, "action": "s3:GetObject", "resource": "arn:aws:s3:::bucket/k.txt" }]
    })
}

/// A role with everything that matters to a test.
pub(crate) fn role(arn: &str, more: Value) -> Value {
    let all = document(&json!([{ "Effect": "Allow", "Action": "*", "Resource": "*" }]));
    merged(json!({ "arn": arn, "identityPolicies": [policy(&all)] }), more)
}

/// Somebody assumes a role with this principal in its trust policy.
pub(crate) fn assumes(caller: &str, operation: &str, principal: Value) -> Value {
    assumes_by(caller, operation, json!({ "Principal": principal }))
}

/// Somebody assumes a role whose trust policy has this statement.
pub(crate) fn assumes_by(caller: &str, operation: &str, more: Value) -> Value {
    let action = format!("sts:{operation}");
    let trust = document(&json!([merged(json!({ "Effect": "Allow", "Action": action }), more)]));
    json!({
        "principals": [{ "arn": ANA }, { "arn": TARGET, "trustPolicy": policy(&trust) }],
        "steps": [{ "caller": caller, "action": action, "resource": TARGET, "session": { "name": "s1" } }]
    })
}

/// The same call with the code of an MFA device.
pub(crate) fn with_code(mut scene: Value) -> Value {
    scene["steps"][0]["session"]["mfa"] = json!(true);
    scene
}

/// A session with an inherited tag assumes a role with this tag, which tests it.
pub(crate) fn chained(wanted: Value) -> Value {
    let by_ana = json!([
        { "Effect": "Allow", "Principal": { "AWS": ANA }, "Action": ["sts:AssumeRole", "sts:TagSession"] }
    ]);
    let tested = json!([{
        "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": ["sts:AssumeRole", "sts:TagSession"],
        "Condition": { "StringEquals": { "aws:ResourceTag/team": wanted } }
    }]);
    let assume = |caller: &str, role: &str| json!({ "caller": caller, "action": "sts:AssumeRole", "resource": role });
    json!({
        "principals": [
            role(ANA, json!({})),
            role(APP, json!({ "trustPolicy": policy(&document(&by_ana)) })),
            role(TARGET, json!({ "trustPolicy": policy(&document(&tested)), "tags": { "team": "blue" } }))
        ],
        "steps": [
            merged(assume(ANA, APP), json!({
                "name": "first", "session": { "tags": { "team": "red" }, "transitiveTagKeys": ["team"] }
            })),
            assume("@first", TARGET)
        ]
    })
}

/// Somebody signs in with SAML and reads an object by a condition on the provider.
pub(crate) fn signs_in(provider: &str) -> Value {
    let own = document(&json!([under("StringEquals", "aws:FederatedProvider", json!(provider))]));
    let trust = json!([{ "Effect": "Allow", "Principal": { "Federated": CORP }, "Action": "sts:AssumeRoleWithSAML" }]);
    json!({
        "principals": [{ "arn": APP, "trustPolicy": policy(&document(&trust)), "identityPolicies": [policy(&own)] }],
        "steps": [
            { "name": "in", "caller": CORP, "action": "sts:AssumeRoleWithSAML", "resource": APP },
            { "caller": "@in", "action": "s3:GetObject", "resource": "*" }
        ]
    })
}

/// A web identity assumes a role in an account with this service control policy.
pub(crate) fn token_under_scp(statements: Value) -> Value {
    let mut scene = assumes(GOOGLE, "AssumeRoleWithWebIdentity", json!({ "Federated": GOOGLE }));
    scene["accounts"] = under_scp(statements)["accounts"].clone();
    scene
}

/// A federated user of ana's, without session policy, reads an object.
pub(crate) fn federated(statements: Value) -> Value {
    let jill = "arn:aws:sts::111122223333:federated-user/jill";
    let mut scene = reads(statements, json!({}));
    scene["steps"][0]["caller"] = json!(jill);
    scene["steps"][0]["callerSession"] = json!({ "issuer": ANA });
    scene
}

/// A scenario with fields of one of its principals set.
pub(crate) fn with(mut scene: Value, principal: usize, more: Value) -> Value {
    let entry = &mut scene["principals"][principal];
    *entry = merged(entry.take(), more);
    scene
}

fn merged(mut whole: Value, more: Value) -> Value {
    let Value::Object(more) = more else { panic!("fields are an object") };
    whole.as_object_mut().unwrap().extend(more);
    whole
}
