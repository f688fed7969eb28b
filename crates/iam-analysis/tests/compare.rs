//! Answers to comparisons that people would make by hand.

#![cfg(test)]

use iam_analysis::{Answer, Budget, Reason, Witness, allowed_only_by, compare};
use iam_syntax::{Policy, PolicyKind, parse};

fn policy(statements: &str) -> Policy {
    let text = format!(r#"{{"Version":"2012-10-17","Statement":[{statements}]}}"#);
    let parsed = parse(&text, PolicyKind::Identity);
    let policy = parsed.tree.unwrap();
    assert_eq!(policy.statements.len(), text.matches("Effect").count(), "{:?}", parsed.diagnostics);
    policy
}

fn allow(action: &str, resource: &str, condition: &str) -> String {
    statement("Allow", action, resource, condition)
}

fn deny(action: &str, resource: &str, condition: &str) -> String {
    statement("Deny", action, resource, condition)
}

fn statement(effect: &str, action: &str, resource: &str, condition: &str) -> String {
    let quoted = |text: &str| if text.starts_with('[') { text.to_owned() } else { format!("{text:?}") };
    let condition = if condition.is_empty() { String::new() } else { format!(r#","Condition":{{{condition}}}"#) };
    format!(r#"{{"Effect":"{effect}","Action":{},"Resource":{}{condition}}}"#, quoted(action), quoted(resource))
}

/// Answer to: what does the first allow that the second does not? A witness is replayed.
fn only(allowing: &str, other: &str) -> Answer {
    let (allowing, other) = (policy(allowing), policy(other));
    let answer = allowed_only_by(&[&allowing], &[&other], &mut Budget::default());
    if let Answer::Differs(witness) = &answer {
        assert!(witness.is_allowed_by(&[&allowing]) && !witness.is_allowed_by(&[&other]), "{witness:?}");
    }
    answer
}

fn witness(allowing: &str, other: &str) -> Witness {
    match only(allowing, other) {
        Answer::Differs(witness) => *witness,
        answer @ (Answer::Same | Answer::Undecided(_)) => panic!("{answer:?}: {allowing} {other}"),
    }
}

/// The first allows something that the second does not, and the other way round nothing.
fn wider(allowing: &str, other: &str) {
    witness(allowing, other);
    assert_eq!(only(other, allowing), Answer::Same, "{other} {allowing}");
}

fn same(one: &str, other: &str) {
    assert_eq!(only(one, other), Answer::Same, "{one} {other}");
    assert_eq!(only(other, one), Answer::Same, "{other} {one}");
}

/// The same with a condition each, on any action and resource.
fn wider_if(condition: &str, other: &str) {
    wider(&allow("*", "*", condition), &allow("*", "*", other));
}

fn same_if(condition: &str, other: &str) {
    same(&allow("*", "*", condition), &allow("*", "*", other));
}

#[test]
fn a_policy_is_the_same_as_itself_in_another_order() {
    let one = [
        allow("s3:Get*", "arn:aws:s3:::b/*", ""),
        deny("s3:GetObject", "*", r#""Bool":{"aws:SecureTransport":"false"}"#),
    ];
    same(&one.join(","), &[one[1].clone(), one[0].clone(), one[0].clone()].join(","));
}

#[test]
fn actions_and_resources_that_are_contained_are_narrower() {
    wider(&allow("s3:*", "*", ""), &allow("s3:Get*", "*", ""));
    wider(&allow("s3:Get*", "*", ""), &allow("s3:GetObject", "*", ""));
    wider(&allow("s3:GetObject", "arn:aws:s3:::b/*", ""), &allow("s3:GetObject", "arn:aws:s3:::b/x/*", ""));
    wider(&allow("s3:GetObject", "arn:aws:s3:::*", ""), &allow("s3:GetObject", "arn:aws:s3:::b", ""));
    wider(&allow("*", "*", ""), &allow("*", "arn:*:s3:*:*:*", ""));
}

#[test]
fn parts_that_together_cover_the_whole_are_the_same() {
    same(
        &allow("*", "*", r#""Null":{"aws:SourceIp":"true"}"#),
        &[
            allow("s3:*", "*", r#""Null":{"aws:SourceIp":"true"}"#),
            allow("*", "*", r#""Null":{"aws:SourceIp":"true"}"#),
        ]
        .join(","),
    );
    let parts = [
        allow("*", "*", r#""Null":{"aws:SourceIp":"true"}"#),
        allow("*", "*", r#""IpAddress":{"aws:SourceIp":["0.0.0.0/1","128.0.0.0/1"]}"#),
        allow("*", "*", r#""NotIpAddress":{"aws:SourceIp":"0.0.0.0/0"}"#),
    ];
    same(&parts.join(","), &allow("*", "*", ""));
    wider(&allow("*", "*", ""), &[parts[0].clone(), parts[1].clone()].join(","));
}

#[test]
fn a_deny_takes_away_and_another_allow_does_not_give_back() {
    let all = allow("*", "*", "");
    let without = format!("{all},{}", deny("s3:Delete*", "*", ""));
    wider(&all, &without);
    same(&without, &format!("{without},{}", allow("s3:DeleteObject", "arn:aws:s3:::b/*", "")));
    assert!(witness(&all, &without).action.starts_with("s3:delete"));
}

#[test]
fn not_action_and_not_resource_are_the_complement() {
    let not = |element: &str, value: &str| {
        allow("*", "*", "").replace(&format!(r#""{element}":"*""#), &format!(r#""Not{element}":"{value}""#))
    };
    same(&allow("*", "*", ""), &format!("{},{}", not("Action", "s3:*"), allow("s3:*", "*", "")));
    wider(&allow("*", "*", ""), &not("Action", "s3:*"));
    same(&allow("*", "*", ""), &format!("{},{}", not("Resource", "arn:aws:s3:::b"), allow("*", "arn:aws:s3:::b", "")));
    same(&format!("{},{}", allow("*", "*", ""), deny("s3:*", "*", "")), &not("Action", "S3:*"));
}

#[test]
fn a_witness_has_only_the_keys_that_matter() {
    let found = witness(
        &allow(
            "s3:GetObject",
            "*",
            r#""StringEquals":{"aws:PrincipalTag/team":["a","b"],"aws:RequestedRegion":"eu-west-1"}"#,
        ),
        &allow(
            "s3:GetObject",
            "*",
            r#""StringEquals":{"aws:PrincipalTag/team":"a","aws:RequestedRegion":"eu-west-1"}"#,
        ),
    );
    let keys: Vec<&str> = found.context.iter().map(|(key, _)| key.as_str()).collect();
    assert_eq!(keys, ["aws:PrincipalTag/team", "aws:RequestedRegion"]);
    assert_eq!(found.action, "s3:GetObject");
    let found = witness(
        &allow("s3:GetObject", "*", ""),
        &allow("s3:GetObject", "*", r#""Bool":{"aws:SecureTransport":"true"}"#),
    );
    assert_eq!(found.context, []);
}

#[test]
fn texts_compare_as_sets_of_strings() {
    let key = |operator: &str, values: &str| format!(r#""{operator}":{{"aws:PrincipalTag/team":{values}}}"#);
    wider_if(&key("StringLike", r#""a*""#), &key("StringLike", r#""ab*""#));
    wider_if(&key("StringLike", r#""a?""#), &key("StringEquals", r#""a?""#));
    same_if(&key("StringEquals", r#"["a","b"]"#), &key("StringLike", r#"["b","a"]"#));
    wider_if(&key("StringEqualsIgnoreCase", r#""Ab""#), &key("StringEquals", r#"["ab","Ab","AB"]"#));
    same_if(&key("StringEqualsIgnoreCase", r#""Ab""#), &key("StringEquals", r#"["ab","Ab","AB","aB"]"#));
    wider_if(&key("StringNotEquals", r#""a""#), &key("StringNotLike", r#""a*""#));
    wider_if(&key("StringEqualsIfExists", r#""a""#), &key("StringEquals", r#""a""#));
    same_if(&key("StringNotEqualsIfExists", r#""a""#), &key("StringNotEquals", r#""a""#));
}

#[test]
fn arns_compare_field_by_field() {
    let key = |operator: &str, values: &str| format!(r#""{operator}":{{"aws:SourceArn":{values}}}"#);
    wider_if(&key("ArnLike", r#""arn:aws:s3:::b*""#), &key("ArnEquals", r#""arn:aws:s3:::b""#));
    same_if(&key("ArnLike", r#""arn:aws:s3:::b*""#), &key("ArnEquals", r#""arn:aws:s3:::b*""#));
    wider_if(&key("StringLike", r#""arn:*:b""#), &key("ArnLike", r#""arn:*:*:*:*:b""#));
    wider_if(&key("StringLike", r#""*""#), &key("ArnLike", r#""*""#));
    wider_if(&key("ArnNotLike", r#""arn:aws""#), &key("ArnNotLike", r#""arn:aws:*:*:*:*""#));
}

#[test]
fn numbers_compare_exactly() {
    let key = |operator: &str, values: &str| format!(r#""{operator}":{{"s3:max-keys":{values}}}"#);
    wider_if(&key("NumericLessThanEquals", r#""10""#), &key("NumericLessThan", r#""10""#));
    same_if(&key("NumericEquals", r#""10""#), &key("NumericEquals", r#""10.0""#));
    wider_if(&key("NumericLessThan", r#""9007199254740993""#), &key("NumericLessThan", r#""9007199254740992""#));
    same_if(&key("NumericLessThan", r#"["3","5"]"#), &key("NumericLessThan", r#""5""#));
    same(
        &[
            allow("*", "*", &key("NumericLessThan", r#""-2.5""#)),
            allow("*", "*", &key("NumericGreaterThanEquals", r#""-2.5""#)),
        ]
        .join(","),
        &[
            allow("*", "*", &key("NumericLessThanEquals", r#""7""#)),
            allow("*", "*", &key("NumericGreaterThan", r#""7""#)),
        ]
        .join(","),
    );
    let gap = [
        allow("*", "*", &key("NumericLessThan", r#""-2.5""#)),
        allow("*", "*", &key("NumericGreaterThan", r#""-2.4""#)),
    ]
    .join(",");
    wider(&[gap.clone(), allow("*", "*", &key("NumericGreaterThanEquals", r#""-2.45""#))].join(","), &gap);
}

#[test]
fn dates_compare_as_points_in_time() {
    let key = |operator: &str, values: &str| format!(r#""{operator}":{{"aws:CurrentTime":{values}}}"#);
    same_if(&key("DateLessThan", r#""2026-11-23""#), &key("DateLessThan", r#""2026-11-23T01:00:00+01:00""#));
    wider_if(&key("DateLessThanEquals", r#""2026-11-23""#), &key("DateLessThan", r#""2026-11-23""#));
    wider_if(
        &key("DateGreaterThan", r#""2026-11-23T10:00:00.000000001Z""#),
        &key("DateGreaterThan", r#""2026-11-23T10:00:00.000000002Z""#),
    );
    same(
        &[
            allow("*", "*", &key("DateLessThan", r#""2026-11-23""#)),
            allow("*", "*", &key("DateGreaterThan", r#""2020""#)),
        ]
        .join(","),
        &[
            allow("*", "*", &key("DateLessThan", r#""1999""#)),
            allow("*", "*", &key("DateGreaterThanEquals", r#""1999""#)),
        ]
        .join(","),
    );
}

#[test]
fn addresses_compare_as_ranges() {
    let key = |operator: &str, values: &str| format!(r#""{operator}":{{"aws:SourceIp":{values}}}"#);
    wider_if(&key("IpAddress", r#""10.0.0.0/8""#), &key("IpAddress", r#""10.1.0.0/16""#));
    same_if(&key("IpAddress", r#""10.0.0.0/8""#), &key("IpAddress", r#"["10.0.0.0/9","10.128.0.0/9"]"#));
    wider_if(&key("IpAddress", r#"["10.0.0.0/8","2001:db8::/32"]"#), &key("IpAddress", r#""10.0.0.0/8""#));
    wider_if(&key("NotIpAddress", r#""10.1.0.0/16""#), &key("NotIpAddress", r#""10.0.0.0/8""#));
}

#[test]
fn booleans_and_presence_compare_with_absence_apart() {
    let key = |operator: &str, value: &str| format!(r#""{operator}":{{"aws:MultiFactorAuthPresent":"{value}"}}"#);
    wider_if(&key("BoolIfExists", "true"), &key("Bool", "true"));
    same(
        &allow("*", "*", &key("BoolIfExists", "true")),
        &[allow("*", "*", &key("Bool", "TRUE")), allow("*", "*", &key("Null", "true"))].join(","),
    );
    wider(
        &allow("*", "*", ""),
        &[allow("*", "*", &key("Bool", "true")), allow("*", "*", &key("Bool", "false"))].join(","),
    );
    same(
        &allow("*", "*", ""),
        &[allow("*", "*", &key("Null", "true")), allow("*", "*", &key("Null", "false"))].join(","),
    );
}

#[test]
fn bytes_compare_as_base64() {
    let key = |values: &str| format!(r#""BinaryEquals":{{"x:bytes":{values}}}"#);
    wider_if(&key(r#"["QUJD","eHh4"]"#), &key(r#""QUJD""#));
    same_if(&key(r#"["QUJD","eHh4"]"#), &key(r#"["eHh4","QUJD"]"#));
}

#[test]
fn set_operators_compare_over_lists_of_values() {
    let key = |operator: &str, values: &str| format!(r#""{operator}":{{"aws:TagKeys":{values}}}"#);
    wider_if(&key("ForAnyValue:StringEquals", r#"["a","b"]"#), &key("ForAnyValue:StringEquals", r#""a""#));
    wider_if(&key("ForAllValues:StringEquals", r#"["a","b"]"#), &key("ForAllValues:StringEquals", r#""a""#));
    // One value of several suffices, or all must be listed: only lists of two or more tell them apart.
    let found = witness(
        &allow("*", "*", &key("ForAnyValue:StringEquals", r#""a""#)),
        &allow("*", "*", &key("ForAllValues:StringEquals", r#""a""#)),
    );
    assert!(matches!(&found.context[..], [(_, iam_eval::Values::Many(values))] if values.len() == 2), "{found:?}");
    // Several values never match a plain operator (CO-20).
    wider_if(&key("ForAnyValue:StringEquals", r#""a""#), &key("StringEquals", r#""a""#));
    // Of a key that has one value by definition, both mean the same.
    let single = |operator: &str| format!(r#""{operator}":{{"aws:RequestedRegion":"eu-west-1"}}"#);
    same_if(&single("ForAnyValue:StringEquals"), &single("StringEquals"));
    wider_if(&single("ForAllValues:StringEquals"), &single("StringEquals"));
    // With both, a list of two values out of three is let through.
    let both =
        format!("{},{}", key("ForAnyValue:StringEquals", r#""a""#), key("ForAllValues:StringEquals", r#"["a","b"]"#));
    wider_if(&key("ForAllValues:StringEquals", r#"["a","b"]"#), &both);
}

#[test]
fn the_same_variable_on_both_sides_is_the_same_whatever_its_value() {
    let home = allow("s3:*", "arn:aws:s3:::b/${aws:username}/*", "");
    same(&home, &home);
    wider(&format!("{home},{}", allow("s3:*", "arn:aws:s3:::c", "")), &home);
    wider(&allow("s3:*", "arn:aws:s3:::b/*", ""), &home);
    let tag = allow("*", "*", r#""StringEquals":{"aws:ResourceTag/team":"${aws:PrincipalTag/team}"}"#);
    same(&tag, &format!("{tag},{tag}"));
    wider(&allow("*", "*", r#""StringLike":{"aws:ResourceTag/team":"*"}"#), &tag);
}

#[test]
fn a_value_of_a_variable_that_tells_policies_apart_is_found_or_said_to_be_open() {
    let home = allow("s3:*", "arn:aws:s3:::b/${aws:username}/*", "");
    let without = format!("{home},{}", deny("s3:*", "arn:aws:s3:::b/x/*", ""));
    let answer = only(&home, &without);
    assert!(matches!(&answer, Answer::Differs(_) | Answer::Undecided(Reason::Variable { .. })), "{answer:?}");
    let named = format!("{home},{}", deny("s3:*", "arn:aws:s3:::b/x/*", r#""StringEquals":{"aws:username":"x"}"#));
    assert!(matches!(only(&home, &named), Answer::Differs(_)));
}

#[test]
fn variables_are_text_in_the_old_language() {
    let old = |text: &str| {
        let text = format!(r#"{{"Version":"2008-10-17","Statement":[{text}]}}"#);
        parse(&text, PolicyKind::Identity).tree.unwrap()
    };
    let home = allow("s3:GetObject", "arn:aws:s3:::b/${aws:username}/*", "");
    let (old, new) = (old(&home), policy(&home));
    let answer = compare(&[&old], &[&new], Budget::default());
    assert!(matches!((&answer.gained, &answer.lost), (Answer::Differs(_), Answer::Differs(_))), "{answer:?}");
}

#[test]
fn what_aws_keeps_to_itself_tells_nothing_apart() {
    same(
        &allow("iam:DeletePolicy", "arn:aws:iam::aws:policy/*", ""),
        &allow("s3:GetObject", "*", "").replace("Allow", "Deny"),
    );
    same(
        &format!(
            "{},{}",
            allow("*", "*", ""),
            deny("iam:PassRole", "arn:aws:iam::111122223333:role/aws-reserved/*", "")
        ),
        &allow("*", "*", ""),
    );
    wider(
        &allow("iam:GetPolicy", "arn:aws:iam::aws:policy/*", ""),
        &allow("iam:DeletePolicy", "arn:aws:iam::aws:policy/*", ""),
    );
}

#[test]
fn buckets_are_listed_on_all_of_them_or_on_no_resource() {
    let star = allow("s3:ListAllMyBuckets", "*", "");
    wider(&star, &allow("s3:ListAllMyBuckets", "arn:aws:s3:::*", ""));
    let parts = [allow("s3:ListAllMyBuckets", "arn:aws:s3:::*", ""), allow("s3:ListAllMyBuckets", "arn:*:*:*:*:*", "")];
    same(&star, &parts.join(","));
    // Of any other action, `*` is one more resource.
    wider(&star.replace("ListAllMyBuckets", "ListBucket"), &parts.join(",").replace("ListAllMyBuckets", "ListBucket"));
}

#[test]
fn without_a_budget_nothing_is_decided() {
    let (one, other) = (policy(&allow("s3:*", "*", "")), policy(&allow("s3:Get*", "*", "")));
    assert_eq!(allowed_only_by(&[&one], &[&other], &mut Budget::of_states(3)), Answer::Undecided(Reason::Budget));
}

#[test]
fn policies_of_one_principal_count_together() {
    let (read, write) = (policy(&allow("s3:Get*", "*", "")), policy(&allow("s3:Put*", "*", "")));
    let both = policy(&allow(r#"["s3:Get*","s3:Put*"]"#, "*", ""));
    let compared = compare(&[&both], &[&read, &write], Budget::default());
    assert_eq!((compared.gained, compared.lost), (Answer::Same, Answer::Same));
    assert!(matches!(compare(&[&both], &[&read], Budget::default()).lost, Answer::Differs(_)));
}
