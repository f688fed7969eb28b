//! Scenarios without names: they decide the same, and their owner gets them back.

#![cfg(test)]

use std::fs;
use std::path::{Path, PathBuf};

use rolescope::{Scenario, analyze};
use rolescope_import::{AnonymizeError, Mapping, anonymize, import};

fn tests() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests")
}

/// Files under a folder, at any depth.
fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files(&path, found) } else { found.push(path) }
    }
}

/// Scenarios of the corpus, and those of everything that can be pasted.
fn scenarios() -> Vec<(PathBuf, Scenario)> {
    let mut paths = Vec::new();
    for folder in ["corpus", "paste"] {
        files(&tests().join(folder), &mut paths);
    }
    paths.sort();
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).ok()?;
        let name = path.file_name()?.to_str()?.to_owned();
        if name.ends_with(".want.json") || name.ends_with(".md") {
            return None;
        }
        let scenario = Scenario::from_json(&text).ok().or_else(|| Some(import(&name, &text).ok()?.scenario))?;
        Some((path, scenario))
    };
    paths.into_iter().filter_map(read).collect()
}

#[test]
fn every_scenario_decides_the_same_and_comes_back() {
    let (mut done, mut refused) = (0, Vec::new());
    for (path, scenario) in scenarios() {
        match anonymize(&scenario) {
            Ok(anonymized) => {
                let decisions = |scenario: &Scenario| -> Vec<_> {
                    analyze(scenario).steps.into_iter().map(|step| step.decision).collect()
                };
                assert_eq!(decisions(&anonymized.scenario), decisions(&scenario), "{}", path.display());
                let mapping = serde_json::to_string(&anonymized.mapping).unwrap();
                let mapping: Mapping = serde_json::from_str(&mapping).unwrap();
                assert_eq!(mapping.restore(&anonymized.scenario).as_ref(), Ok(&scenario), "{}", path.display());
                done += 1;
            }
            Err(error) => refused.push(format!("{}: {error}", path.display())),
        }
    }
    // Those that are refused match the end of a name, or hold names to which AWS gives meaning.
    assert!(done >= 1000 && refused.len() * 50 <= done, "{done} done\n{}", refused.join("\n"));
}

const NAMES: [&str; 9] =
    ["444455556666", "a1b2c3d4e5", "ab12", "payroll", "Zebra", "falcon", "walrus", "otter", "ferret"];

const SCENARIO: &str = r#"{
    "title": "May payroll of 444455556666 read?",
    "accounts": [{"id": "444455556666", "name": "Zebra", "organizationPath": "o-a1b2c3d4e5/r-ab12/"}],
    "principals": [{"arn": "arn:aws:iam::444455556666:role/falcon/payroll-reader", "id": "AROAFERRETFERRET00001", "tags": {"team": "walrus"},
        "identityPolicies": [{"name": "otter", "document": {"Version": "2012-10-17", "Statement": {"Sid": "Zebra", "Effect": "Allow",
            "Action": "s3:GetObject", "Resource": "arn:aws:s3:::pay*-data/*",
            "Condition": {"StringEquals": {"aws:PrincipalTag/team": "walrus", "aws:PrincipalOrgID": "o-a1b2c3d4e5", "aws:RequestedRegion": "eu-west-1"}}}}}]}],
    "resources": [{"arn": "arn:aws:s3:::payroll-data", "account": "444455556666"}],
    "steps": [{"caller": "arn:aws:iam::444455556666:role/falcon/payroll-reader", "action": "s3:GetObject", "resource": "arn:aws:s3:::payroll-data/may.csv",
        "context": {"aws:RequestedRegion": "eu-west-1"}, "expect": "allowed"}]}"#;

#[test]
fn no_name_stays_and_what_aws_gives_meaning_stays() {
    let scenario = Scenario::from_json(SCENARIO).unwrap();
    let anonymized = anonymize(&scenario).unwrap();
    let text = anonymized.scenario.to_json();
    for name in NAMES {
        assert!(!text.to_lowercase().contains(&name.to_lowercase()), "{name}: {text}");
    }
    for word in ["s3:GetObject", "eu-west-1", "aws:PrincipalTag/team", "AROA", "arn:aws:s3:::", ":role/", "2012-10-17"]
    {
        assert!(text.contains(word), "{word}: {text}");
    }
    let report = analyze(&anonymized.scenario);
    assert_eq!(report.steps[0].met, Some(true), "{text}");
}

#[test]
fn a_change_of_the_anonymized_scenario_comes_back_with_the_names() {
    let scenario = Scenario::from_json(SCENARIO).unwrap();
    let Ok(mut anonymized) = anonymize(&scenario) else { panic!("not anonymized") };
    anonymized.scenario.steps[0].action = "s3:PutObject".to_owned();
    let mut expected = scenario.clone();
    expected.steps[0].action = "s3:PutObject".to_owned();
    assert_eq!(anonymized.mapping.restore(&anonymized.scenario), Ok(expected));
}

#[test]
fn a_scenario_that_would_decide_otherwise_is_refused() {
    let policy = SCENARIO.replace("pay*-data/*", "*roll-data/*");
    let scenario = Scenario::from_json(&policy).unwrap();
    assert_eq!(anonymize(&scenario).unwrap_err(), AnonymizeError::Decision(1));
}
