use super::*;

fn caller(kind: CallerKind, account: Option<&str>) -> Caller {
    Caller { kind, account: account.map(str::to_owned), has_boundary: false }
}

fn session(path: &str) -> Caller {
    let kind = CallerKind::RoleSession {
        role_arn: format!("arn:aws:iam::111122223333:role{path}app"),
        role_id: "AROAAPPEXAMPLE".into(),
        session_arn: Some("arn:aws:sts::111122223333:assumed-role/app/s1".into()),
        service_linked: false,
    };
    caller(kind, Some("111122223333"))
}

/// The keys of AWS's tables about the caller, `key=value` each, sorted.
fn seen(caller: &Caller, facts: &CallFacts, prefix: &str) -> Vec<String> {
    let mut context = Context::default();
    derive(&mut context, caller, facts);
    let about = context.entries().iter().filter(|entry| entry.key.to_lowercase().starts_with(prefix));
    about.map(|entry| format!("{}={}", entry.key, entry.values.as_slice().join(","))).collect()
}

#[test]
fn who_calls_decides_the_principal_keys() {
    let facts = CallFacts::default();
    let arn = "arn:aws:iam::111122223333:user/ana".to_owned();
    let ana = caller(CallerKind::User { arn, id: "AIDAANAEXAMPLE".into() }, Some("111122223333"));
    let root = caller(CallerKind::Root { arn: "arn:aws:iam::111122223333:root".into() }, Some("111122223333"));
    let trail = caller(CallerKind::Service { name: "cloudtrail.amazonaws.com".into() }, None);
    let principal = |caller: &Caller| seen(caller, &facts, "aws:principal").join(" ");
    let user = |caller: &Caller| seen(caller, &facts, "aws:user").join(" ");
    // CV-01
    assert_eq!(
        principal(&ana),
        "aws:PrincipalAccount=111122223333 aws:PrincipalArn=arn:aws:iam::111122223333:user/ana \
         aws:PrincipalIsAWSService=false aws:PrincipalType=User"
    );
    assert_eq!(user(&ana), "aws:userid=AIDAANAEXAMPLE aws:username=ana");
    // CV-03, CV-04
    assert!(principal(&session("/team/")).contains("aws:PrincipalArn=arn:aws:iam::111122223333:role/team/app "));
    assert_eq!(user(&session("/")), "aws:userid=AROAAPPEXAMPLE:s1");
    // CV-06
    assert_eq!(user(&root), "aws:userid=111122223333");
    // CV-07
    let anonymous = caller(CallerKind::Anonymous, None);
    assert_eq!(principal(&anonymous), "aws:PrincipalAccount=anonymous aws:PrincipalType=Anonymous");
    assert_eq!(user(&anonymous), "aws:userid=anonymous");
    // CV-08
    assert_eq!(
        principal(&trail),
        "aws:PrincipalIsAWSService=true aws:PrincipalServiceName=cloudtrail.amazonaws.com \
         aws:PrincipalServiceNamesList=cloudtrail.amazonaws.com"
    );
}

#[test]
fn organization_and_tags_are_filled_in_for_both_sides() {
    let facts = CallFacts {
        caller_organization_path: Some("o-exampleorg/r-ab12/ou-1/".into()),
        resource_organization_path: Some("o-exampleorg/r-ab12/".into()),
        caller_tags: vec![Tag { key: "team".into(), value: "red".into() }],
        resource: "arn:aws:iam::111122223333:role/x".into(),
        resource_tags: vec![Tag { key: "env".into(), value: "dev".into() }],
        ..CallFacts::default()
    };
    let mut context = Context::default();
    derive(&mut context, &session("/"), &facts);
    let value = |key: &str| context.values(key).map(|values| values.as_slice().join(","));
    assert_eq!(value("aws:principalorgid").as_deref(), Some("o-exampleorg"));
    assert_eq!(value("aws:resourceorgpaths").as_deref(), Some("o-exampleorg/r-ab12/"));
    assert_eq!(value("aws:principaltag/team").as_deref(), Some("red"));
    assert_eq!(value("iam:resourcetag/env").as_deref(), Some("dev"));
}

#[test]
fn the_region_is_known_from_the_arn_or_a_global_service() {
    let region = |action: &str, resource: &str| {
        let facts = CallFacts { action: action.into(), resource: resource.into(), ..CallFacts::default() };
        seen(&session("/"), &facts, "aws:requestedregion").join("")
    };
    assert_eq!(region("iam:listusers", "*"), "aws:RequestedRegion=us-east-1");
    assert_eq!(region("sqs:sendmessage", "arn:aws:sqs:eu-west-1:111122223333:q"), "aws:RequestedRegion=eu-west-1");
    assert_eq!(region("s3:getobject", "arn:aws:s3:::b/k"), "");
}

#[test]
fn rcps_cover_listed_services() {
    assert!(rcp_covers(&Action::new("s3:getobject"), "arn:aws:s3:::b/k"));
    assert!(rcp_covers(&Action::new("xray:puttracesegments"), "arn:aws:xray:eu-west-1:111122223333:group/x"));
    assert!(!rcp_covers(&Action::new("ec2:stopinstances"), "arn:aws:ec2:eu-west-1:111122223333:instance/i-1"));
    assert!(!rcp_covers(&Action::new("kms:retiregrant"), "arn:aws:kms:eu-west-1:111122223333:key/1"));
    // AM-31
    assert!(rcp_covers(&Action::new("s3:listallmybuckets"), "*"));
}

#[test]
fn multivalued_keys_are_known() {
    assert!(KnownKey::is_multivalued("aws:tagkeys") && KnownKey::is_multivalued("cognito-identity.amazonaws.com:amr"));
    assert!(!KnownKey::is_multivalued("aws:username"));
}

#[test]
fn every_key_that_is_filled_in_is_a_known_one() {
    let facts = CallFacts {
        caller_organization_path: Some("o-exampleorg/r-ab12/".into()),
        caller_tags: vec![Tag { key: "team".into(), value: "red".into() }],
        vpc_endpoint: Some("vpce-1".into()),
        session: Some(SessionFacts { mfa: Some(true), mfa_at: Some(0), assumed_root: true, ..SessionFacts::default() }),
        ..CallFacts::default()
    };
    let mut context = Context::default();
    derive(&mut context, &session("/"), &facts);
    for entry in context.entries() {
        assert!(KnownKey::general().any(|known| known.is(&entry.key)), "{}", entry.key);
    }
}

#[test]
fn known_keys_are_there_once_and_those_of_lists_by_their_name() {
    let general: Vec<&str> = KnownKey::general().map(KnownKey::name).collect();
    assert!(general.is_sorted_by(|one, other| one < other));
    assert!(KnownKey::general().any(|key| key == KnownKey::TagKeys && KnownKey::is_multivalued(key.name())));
}
