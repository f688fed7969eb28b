//! `rolescope lint`: exit statuses, forms of the answer, fixes, and what is said of inputs that cannot be used.

#![cfg(test)]

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

const TYPO: &str = r#"{
  "Version": "2012-10-17",
  "Statement": { "Effect": "Allow", "Action": "s3:GetObjet", "Resource": "*" }
}"#;
const OPEN: &str = r#"{ "Version": "2012-10-17", "Statement": {
  "Effect": "Allow", "Principal": { "AWS": "*" }, "Action": "sts:AssumeRole" } }"#;
const CLEAN: &str = r#"{ "Version": "2012-10-17", "Statement": {
  "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" } }"#;

fn file(test: &str, text: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("lint");
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join(format!("{test}.json"));
    std::fs::write(&path, text).unwrap();
    path
}

fn lint(path: &Path, arguments: &[&str]) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_rolescope")).arg("lint").args(arguments).arg(path).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

fn findings(path: &Path, arguments: &[&str]) -> Vec<Value> {
    let (_, stdout, stderr) = lint(path, &[&["--format", "json"], arguments].concat());
    assert_eq!(stderr, "");
    serde_json::from_str(&stdout).unwrap()
}

#[test]
fn json_has_every_field_of_a_finding() {
    let path = file("fields", TYPO);
    let start = TYPO.find("\"s3:GetObjet\"").unwrap();
    let (end, name) = (start + "\"s3:GetObjet\"".len(), path.to_str().unwrap());
    assert_eq!(
        findings(&path, &[]),
        [json!({
            "file": name, "code": "INVALID_ACTION", "severity": "error",
            "message": "`s3` has no action `GetObjet`; `s3:GetObject` may be meant",
            "help": "Write the action as AWS's service authorization reference spells it.",
            "span": { "start": start, "end": end }, "line": 3, "column": 47,
            "fix": {
                "title": "write `s3:GetObject`", "safe": false,
                "edits": [{ "start": start, "end": end, "text": "\"s3:GetObject\"" }],
            },
        })]
    );
}

#[test]
fn the_exit_status_follows_the_severity_to_fail_on() {
    let status = |path: &Path, arguments: &[&str]| lint(path, arguments).0;
    let (typo, open, clean) = (file("typo", TYPO), file("open", OPEN), file("clean", CLEAN));
    assert_eq!((status(&typo, &[]), status(&open, &[]), status(&clean, &[])), (1, 0, 0));
    assert_eq!(status(&open, &["--fail-on", "securityWarning"]), 1);
    assert_eq!(status(&open, &["--fail-on", "suggestion"]), 1);
    assert_eq!(status(&clean, &["--fail-on", "suggestion"]), 0);
    assert_eq!(status(&typo, &["--allow", "INVALID_ACTION"]), 0);
    assert_eq!(lint(&clean, &[]).1, "no findings\n");
    let (status, stdout, stderr) = lint(Path::new("no-such-file.json"), &[]);
    assert_eq!((status, stdout.as_str(), stderr.as_str()), (2, "no findings\n", "no-such-file.json: no such file\n"));
}

#[test]
fn text_shows_place_line_mark_and_advice() {
    let path = file("text", TYPO);
    let name = path.display();
    let wanted = format!(
        "{name}:3:47: error INVALID_ACTION: `s3` has no action `GetObjet`; `s3:GetObject` may be meant
  3 |   \"Statement\": {{ \"Effect\": \"Allow\", \"Action\": \"s3:GetObjet\", \"Resource\": \"*\" }}
    |                                               ^^^^^^^^^^^^^
  help: Write the action as AWS's service authorization reference spells it.
  fix: write `s3:GetObject`

1 error
"
    );
    assert_eq!(lint(&path, &[]).1, wanted);
}

#[test]
fn the_type_is_told_from_the_document_or_given() {
    let codes = |path: &Path, arguments: &[&str]| -> Vec<String> {
        findings(path, arguments).iter().map(|it| it["code"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(codes(&file("told", OPEN), &[]), ["OPEN_TRUST"]);
    assert!(codes(&file("given", OPEN), &["--type", "identity"]).contains(&"UNSUPPORTED_PRINCIPAL".to_owned()));
    let key = r#"{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Principal": { "AWS": "111122223333" },
        "Action": "s3:GetObject", "Resource": "*" } }"#;
    let path = file("resource-type", key);
    assert!(codes(&path, &[]).is_empty());
    assert_eq!(codes(&path, &["--resource-type", "kms:key"]), ["UNSUPPORTED_ACTION_IN_POLICY"]);
}

#[test]
fn a_scenario_needs_no_steps_and_names_its_policies() {
    let scenario = json!({ "principals": [{
        "arn": "arn:aws:iam::111122223333:role/app",
        "trustPolicy": { "name": "trust", "document": serde_json::from_str::<Value>(OPEN).unwrap() },
        "identityPolicies": [{ "name": "typo", "document": TYPO }],
    }] });
    let path = file("scenario", &scenario.to_string());
    let told: Vec<(Value, Value, Value)> = findings(&path, &[])
        .into_iter()
        .map(|it| (it["policy"].clone(), it["code"].clone(), it["line"].clone()))
        .collect();
    assert_eq!(
        told,
        [(json!("trust"), json!("OPEN_TRUST"), json!(1)), (json!("typo"), json!("INVALID_ACTION"), json!(3)),]
    );
}

#[test]
fn mistakes_of_the_grammar_are_findings_and_other_texts_are_refused() {
    let path = file("comma", &TYPO.replace("\"2012-10-17\",", "\"2012-10-17\""));
    assert_eq!(findings(&path, &[])[0]["code"], "JSON_SYNTAX_ERROR");
    let (status, _, stderr) = lint(&file("other", "[1, 2]"), &[]);
    assert_eq!(status, 2);
    assert!(stderr.contains("other.json:1:1: "), "{stderr}");
}

#[test]
fn fix_writes_what_is_safe_and_reports_the_rest() {
    let text = r#"{ "Version": "2012-10-17", "Statement": { "Effect": "Allow",
  "Action": ["s3:Get*", "s3:GetObject", "s3:PutObjet"], "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" } }"#;
    let path = file("fix", text);
    let (status, stdout, stderr) = lint(&path, &["--fix", "--format", "json"]);
    let left: Vec<Value> = serde_json::from_str(&stdout).unwrap();
    assert_eq!((status, stderr.as_str(), left.len()), (1, "", 1));
    assert_eq!(left[0]["code"], "INVALID_ACTION");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), text.replace("\"s3:GetObject\", ", ""));
}
