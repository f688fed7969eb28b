//! Buckets that restrict what a public policy gives (EV-71, EV-72).

use serde_json::{Value, json};

use super::cast::Target;
use super::random::Random;

/// Purposes of the task policies of `AssumeRoot`.
pub(super) const TASKS: [Target; 2] = [
    (&["s3:GetBucketPolicy", "s3:DeleteBucketPolicy", "s3:ListBucket"], "arn:aws:s3:::bkt"),
    (&["sqs:SetQueueAttributes", "sqs:GetQueueAttributes"], "arn:aws:sqs:eu-west-1:111122223333:q1"),
];

/// Keys whose conditions the rules judge. "And similar" leaves others of the principal and the network open.
const JUDGED: [&str; 11] = [
    "x:",
    "s3:prefix",
    "aws:securetransport",
    "aws:username",
    "aws:principalarn",
    "aws:principalaccount",
    "aws:principalorgid",
    "aws:sourceip",
    "aws:sourcearn",
    "aws:sourceaccount",
    "aws:userid",
];

/// Turns the setting on for some buckets, and ties some of their statements to something fixed.
pub(super) fn restrict(random: &mut Random, scenario: &mut Value) {
    for entry in scenario["resources"].as_array_mut().into_iter().flatten() {
        let is_bucket = entry["arn"].as_str().is_some_and(|arn| arn.starts_with("arn:aws:s3:") && !arn.contains('/'));
        if !is_bucket || entry["policy"].is_null() || entry["account"].is_null() || !random.chance(65) {
            continue;
        }
        entry["publicAccessBlock"] = json!({ "restrictPublicBuckets": random.chance(85) });
        match &mut entry["policy"]["document"]["Statement"] {
            Value::Array(several) => several.iter_mut().for_each(|statement| tie(random, statement)),
            one => tie(random, one),
        }
    }
}

fn tie(random: &mut Random, statement: &mut Value) {
    if statement["Effect"] != "Allow" {
        return;
    }
    if random.chance(50) {
        if let Some(statement) = statement.as_object_mut() {
            statement.remove("NotPrincipal");
        }
        statement["Principal"] =
            random.pick(&[json!("*"), json!({ "AWS": "*" }), json!({ "AWS": ["*", "222233334444"] })]);
    }
    let judged = |key: &String| JUDGED.iter().any(|prefix| key.to_lowercase().starts_with(prefix));
    let blocks = statement["Condition"].as_object();
    let is_judged = blocks.is_none_or(|blocks| {
        blocks.values().all(|block| block.as_object().into_iter().flatten().all(|(key, _)| judged(key)))
    });
    if is_judged && random.chance(40) {
        return;
    }
    let mut condition = json!({});
    for _ in 0..random.pick(&[0, 1, 1, 1, 2]) {
        let (operator, key, value) = near_tie(random);
        condition[operator] = json!({ key: value });
    }
    statement["Condition"] = condition;
}

/// A condition that ties a statement to something fixed, or just fails to.
fn near_tie(random: &mut Random) -> (String, &'static str, Value) {
    let (operator, key, values): (&str, &str, &[&str]) = random.pick(&[
        (
            "String",
            "aws:PrincipalOrgID",
            &["o-exampleorg", "o-exampleorg", "o-*", "o-exampleorg${*}", "${aws:PrincipalOrgID}"],
        ),
        ("Ip", "aws:SourceIp", &["203.0.113.0/24", "203.0.113.7", "203.0.0.0/8", "200.0.0.0/7", "0.0.0.0/0"]),
        ("Ip", "aws:SourceIp", &["2001:db8::/32", "2001::/16", "2001:db8::1"]),
        ("Arn", "aws:SourceArn", &["arn:aws:sns:us-west-2:111122223333:topic", "arn:aws:sns:*:111122223333:topic"]),
        ("String", "aws:SourceVpce", &["vpce-11111111", "vpce-*"]),
        ("String", "aws:SourceAccount", &["111122223333", "444455556666", "${aws:PrincipalAccount}"]),
        ("String", "aws:userid", &["AROABAPPEXAMPLE:*", "AROABAPPEXAMPLE:s1", "*:s1", "AIDABOBEXAMPLE", "anonymous"]),
        ("String", "s3:DataAccessPointArn", &["arn:aws:s3:us-east-1:111122223333:accesspoint/*"]),
        ("String", "aws:PrincipalAccount", &["222233334444", "2222*"]),
        ("Arn", "aws:PrincipalArn", &["arn:aws:iam::222233334444:user/bob", "arn:aws:iam::222233334444:*"]),
        ("String", "aws:username", &["bob"]),
    ]);
    let operator = match operator {
        "String" => random.pick(&["StringEquals", "StringLike", "StringLike", "StringEqualsIgnoreCase"]),
        "Arn" => random.pick(&["ArnEquals", "ArnLike"]),
        _ => "IpAddress",
    };
    let operator = match random.below(12) {
        0 => format!("{operator}IfExists"),
        1 => format!("ForAllValues:{operator}"),
        2 => format!("ForAnyValue:{operator}"),
        3 if operator.contains("Equals") => operator.replace("Equals", "NotEquals"),
        _ => operator.to_owned(),
    };
    let value =
        if random.chance(15) { json!([random.pick(values), random.pick(values)]) } else { random.pick(values).into() };
    (operator, key, value)
}
