use iam_syntax::{PolicyKind, parse};

use super::is_public;

fn public(statement: &str) -> bool {
    let text = format!(
        r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Action":"s3:GetObject","Resource":"*",{statement}}}}}"#
    );
    is_public(&parse(&text, PolicyKind::Resource).tree.unwrap())
}

fn under(condition: &str) -> bool {
    public(&format!(r#""Principal":"*","Condition":{{{condition}}}"#))
}

#[test]
fn a_named_principal_ties_a_grant_and_everybody_does_not() {
    assert!(public(r#""Principal":"*""#));
    assert!(public(r#""Principal":{"AWS":["222233334444","*"]}"#), "one of them is everybody");
    assert!(!public(r#""Principal":{"AWS":"222233334444"}"#));
    assert!(!public(r#""Principal":{"Service":"logging.s3.amazonaws.com"}"#));
}

#[test]
fn ranges_tie_a_grant_when_they_are_narrow() {
    let table = [
        ("0.0.0.0/1", true),
        ("11.0.0.0/7", true),
        ("11.0.0.0/8", false),
        ("203.0.113.7", false),
        ("2001:db8::/31", true),
        ("2001:db8::/32", false),
        ("no range", true),
    ];
    for (range, expected) in table {
        assert_eq!(under(&format!(r#""IpAddress":{{"aws:SourceIp":"{range}"}}"#)), expected, "{range}");
    }
    assert!(under(r#""IpAddress":{"aws:SourceIp":["203.0.113.0/24","0.0.0.0/0"]}"#), "one of them is wide");
    assert!(under(r#""NotIpAddress":{"aws:SourceIp":"203.0.113.0/24"}"#));
}

#[test]
fn values_tie_a_grant_when_they_are_fixed() {
    let table = [
        (r#""StringEquals":{"aws:SourceVpc":"vpc-1"}"#, false),
        (r#""StringLike":{"aws:SourceVpc":"vpc-1"}"#, false),
        (r#""StringLike":{"aws:SourceVpc":"vpc-*"}"#, true),
        (r#""StringEquals":{"aws:SourceVpc":"${aws:PrincipalTag/vpc}"}"#, true),
        (r#""StringEquals":{"aws:SourceVpc":["vpc-1","${aws:PrincipalTag/vpc}"]}"#, true),
        (r#""StringNotEquals":{"aws:SourceVpc":"vpc-1"}"#, true),
        (r#""StringEqualsIfExists":{"aws:SourceVpc":"vpc-1"}"#, true),
        (r#""ForAllValues:StringEquals":{"aws:PrincipalOrgPaths":"o-1/r-1/"}"#, true),
        (r#""ForAnyValue:StringEquals":{"aws:PrincipalOrgPaths":"o-1/r-1/"}"#, false),
        (r#""StringEquals":{"aws:UserAgent":"me"}"#, true),
        (r#""StringLike":{"aws:userid":"AROAEXAMPLE:*"}"#, false),
        (r#""StringLike":{"aws:userid":"AROA*"}"#, true),
        (r#""StringLike":{"s3:DataAccessPointArn":"arn:aws:s3:us-east-1:111122223333:accesspoint/*"}"#, false),
        (r#""StringLike":{"s3:DataAccessPointArn":"arn:aws:s3:us-east-1:*:accesspoint/web"}"#, true),
    ];
    for (condition, expected) in table {
        assert_eq!(under(condition), expected, "{condition}");
    }
}
