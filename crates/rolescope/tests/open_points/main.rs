//! A decision that hangs on something AWS leaves open says so, and no other one does.

#![cfg(test)]

mod scenes;
#[cfg(debug_assertions)]
mod turned;

use std::collections::BTreeSet;

use rolescope::report::{Confidence, TraceEntry};
use rolescope::{Report, Scenario, analyze};
use scenes::*;
use serde_json::{Value, json};

/// A point, a scenario whose last step hangs on it, and one much like it whose last step does not.
type Row = (&'static str, Value, Value);

fn report(scenario: &Value) -> Report {
    analyze(&Scenario::from_json(&scenario.to_string()).unwrap())
}

const TABLE: &str = include_str!("../../../../docs/semantics.md");

/// The ids of the open points of the last step.
fn points(scenario: &Value) -> Vec<String> {
    report(scenario).steps.last().unwrap().open_points.iter().map(|point| point.id.clone()).collect()
}

fn hold(rows: &[Row]) {
    for (id, hangs, does_not) in rows {
        assert_eq!(points(hangs), [*id], "{hangs:#}");
        let told = report(hangs).steps.pop().unwrap().open_points.remove(0);
        let row = TABLE.lines().find(|line| line.starts_with(&format!("| {id} | "))).unwrap();
        assert!(row.rsplit(" | ").next().unwrap().contains(&told.rule), "{} is not in {row}", told.rule);
        assert!(!points(does_not).contains(&(*id).to_owned()), "{id} in {does_not:#}");
    }
}

#[test]
fn a_decision_names_the_open_point_it_hangs_on() {
    let rows = [of_documents(), of_conditions(), of_keys(), of_values(), of_gates()].concat();
    hold(&rows);
    let told: BTreeSet<&str> = rows.iter().map(|(id, ..)| *id).collect();
    let all: Vec<String> = (1..=35).map(|number| format!("C-{number:02}")).collect();
    // Sizes and what counts as their length change no decision.
    let untold: Vec<&String> = all.iter().filter(|id| !told.contains(id.as_str())).collect();
    assert_eq!(untold, ["C-04", "C-32"]);
}

/// Points in how a document is read and its actions, resources and principals fit.
fn of_documents() -> Vec<Row> {
    let by = |resource: &str| statement("Allow", json!({ "Resource": resource }));
    let in_old_language = |statement: Value| reads_by(&json!({ "Statement": statement }), json!({}));
    let home = |bucket: &str| by(&format!("arn:aws:s3:::{bucket}/${{k:none, 'k.txt'}}"));
    let either = statement("Allow", json!({ "Resource": ["*", "arn:aws:s3:::bucket/${aws:username}"] }));
    let name = || under("StringEquals", "aws:PrincipalTag/name", json!("${aws:username}"));
    let named = |scene: Value| with(scene, 0, json!({ "tags": { "name": "ana" } }));
    let lower = json!({ "Version": "2012-10-17", "statement": [by("*")] });
    let slip = json!({ "Version": "2012-10-17", "Statements": [by("*")] });
    let twice = r#"{ "Statement": { "Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {
        "StringLike": { "k:a": "*", "k:a": "*" } } } }"#;
    let effects = r#"{ "Statement": { "Effect": "Allow", "Effect": "Allow", "Action": "*", "Resource": "*" } }"#;
    let named_user = |resource: &str| {
        let mut scene = reads(json!([statement("Allow", json!({ "Action": "*", "Resource": resource }))]), json!({}));
        scene["steps"][0]["resource"] = json!(ANA);
        scene
    };
    let deny = |not: &str, resource: &str| statement("Deny", json!({ not: resource }));
    let not_resource = |value: &str| {
        let mut deny = deny("NotResource", value);
        deny.as_object_mut().unwrap().remove("Resource");
        reads(json!([by("*"), deny]), json!({}))
    };
    let not_principal = |listed: Value| {
        let deny = json!({ "Effect": "Deny", "NotPrincipal": { "AWS": listed } });
        from_bucket(SESSION, deny, json!([role(APP, json!({}))]))
    };
    let by_action = |action: Value| reads(json!([statement("Allow", json!({ "Action": action }))]), json!({}));
    let scp = |action: Value| under_scp(json!([by("*"), { "Effect": "Deny", "Action": action, "Resource": "*" }]));
    vec![
        ("C-01", in_old_language(home("bucket")), reads(json!([home("bucket")]), json!({}))),
        ("C-01", in_old_language(home("bucket")), in_old_language(home("other"))),
        ("C-01", named(in_old_language(name())), in_old_language(either)),
        (
            "C-02",
            under_scp(json!([by("arn:aws:s3:::bucket/*")])),
            under_scp(json!([statement("Allow", json!({ "Resource": ["arn:aws:s3:::bucket/*", "*"] }))])),
        ),
        ("C-03", scp(json!("s3:*Object")), scp(json!(["s3:*Object", "s3:Get*"]))),
        ("C-35", by_action(json!("s?:GetObject")), by_action(json!(["s?:GetObject", "s3:Get*"]))),
        ("C-05", named_user("arn:aws:iam::111122223333:user/Ana"), named_user("arn:aws:iam::111122223333:user/eve")),
        ("C-18", reads(json!([by("arn:aws:s3*")]), json!({})), reads(json!([by("arn:aws:s3:::*")]), json!({}))),
        ("C-19", not_principal(json!(["111122223333", APP])), not_principal(json!(["111122223333", APP, SESSION]))),
        ("C-20", assumes(ANA, "AssumeRole", json!({ "AWS": "*" })), assumes(ANA, "AssumeRole", json!({ "AWS": ANA }))),
        ("C-20", assumes(ANA, "AssumeRole", json!("*")), assumes(ANA, "AssumeRole", json!({ "AWS": ["*", ANA] }))),
        ("C-21", reads_by(&lower, json!({})), reads_by(&slip, json!({}))),
        (
            "C-21",
            reads_under("stringlike", "k:a", json!("*"), json!({})),
            reads_under("Stringlik", "k:a", json!("*"), json!({})),
        ),
        (
            "C-21",
            assumes(ANA, "AssumeRole", json!({ "aws": ANA })),
            assumes_by(ANA, "AssumeRole", json!({ "Effect": "allow", "Principal": { "aws": ANA } })),
        ),
        ("C-21", reads_by(&json!(twice), json!({})), reads_by(&json!(effects), json!({}))),
        ("C-30", not_resource("arn:aws:s3:::${k:none}/*"), not_resource("arn:aws:s3:::${k:none, 'bucket'}/*")),
    ]
}

/// Points in how an operator treats its values.
fn of_conditions() -> Vec<Row> {
    let two = || json!({ "k:tag/k": ["a", "b"] });
    let one = || json!({ "k:tag/k": "a", "k:word": "a", "k:flag": "true", "k:arn": "arn:aws:s3:::bucket" });
    let tag = |operator: &str, value: Value, context: Value| reads_under(operator, "k:tag/k", value, context);
    let flag =
        |value: &str, flag: &str| reads_under("Bool", "k:flag", json!(value), json!({ "k:flag": flag, "k:x": "true" }));
    let list = |value: &str| tag("StringEquals", json!(["${k:none}", "b"]), json!({ "k:tag/k": value }));
    vec![
        ("C-06", flag("${k:x}", "true"), flag("${k:x}", "false")),
        ("C-07", list("b"), list("a")),
        ("C-07", tag("StringEquals", json!(["a", "${k:none}"]), one()), tag("StringEquals", json!("a"), one())),
        ("C-08", tag("StringEquals", json!("A"), one()), reads_under("StringEquals", "k:word", json!("A"), one())),
        ("C-09", tag("StringEquals", json!("a"), two()), tag("StringEquals", json!("a"), one())),
        ("C-10", tag("StringEquals", json!([]), one()), tag("StringEqualsIfExists", json!([]), one())),
        ("C-11", tag("ForAllValues:StringNotLike", json!("b"), one()), tag("StringNotLike", json!("b"), one())),
        ("C-11", tag("ForAllValues:StringNotLike", json!("b"), json!({})), tag("StringNotLike", json!("b"), json!({}))),
        (
            "C-22",
            tag("Null", json!("false"), json!({ "k:tag/k": "" })),
            tag("Null", json!("false"), json!({ "k:tag/k": "a" })),
        ),
        (
            "C-24",
            tag("ForAnyValue:StringNotEquals", json!("a"), json!({})),
            tag("ForAnyValue:StringEquals", json!("a"), json!({})),
        ),
        (
            "C-31",
            reads_under("ArnLike", "k:arn", json!("*"), one()),
            reads_under("ArnLike", "k:arn", json!(["*", "arn:aws:s3:::*"]), one()),
        ),
    ]
}

/// Points in what the request's keys hold.
fn of_keys() -> Vec<Row> {
    let mfa = "aws:MultiFactorAuthPresent";
    let address = |range: &str, via: &str| {
        let context = json!({ "aws:SourceIp": "203.0.113.7", "aws:ViaAWSService": via });
        reads_under("IpAddress", "aws:SourceIp", json!(range), context)
    };
    vec![
        ("C-14", chained(json!("blue")), chained(json!(["blue", "red"]))),
        ("C-14", chained(json!("red")), chained(json!("green"))),
        (
            "C-15",
            session_reads_under("BoolIfExists", mfa, json!("true")),
            session_reads_under("Bool", mfa, json!("true")),
        ),
        ("C-16", signs_in(CORP), signs_in("arn:aws:iam::111122223333:saml-provider/Other")),
        ("C-17", address("203.0.113.0/24", "true"), address("203.0.113.0/24", "false")),
        ("C-17", address("203.0.113.0/24", "true"), address("0.0.0.0/0", "true")),
    ]
}

/// Points in what addresses, dates and numbers mean: C-23.
fn of_values() -> Vec<Row> {
    let compared = |operator: &'static str| {
        move |value: Value, request: &str| reads_under(operator, "k:v", value, json!({ "k:v": request }))
    };
    let (within, outside) = (compared("IpAddress"), compared("NotIpAddress"));
    let (before, equal) = (compared("DateLessThan"), compared("NumericEquals"));
    let rows = [
        (outside(json!("203.0.113.0/24"), "2001:db8::1"), outside(json!(["203.0.113.0/24", "::1/128"]), "2001:db8::1")),
        (outside(json!("203.0.113.0/24"), "2001:db8::1"), outside(json!("203.0.113.0/33"), "2001:db8::1")),
        (within(json!("203.0.113.0/24"), "::ffff:203.0.113.7"), within(json!("203.0.113.0/24"), "203.0.113.7")),
        (within(json!("2001:db8::"), "2001:db8::1"), within(json!("2001:db8::/128"), "2001:db8::1")),
        (
            within(json!(["2001:db8::", "::/0"]), "203.0.113.7"),
            within(json!(["2001:db8::", "0.0.0.0/0"]), "203.0.113.7"),
        ),
        (before(json!("2026"), "2025-11-23"), before(json!("2026-01-01"), "2025-11-23")),
        (before(json!("1795478400000"), "2027-11-23"), before(json!("1795478400"), "2027-11-23")),
        (equal(json!("12345678901234567"), "12345678901234568"), equal(json!("12345678901234"), "12345678901235")),
        (equal(json!("1234567890123456789"), "1234567890123456789"), equal(json!("123456789"), "123456789")),
        (equal(json!("1.5e3"), "1500"), equal(json!("1.5e3"), "1501")),
        (equal(json!(".5"), "0.50"), equal(json!("half"), "0.50")),
        (equal(json!("5"), "+5."), equal(json!("5"), "five")),
    ];
    rows.into_iter().map(|(hangs, does_not)| ("C-23", hangs, does_not)).collect()
}

/// Points in how the gates come together.
fn of_gates() -> Vec<Row> {
    let all = json!([{ "Effect": "Allow", "Action": "*", "Resource": "*" }]);
    let s3 = json!([statement("Allow", json!({}))]);
    let named = || assumes(ANA, "AssumeRole", json!({ "AWS": ANA }));
    let boundary = |statements: &Value| json!({ "permissionsBoundary": policy(&document(statements)) });
    let other = "arn:aws:iam::222233334444:role/other";
    let session = "arn:aws:sts::222233334444:assumed-role/other/s1";
    let from_other = |caller: &str, named: &str, boundary: Value| {
        let allow = json!({ "Principal": { "AWS": named } });
        from_bucket(caller, allow, json!([role(other, boundary)]))
    };
    let root = "arn:aws:iam::222233334444:root";
    let star = json!({ "AWS": "*" });
    let code = |caller: &str| with_code(assumes(caller, "AssumeRole", json!({ "AWS": SESSION })));
    let no_token = json!([all[0], { "Effect": "Deny", "Action": "sts:*", "Resource": "*" }]);
    vec![
        ("C-12", federated(all.clone()), federated(json!([statement("Allow", json!({ "Action": "ec2:*" }))]))),
        ("C-13", with(named(), 0, boundary(&s3)), with(named(), 0, boundary(&all))),
        (
            "C-25",
            assumes(GOOGLE, "AssumeRoleWithWebIdentity", star.clone()),
            assumes(GOOGLE, "AssumeRoleWithWebIdentity", json!({ "AWS": ["*"], "Federated": GOOGLE })),
        ),
        ("C-26", named(), with(named(), 0, json!({ "identityPolicies": [policy(&document(&all))] }))),
        ("C-27", token_under_scp(no_token), token_under_scp(all.clone())),
        ("C-28", from_other(root, "222233334444", json!({})), from_other(session, "222233334444", json!({}))),
        (
            "C-29",
            from_other(session, session, boundary(&json!([statement("Allow", json!({ "Action": "ec2:*" }))]))),
            from_other(session, other, boundary(&json!([statement("Allow", json!({ "Action": "ec2:*" }))]))),
        ),
        ("C-33", under_rcp("*"), under_rcp("arn:aws:s3:::bucket/k.txt")),
        ("C-34", code(SESSION), code("ec2.amazonaws.com")),
        ("C-34", code(APP), code(ANA)),
    ]
}

#[test]
fn a_point_beside_the_way_to_the_decision_is_not_named() {
    let context = json!({ "k:tag/k": ["a", "b"] });
    let open = under("StringEquals", "k:tag/k", json!("a"));
    let plain = statement("Allow", json!({}));
    let deny = statement("Deny", json!({}));
    let none: [&str; 0] = [];
    let named = |statements: Value| points(&reads(statements, context.clone()));
    assert_eq!(named(json!([plain])), none, "nothing open");
    assert_eq!(named(json!([open, plain])), none, "another statement allows");
    assert_eq!(named(json!([open, deny])), none, "a Deny wins anyway");
    let mut other = open.clone();
    other["Action"] = "s3:PutObject".into();
    assert_eq!(named(json!([other])), none, "the statement is about another action");
    let denied = statement("Deny", json!({ "Condition": { "StringEquals": { "k:tag/k": "a" } } }));
    assert_eq!(named(json!([plain, denied])), ["C-09"], "a Deny that an open point keeps away");
}

#[test]
fn another_gate_that_stops_or_grants_takes_the_weight_off_a_point() {
    let star = json!({ "Resource": "arn:aws:s3*" });
    let mut scene = reads(json!([statement("Allow", star.clone())]), json!({}));
    assert_eq!(points(&scene), ["C-18"]);
    scene["resources"] = json!([{
        "arn": "arn:aws:s3:::bucket", "account": "111122223333",
        "policy": policy(&document(&json!([statement("Allow", json!({ "Principal": { "AWS": ANA } }))])))
    }]);
    assert!(points(&scene).is_empty(), "the bucket's policy grants alone");
    let twice = json!([statement("Allow", star.clone()), statement("Allow", star)]);
    assert_eq!(points(&reads(twice, json!({}))), ["C-18"], "both statements fall with the same point");
}

#[test]
fn a_point_turns_all_that_it_reads_otherwise_at_once() {
    let context = || json!({ "aws:ResourceTag/team": "red", "aws:ResourceTag/stage": "beta" });
    let team = |operator: &str| under(operator, "aws:ResourceTag/team", json!("Red"));
    let either = json!([team("StringNotEquals"), team("StringEquals")]);
    assert!(points(&reads(either, context())).is_empty(), "allowed by one statement or by the other");
    let both = json!({ "StringEquals": { "aws:ResourceTag/team": "Red", "aws:ResourceTag/stage": "Beta" } });
    let both = json!([statement("Allow", json!({ "Condition": both }))]);
    assert_eq!(points(&reads(both, context())), ["C-08"], "two elements turn with the same point");
    let against = json!({
        "StringEquals": { "aws:ResourceTag/team": "Red" }, "StringNotEquals": { "aws:ResourceTag/stage": "Beta" }
    });
    let against = json!([statement("Allow", json!({ "Condition": against }))]);
    assert!(points(&reads(against, context())).is_empty(), "one element comes to match, another stops matching");
}

#[test]
fn each_check_of_a_call_is_looked_at() {
    let trust = json!([
        { "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": "sts:AssumeRole" },
        {
            "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": "sts:TagSession",
            "Condition": { "StringLike": { "aws:RequestTag/team": "Red" } }
        }
    ]);
    let scene = json!({
        "principals": [role(ANA, json!({})), { "arn": TARGET, "trustPolicy": policy(&document(&trust)) }],
        "steps": [{
            "caller": ANA, "action": "sts:AssumeRole", "resource": TARGET, "session": { "tags": { "team": "red" } }
        }]
    });
    assert_eq!(points(&scene), ["C-08"]);
}

#[test]
fn a_rule_that_is_not_plainly_documented_says_how_sure_it_is() {
    let scenario = reads_under("StringEquals", "k:tag/k", json!("a"), json!({ "k:tag/k": ["a", "b"] }));
    assert!(says(&scenario, "CO-20", Some(Confidence::Disputed)));
    assert!(says(&scenario, "EV-01", None));
}

#[test]
fn a_rule_that_is_documented_but_for_the_case_at_hand_says_so() {
    let under =
        |operator: &str, value: Value, request: &str| reads_under(operator, "k:v", value, json!({ "k:v": request }));
    let root = "arn:aws:iam::222233334444:root";
    let by_root = |caller| from_bucket(caller, json!({ "Principal": { "AWS": "222233334444" } }), json!([]));
    let own_root = from_bucket("arn:aws:iam::111122223333:root", json!({ "Principal": "*" }), json!([]));
    let token = assumes(GOOGLE, "AssumeRoleWithWebIdentity", json!({ "Federated": GOOGLE }));
    let service = |name: &str| assumes(name, "AssumeRole", json!({ "Service": name }));
    let excludes_nothing = json!([{ "Effect": "Allow", "NotAction": [], "Resource": "*" }]);
    const READING: Option<Confidence> = Some(Confidence::OurReading);
    const OBSERVED: Option<Confidence> = Some(Confidence::Observed);
    let table = [
        ("CO-15", reads_under("ForAnyValue:StringNotEquals", "k:v", json!("a"), json!({})), READING),
        ("CO-15", reads_under("ForAnyValue:StringEquals", "k:v", json!("a"), json!({})), None),
        ("AM-27", under("StringEqualsIgnoreCase", json!("É"), "é"), OBSERVED),
        ("CO-31", under("StringEqualsIgnoreCase", json!("E"), "e"), None),
        ("CO-33", under("NumericNotEquals", json!("5"), "five"), READING),
        ("CO-33", under("NumericEquals", json!("5"), "five"), None),
        ("CO-34", under("DateLessThan", json!("2026-11-23"), "2026-11-22T10:00:00Z"), READING),
        ("CO-34", under("DateLessThan", json!("2026-11-23T10:00:00Z"), "2026-11-22T10:00:00Z"), None),
        ("AM-25", under("Bool", json!("True"), "true"), OBSERVED),
        ("CO-36", under("Bool", json!(true), "true"), None),
        ("CO-38", under("IpAddress", json!("203.0.113.0/24"), "2001:db8::1"), READING),
        ("CO-38", under("IpAddress", json!("203.0.113.0/24"), "203.0.113.7"), None),
        ("CO-39", under("ArnLike", json!("arn:aws:s3"), "arn:aws:s3:::bucket"), READING),
        ("CO-39", under("ArnLike", json!("arn:aws:s3:::*"), "arn:aws:s3:::bucket"), None),
        ("GR-19", reads(excludes_nothing, json!({})), READING),
        ("EV-24", by_root(root), READING),
        ("EV-04", own_root, None),
        ("EV-38", token, READING),
        ("EV-31", service("ec2.amazonaws.com"), READING),
        ("EV-31", assumes(ANA, "AssumeRole", json!({ "AWS": ANA })), None),
    ];
    for (rule, scenario, sure) in table {
        assert!(says(&scenario, rule, sure), "{rule} {sure:?} in {scenario:#}");
        let others = [None, READING, OBSERVED].into_iter().filter(|other| *other != sure);
        assert!(others.into_iter().all(|other| !says(&scenario, rule, other)), "{rule}");
    }
}

#[test]
fn an_element_that_hangs_on_an_open_point_is_as_sure_as_the_point() {
    let overflow = reads(json!([statement("Allow", json!({ "Resource": "arn:aws:s3*" }))]), json!({}));
    assert!(says(&overflow, "MR-05", Some(Confidence::OurReading)));
    let tag = reads_under("StringEquals", "k:tag/k", json!("A"), json!({ "k:tag/k": "a" }));
    assert!(says(&tag, "CO-05", Some(Confidence::Disputed)));
    let other = reads_under("StringEquals", "k:word", json!("A"), json!({ "k:word": "a" }));
    assert!(says(&other, "CO-05", None));
}

/// True if the trace of the last step names the rule, and as sure as this.
fn says(scenario: &Value, rule: &str, sure: Option<Confidence>) -> bool {
    let mut found = Vec::new();
    report(scenario).steps.last().unwrap().trace.iter().for_each(|entry| rules(entry, &mut found));
    found.contains(&(rule.to_owned(), sure))
}

#[test]
fn a_refused_step_says_how_sure_the_rule_is_that_refuses_it() {
    let scene = reads_by(&json!({ "statement": [statement("Allow", json!({}))] }), json!({}));
    let mut found = Vec::new();
    report(&scene).steps[0].trace.iter().for_each(|entry| rules(entry, &mut found));
    assert_eq!(found, [("GR-08".to_owned(), Some(Confidence::OurReading))]);
    let by_session = with_code(assumes(SESSION, "AssumeRole", json!({ "AWS": SESSION })));
    assert!(says(&by_session, "AM-02", Some(Confidence::OurReading)));
    let by_service = with_code(assumes("ec2.amazonaws.com", "AssumeRole", json!({ "Service": "ec2.amazonaws.com" })));
    assert!(says(&by_service, "AM-02", None));
}

fn rules(entry: &TraceEntry, found: &mut Vec<(String, Option<Confidence>)>) {
    found.extend(entry.rule.clone().map(|rule| (rule.into_owned(), entry.confidence)));
    entry.children.iter().for_each(|child| rules(child, found));
}
