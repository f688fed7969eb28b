//! Parameters, claims, owners and providers by section 12 of the rules, in model and engine.

use conformance::{reference, rules, shrink};
use serde_json::{Value, json};

use super::{ANA, APP, BOB, BUCKET, SESSION, allow, both, call, policy, to, world};

const GITHUB: &str = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com";
const CORP: &str = "arn:aws:iam::111122223333:saml-provider/corp";
const WEB: &str = "sts:AssumeRoleWithWebIdentity";
const SAML: &str = "sts:AssumeRoleWithSAML";

/// A role that lets in every caller of these tests, and a step that asks for its session.
fn login(caller: &str, action: &str, session: &Value) -> Value {
    let trust = json!({
        "Effect": "Allow",
        "Action": "sts:*",
        "Principal": {
            "AWS": "*",
            "Service": "ec2.amazonaws.com",
            "Federated": [
                GITHUB, CORP, "accounts.google.com", "www.amazon.com", "graph.facebook.com",
                "cognito-identity.amazonaws.com", GITHUB.replace("1111", "2222"), CORP.replace("1111", "2222"),
            ],
        },
    });
    let mut step = call(caller, action, APP);
    step["name"] = "login".into();
    step["session"] = session.clone();
    let mut scenario = world(&[allow("*")], &json!([]), &[step]);
    scenario["principals"][3]["trustPolicy"] = policy("trust", &trust);
    scenario
}

#[test]
fn a_call_is_refused_with_parameters_that_it_does_not_have() {
    // AM-02
    let context =
        json!({ "providerArn": "arn:aws:iam::aws:contextProvider/IdentityCenter", "contextAssertion": "e30" });
    let cases = [
        (GITHUB, WEB, json!({ "externalId": "e-1" }), "error"),
        (GITHUB, WEB, json!({ "mfa": true }), "error"),
        (GITHUB, WEB, json!({ "mfa": false }), "error"),
        (GITHUB, WEB, json!({ "tags": { "team": "red" }, "sourceIdentity": "ana" }), "allowed"),
        (GITHUB, WEB, json!({ "providedContexts": [context.clone()] }), "error"),
        (CORP, SAML, json!({ "externalId": "e-1" }), "error"),
        (CORP, SAML, json!({ "providedContexts": [context.clone()] }), "error"),
        (ANA, "sts:AssumeRole", json!({ "providedContexts": [context] }), "allowed"),
        (CORP, SAML, json!({ "mfa": true }), "error"),
        (CORP, SAML, json!({ "tags": { "team": "red" }, "transitiveTagKeys": ["team"] }), "allowed"),
        (ANA, "sts:AssumeRole", json!({ "claims": { "sub": "ana" } }), "error"),
        (ANA, "sts:AssumeRole", json!({ "claims": {} }), "allowed"),
        (ANA, "sts:AssumeRole", json!({ "externalId": "e-1", "mfa": true }), "allowed"),
        (SESSION, "sts:AssumeRole", json!({ "mfa": true }), "error"),
        (SESSION, "sts:AssumeRole", json!({ "mfa": false }), "allowed"),
        (SESSION, "sts:AssumeRole", json!({ "externalId": "e-1" }), "allowed"),
        ("ec2.amazonaws.com", "sts:AssumeRole", json!({ "mfa": true }), "error"),
        ("ec2.amazonaws.com", "sts:AssumeRole", json!({}), "allowed"),
    ];
    for (caller, action, session, expected) in cases {
        assert_eq!(both(&login(caller, action, &session)), [expected], "{caller} {session}");
    }
}

/// The keys of a login that its claims have become, those of AWS left out.
fn keys(caller: &str, action: &str, claims: &Value) -> Vec<String> {
    let scenario = login(caller, action, &json!({ "claims": claims }));
    both(&scenario);
    let keys = reference::decide_with_keys(&scenario).remove(0).keys;
    keys.into_keys().filter(|key| !key.starts_with("aws:") && !key.starts_with("sts:")).collect()
}

#[test]
fn only_the_claims_that_aws_lists_for_a_provider_become_keys() {
    // AM-08, CK-11 to CK-14
    let claims = json!({
        "aud": "a", "azp": "p", "sub": "s", "amr": "m", "email": "e", "iss": "i", "oaud": "o", "Sub": "S", "tenant": "t",
        "repository": "org/app", "app_id": "1", "user_id": "2", "id": "3", "google/organization_number": "4",
    });
    let listed = |provider: &str, names: &[&str]| -> Vec<String> {
        names.iter().map(|name| format!("{provider}:{name}")).collect()
    };
    let github = listed("token.actions.githubusercontent.com", &["amr", "aud", "email", "oaud", "repository", "sub"]);
    assert_eq!(keys(GITHUB, WEB, &claims), github);
    let google = listed("accounts.google.com", &["amr", "aud", "email", "google/organization_number", "oaud", "sub"]);
    assert_eq!(keys("accounts.google.com", WEB, &claims), google);
    let cognito = listed("cognito-identity.amazonaws.com", &["amr", "aud", "oaud", "sub"]);
    assert_eq!(keys("cognito-identity.amazonaws.com", WEB, &claims), cognito);
    let amazon = listed("www.amazon.com", &["app_id", "sub", "user_id"]);
    assert_eq!(keys("www.amazon.com", WEB, &claims), amazon);
    let facebook = listed("graph.facebook.com", &["app_id", "id"]);
    assert_eq!(keys("graph.facebook.com", WEB, &claims), facebook);
}

#[test]
fn only_the_attributes_that_aws_lists_become_keys() {
    // AM-08, CK-20
    let claims = json!({
        "saml:aud": "a", "saml:cn": "c", "saml:doc": "other", "saml:department": "d", "department": "d",
        "aws:PrincipalOrgID": "o-exampleorg",
    });
    assert_eq!(keys(CORP, SAML, &claims), ["saml:aud", "saml:cn", "saml:doc"]);
    let scenario = login(CORP, SAML, &json!({ "claims": claims }));
    let keys = reference::decide_with_keys(&scenario).remove(0).keys;
    assert_eq!(keys["saml:doc"], ["111122223333/corp"]);
    assert!(!keys.contains_key("aws:principalorgid"));
}

#[test]
fn a_claim_that_is_written_as_its_condition_key_does_not_mind_case() {
    // CO-04, AM-08
    let attributes =
        json!({ "SAML:AUD": "a", "Saml:commonName": "c", "saml:CN": "c", "SAML:Doc": "other", "SUB": "s" });
    assert_eq!(keys(CORP, SAML, &attributes), ["saml:aud", "saml:cn", "saml:commonname", "saml:doc"]);
    let claims = json!({ "Accounts.Google.com:SUB": "s", "Email": "e", "AMR": "m" });
    assert_eq!(keys("accounts.google.com", WEB, &claims), ["accounts.google.com:sub"]);
    let twice = [
        (CORP, SAML, json!({ "saml:cn": "a", "SAML:CN": "a" })),
        (GITHUB, WEB, json!({ "ref": "a", "token.actions.githubusercontent.com:ref": "b" })),
        ("accounts.google.com", WEB, json!({ "azp": "a", "accounts.google.com:AZP": "b" })),
    ];
    for (caller, action, claims) in twice {
        let scenario = login(caller, action, &json!({ "claims": claims }));
        assert_eq!(both(&scenario), ["error"], "{claims}");
        assert_eq!(reference::decide_with_keys(&scenario)[0].code, Some("ValidationError"));
    }
    let left_out = json!({ "saml:team": "a", "SAML:TEAM": "b" });
    assert_eq!(keys(CORP, SAML, &left_out), ["saml:doc"]);
}

#[test]
fn the_owner_of_a_bucket_is_a_key_of_s3_too() {
    // AM-09
    let owner = |caller: &str, action: &str, resource: &str, entry: &Value| {
        let steps = [call(caller, action, resource)];
        let scenario = world(&[allow("*")], &json!([entry]), &steps);
        both(&scenario);
        reference::decide_with_keys(&scenario).remove(0).keys.remove("s3:resourceaccount").map(|values| values.concat())
    };
    let open = policy("bucket", &to(&json!("*"), &json!({})));
    let of_b = json!({ "arn": BUCKET, "account": "222233334444", "policy": open });
    let of_nobody = json!({ "arn": BUCKET, "policy": open });
    assert_eq!(owner(ANA, "s3:ListBucket", BUCKET, &of_b).as_deref(), Some("222233334444"));
    assert_eq!(owner("anonymous", "s3:GetObject", "arn:aws:s3:::bkt/k", &of_b).as_deref(), Some("222233334444"));
    assert_eq!(owner("anonymous", "s3:GetObject", "arn:aws:s3:::bkt/k", &of_nobody), None);
    assert_eq!(owner(ANA, "s3:ListAllMyBuckets", "*", &of_b), None);
    assert_eq!(owner(ANA, "sqs:SendMessage", "arn:aws:sqs:us-east-1:111122223333:q", &of_b), None);
}

#[test]
fn providers_let_nobody_into_the_roles_of_another_account() {
    // AM-30
    for (caller, action) in [(GITHUB, WEB), (CORP, SAML)] {
        assert_eq!(both(&login(caller, action, &json!({}))), ["allowed"]);
        let foreign = login(&caller.replace("1111", "2222"), action, &json!({}));
        assert_eq!(both(&foreign), ["error"], "{caller}");
        let mut with_broken_trust = foreign;
        with_broken_trust["principals"][3]["trustPolicy"]["document"] = "{".into();
        assert_eq!(both(&with_broken_trust), ["error"], "{caller}");
        assert_eq!(reference::decide_with_keys(&with_broken_trust)[0].code, Some("InvalidIdentityToken"));
    }
    assert_eq!(both(&login("accounts.google.com", WEB, &json!({}))), ["allowed"]);
}

#[test]
fn a_call_on_no_resource_is_refused() {
    let mut step = call(BOB, "s3:GetObject", "*");
    assert_eq!(both(&world(&[], &json!([]), std::slice::from_ref(&step))), ["allowed"]);
    step["resource"] = json!([]);
    assert_eq!(both(&world(&[], &json!([]), std::slice::from_ref(&step))), ["error"]);
}

#[test]
fn a_shrunk_scenario_keeps_only_the_claims_that_matter() {
    let claims = json!({ "sub": "s", "aud": "a", "repository": "org/app" });
    let scenario = login(GITHUB, WEB, &json!({ "claims": claims, "name": "s1" }));
    let session = |key: &'static str| {
        let has_key = move |scenario: &Value| {
            reference::decide_with_keys(scenario).first().is_some_and(|step| step.keys.contains_key(key))
        };
        shrink::shrink(&scenario, &has_key)["steps"][0]["session"].clone()
    };
    let only = json!({ "claims": { "repository": "org/app" }, "name": "s1" });
    assert_eq!(session("token.actions.githubusercontent.com:repository"), only);
    assert_eq!(session("sts:rolesessionname"), json!({ "name": "s1" }));
}

#[test]
fn a_run_without_scenarios_names_every_rule_that_decided_nothing() {
    let missing = rules::Seen::default().missing();
    assert!(missing.contains("AM-02 claims at AssumeRole closes nothing"));
    assert!(missing.contains("AM-09 s3:ResourceAccount of a known owner opens nothing"));
}
