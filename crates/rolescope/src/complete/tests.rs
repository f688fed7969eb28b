use super::*;

const SCENARIO: &str = r#"{
  "accounts": [{"id": "444455556666", "organizationPath": "o-exampleorg/r-ab12/ou-1/"}],
  "principals": [
    {"arn": "arn:aws:iam::111122223333:user/ana", "tags": {"team": "red"},
     "identityPolicies": [{"name": "own", "document": {}}]},
    {"arn": "arn:aws:iam::111122223333:role/app", "trustPolicy": {"name": "trust", "document": {}}}
  ],
  "resources": [{"arn": "arn:aws:s3:::amzn-s3-demo-bucket", "tags": {"env": "dev"}}],
  "steps": [
    {"caller": "ec2.amazonaws.com", "action": "sts:AssumeRole", "resource": "arn:aws:iam::111122223333:role/app"},
    {"caller": "arn:aws:iam::111122223333:user/ana", "action": "s3:GetObject",
     "resource": "arn:aws:s3:::amzn-s3-demo-bucket/key.txt",
     "context": {"aws:SourceIp": "203.0.113.7", "aws:UserAgent": "a \"quoted\" name"}}
  ]
}"#;
const OWN: &str = "/principals/0/identityPolicies/0";
const TRUST: &str = "/principals/1/trustPolicy";

/// Choices at the bar in `marked`, as the text of a policy.
fn offered(pointer: &str, marked: &str) -> Vec<String> {
    let mut scenario = Scenario::from_json(SCENARIO).unwrap();
    let offset = marked.find('|').unwrap() as u32;
    scenario.policy_mut(pointer).unwrap().document = crate::scenario::Document::from_text(marked.replace('|', ""));
    let completion = complete(&scenario, pointer, offset);
    completion.map(|it| it.choices.into_iter().map(|choice| choice.text).collect()).unwrap_or_default()
}

fn in_statement(pointer: &str, marked: &str) -> Vec<String> {
    offered(pointer, &format!("{{\"Statement\": [{{{marked}}}]}}"))
}

#[test]
fn elements_are_those_of_the_policys_type_that_are_not_there_yet() {
    assert_eq!(offered(OWN, "{|\"Version\": \"2012-10-17\"}"), ["Statement"]);
    let own = in_statement(OWN, "\"Effect\": \"Allow\", |");
    assert_eq!(own, ["Sid", "Action", "NotAction", "Resource", "NotResource", "Condition"]);
    let trust = in_statement(TRUST, "|");
    assert!(trust.contains(&"Principal".to_owned()) && !trust.contains(&"Resource".to_owned()), "{trust:?}");
}

#[test]
fn values_come_from_the_language_and_from_the_scenario() {
    assert_eq!(in_statement(OWN, "\"Effect\": |"), ["Allow", "Deny"]);
    assert_eq!(in_statement(TRUST, "\"Action\": |"), ["sts:AssumeRole"]);
    assert_eq!(in_statement(OWN, "\"Action\": [|"), ["sts:AssumeRole", "s3:GetObject", "sts:*", "s3:*"]);
    let resources = in_statement(OWN, "\"Resource\": |");
    assert_eq!(resources.first().map(String::as_str), Some("*"));
    assert!(resources.contains(&"arn:aws:s3:::amzn-s3-demo-bucket/key.txt".to_owned()), "{resources:?}");
}

#[test]
fn principals_are_told_by_their_type() {
    let aws = in_statement(TRUST, "\"Principal\": {\"AWS\": |");
    for name in ["arn:aws:iam::111122223333:user/ana", "111122223333", "444455556666", "*"] {
        assert!(aws.contains(&name.to_owned()), "{name}: {aws:?}");
    }
    assert_eq!(in_statement(TRUST, "\"Principal\": {\"Service\": |"), ["ec2.amazonaws.com"]);
    assert_eq!(in_statement(TRUST, "\"Principal\": {|"), ["AWS", "Service", "Federated", "CanonicalUser"]);
}

#[test]
fn every_operator_that_is_offered_is_one() {
    let operators = in_statement(OWN, "\"Condition\": {|");
    assert!(operators.len() > 100, "{}", operators.len());
    for operator in operators {
        assert!(Operator::parse(&operator).is_some(), "{operator}");
    }
}

#[test]
fn keys_of_the_steps_come_first_and_tags_of_the_scenario_before_the_rest() {
    let keys = in_statement(OWN, "\"Condition\": {\"StringEquals\": {|");
    assert_eq!(keys.get(..2).unwrap(), ["aws:SourceIp", "aws:UserAgent"]);
    assert!(keys.contains(&"aws:PrincipalTag/team".to_owned()) && keys.contains(&"aws:ResourceTag/env".to_owned()));
}

#[test]
fn values_of_a_condition_fit_its_key() {
    let values =
        |operator: &str, key: &str| in_statement(OWN, &format!("\"Condition\": {{\"{operator}\": {{\"{key}\": |"));
    assert_eq!(values("IpAddress", "aws:sourceip"), ["203.0.113.7"]);
    assert_eq!(values("StringLike", "aws:UserAgent"), Vec::<String>::new(), "it would need escapes");
    assert_eq!(values("Bool", "aws:SecureTransport"), ["true", "false"]);
    assert_eq!(values("StringEquals", "aws:PrincipalOrgID"), ["o-exampleorg"]);
    assert!(values("ArnLike", "aws:PrincipalArn").contains(&"arn:aws:iam::111122223333:role/app".to_owned()));
    assert_eq!(values("StringEquals", "aws:SourceAccount"), ["444455556666", "111122223333"]);
}

#[test]
fn a_variable_has_one_value() {
    let variables = in_statement(OWN, "\"Resource\": \"arn:aws:s3:::b/${|\"");
    assert!(variables.contains(&"aws:username".to_owned()) && variables.contains(&"aws:PrincipalTag/team".to_owned()));
    assert!(!variables.contains(&"aws:TagKeys".to_owned()), "{variables:?}");
}

#[test]
fn a_policy_that_is_not_there_wants_nothing() {
    assert_eq!(complete(&Scenario::from_json(SCENARIO).unwrap(), "/nowhere", 0), None);
}
