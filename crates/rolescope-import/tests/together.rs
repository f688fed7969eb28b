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

const ACCOUNT: &str = r#"{"accounts": [{"id": "444455556666", "organizationPath": "o-a1b2c3d4e5/r-ab12/"}],
    "resources": [{"arn": "arn:aws:s3:::amzn-s3-demo-bucket"}]}"#;

#[test]
fn scenarios_are_merged_field_by_field() {
    let second = r#"{"accounts": [{"id": "444455556666", "name": "data", "managementAccount": true, "serviceControlPolicies": [{"target": "r-ab12", "policies": []}]}],
        "resources": [{"arn": "arn:aws:s3:::amzn-s3-demo-bucket", "account": "444455556666", "tags": {"team": "a"}, "abac": true,
        "publicAccessBlock": {"restrictPublicBuckets": true}}]}"#;
    let all = all(&[("one.json", ACCOUNT), ("two.json", second)]);
    let (account, bucket) = (&all.scenario.accounts[0], &all.scenario.resources[0]);
    assert_eq!((all.scenario.accounts.len(), all.scenario.resources.len(), all.conflicts.len()), (1, 1, 0));
    assert_eq!((account.name.as_deref(), account.management_account), (Some("data"), true));
    assert!(account.organization_path.is_some() && account.service_control_policies.is_some());
    assert_eq!((bucket.account.as_deref(), bucket.abac), (Some("444455556666"), true));
    assert_eq!(bucket.tags.get("team").map(String::as_str), Some("a"));
    assert!(bucket.public_access_block.is_some());
}

#[test]
fn accounts_and_tags_that_do_not_agree_are_said() {
    let second = ACCOUNT.replace("r-ab12", "r-cd34").replace("bucket\"}", "bucket\", \"tags\": {\"team\": \"a\"}}");
    let third = second.replace("r-cd34", "r-ab12").replace("\"a\"", "\"b\"");
    let all = all(&[("one.json", ACCOUNT), ("two.json", &second), ("three.json", &third)]);
    let said: Vec<(&str, &str)> =
        all.conflicts.iter().map(|conflict| (conflict.what.as_str(), conflict.other.as_str())).collect();
    assert_eq!(
        said,
        [
            ("organization path of account 444455556666", "two.json"),
            ("tag team of arn:aws:s3:::amzn-s3-demo-bucket", "three.json")
        ]
    );
}

#[test]
fn a_conflict_names_the_file_of_the_policy_that_was_kept() {
    let all = all(&[
        ("role.json", &role("ec2.amazonaws.com")),
        ("old.json", &policy("s3:List*")),
        ("new.json", &policy("s3:Get*")),
    ]);
    let conflict = &all.conflicts[0];
    assert_eq!((conflict.kept.as_str(), conflict.other.as_str()), ("old.json", "new.json"), "{}", conflict.what);
}

#[test]
fn steps_lead_back_to_their_own_lines_when_one_is_there_already() {
    let more = format!("{MESSAGE}\n{}", MESSAGE.replace("GetObject", "PutObject"));
    let all = all(&[("one.txt", MESSAGE), ("two.txt", &more)]);
    assert_eq!(all.scenario.steps.len(), 2);
    let sources: Vec<(String, &str, usize)> =
        all.sources().into_iter().map(|source| (source.pointer, source.file, source.line)).collect();
    assert!(sources.contains(&("/steps/1".to_owned(), "two.txt", 2)), "{sources:?}");
    assert!(!sources.iter().any(|(pointer, ..)| pointer == "/steps/2"), "{sources:?}");
}

#[test]
fn the_policy_of_another_bucket_answers_no_question() {
    let bucket = r#"{"resources": [{"arn": "arn:aws:s3:::amzn", "policy": {"name": "p", "document": {}}}]}"#;
    let denied = MESSAGE.replace("because no identity-based policy allows", "because no resource-based policy allows");
    let asked = |bucket: &str| {
        let all = all(&[("denied.txt", &denied), ("bucket.json", bucket)]);
        all.ask.iter().any(|ask| ask.what.contains("bucket policy"))
    };
    assert!(asked(bucket));
    assert!(!asked(&bucket.replace("amzn", "amzn-s3-demo-bucket")));
}
