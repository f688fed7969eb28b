use iam_syntax::{Condition, PolicyKind, parse};

use super::*;

/// A condition block of a policy, read by the real parser.
fn block(json: &str) -> Vec<Condition> {
    let text = format!(
        r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Action":"*","Resource":"*","Condition":{json}}}}}"#
    );
    parse(&text, PolicyKind::Identity).tree.unwrap().statements.remove(0).conditions
}

/// `key=value` for one value, `key=[a,b]` for a list, `-` for no key at all.
fn context(text: &str) -> Context {
    let mut context = Context::default();
    for entry in text.split(';').map(str::trim).filter(|entry| *entry != "-") {
        let (key, value) = entry.split_once('=').unwrap();
        let values = match value.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            Some("") => Values::Many(Vec::new()),
            Some(list) => Values::Many(list.split(',').map(str::to_owned).collect()),
            None => Values::One(value.to_owned()),
        };
        context.give(key, values);
    }
    context
}

fn holds(conditions: &str, request: &str) -> bool {
    let context = context(request);
    block(conditions).iter().all(|condition| evaluate(condition, &context).0)
}

#[test]
fn the_tables_of_the_operators_page_hold() {
    let job = r#"{"StringEquals":{"aws:PrincipalTag/job-category":"iamuser-admin"}}"#;
    let tags = r#"{"StringEqualsIgnoreCase":{"aws:RequestTag/environment":["preprod","storage"]},
        "ForAnyValue:StringEquals":{"aws:TagKeys":"environment"}}"#;
    let tls = r#"{"Bool":{"aws:SecureTransport":"false"}}"#;
    let binary = r#"{"BinaryEquals":{"key:x":"QmluYXJ5VmFsdWVJbkJhc2U2NA=="}}"#;
    let address = r#"{"IpAddress":{"aws:SourceIp":"203.0.113.0/24"}}"#;
    let topic = r#"{"ArnEquals":{"aws:SourceArn":"arn:aws:sns:us-west-2:123456789012:TOPIC-ID"}}"#;
    let logs = r#"{"ForAllValues:ArnLike":{"logs:LogGeneratingResourceArns":[
        "arn:aws:cloudfront::123456789012:distribution/*","arn:aws:cloudfront::123456789012:distribution/support*"]}}"#;
    let kind = r#"{"StringLikeIfExists":{"ec2:InstanceType":["t1.*","t2.*","m3.*"]}}"#;
    let token = r#"{"Null":{"aws:TokenIssueTime":"false"}}"#;
    let paths = r#"{"ForAllValues:StringNotLike":{"aws:ResourceOrgPaths":[
        "o-acorg/r-acroot/ou-acroot-mediaou/","o-acorg/r-acroot/ou-acroot-sportsou/*"]}}"#;
    let finance = "aws:x=arn:aws:someservice:us-east-2:999999999999:store/abc:111122223333:finance/document.txt";
    let table = [
        ("CT-01", job, "aws:PrincipalTag/job-category=iamuser-admin", true),
        ("CT-02", job, "aws:PrincipalTag/job-category=dev-ops", false),
        ("CT-03", job, "-", false),
        ("CT-04", tags, "aws:TagKeys=[environment]; aws:RequestTag/environment=preprod", true),
        ("CT-05", tags, "aws:TagKeys=[environment,costcenter]; aws:RequestTag/environment=PreProd", true),
        ("CT-06", tags, "aws:TagKeys=[Environment]; aws:RequestTag/Environment=preprod", false),
        ("CT-07", tags, "aws:TagKeys=[costcenter]; aws:RequestTag/environment=preprod", false),
        ("CT-08", tags, "aws:RequestTag/environment=storage", false),
        ("CT-09", tags, "aws:TagKeys=[environment]", false),
        ("CT-10", tags, "-", false),
        ("CT-11", tls, "aws:SecureTransport=false", true),
        ("CT-11", tls, "aws:SecureTransport=true", false),
        ("CT-11", tls, "-", false),
        ("CT-12", binary, "key:x=QmluYXJ5VmFsdWVJbkJhc2U2NA==", true),
        ("CT-12", binary, "key:x=ASIAIOSFODNN7EXAMPLE", false),
        ("CT-12", binary, "-", false),
        ("CT-13", address, "aws:SourceIp=203.0.113.1", true),
        ("CT-13", address, "aws:SourceIp=198.51.100.1", false),
        ("CT-14", topic, "aws:SourceArn=arn:aws:sns:us-west-2:123456789012:TOPIC-ID", true),
        ("CT-14", topic, "aws:SourceArn=arn:aws:sns:us-west-2:777788889999:TOPIC-ID", false),
        ("CT-14", topic, "-", false),
        (
            "CT-15",
            logs,
            "logs:LogGeneratingResourceArns=[arn:aws:cloudfront::123456789012:distribution/costcenter]",
            true,
        ),
        (
            "CT-15",
            logs,
            "logs:LogGeneratingResourceArns=[arn:aws:cloudfront::777788889999:distribution/costcenter]",
            false,
        ),
        ("CT-15", logs, "-", true),
        ("CT-16", kind, "ec2:InstanceType=t1.micro", true),
        ("CT-16", kind, "ec2:InstanceType=m2.micro", false),
        ("CT-16", kind, "-", true),
        ("CT-17", token, "aws:TokenIssueTime=2026-11-23T10:00:00Z", true),
        ("CT-17", token, "-", false),
        ("CT-18", paths, "aws:ResourceOrgPaths=[o-acorg/r-acroot/ou-acroot-sportsou/costcenter/]", false),
        ("CT-18", paths, "aws:ResourceOrgPaths=[o-acorg/r-acroot/ou-acroot-mediaou/costcenter/]", true),
        ("CT-18", paths, "-", true),
        ("CT-19", r#"{"StringLike":{"aws:x":"arn:aws:someservice:*:111122223333:finance/*"}}"#, finance, true),
        ("CT-19", r#"{"ArnLike":{"aws:x":"arn:aws:someservice:*:111122223333:finance/*"}}"#, finance, false),
    ];
    for (id, conditions, request, expected) in table {
        assert_eq!(holds(conditions, request), expected, "{id} {request}");
    }
}

#[test]
fn absent_keys_empty_lists_and_set_operators_follow_their_rules() {
    let table = [
        ("CO-07", r#"{"NotIpAddress":{"aws:SourceIp":"10.0.0.0/8"}}"#, "-", true),
        ("CO-11", r#"{"StringNotEqualsIfExists":{"aws:x":"a"}}"#, "-", true),
        ("CO-13", r#"{"Null":{"aws:TagKeys":"true"}}"#, "aws:TagKeys=[]", true),
        ("CO-13", r#"{"Null":{"s3:prefix":"false"}}"#, "s3:prefix=", true),
        ("CO-14", r#"{"ForAllValues:StringEquals":{"aws:x":"a"}}"#, "aws:x=", true),
        ("CO-15", r#"{"ForAnyValue:StringEquals":{"aws:x":"a"}}"#, "-", false),
        ("CO-15", r#"{"ForAnyValue:StringEqualsIfExists":{"aws:x":"a"}}"#, "aws:x=", false),
        ("CO-15", r#"{"ForAnyValue:StringNotEquals":{"aws:x":"a"}}"#, "-", false),
        ("CO-16", r#"{"ForAnyValue:StringNotEquals":{"aws:TagKeys":["a","b"]}}"#, "aws:TagKeys=[a,c]", true),
        ("CO-16", r#"{"ForAllValues:StringNotEquals":{"aws:TagKeys":["a","b"]}}"#, "aws:TagKeys=[a,c]", false),
        ("CO-17", r#"{"ForAnyValue:StringEqualsIfExists":{"aws:TagKeys":"a"}}"#, "-", true),
        ("CO-18", r#"{"ForAnyValue:Null":{"aws:TagKeys":"true"}}"#, "-", false),
        ("CO-18", r#"{"ForAllValues:Null":{"aws:TagKeys":"true"}}"#, "aws:TagKeys=[a]", true),
        ("CO-20", r#"{"StringEquals":{"aws:TagKeys":"a"}}"#, "aws:TagKeys=[a,b]", false),
        ("CO-20", r#"{"StringNotEquals":{"aws:TagKeys":"x"}}"#, "aws:TagKeys=[a,b]", false),
        ("CO-20", r#"{"StringEquals":{"aws:TagKeys":"a"}}"#, "aws:TagKeys=[a]", true),
        ("CO-21", r#"{"ForAllValues:StringEquals":{"aws:TagKeys":[]}}"#, "aws:TagKeys=[a]", false),
        ("CO-21", r#"{"ForAllValues:StringEquals":{"aws:TagKeys":[]}}"#, "-", true),
        ("CO-22", r#"{"StringEquals":{"aws:x":[]}}"#, "aws:x=a", false),
        ("CO-22", r#"{"StringNotEquals":{"aws:x":[]}}"#, "aws:x=a", false),
        ("CO-22", r#"{"StringNotEquals":{"aws:x":[]}}"#, "-", false),
        ("CO-21", r#"{"StringEqualsIfExists":{"aws:x":[]}}"#, "-", true),
        ("CO-21", r#"{"StringEqualsIfExists":{"aws:x":[]}}"#, "aws:x=a", false),
    ];
    for (rule, conditions, request, expected) in table {
        assert_eq!(holds(conditions, request), expected, "{rule} {conditions} {request}");
    }
}

#[test]
fn values_of_the_wrong_kind_never_satisfy_a_positive_operator() {
    let table = [
        (r#"{"NumericEquals":{"s3:max-keys":"10"}}"#, "s3:max-keys=ten", false),
        (r#"{"NumericNotEquals":{"s3:max-keys":"10"}}"#, "s3:max-keys=ten", false),
        (r#"{"NumericNotEqualsIfExists":{"s3:max-keys":"10"}}"#, "s3:max-keys=ten", false),
        (r#"{"NumericNotEquals":{"s3:max-keys":"abc"}}"#, "s3:max-keys=7", true),
        (r#"{"NumericEquals":{"s3:max-keys":["abc","7"]}}"#, "s3:max-keys=7", true),
        (r#"{"NumericLessThan":{"s3:max-keys":"10"}}"#, "s3:max-keys=9.5", true),
        (r#"{"DateGreaterThan":{"aws:CurrentTime":"2026"}}"#, "aws:CurrentTime=2026-11-23T10:00:00Z", true),
        (r#"{"DateLessThanEquals":{"aws:CurrentTime":"soon"}}"#, "aws:CurrentTime=2026-11-23T10:00:00Z", false),
        (r#"{"Bool":{"aws:SecureTransport":true}}"#, "aws:SecureTransport=True", true),
        (r#"{"Bool":{"aws:SecureTransport":"yes"}}"#, "aws:SecureTransport=false", true),
        (r#"{"Bool":{"aws:SecureTransport":"yes"}}"#, "aws:SecureTransport=true", false),
        (r#"{"IpAddress":{"aws:SourceIp":"0.0.0.0/0"}}"#, "aws:SourceIp=localhost", false),
        (r#"{"ArnLike":{"aws:SourceArn":"*"}}"#, "aws:SourceArn=arn:aws:sns:us-east-1:111122223333:t", true),
        (r#"{"ArnNotLike":{"aws:SourceArn":"arn:aws:*"}}"#, "aws:SourceArn=arn:aws:sns:us-east-1:111122223333:t", true),
    ];
    for (conditions, request, expected) in table {
        assert_eq!(holds(conditions, request), expected, "{conditions} {request}");
    }
}

#[test]
fn an_unresolved_variable_is_never_equal_and_spares_the_other_values() {
    let list = r#"{"StringLike":{"s3:prefix":["home/","home/${aws:username}/"]}}"#;
    assert!(holds(list, "s3:prefix=home/"));
    assert!(!holds(list, "s3:prefix=home/ana/"));
    assert!(holds(list, "s3:prefix=home/ana/; aws:username=ana"));
    assert!(holds(r#"{"StringNotEquals":{"aws:x":"${aws:username}"}}"#, "aws:x=a"));
    assert!(holds(
        r#"{"Bool":{"aws:SecureTransport":"${aws:PrincipalTag/tls}"}}"#,
        "aws:SecureTransport=true; aws:PrincipalTag/tls=TRUE"
    ));
}

#[test]
fn the_reason_names_the_values_that_decided() {
    let conditions = block(r#"{"ForAllValues:StringLike":{"aws:TagKeys":["a*","b"]}}"#);
    let (holds, why) = evaluate(&conditions[0], &context("aws:TagKeys=[b,x,a1]"));
    assert!(!holds);
    assert_eq!(why, Why::Compared(ComparedWith { request: 1, policy: None, unresolved: None, wrong_type: None }));
    let (holds, why) = evaluate(&conditions[0], &context("aws:TagKeys=[a1,b]"));
    assert!(holds);
    assert_eq!(why, Why::Compared(ComparedWith { request: 1, policy: Some(1), unresolved: None, wrong_type: None }));
}
