use super::*;
use crate::analyze;

/// A service assumes a role, whose session reads an object; `service` is who the trust policy names.
fn web_app(service: &str) -> Scenario {
    Scenario::from_json(&format!(
        r#"{{
          "time": "2026-11-23T10:00:00Z",
          "principals": [{{
            "arn": "arn:aws:iam::111122223333:role/app/config-reader",
            "trustPolicy": {{ "name": "trust", "document": {{ "Version": "2012-10-17", "Statement": [{{
              "Sid": "Ec2", "Effect": "Allow", "Principal": {{ "Service": "{service}" }}, "Action": "sts:AssumeRole" }}] }} }},
            "identityPolicies": [{{ "name": "read", "document": {{ "Version": "2012-10-17", "Statement": [{{
              "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::conf/*" }}] }} }}]
          }}],
          "steps": [
            {{ "name": "assume", "caller": "ec2.amazonaws.com", "action": "sts:AssumeRole",
              "resource": "arn:aws:iam::111122223333:role/app/config-reader", "session": {{ "name": "i-0abc" }} }},
            {{ "caller": "@assume", "action": "s3:GetObject", "resource": "arn:aws:s3:::conf/app.json" }}
          ]
        }}"#
    ))
    .unwrap()
}

fn seen(scenario: &Scenario, step: usize) -> Vec<(String, StationState, String)> {
    let stations = walk(scenario, &analyze(scenario), step);
    stations.into_iter().map(|station| (station.label, station.state, station.note)).collect()
}

#[test]
fn a_request_through_a_role_has_five_stations() {
    let expected = [
        ("ec2.amazonaws.com", StationState::Plain, "calls sts:AssumeRole"),
        ("config-reader", StationState::Allowed, "allowed by Ec2"),
        ("config-reader/i-0abc", StationState::Plain, "until 11:00 UTC"),
        ("s3:GetObject", StationState::Allowed, "allowed by statement 1 of read"),
        ("conf/app.json", StationState::Allowed, "reached"),
    ]
    .map(|(label, state, note)| (label.to_owned(), state, note.to_owned()));
    assert_eq!(seen(&web_app("ec2.amazonaws.com"), 1), expected);
}

#[test]
fn stations_after_a_denied_trust_policy_are_not_reached() {
    let states: Vec<StationState> =
        seen(&web_app("lambda.amazonaws.com"), 1).into_iter().map(|(_, state, _)| state).collect();
    use StationState::{ImplicitDeny, NotReached, Plain};
    assert_eq!(states, [Plain, ImplicitDeny, NotReached, NotReached, NotReached]);
}

#[test]
fn where_nothing_decides_the_permissions_lead_to_a_policy_of_the_callers_side() {
    let json = r#"{
      "principals": [{ "arn": "arn:aws:iam::111122223333:user/ana", "identityPolicies": [
        { "name": "read", "document": { "Version": "2012-10-17", "Statement": [] } }] }],
      "resources": [{ "arn": "arn:aws:s3:::conf", "account": "111122223333", "policy":
        { "name": "bucket", "document": { "Version": "2012-10-17", "Statement": [] } } }],
      "steps": [{ "caller": "arn:aws:iam::111122223333:user/ana", "action": "s3:GetObject", "resource": "arn:aws:s3:::conf/a",
        "vpcEndpoint": { "id": "vpce-0a1b2c3d", "policy":
          { "name": "endpoint", "document": { "Version": "2012-10-17", "Statement": [] } } } }]
    }"#;
    let mut scenario = Scenario::from_json(json).unwrap();
    let pointer = |scenario: &Scenario| walk(scenario, &analyze(scenario), 0)[1].pointer.clone();
    assert_eq!(pointer(&scenario).as_deref(), Some("/principals/0/identityPolicies/0"));
    scenario.principals.clear();
    assert_eq!(pointer(&scenario).as_deref(), Some("/steps/0/vpcEndpoint/policy"), "never the bucket's policy");
}

#[test]
fn a_step_that_is_not_there_has_no_walk() {
    assert_eq!(seen(&web_app("ec2.amazonaws.com"), 7), []);
}

#[test]
fn the_end_of_a_chain_is_the_last_step_of_the_longest_one() {
    let step = |name: &str, caller: &str| {
        format!(r#"{{ "name": "{name}", "caller": "{caller}", "action": "sts:AssumeRole" }}"#)
    };
    let steps = [("a", "x"), ("b", "@a"), ("c", "@a"), ("d", "@c"), ("e", "@nobody"), ("f", "@b")];
    let steps = steps.map(|(name, caller)| step(name, caller)).join(",");
    let scenario = Scenario::from_json(&format!(r#"{{ "steps": [{steps}] }}"#)).unwrap();
    let ends: Vec<usize> = (0..6).map(|at| end_of_chain(&scenario, at)).collect();
    assert_eq!(ends, [3, 5, 3, 3, 4, 5]);
    assert_eq!(end_of_chain(&scenario, 9), 9, "no such step");
}
