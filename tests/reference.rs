//! The reference model against the corpus, and model and engine against what the rules say of the credentials of `sts`
//! and of public buckets: they have to come to what every case expects.

mod amendments;

use conformance::{compare, reference};
use serde_json::{Value, json};

use crate::files;

#[test]
fn the_model_comes_to_what_every_case_of_the_corpus_expects() {
    let mut wrong = Vec::new();
    let mut steps = 0;
    for (name, text) in files::scenarios() {
        let scenario = reference::read_text(&text).unwrap();
        let decisions = reference::decide(&scenario);
        let asked = scenario["steps"].as_array().map(Vec::as_slice).unwrap_or_default();
        assert_eq!(decisions.len(), asked.len(), "{name}");
        for (step, decision) in asked.iter().zip(&decisions) {
            let Some(expected) = step["expect"].as_str() else { continue };
            steps += 1;
            let met = decision == expected || (expected == "denied" && decision.ends_with("Deny"));
            if !met {
                wrong.push(format!("{name}: {decision} instead of {expected}"));
            }
        }
    }
    assert!(steps >= 1_400, "only {steps} steps expect anything");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

const ANA: &str = "arn:aws:iam::111122223333:user/ana";
const BOB: &str = "arn:aws:iam::222233334444:user/bob";
const MAX: &str = "arn:aws:iam::999988887777:user/max";
const ROOT: &str = "arn:aws:iam::111122223333:root";
const APP: &str = "arn:aws:iam::111122223333:role/app";
const SESSION: &str = "arn:aws:sts::111122223333:assumed-role/app/s1";
const BUCKET: &str = "arn:aws:s3:::bkt";

fn policy(name: &str, statement: &Value) -> Value {
    json!({ "name": name, "document": { "Version": "2012-10-17", "Statement": statement } })
}

fn allow(action: &str) -> Value {
    json!({ "Effect": "Allow", "Action": action, "Resource": "*" })
}

fn deny(action: &str) -> Value {
    json!({ "Effect": "Deny", "Action": action, "Resource": "*" })
}

/// A step that obtains credentials for later ones.
fn obtain(name: &str, caller: &str, action: &str, session: &Value) -> Value {
    json!({ "name": name, "caller": caller, "action": action, "session": session })
}

fn call(caller: &str, action: &str, resource: &str) -> Value {
    json!({ "caller": caller, "action": action, "resource": resource })
}

/// Everybody of the cast may do anything that no other policy forbids; ana's own statements are given.
fn world(ana: &[Value], resources: &Value, steps: &[Value]) -> Value {
    let all = policy("all", &allow("*"));
    let trust = json!({ "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": "sts:*" });
    json!({
        "title": "by the rules",
        "time": "2026-03-01T09:00:00Z",
        "accounts": [{ "id": "999988887777", "managementAccount": true }],
        "principals": [
            { "arn": ANA, "id": "AIDAANAEXAMPLE", "identityPolicies": [policy("own", &ana.into())] },
            { "arn": BOB, "id": "AIDABOBEXAMPLE", "identityPolicies": [all.clone()] },
            { "arn": MAX, "id": "AIDAMAXEXAMPLE", "identityPolicies": [all.clone()] },
            { "arn": APP, "id": "AROAAPPEXAMPLE", "identityPolicies": [all], "trustPolicy": policy("trust", &trust) },
        ],
        "resources": resources,
        "steps": steps,
    })
}

/// Decisions of the model, and of the engine with it.
fn both(scenario: &Value) -> Vec<String> {
    assert_eq!(compare::disagreement(scenario), None, "{scenario:#}");
    reference::decide(scenario)
}

/// Decisions on steps when ana may do anything.
fn decided(steps: &[Value]) -> Vec<String> {
    both(&world(&[allow("*")], &json!([]), steps))
}

/// Decision on one call.
fn alone(step: &Value) -> String {
    decided(std::slice::from_ref(step)).concat()
}

#[test]
fn a_session_token_needs_no_permission_and_no_policy_stops_it() {
    let step = obtain("t", ANA, "sts:GetSessionToken", &json!({}));
    for statements in [vec![], vec![deny("*")]] {
        assert_eq!(both(&world(&statements, &json!([]), std::slice::from_ref(&step))), ["allowed"]);
    }
}

#[test]
fn only_long_term_keys_of_users_and_root_get_tokens() {
    for action in ["sts:GetSessionToken", "sts:GetFederationToken"] {
        let ask = |caller: &str| {
            obtain(
                "u",
                caller,
                action,
                &match action {
                    "sts:GetSessionToken" => json!({}),
                    _ => json!({ "name": "jill" }),
                },
            )
        };
        assert_eq!(alone(&ask(ANA)), "allowed");
        assert_eq!(alone(&ask(ROOT)), "allowed");
        // ST-30, ST-31
        assert_eq!(alone(&ask(SESSION)), "error");
        assert_eq!(alone(&ask("arn:aws:sts::111122223333:federated-user/jill")), "error");
        // ST-33
        let first = obtain("t", ANA, "sts:GetSessionToken", &json!({ "mfa": true }));
        assert_eq!(decided(&[first, ask("@t")]), ["allowed", "error"]);
    }
}

#[test]
fn tokens_last_as_long_as_the_caller_may_ask_for() {
    let cases = [
        (ANA, 899, "error"),
        (ANA, 900, "allowed"),
        (ANA, 129_600, "allowed"),
        (ANA, 129_601, "error"),
        (ROOT, 3600, "allowed"),
        // AM-06: an hour is what root gets.
        (ROOT, 7200, "allowed"),
        (ROOT, 129_601, "error"),
    ];
    for (caller, seconds, expected) in cases {
        let token = obtain("t", caller, "sts:GetSessionToken", &json!({ "durationSeconds": seconds }));
        let federation =
            obtain("t", caller, "sts:GetFederationToken", &json!({ "durationSeconds": seconds, "name": "jill" }));
        assert_eq!(alone(&token), expected, "session token of {seconds} s for {caller}");
        assert_eq!(alone(&federation), expected, "federation token of {seconds} s for {caller}");
    }
}

#[test]
fn a_token_lasts_half_a_day_and_one_of_root_an_hour() {
    let cases = [
        (ANA, "20:59:59", "allowed"),
        (ANA, "21:00:00", "error"),
        (ROOT, "09:59:59", "allowed"),
        (ROOT, "10:00:00", "error"),
    ];
    for (caller, time, expected) in cases {
        let mut later = call("@t", "s3:GetObject", "arn:aws:s3:::bkt/k");
        later["time"] = format!("2026-03-01T{time}Z").into();
        let steps = [obtain("t", caller, "sts:GetSessionToken", &json!({})), later];
        assert_eq!(decided(&steps), ["allowed", expected], "{caller} at {time}");
    }
}

#[test]
fn a_session_token_takes_nothing_but_duration_and_mfa() {
    let others = json!({
        "name": "s1", "policies": [policy("p", &allow("*"))], "tags": { "a": "b" }, "transitiveTagKeys": ["a"],
        "sourceIdentity": "ana", "externalId": "abc", "claims": { "sub": "x" },
    });
    for (name, value) in others.as_object().unwrap() {
        let step = obtain("t", ANA, "sts:GetSessionToken", &json!({ name.as_str(): value }));
        assert_eq!(alone(&step), "error", "{name}");
    }
    for (name, value) in [("mfa", json!(true)), ("sourceIdentity", json!("ana")), ("externalId", json!("abc"))] {
        let step = obtain("t", ANA, "sts:GetFederationToken", &json!({ "name": "jill", name: value }));
        assert_eq!(alone(&step), "error", "{name}");
    }
}

#[test]
fn who_has_a_session_token_is_the_user_itself() {
    // EV-83
    let named = json!({ "Effect": "Allow", "Principal": { "AWS": ANA }, "Action": "s3:*", "Resource": "*" });
    let resources = json!([{ "arn": BUCKET, "account": "111122223333", "policy": policy("bucket", &named) }]);
    let steps = [obtain("t", ANA, "sts:GetSessionToken", &json!({})), call("@t", "s3:ListBucket", BUCKET)];
    assert_eq!(both(&world(&[], &resources, &steps)), ["allowed", "allowed"]);
}

#[test]
fn a_session_token_carries_when_it_was_made_and_whether_with_mfa() {
    // CV-02
    let mut later = call("@t", "s3:ListBucket", BUCKET);
    later["time"] = "2026-03-01T09:05:00Z".into();
    for mfa in [true, false] {
        let steps = [obtain("t", ANA, "sts:GetSessionToken", &json!({ "mfa": mfa })), later.clone()];
        let keys = reference::decide_with_keys(&world(&[allow("*")], &json!([]), &steps)).remove(1).keys;
        let value = |key: &str| keys.get(key).map(|values| values.concat());
        assert_eq!(value("aws:tokenissuetime").as_deref(), Some("2026-03-01T09:00:00Z"));
        assert_eq!(value("aws:multifactorauthpresent"), Some(mfa.to_string()));
        assert_eq!(value("aws:multifactorauthage"), mfa.then(|| "300".to_owned()));
        assert_eq!(value("aws:principalarn").as_deref(), Some(ANA));
        assert_eq!(value("aws:username").as_deref(), Some("ana"));
        assert_eq!(value("aws:userid").as_deref(), Some("AIDAANAEXAMPLE"));
        assert_eq!(value("aws:principaltype").as_deref(), Some("User"));
    }
}

#[test]
fn a_session_token_calls_iam_only_with_mfa_and_of_sts_only_two_calls() {
    for mfa in [true, false] {
        let token = obtain("t", ANA, "sts:GetSessionToken", &json!({ "mfa": mfa }));
        // ST-32
        let expected = if mfa { "allowed" } else { "error" };
        assert_eq!(decided(&[token.clone(), call("@t", "iam:ListUsers", "*")]), ["allowed", expected]);
        // ST-33
        for (action, expected) in
            [("sts:GetCallerIdentity", "allowed"), ("sts:AssumeRole", "allowed"), ("sts:AssumeRoleWithSAML", "error")]
        {
            let found = decided(&[token.clone(), call("@t", action, APP)]);
            assert_eq!(found, ["allowed", expected], "{action}");
        }
    }
}

#[test]
fn a_role_assumed_with_a_session_token_is_no_chaining() {
    let token = obtain("t", ANA, "sts:GetSessionToken", &json!({}));
    let mut long = call("@t", "sts:AssumeRole", APP);
    long["session"] = json!({ "durationSeconds": 43_200 });
    let mut scenario = world(&[allow("*")], &json!([]), &[token, long]);
    scenario["principals"][3]["maxSessionDuration"] = 43_200.into();
    assert_eq!(both(&scenario), ["allowed", "allowed"]);
}

#[test]
fn federation_needs_a_name_of_2_to_32_characters_and_the_permission() {
    for (name, expected) in [("j", "error"), ("jo", "allowed"), ("a b", "error"), (&"j".repeat(33), "error")] {
        assert_eq!(alone(&obtain("t", ANA, "sts:GetFederationToken", &json!({ "name": name }))), expected, "{name}");
    }
    assert_eq!(alone(&obtain("t", ANA, "sts:GetFederationToken", &json!({}))), "error");
    let tagged = obtain("t", ANA, "sts:GetFederationToken", &json!({ "name": "jill", "tags": { "team": "red" } }));
    let plain = obtain("u", ANA, "sts:GetFederationToken", &json!({ "name": "jill" }));
    let cases: [(Vec<Value>, [&str; 2]); 4] = [
        (vec![], ["implicitDeny", "implicitDeny"]),
        (vec![allow("sts:GetFederationToken")], ["implicitDeny", "allowed"]),
        (vec![allow("sts:GetFederationToken"), allow("sts:TagSession")], ["allowed", "allowed"]),
        (vec![allow("sts:*"), deny("sts:TagSession")], ["explicitDeny", "allowed"]),
    ];
    for (statements, expected) in cases {
        let scenario = world(&statements, &json!([]), &[tagged.clone(), plain.clone()]);
        assert_eq!(both(&scenario), expected, "{statements:?}");
    }
}

#[test]
fn a_federated_user_may_what_user_and_session_policy_both_allow() {
    let session = json!({ "name": "jill", "policies": [policy("passed", &allow("s3:*"))] });
    let statements = [allow("sts:GetFederationToken"), allow("s3:GetObject"), allow("sqs:*")];
    let steps = [
        obtain("t", ANA, "sts:GetFederationToken", &session),
        call("@t", "s3:GetObject", "arn:aws:s3:::bkt/k"),
        call("@t", "s3:PutObject", "arn:aws:s3:::bkt/k"),
        call("@t", "sqs:SendMessage", "arn:aws:sqs:us-east-1:111122223333:q"),
        call("@t", "iam:ListUsers", "*"),
        call("@t", "sts:AssumeRole", APP),
        call("@t", "sts:GetCallerIdentity", "*"),
    ];
    let expected = ["allowed", "allowed", "implicitDeny", "implicitDeny", "error", "error", "allowed"];
    assert_eq!(both(&world(&statements, &json!([]), &steps)), expected);
    // ST-40
    let bare = obtain("t", ANA, "sts:GetFederationToken", &json!({ "name": "jill" }));
    let steps = [bare, call("@t", "s3:GetObject", "arn:aws:s3:::bkt/k")];
    assert_eq!(decided(&steps), ["allowed", "implicitDeny"]);
}

/// The step by which somebody of the management account becomes root of a member.
fn assume_root(caller: &str, resource: &str, task: &str, statement: &Value) -> Value {
    let mut step = obtain("r", caller, "sts:AssumeRoot", &json!({ "policies": [policy(task, statement)] }));
    step["resource"] = resource.into();
    step
}

#[test]
fn an_assumed_root_may_what_its_task_policy_says() {
    // EV-84
    let unlock = assume_root(MAX, ROOT, "S3UnlockBucketPolicy", &allow("s3:DeleteBucketPolicy"));
    let locked = json!({ "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*" });
    let resources = json!([{ "arn": BUCKET, "account": "111122223333", "policy": policy("bucket", &locked) }]);
    let steps = [
        unlock,
        call("@r", "s3:DeleteBucketPolicy", BUCKET),
        call("@r", "s3:ListBucket", BUCKET),
        call("@r", "ec2:RunInstances", "*"),
        call("@r", "sts:GetCallerIdentity", "*"),
        call("@r", "sts:GetSessionToken", "*"),
    ];
    let expected = ["allowed", "allowed", "explicitDeny", "implicitDeny", "allowed", "error"];
    assert_eq!(both(&world(&[], &resources, &steps)), expected);
}

#[test]
fn a_member_is_entered_by_the_management_account_alone() {
    let step = |caller: &str| assume_root(caller, ROOT, "S3UnlockBucketPolicy", &allow("s3:*"));
    assert_eq!(alone(&step(MAX)), "allowed");
    assert_eq!(alone(&step(BOB)), "error");
    assert_eq!(alone(&step("arn:aws:iam::999988887777:root")), "error");
    let mut scenario = world(&[], &json!([]), &[step(BOB)]);
    scenario["accounts"] = json!([{ "id": "222233334444", "delegatedAdministrator": true }]);
    assert_eq!(both(&scenario), ["allowed"]);
    scenario["principals"][1]["identityPolicies"] = json!([]);
    assert_eq!(both(&scenario), ["implicitDeny"]);
}

#[test]
fn entering_a_member_takes_one_task_policy_and_at_most_900_seconds() {
    let fine = assume_root(MAX, ROOT, "S3UnlockBucketPolicy", &allow("s3:*"));
    let arn = "arn:aws:iam::aws:policy/root-task/SQSUnlockQueuePolicy";
    assert_eq!(alone(&assume_root(MAX, ROOT, arn, &allow("sqs:*"))), "allowed");
    assert_eq!(alone(&assume_root(MAX, ROOT, "AdministratorAccess", &allow("*"))), "error");
    assert_eq!(alone(&assume_root(MAX, ANA, "S3UnlockBucketPolicy", &allow("s3:*"))), "error");
    let own = "arn:aws:iam::999988887777:root";
    assert_eq!(alone(&assume_root(MAX, own, "S3UnlockBucketPolicy", &allow("s3:*"))), "error");
    // SV-16
    for (seconds, expected) in [(900, "allowed"), (901, "error")] {
        let mut step = fine.clone();
        step["session"]["durationSeconds"] = seconds.into();
        assert_eq!(alone(&step), expected, "{seconds} s");
    }
    let mut two = fine.clone();
    two["session"]["policies"] = json!([fine["session"]["policies"][0], fine["session"]["policies"][0]]);
    assert_eq!(alone(&two), "error");
    let mut later = call("@r", "s3:ListBucket", BUCKET);
    later["time"] = "2026-03-01T09:15:00Z".into();
    assert_eq!(decided(&[fine, later]), ["allowed", "error"]);
}

#[test]
fn entering_a_member_shows_which_task_policy_and_then_that_root_is_assumed() {
    let steps = [assume_root(MAX, ROOT, "S3UnlockBucketPolicy", &allow("s3:*")), call("@r", "s3:ListBucket", BUCKET)];
    let decided = reference::decide_with_keys(&world(&[], &json!([]), &steps));
    let value = |step: usize, key: &str| decided[step].keys.get(key).map(|values| values.concat());
    let task = "arn:aws:iam::aws:policy/root-task/S3UnlockBucketPolicy";
    assert_eq!(value(0, "sts:taskpolicyarn").as_deref(), Some(task));
    assert_eq!(value(1, "aws:assumedroot").as_deref(), Some("true"));
    assert_eq!(value(1, "aws:principalarn").as_deref(), Some(ROOT));
    assert_eq!(value(1, "aws:principaltype").as_deref(), Some("Account"));
    assert_eq!(value(1, "aws:principalaccount").as_deref(), Some("111122223333"));
}

#[test]
fn passed_contexts_need_their_own_permission_in_the_trust_policy() {
    let context =
        json!({ "providerArn": "arn:aws:iam::aws:contextProvider/IdentityCenter", "contextAssertion": "e30" });
    let mut step = call(ANA, "sts:AssumeRole", APP);
    step["session"] = json!({ "providedContexts": [context] });
    let trust = |actions: Value, condition: Value| {
        let statement = json!({
            "Effect": "Allow", "Principal": { "AWS": ANA }, "Action": actions, "Condition": condition,
        });
        let mut scenario = world(&[], &json!([]), &[step.clone()]);
        scenario["principals"][3]["trustPolicy"] = policy("trust", &statement);
        both(&scenario).concat()
    };
    assert_eq!(trust(json!(["sts:AssumeRole"]), json!({})), "implicitDeny");
    assert_eq!(trust(json!(["sts:AssumeRole", "sts:SetContext"]), json!({})), "allowed");
    let provider = |pattern: &str| json!({ "ForAllValues:ArnLike": { "sts:RequestContextProviders": pattern } });
    let both = json!(["sts:AssumeRole", "sts:SetContext"]);
    assert_eq!(trust(both.clone(), provider("arn:aws:iam::aws:contextProvider/Identity*")), "allowed");
    assert_eq!(trust(both, provider("arn:aws:iam::aws:contextProvider/Other")), "implicitDeny");
    step["session"]["providedContexts"] = vec![context; 6].into();
    assert_eq!(alone(&step), "error");
}

#[test]
fn a_unique_id_in_a_trust_policy_names_who_has_it_now() {
    // PR-23, PR-24
    let trust = json!({ "Effect": "Allow", "Principal": { "AWS": "AIDAANAEXAMPLE" }, "Action": "sts:AssumeRole" });
    let mut scenario = world(&[], &json!([]), &[call(ANA, "sts:AssumeRole", APP)]);
    scenario["principals"][3]["trustPolicy"] = policy("trust", &trust);
    assert_eq!(both(&scenario), ["allowed"]);
    scenario["principals"][0]["id"] = "AIDAANAAGAIN".into();
    assert_eq!(both(&scenario), ["implicitDeny"]);
}

/// Decision on a call on a bucket of A that lets in its own account and services alone when it is public.
fn restricted(statements: &Value, caller: &str) -> String {
    let resources = json!([{
        "arn": BUCKET, "account": "111122223333", "policy": policy("bucket", statements),
        "publicAccessBlock": { "restrictPublicBuckets": true },
    }]);
    let mut step = call(caller, "s3:ListBucket", BUCKET);
    step["context"] = json!({
        "aws:SourceIp": "203.0.113.7", "aws:SourceVpc": "vpc-11111111", "aws:PrincipalOrgID": "o-exampleorg",
        "s3:DataAccessPointArn": "arn:aws:s3:us-east-1:111122223333:accesspoint/one",
    });
    both(&world(&[allow("s3:*")], &resources, &[step])).concat()
}

fn to(principal: &Value, condition: &Value) -> Value {
    json!({ "Effect": "Allow", "Principal": principal, "Action": "s3:*", "Resource": "*", "Condition": condition })
}

#[test]
fn a_public_policy_of_a_restricted_bucket_lets_in_its_account_and_services_alone() {
    // EV-71
    let public = to(&json!("*"), &json!({}));
    for (caller, expected) in
        [(BOB, "implicitDeny"), ("anonymous", "implicitDeny"), (ANA, "allowed"), (ROOT, "allowed")]
    {
        assert_eq!(restricted(&public, caller), expected, "{caller}");
    }
    let service = json!([public, to(&json!({ "Service": "logging.s3.amazonaws.com" }), &json!({}))]);
    assert_eq!(restricted(&service, "logging.s3.amazonaws.com"), "allowed");
    // One public statement shuts the door on what another grants by name.
    assert_eq!(restricted(&json!([public, to(&json!({ "AWS": BOB }), &json!({}))]), BOB), "implicitDeny");
    assert_eq!(restricted(&to(&json!({ "AWS": BOB }), &json!({})), BOB), "allowed");
    let denied = json!([public, { "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*" }]);
    assert_eq!(restricted(&denied, BOB), "explicitDeny");
}

#[test]
fn a_statement_is_public_unless_a_condition_ties_it_to_fixed_values() {
    // EV-72
    let tied = [
        json!({ "StringEquals": { "aws:PrincipalOrgID": "o-exampleorg" } }),
        json!({ "StringLike": { "AWS:principalorgid": "o-exampleorg" } }),
        json!({ "IpAddress": { "aws:SourceIp": "203.0.0.0/8" } }),
        json!({ "IpAddress": { "aws:SourceIp": ["203.0.113.7", "2001:db8::/32"] } }),
        json!({ "StringEquals": { "aws:SourceVpc": "vpc-11111111" } }),
        json!({ "ForAnyValue:StringEquals": { "aws:SourceVpc": "vpc-11111111" } }),
        json!({ "ArnLike": { "s3:DataAccessPointArn": "arn:aws:s3:us-east-1:111122223333:accesspoint/*" } }),
        json!({ "StringEquals": { "aws:PrincipalOrgID": ["o-*", "o-exampleorg"] } }),
        json!({ "StringLike": { "aws:SourceVpc": "vpc-*" }, "IpAddress": { "aws:SourceIp": "203.0.113.0/24" } }),
    ];
    for condition in &tied {
        assert_eq!(restricted(&to(&json!("*"), condition), BOB), "allowed", "{condition}");
    }
    let open = [
        json!({ "StringLike": { "aws:PrincipalOrgID": "o-*" } }),
        json!({ "StringEquals": { "aws:PrincipalOrgID": "${aws:PrincipalOrgID}" } }),
        json!({ "StringEqualsIfExists": { "aws:PrincipalOrgID": "o-exampleorg" } }),
        json!({ "ForAllValues:StringEquals": { "aws:PrincipalOrgID": "o-exampleorg" } }),
        json!({ "StringNotEquals": { "aws:PrincipalOrgID": "o-other" } }),
        json!({ "Null": { "aws:PrincipalOrgID": "false" } }),
        json!({ "IpAddress": { "aws:SourceIp": "200.0.0.0/5" } }),
        json!({ "IpAddress": { "aws:SourceIp": ["203.0.113.0/24", "0.0.0.0/0"] } }),
        json!({ "StringLike": { "aws:SourceVpc": "vpc-*" } }),
        json!({ "StringEquals": { "aws:username": "bob" } }),
        json!({ "ArnLike": { "s3:DataAccessPointArn": "arn:aws:s3:us-east-1:*:accesspoint/one" } }),
    ];
    for condition in &open {
        assert_eq!(restricted(&to(&json!({ "AWS": "*" }), condition), BOB), "implicitDeny", "{condition}");
    }
}
