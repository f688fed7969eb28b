//! Condition keys and tags that generated calls bring along.

use serde_json::{Map, Value, json};

use super::random::Random;

/// Some tags; seldom do two keys differ in case alone (AM-05).
pub(super) fn tags(random: &mut Random) -> Value {
    let mut tags = Map::new();
    for key in ["team", "env", "Cost-Center"] {
        if random.chance(55) {
            tags.insert(key.to_owned(), random.pick(&["red", "blue", "Red", "ana", "dev"]).into());
        }
    }
    if tags.contains_key("team") && random.chance(3) {
        tags.insert("Team".to_owned(), random.pick(&["red", "blue"]).into());
    }
    tags.into()
}

/// Keys that a call gives by hand.
pub(super) fn given(random: &mut Random) -> Value {
    let mut keys = Map::new();
    let count = random.below(9);
    for _ in 0..count {
        let (key, values) = random.pick(&POOL);
        let value = if key.ends_with('s') && key.starts_with("x:") {
            let length = random.pick(&[0, 1, 2, 2, 3]);
            (0..length).map(|_| parsed(random.pick(values))).collect()
        } else {
            parsed(random.pick(values))
        };
        keys.insert(key.to_owned(), value);
    }
    if random.chance(6) {
        let key = random.pick(&["aws:SecureTransport", "aws:PrincipalArn", "aws:username", "aws:ResourceAccount"]);
        keys.insert(key.to_owned(), Value::Null);
    }
    keys.into()
}

/// Numbers and truth values are now and then no strings.
fn parsed(text: &str) -> Value {
    match text {
        "10" => json!(10),
        "2.5" => json!(2.5),
        "true" => json!(true),
        other => other.into(),
    }
}

/// AM-24: forms of numbers, numbers that floats do not tell apart, and what is none.
const NUMBERS: &[&str] = &[
    "10",
    "10",
    "100",
    "2.5",
    "-7",
    "0",
    "007",
    "10.0",
    "+10",
    "1e1",
    "25E-1",
    ".5",
    "5.",
    "-0",
    "9007199254740993",
    "9007199254740992",
    "many",
    "1_0",
    "0xA",
    "10 ",
    "Infinity",
    "1e",
];
const DATES: &[&str] = &[
    "2026-03-01T09:00:00Z",
    "2026-03-01T10:00:00+01:00",
    "2026-03-01",
    "2026",
    "1772355600",
    "2026-03-01T09:00:00.5Z",
    "2025-12-31T23:59:59Z",
    "soon",
];
const TRUTHS: &[&str] = &["true", "false", "True", "maybe", "no"];
/// AM-28: one is an IPv4 address in the form of IPv6.
const ADDRESSES: &[&str] =
    &["203.0.113.7", "203.0.113.200", "198.51.100.1", "2001:db8::1", "2001:DB8::0:1", "::ffff:203.0.113.7", "nowhere"];
const ARNS: &[&str] = &[
    "arn:aws:sns:us-west-2:111122223333:topic",
    "arn:aws:sns:us-west-2:444455556666:topic",
    "arn:aws:cloudtrail:us-east-1:111122223333:trail/t",
    "arn:aws:iam::111122223333:role/team/ops",
    "arn:aws:lambda:us-east-1:222233334444:function:f1",
    "topic",
];
const WORDS: &[&str] = &[
    "red",
    "Red",
    "blue",
    "home/ana/",
    "home/",
    "t2.micro",
    "a*b",
    "repo:org/app:ref",
    "Straße",
    "STRA\u{1e9e}E",
    "\u{212a}eks",
    "",
];
const BLOBS: &[&str] = &["QmluYXJ5", "AAEC", "aGVsbG8=", "aGVsbG9=", "/+8=", "no base64!"];

/// Keys in `x:` that end with `s` hold lists.
const POOL: [(&str, &[&str]); 26] = [
    ("aws:SourceIp", ADDRESSES),
    ("aws:SourceArn", ARNS),
    ("aws:SourceAccount", &["111122223333", "444455556666"]),
    ("aws:CurrentTime", DATES),
    ("aws:MultiFactorAuthAge", NUMBERS),
    ("aws:RequestTag/env", WORDS),
    ("aws:PrincipalTag/level", WORDS),
    ("s3:prefix", WORDS),
    ("s3:max-keys", NUMBERS),
    ("ec2:InstanceType", WORDS),
    ("x:word", WORDS),
    ("x:number", NUMBERS),
    ("x:date", DATES),
    ("x:truth", TRUTHS),
    ("x:blob", BLOBS),
    ("x:count", NUMBERS),
    ("x:counts", NUMBERS),
    ("x:address", ADDRESSES),
    ("x:arn", ARNS),
    ("x:words", WORDS),
    ("x:numbers", NUMBERS),
    ("x:dates", DATES),
    ("x:truths", TRUTHS),
    ("x:addresses", ADDRESSES),
    ("x:arns", ARNS),
    ("x:blobs", BLOBS),
];
