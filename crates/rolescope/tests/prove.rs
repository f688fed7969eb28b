//! Claims about random scenarios, held against every request of small alphabets.

#![cfg(all(test, feature = "analysis"))]
#![expect(clippy::indexing_slicing, clippy::unwrap_used, reason = "a test may panic")]

use iam_catalog::embedded;
use proptest::prelude::*;
use rolescope::prove::{ClaimVerdict, prove};
use rolescope::report::Decision;
use rolescope::{Compiled, Scenario};
use serde_json::{Value, json};

const ROLE: &str = "arn:aws:iam::111122223333:role/app";
const USER: &str = "arn:aws:iam::111122223333:user/ana";
const OTHER: &str = "arn:aws:iam::444455556666:user/ben";
const ACTIONS: [&str; 4] = ["s3:GetObject", "s3:PutObject", "sqs:SendMessage", "kms:Decrypt"];
const RESOURCES: [&str; 5] = [
    "arn:aws:s3:::logs/a",
    "arn:aws:s3:::logs/b",
    "arn:aws:s3:::free/a",
    "arn:aws:sqs:eu-west-1:444455556666:q",
    "arn:aws:kms:eu-west-1:111122223333:key/k",
];
/// Values of the two keys that float; `null` for absent.
const VALUES: [Value; 3] = [Value::Null, Value::Bool(true), Value::Bool(false)];

fn pick(of: &'static [&'static str]) -> impl Strategy<Value = Value> {
    prop_oneof![
        1 => Just(json!("*")),
        3 => prop::sample::select(of).prop_map(|one| json!(one)),
        1 => prop::sample::subsequence(of, 1..=of.len()).prop_map(|some| json!(some)),
    ]
}

fn condition() -> impl Strategy<Value = Option<Value>> {
    let keys = prop::sample::select(&["aws:SecureTransport", "aws:ViaAWSService"][..]);
    let bool_if = (keys.clone(), any::<bool>(), any::<bool>()).prop_map(|(key, wanted, if_exists)| {
        let operator = if if_exists { "BoolIfExists" } else { "Bool" };
        json!({ operator: { key: wanted } })
    });
    let null = (keys, any::<bool>()).prop_map(|(key, absent)| json!({ "Null": { key: absent } }));
    let of_caller = prop_oneof![
        Just(json!({ "StringEquals": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } })),
        Just(json!({ "StringLike": { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/*" } })),
        Just(json!({ "StringNotEquals": { "aws:PrincipalAccount": "444455556666" } })),
        Just(json!({ "StringEquals": { "aws:PrincipalTag/team": "blue" } })),
        Just(json!({ "StringEquals": { "aws:username": "ana" } })),
    ];
    prop::option::weighted(0.5, prop_oneof![bool_if, null, of_caller])
}

fn statement(with_principal: bool) -> impl Strategy<Value = Value> {
    let principals = [
        json!("*"),
        json!({ "AWS": ROLE }),
        json!({ "AWS": USER }),
        json!({ "AWS": "444455556666" }),
        json!({ "AWS": "111122223333" }),
    ];
    let clause = (any::<bool>(), prop::sample::select(principals.to_vec()));
    let parts =
        (prop::bool::weighted(0.3), pick(&ACTIONS), prop::bool::weighted(0.15), pick(&RESOURCES), condition(), clause);
    parts.prop_map(move |(denies, action, negated, resource, condition, (not, principal))| {
        let mut own = json!({
            "Effect": if denies { "Deny" } else { "Allow" },
            if negated { "NotAction" } else { "Action" }: action,
            "Resource": resource,
        });
        if let Some(condition) = condition {
            own["Condition"] = condition;
        }
        if with_principal {
            own[if not && denies { "NotPrincipal" } else { "Principal" }] = principal;
        }
        own
    })
}

fn policy(with_principal: bool) -> impl Strategy<Value = Value> {
    prop::collection::vec(statement(with_principal), 1..4)
        .prop_map(|statements| json!({ "name": "p", "document": { "Version": "2012-10-17", "Statement": statements } }))
}

fn levels() -> impl Strategy<Value = Value> {
    let level = prop::collection::vec(policy(false), 1..3)
        .prop_map(|policies| json!({ "target": "r-ab12", "policies": policies }));
    prop::collection::vec(level, 1..3).prop_map(Value::from)
}

/// Resource control policies: they can only deny, and whom is said by conditions.
fn rcps() -> impl Strategy<Value = Value> {
    levels().prop_map(|mut levels| {
        for level in levels.as_array_mut().unwrap() {
            for policy in level["policies"].as_array_mut().unwrap() {
                for own in policy["document"]["Statement"].as_array_mut().unwrap() {
                    own["Effect"] = json!("Deny");
                    own["Principal"] = json!("*");
                    if let Some(actions) = own.as_object_mut().unwrap().remove("NotAction") {
                        own["Action"] = actions;
                    }
                }
            }
        }
        levels
    })
}

fn maybe(of: impl Strategy<Value = Value> + 'static) -> impl Strategy<Value = Option<Value>> {
    prop::option::weighted(0.4, of)
}

fn scenario() -> impl Strategy<Value = Value> {
    let identities = prop::collection::vec(policy(false), 3);
    let gates = (
        maybe(levels()),
        maybe(rcps()),
        maybe(policy(false)),
        maybe(policy(true)),
        maybe(policy(true)),
        maybe(policy(true)),
    );
    (identities, gates).prop_map(|(identities, (scps, rcps, boundary, bucket, queue, key))| {
        let mut account = json!({ "id": "111122223333", "organizationPath": "o-a1b2c3d4e5/r-ab12/" });
        for (name, levels) in [("serviceControlPolicies", scps), ("resourceControlPolicies", rcps)] {
            if let Some(levels) = levels {
                account[name] = levels;
            }
        }
        let mut principals: Vec<Value> = [ROLE, USER, OTHER]
            .iter()
            .zip(identities)
            .map(|(arn, policy)| json!({ "arn": arn, "identityPolicies": [policy] }))
            .collect();
        principals[0]["tags"] = json!({ "team": "blue" });
        if let Some(boundary) = boundary {
            principals[0]["permissionsBoundary"] = boundary;
        }
        let resources = [("arn:aws:s3:::logs", bucket), (RESOURCES[3], queue), (RESOURCES[4], key)];
        let resources = resources.into_iter().filter_map(|(arn, policy)| {
            let policy = policy?;
            let owner = if arn.contains("444455556666") { "444455556666" } else { "111122223333" };
            Some(json!({ "arn": arn, "account": owner, "policy": policy }))
        });
        let resources: Vec<Value> = resources.collect();
        json!({ "accounts": [account], "principals": principals, "resources": resources })
    })
}

fn claim() -> impl Strategy<Value = Value> {
    let callers = [ROLE, USER, OTHER, "anonymous", "anyone", "ec2.amazonaws.com"];
    let parts = (any::<bool>(), prop::sample::select(callers.to_vec()), pick(&ACTIONS), pick(&RESOURCES), condition());
    parts.prop_map(|(never, caller, actions, resources, when)| {
        let list = |value: Value| if value.is_array() { value } else { json!([value]) };
        // Of all actions some are refused to some callers by rules of STS: whether all are allowed is not decided.
        let actions = if !never && actions == "*" { json!("s3:*") } else { actions };
        let mut requests = json!({ "caller": caller, "actions": list(actions), "resources": list(resources) });
        if let Some(when) = when {
            requests["when"] = when;
        }
        json!({ "name": "c", if never { "never" } else { "always" }: requests })
    })
}

/// Every request of the alphabets by a caller, with the decision of the engine, where the claim is about it.
fn decisions(scenario: &Value, caller: &str, requests: &Value) -> Vec<(Value, Decision)> {
    let mut steps = Vec::new();
    for (action, resource) in ACTIONS.iter().flat_map(|action| RESOURCES.iter().map(move |resource| (action, resource)))
    {
        for (secure, via) in VALUES.iter().flat_map(|one| VALUES.iter().map(move |other| (one, other))) {
            let context = json!({ "aws:SecureTransport": secure, "aws:ViaAWSService": via });
            steps.push(json!({ "caller": caller, "action": action, "resource": resource, "context": context }));
        }
    }
    // One statement alone says which requests the claim is about.
    let mut about = json!({ "Effect": "Allow", "Action": requests["actions"], "Resource": requests["resources"] });
    if !requests["when"].is_null() {
        about["Condition"] = requests["when"].clone();
    }
    let document = json!({ "Version": "2012-10-17", "Statement": about });
    let decide = |scenario: Value| {
        let scenario = Scenario::from_json(&scenario.to_string()).unwrap();
        Compiled::new(&scenario).decisions()
    };
    let mut asked = scenario.clone();
    asked["steps"] = json!(steps);
    let mut covered = scenario.clone();
    covered["steps"] = json!(steps);
    let mut account = covered["accounts"][0].clone();
    for field in ["serviceControlPolicies", "resourceControlPolicies"] {
        account.as_object_mut().unwrap().remove(field);
    }
    covered["accounts"][0] = account;
    for principal in covered["principals"].as_array_mut().unwrap() {
        principal.as_object_mut().unwrap().remove("permissionsBoundary");
        principal["identityPolicies"] = json!([{ "name": "about", "document": document }]);
    }
    let open = json!({ "Version": "2012-10-17", "Statement": {
        "Effect": "Allow", "Principal": "*", "Action": requests["actions"], "Resource": requests["resources"],
        "Condition": if requests["when"].is_null() { json!({}) } else { requests["when"].clone() } } });
    let own = |arn: &str| {
        json!({ "arn": arn, "account": if arn.contains("444455556666") { "444455556666" } else { "111122223333" },
        "policy": { "name": "about", "document": open } })
    };
    covered["resources"] = json!(["arn:aws:s3:::logs", "arn:aws:s3:::free", RESOURCES[3], RESOURCES[4]].map(own));
    let (decided, covered) = (decide(asked), decide(covered));
    let both = steps.into_iter().zip(decided.into_iter().zip(covered));
    both.filter(|(_, (_, covered))| *covered == Decision::Allowed).map(|(step, (decided, _))| (step, decided)).collect()
}

/// The verdict, after it was held against the engine.
fn checked(scenario: &Value, claim: &Value) -> ClaimVerdict {
    let mut all = scenario.clone();
    all["claims"] = json!([claim]);
    let read = Scenario::from_json(&all.to_string()).unwrap();
    let proof = prove(&read, embedded::index()).unwrap();
    let own = &proof.claims[0];
    let never = claim["never"].is_object();
    let requests = if never { &claim["never"] } else { &claim["always"] };
    let against = |decision: &Decision| (*decision == Decision::Allowed) == never;
    match own.verdict {
        ClaimVerdict::Fails => {
            let witness = own.witness.as_ref().unwrap();
            let shown = Scenario::from_json(&witness.scenario).unwrap();
            let decision = Compiled::new(&shown).decisions()[0];
            assert!(against(&decision) && decision != Decision::Error, "{all:#} {own:#?}");
        }
        ClaimVerdict::Holds => {
            let callers = match requests["caller"].as_str().unwrap() {
                "anyone" => vec![ROLE, USER, OTHER, "anonymous", "ec2.amazonaws.com"],
                one => vec![one],
            };
            for caller in callers {
                for (step, decision) in decisions(scenario, caller, requests) {
                    assert!(!against(&decision), "{all}\n{step} is decided {decision:?}");
                }
            }
        }
        ClaimVerdict::Unknown => {}
    }
    own.verdict
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(std::env::var("PROVE_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(32)))]

    #[test]
    fn no_request_refutes_a_proof_and_every_witness_is_one((scenario, claims) in (scenario(), prop::collection::vec(claim(), 4))) {
        for claim in &claims {
            checked(&scenario, claim);
        }
    }
}

/// Claims of which it is known what they come to.
#[test]
fn claims_about_a_small_account_are_decided() {
    let policy =
        |statement: Value| json!({ "name": "p", "document": { "Version": "2012-10-17", "Statement": statement } });
    let own = json!({ "Effect": "Allow", "Action": "s3:*", "Resource": "*" });
    let bucket = json!({ "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::logs/*",
        "Condition": { "StringEquals": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } } });
    let scenario = json!({
        "accounts": [{ "id": "111122223333", "organizationPath": "o-a1b2c3d4e5/r-ab12/" }],
        "principals": [{ "arn": ROLE, "identityPolicies": [policy(own)] }, { "arn": USER }],
        "resources": [{ "arn": "arn:aws:s3:::logs", "account": "111122223333", "policy": policy(bucket) }],
    });
    let claim = |kind: &str, caller: &str, actions: &str, when: Value| {
        let mut requests = json!({ "caller": caller, "actions": [actions], "resources": ["arn:aws:s3:::logs/*"] });
        if !when.is_null() {
            requests["when"] = when;
        }
        json!({ "name": "c", kind: requests })
    };
    let outside = json!({ "StringNotEqualsIfExists": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } });
    let cases = [
        (claim("never", "anonymous", "s3:*", Value::Null), ClaimVerdict::Holds),
        (claim("never", "anyone", "s3:*", outside), ClaimVerdict::Holds),
        (claim("never", "anyone", "s3:GetObject", Value::Null), ClaimVerdict::Fails),
        (claim("never", USER, "s3:PutObject", Value::Null), ClaimVerdict::Holds),
        (claim("never", USER, "s3:GetObject", Value::Null), ClaimVerdict::Fails),
        (claim("always", ROLE, "s3:PutObject", Value::Null), ClaimVerdict::Holds),
        (claim("always", OTHER, "s3:GetObject", Value::Null), ClaimVerdict::Fails),
    ];
    for (claim, verdict) in cases {
        assert_eq!(checked(&scenario, &claim), verdict, "{claim}");
    }
}
