//! Problems of policies as data: code, cause, and the sentences that are made from the cause alone.

#![cfg(test)]

use std::collections::BTreeSet;
use std::fs;

use iam_syntax::{PolicyKind, parse};
use rolescope::report::{ByteSpan, Problem, Severity};
use rolescope::{Scenario, analyze, english};

/// Every text of bad input, read as every kind of policy.
fn problems() -> Vec<Problem> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../iam-syntax/tests/bad_input");
    let mut problems = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let Ok(text) = fs::read_to_string(entry.unwrap().path()) else { continue };
        for found in PolicyKind::ALL.iter().flat_map(|kind| parse(&text, *kind).diagnostics) {
            problems.push(Problem {
                code: found.kind.code().to_owned(),
                cause: found.kind.into(),
                severity: Severity::Error,
                message: String::new(),
                policy: String::new(),
                pointer: String::new(),
                span: ByteSpan { start: 0, end: 0 },
                help: None,
            });
        }
    }
    problems
}

#[test]
fn every_cause_is_written_and_read_again() {
    let mut kinds = BTreeSet::new();
    for problem in problems() {
        let json = serde_json::to_value(&problem).unwrap();
        assert_eq!(serde_json::from_value::<Problem>(json.clone()).unwrap(), problem, "{json}");
        let of = |json: &serde_json::Value| json["kind"].as_str().unwrap().to_owned();
        kinds.insert(of(&json["cause"]));
        kinds.extend(json["cause"].get("problem").map(of));
    }
    assert!(kinds.len() >= 75, "only {} kinds: {kinds:?}", kinds.len());
}

#[test]
fn a_problem_says_what_its_cause_holds() {
    let text = r#"{"principals": [
      {"arn": "arn:aws:iam::111122223333:user/ana", "identityPolicies": [{"name": "lesen", "document": "{\n\"Statment\": []}"}]},
      {"arn": "arn:aws:iam::111122223333:role/web", "trustPolicy": {"name": "trust", "document": {"Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity",
          "Principal": {"Federated": "arn:aws:iam::444455556666:oidc-provider/login.example.com"}}]}}}]}"#;
    let report = analyze(&Scenario::from_json(text).unwrap());
    let json = serde_json::to_value(&report.problems).unwrap();
    let causes: Vec<String> = json.as_array().unwrap().iter().map(|problem| problem["cause"].to_string()).collect();
    let expected = [
        r#"{"kind":"missingVersion","policy":"identityBased"}"#,
        r#"{"kind":"unknownElement","meant":"Statement","name":"Statment"}"#,
        r#"{"kind":"emptyStatementList"}"#,
        r#"{"account":"111122223333","kind":"foreignProvider","provider":"arn:aws:iam::444455556666:oidc-provider/login.example.com"}"#,
    ];
    assert_eq!(causes, expected);
    for problem in &report.problems {
        assert_eq!((&*problem.code, &problem.message), (problem.cause.code(), &english::problem(&problem.cause)));
        assert_eq!(problem.help, english::help(&problem.cause));
    }
}
