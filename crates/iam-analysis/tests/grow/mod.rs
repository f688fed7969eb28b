//! Random policies of few words, so that they meet, and requests of the same words.

use iam_analysis::Witness;
use iam_eval::Values;
use iam_syntax::{Policy, PolicyKind, parse};

mod random;

pub(crate) use random::Random;

fn some(random: &mut Random, of: &[&str], most: usize) -> String {
    let count = 1 + random.below(most);
    let all: Vec<String> = (0..count).map(|_| format!("{:?}", random.one(of))).collect();
    format!("[{}]", all.join(","))
}

const ACTIONS: [&str; 12] = [
    "*",
    "s3:*",
    "s3:Get*",
    "s3:GetObject",
    "s3:*Object",
    "s3:PutObject",
    "s3:ListAllMyBuckets",
    "iam:*",
    "iam:DeletePolicy",
    "iam:?et*",
    "iam:GetRole",
    "kms:DeleteAlias",
];
const RESOURCES: [&str; 13] = [
    "*",
    "arn:aws:s3:::*",
    "arn:aws:s3:::b",
    "arn:aws:s3:::b/*",
    "arn:aws:s3:::b/*/x",
    "arn:aws:s3:::?/x*",
    "arn:*:s3:*:*:b*",
    "arn:aws:iam::aws:policy/*",
    "arn:aws:iam::*:role/aws-reserved/*",
    "arn:aws:s3:::b/${aws:username}/*",
    "arn:aws:s3:::${aws:username, 'b'}",
    "arn:aws:kms:us-east-1:111122223333:alias/*",
    "arn:aws:*:x",
];
/// Keys with the operators and values that policies have for them.
const KEYS: [(&str, &[&str], &[&str]); 7] = [
    (
        "aws:PrincipalTag/team",
        &[
            "StringEquals",
            "StringNotEquals",
            "StringLike",
            "StringNotLike",
            "StringEqualsIgnoreCase",
            "StringNotEqualsIgnoreCase",
        ],
        &["a", "A", "ab", "a*", "*b", "?", "b", "", "${aws:username}"],
    ),
    ("aws:TagKeys", &["StringEquals", "StringNotEquals", "StringLike", "StringNotLike"], &["a", "b", "a*", "ab", "*"]),
    (
        "aws:SourceArn",
        &["ArnLike", "ArnNotEquals", "ArnEquals", "StringLike"],
        &["*", "arn:aws:s3:::b", "arn:aws:s3:::b*", "arn:*:s3:*:*:?", "arn:aws:s3:::${aws:username}", "arn:aws"],
    ),
    (
        "s3:max-keys",
        &[
            "NumericEquals",
            "NumericNotEquals",
            "NumericLessThan",
            "NumericLessThanEquals",
            "NumericGreaterThan",
            "NumericGreaterThanEquals",
        ],
        &["1", "2", "2.0", "-1.5", "-1", "10", "x"],
    ),
    (
        "aws:CurrentTime",
        &[
            "DateEquals",
            "DateNotEquals",
            "DateLessThan",
            "DateLessThanEquals",
            "DateGreaterThan",
            "DateGreaterThanEquals",
        ],
        &["2026", "2026-01-01T00:00:01Z", "2025-12-31", "1767225600", "x"],
    ),
    (
        "aws:SourceIp",
        &["IpAddress", "NotIpAddress", "StringEquals"],
        &["10.0.0.0/8", "10.1.0.0/16", "10.0.0.1", "2001:db8::/32", "x"],
    ),
    ("aws:SecureTransport", &["Bool", "StringEquals"], &["true", "false", "TRUE", "yes"]),
];
/// Values of requests, for every key.
const VALUES: [&str; 24] = [
    "a",
    "A",
    "b",
    "ab",
    "aa",
    "",
    "true",
    "false",
    "yes",
    "1",
    "2",
    "1.5",
    "-1",
    "-1.2",
    "-3",
    "11",
    "2026-01-01T00:00:00Z",
    "2026-01-01T00:00:00.5Z",
    "2020",
    "2030",
    "10.0.0.1",
    "10.1.2.3",
    "2001:db8::1",
    "arn:aws:s3:::b",
];
const FILLS: [&str; 5] = ["", "x", "b", "a:b", "b/x"];

/// A policy of one to four statements.
pub(crate) fn policy(random: &mut Random) -> Policy {
    let statements: Vec<String> = (0..1 + random.below(4)).map(|_| statement(random)).collect();
    let text = format!(r#"{{"Version":"2012-10-17","Statement":[{}]}}"#, statements.join(","));
    parse(&text, PolicyKind::Identity).tree.unwrap()
}

/// A policy that differs from another one in one statement.
pub(crate) fn changed(policy: &Policy, random: &mut Random) -> Policy {
    let mut changed = policy.clone();
    let new = self::policy(random).statements.swap_remove(0);
    let at = random.below(changed.statements.len() + 1);
    match random.below(4) {
        0 if at < changed.statements.len() => {
            changed.statements.remove(at);
        }
        1 if at < changed.statements.len() => changed.statements[at] = new,
        2 if at < changed.statements.len() && !changed.statements[at].conditions.is_empty() => {
            changed.statements[at].conditions.remove(0);
        }
        _ => changed.statements.insert(at, new),
    }
    changed
}

fn statement(random: &mut Random) -> String {
    let effect = random.one(&["Allow", "Allow", "Deny"]);
    let action = random.one(&["Action", "Action", "Action", "NotAction"]);
    let resource = random.one(&["Resource", "Resource", "Resource", "NotResource"]);
    let (actions, resources) = (some(random, &ACTIONS, 3), some(random, &RESOURCES, 3));
    let mut conditions: Vec<String> = Vec::new();
    for _ in 0..random.below(3) {
        let (key, operators, values) = KEYS[random.below(KEYS.len())];
        let condition = condition(key, operators, values, random);
        let name = condition.split(':').next().unwrap_or_default().to_owned();
        if !conditions.iter().any(|known| known.starts_with(&name)) {
            conditions.push(condition);
        }
    }
    let conditions = conditions.join(",");
    format!(r#"{{"Effect":"{effect}","{action}":{actions},"{resource}":{resources},"Condition":{{{conditions}}}}}"#)
}

fn condition(key: &str, operators: &[&str], values: &[&str], random: &mut Random) -> String {
    if random.below(6) == 0 {
        return format!(r#""Null":{{"{key}":"{}"}}"#, random.one(&["true", "false"]));
    }
    let set = random.one(&["", "", "", "ForAnyValue:", "ForAllValues:"]);
    let operator = random.one(operators);
    let if_exists = random.one(&["", "", "IfExists"]);
    format!(r#""{set}{operator}{if_exists}":{{"{key}":{}}}"#, some(random, values, 2))
}

/// A request of the words that the policies use.
pub(crate) fn request(random: &mut Random) -> Witness {
    let fill = |text: &str, random: &mut Random| {
        let mut filled = String::new();
        let text = text.replace("${aws:username}", "*").replace("${aws:username, 'b'}", "*");
        for letter in text.chars() {
            match letter {
                '*' | '?' => filled.push_str(random.one(&FILLS)),
                _ => filled.push(letter),
            }
        }
        filled
    };
    let action = match random.one(&ACTIONS) {
        "*" => "ec2:RunInstances".to_owned(),
        action => action.replace(['*', '?'], random.one(&["", "G", "GetX", "Object"])),
    };
    let resource = match random.below(3) {
        0 => random.one(&["*", "arn:aws:s3:::b", "arn:aws:s3:::b/x", "arn:aws:s3:::x/x"]).to_owned(),
        _ => match random.one(&RESOURCES) {
            "*" => "arn:aws:ec2:us-east-1:111122223333:instance/i".to_owned(),
            pattern => fill(pattern, random),
        },
    };
    let mut context = Vec::new();
    for (key, _, values) in KEYS.iter().chain(&[("aws:username", &[][..], &["b", "x", "a"][..])]) {
        let mut value = || match random.below(3) {
            0 => random.one(&VALUES).to_owned(),
            _ => fill(random.one(values), random),
        };
        let (one, other) = (value(), value());
        let several = match *key {
            "aws:TagKeys" => other.len() % 2 == 1,
            "s3:max-keys" => one.len() == 2,
            _ => false,
        };
        // Values of a key are different ones.
        let values = if several && one != other { Values::Many(vec![one, other]) } else { Values::One(one) };
        if random.below(3) > 0 {
            context.push(((*key).to_owned(), values));
        }
    }
    // A request has an ARN with a partition, a service and a resource, or none.
    let fields: Vec<&str> = resource.splitn(6, ':').collect();
    let is_arn = matches!(&fields[..], ["arn", partition, service, _, _, rest] if ![partition, service, rest].iter().any(|it| it.is_empty()));
    Witness { action, resource: if is_arn { resource } else { "*".to_owned() }, context }
}
