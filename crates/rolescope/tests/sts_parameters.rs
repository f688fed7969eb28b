//! Fields that a call to STS does not take, claims that become condition keys, and owners of providers.

#![cfg(test)]

use rolescope::report::{Decision, LeftOutReason, Severity};
use rolescope::{Report, Scenario, analyze};
use serde_json::{Value, json};

const ROLE: &str = "arn:aws:iam::111122223333:role/app";
const ANA: &str = "arn:aws:iam::111122223333:user/ana";
const SESSION: &str = "arn:aws:sts::111122223333:assumed-role/app/s1";
const GITHUB: &str = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com";
const CORP: &str = "arn:aws:iam::111122223333:saml-provider/corp";
const FOREIGN: &str = "arn:aws:iam::222233334444:oidc-provider/token.actions.githubusercontent.com";

/// The text of the trust policy; its one statement has more elements.
fn trust(more: Value) -> Value {
    let mut statement = json!({
        "Effect": "Allow",
        "Action": ["sts:AssumeRole", "sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity", "sts:SetContext"],
        "Principal": {
            "AWS": "111122223333", "Service": "ec2.amazonaws.com", "Federated": [GITHUB, CORP, "accounts.google.com"]
        }
    });
    statement.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    json!({ "Version": "2012-10-17", "Statement": [statement] })
}

fn report(caller: &str, operation: &str, session: Value, trust: Value) -> Report {
    let scenario = json!({
        "principals": [
            { "arn": ANA, "identityPolicies": [{ "name": "sts", "document": {
                "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "sts:*", "Resource": "*" }
            } }] },
            { "arn": ROLE, "trustPolicy": { "name": "trust", "document": trust } }
        ],
        "steps": [{ "caller": caller, "action": format!("sts:{operation}"), "resource": ROLE, "session": session }]
    });
    analyze(&Scenario::from_json(&scenario.to_string()).unwrap())
}

/// Code and message of a refused call.
fn refusal(caller: &str, operation: &str, session: Value) -> (String, String) {
    let step = report(caller, operation, session.clone(), trust(json!({}))).steps.remove(0);
    let error = step.error.unwrap_or_else(|| panic!("{caller} calls {operation} with {session}: {:?}", step.decision));
    (error.code, error.message)
}

#[test]
fn a_field_that_the_call_has_no_parameter_for_is_refused_by_name() {
    let contexts =
        json!([{ "providerArn": "arn:aws:iam::aws:contextProvider/IdentityCenter", "contextAssertion": "e30" }]);
    let unsigned = [
        ("externalId", json!("ticket-7")),
        ("mfa", json!(true)),
        ("mfa", json!(false)),
        ("providedContexts", contexts),
    ];
    for (caller, operation) in [(GITHUB, "AssumeRoleWithWebIdentity"), (CORP, "AssumeRoleWithSAML")] {
        for (field, value) in &unsigned {
            let (code, message) = refusal(caller, operation, json!({ *field: value }));
            let expected = format!("`sts:{operation}` takes no `{field}`: leave it out of `session`");
            assert_eq!((code.as_str(), message), ("ValidationError", expected));
        }
    }
    let (code, message) = refusal(ANA, "AssumeRole", json!({ "claims": { "sub": "ana" } }));
    let expected = "`sts:AssumeRole` takes no `claims`: leave it out of `session`";
    assert_eq!((code.as_str(), message.as_str()), ("ValidationError", expected));
}

#[test]
fn a_code_of_a_device_comes_from_a_user_alone() {
    let with_code = json!({ "mfa": true });
    for caller in ["ec2.amazonaws.com", SESSION, ROLE, "anonymous"] {
        let (code, message) = refusal(caller, "AssumeRole", with_code.clone());
        assert_eq!(code, "AccessDenied", "{caller}");
        assert!(
            message.starts_with("MultiFactorAuthentication failed: `mfa` is the device of an IAM user"),
            "{message}"
        );
    }
    let decided =
        |caller: &str, session: Value| report(caller, "AssumeRole", session, trust(json!({}))).steps.remove(0);
    let step = decided(ANA, with_code);
    assert_eq!(step.decision, Decision::Allowed);
    assert!(step.context.iter().any(|(key, _)| key == "aws:MultiFactorAuthPresent"));
    assert_eq!(decided("ec2.amazonaws.com", json!({ "mfa": false })).decision, Decision::Allowed);
}

#[test]
fn claims_that_are_no_condition_keys_are_listed_with_the_reason() {
    let claims = json!({ "sub": "repo:a/b", "iss": "x", "oaud": "y", "gitlab.com:sub": "z", "token.actions.githubusercontent.com:ref": "r" });
    let asked = json!({ "Condition": { "StringEquals": { "token.actions.githubusercontent.com:iss": "x" } } });
    let step = report(GITHUB, "AssumeRoleWithWebIdentity", json!({ "claims": claims }), trust(asked)).steps.remove(0);
    let left_out: Vec<_> = step.left_out_claims.iter().map(|it| (it.claim.as_str(), it.why)).collect();
    let mut sorted = left_out.clone();
    sorted.sort_by_key(|(claim, _)| *claim);
    let expected = [
        ("gitlab.com:sub", LeftOutReason::OtherPrefix),
        ("iss", LeftOutReason::NotListed),
        ("oaud", LeftOutReason::OtherSource),
    ];
    assert_eq!(sorted, expected);
    let text = &step.left_out_claims.iter().find(|it| it.claim == "iss").unwrap().text;
    let begin = "AWS provides no condition key for the claim `iss`: from token.actions.githubusercontent.com it reads only `amr`, `aud`, ";
    assert!(text.starts_with(begin), "{text}");
    assert_eq!(step.decision, Decision::ImplicitDeny);
    assert!(step.reason.ends_with(" AWS provides no condition key for the claim `iss`."), "{}", step.reason);
    let own: Vec<&str> =
        step.context.iter().map(|(key, _)| key.as_str()).filter(|key| key.contains("githubusercontent")).collect();
    assert_eq!(own, ["token.actions.githubusercontent.com:ref", "token.actions.githubusercontent.com:sub"]);
    assert!(!step.context.iter().any(|(key, _)| key.starts_with("gitlab.com")));
}

#[test]
fn a_verdict_says_nothing_of_claims_that_no_policy_asks_for() {
    let session = json!({ "claims": { "saml:aud": "x", "saml:team": "blue" } });
    let step = report(CORP, "AssumeRoleWithSAML", session, trust(json!({}))).steps.remove(0);
    assert_eq!(step.decision, Decision::Allowed);
    assert!(!step.reason.contains("claim"), "{}", step.reason);
    assert_eq!(step.left_out_claims.len(), 1);
    let text = &step.left_out_claims[0].text;
    assert!(
        text.starts_with(
            "AWS provides no condition key for the claim `saml:team`: from an assertion it reads only `saml:"
        ),
        "{text}"
    );
}

#[test]
fn a_provider_of_another_account_is_refused_and_found_in_the_trust_policy() {
    let foreign = || trust(json!({ "Principal": { "Federated": [GITHUB, FOREIGN, "accounts.google.com"] } }));
    let found = report(FOREIGN, "AssumeRoleWithWebIdentity", json!({}), foreign());
    let error = found.steps[0].error.as_ref().unwrap();
    assert_eq!(error.code, "InvalidIdentityToken");
    let begin = format!("`{FOREIGN}` is not in account `111122223333`, where the role is");
    assert!(error.message.starts_with(&begin), "{}", error.message);
    assert_eq!(found.steps[0].trace.iter().next().unwrap().rule.as_deref(), Some("AM-30"));
    let [problem] = found.problems.as_slice() else { panic!("{:?}", found.problems) };
    assert_eq!((problem.code.as_str(), problem.severity), ("PROVIDER_OF_ANOTHER_ACCOUNT", Severity::Warning));
    assert_eq!(problem.pointer, "/principals/1/trustPolicy");
    let text = serde_json::to_string(&foreign()).unwrap();
    let place = text.get(problem.span.start as usize..problem.span.end as usize).unwrap();
    assert_eq!(place.trim_matches('"'), FOREIGN);
    let saml = FOREIGN.replace("oidc-provider/token.actions.githubusercontent.com", "saml-provider/corp");
    let trusts = trust(json!({ "Principal": { "Federated": saml } }));
    let found = report(&saml, "AssumeRoleWithSAML", json!({}), trusts);
    assert_eq!(found.steps[0].error.as_ref().unwrap().code, "InvalidIdentityToken");
    assert_eq!(found.problems.len(), 1);
    let own = report(GITHUB, "AssumeRoleWithWebIdentity", json!({}), trust(json!({})));
    assert_eq!((own.steps[0].decision, own.problems), (Decision::Allowed, vec![]));
}
