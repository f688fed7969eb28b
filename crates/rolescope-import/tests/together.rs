//! Several inputs as one scenario.

#![cfg(test)]

use rolescope::analyze;
use rolescope::report::Decision;
use rolescope_import::{import, together};

const MESSAGE: &str = "User: arn:aws:sts::444455556666:assumed-role/app/s1 is not authorized to perform: s3:GetObject on resource: \
    arn:aws:s3:::amzn-s3-demo-bucket/a.csv because no identity-based policy allows the s3:GetObject action";

fn role(service: &str) -> String {
    format!(
        r#"{{"Role": {{"RoleName": "app", "RoleId": "AROAEXAMPLEROLEID0001", "Arn": "arn:aws:iam::444455556666:role/team/app",
        "AssumeRolePolicyDocument": {{"Version": "2012-10-17", "Statement": [{{"Effect": "Allow", "Principal": {{"Service": "{service}"}}, "Action": "sts:AssumeRole"}}]}}}}}}"#
    )
}

fn policy(action: &str) -> String {
    format!(
        r#"{{"RoleName": "app", "PolicyName": "read", "PolicyDocument": {{"Version": "2012-10-17", "Statement": [{{"Effect": "Allow", "Action": "{action}", "Resource": "*"}}]}}}}"#
    )
}

fn all(texts: &[(&str, &str)]) -> rolescope_import::Together {
    together(texts.iter().map(|(file, text)| import(file, text).unwrap()))
}

#[test]
fn a_message_a_role_and_a_policy_become_a_decided_scenario() {
    let all = all(&[
        ("denied.txt", MESSAGE),
        ("role.json", &role("ec2.amazonaws.com")),
        ("policy.json", &policy("s3:List*")),
    ]);
    let principals: Vec<&str> = all.scenario.principals.iter().map(|known| known.arn.as_str()).collect();
    assert_eq!(principals, ["arn:aws:iam::444455556666:role/team/app"]);
    let principal = &all.scenario.principals[0];
    assert!(principal.trust_policy.is_some() && principal.identity_policies.len() == 1);
    let report = analyze(&all.scenario);
    assert_eq!((report.steps[0].decision, report.steps[0].met), (Decision::ImplicitDeny, Some(true)));
    assert!(
        !all.ask
            .iter()
            .any(|ask| ask.what.contains("identity policies of role app") || ask.what.contains("trust policy")),
        "{:?}",
        all.ask
    );
    assert!(
        !all.ask.iter().any(|ask| ask.what.contains("account id") || ask.what.contains("which call")),
        "{:?}",
        all.ask
    );
}

#[test]
fn the_same_input_twice_changes_nothing() {
    let role = role("ec2.amazonaws.com");
    let once = all(&[("denied.txt", MESSAGE), ("role.json", &role)]);
    let twice = all(&[("denied.txt", MESSAGE), ("role.json", &role), ("again.txt", MESSAGE), ("again.json", &role)]);
    assert_eq!(once.scenario, twice.scenario);
    assert_eq!(twice.conflicts, []);
}

#[test]
fn what_does_not_agree_is_said_and_the_first_is_kept() {
    let all = all(&[("old.json", &role("ec2.amazonaws.com")), ("new.json", &role("lambda.amazonaws.com"))]);
    let conflict = &all.conflicts[0];
    assert_eq!(conflict.what, "trust policy of arn:aws:iam::444455556666:role/team/app");
    assert_eq!((conflict.kept.as_str(), conflict.other.as_str()), ("old.json", "new.json"));
    assert!(all.scenario.to_json().contains("ec2.amazonaws.com"));
}

#[test]
fn two_roles_of_one_name_in_two_accounts_are_not_chosen_between() {
    let other = role("ec2.amazonaws.com").replace("444455556666", "111122224444");
    let all =
        all(&[("one.json", &role("ec2.amazonaws.com")), ("other.json", &other), ("policy.json", &policy("s3:*"))]);
    assert_eq!(all.scenario.principals.len(), 3);
    assert!(all.ask.iter().any(|ask| ask.what.contains("account id")));
}

#[test]
fn facts_lead_back_to_file_and_line() {
    let template = "Resources:\n  Role:\n    Type: AWS::IAM::Role\n    Properties:\n      RoleName: app\n      AssumeRolePolicyDocument:\n        Version: '2012-10-17'\n        Statement: []\n";
    let json: serde_json::Value = serde_json::from_str(&all(&[("template.yaml", template)]).to_json()).unwrap();
    let sources = json["sources"].as_array().unwrap();
    let line = |pointer: &str| {
        sources.iter().find(|source| source["pointer"] == pointer).map(|source| source["line"].as_u64().unwrap())
    };
    assert_eq!(line("/principals/0/trustPolicy"), Some(7));
    assert_eq!(sources[0]["file"], "template.yaml");
}
