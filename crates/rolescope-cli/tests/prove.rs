//! `rolescope prove` on files.

#![cfg(test)]

use std::path::PathBuf;
use std::process::{Command, Output};

use serde_json::Value;

const APP: &str = r#""principals":[{"arn":"arn:aws:iam::111122223333:role/app","identityPolicies":[{"name":"app","document":{
  "Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"},{"Effect":"Deny","Action":"s3:Delete*",
  "Resource":"*"}]}}]}]"#;

fn file(name: &str, text: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("prove");
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join(name);
    std::fs::write(&path, text).unwrap();
    path
}

fn prove(path: &PathBuf, format: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rolescope"));
    command.args(["prove", "--format", format]).arg(path).env_remove("ROLESCOPE_SITE").output().unwrap()
}

fn claim(name: &str, actions: &str, when: &str) -> String {
    let caller = "arn:aws:iam::111122223333:role/app";
    format!(r#"{{"name":"{name}","never":{{"caller":"{caller}","actions":["{actions}"],"resources":["*"]{when}}}}}"#)
}

fn scenario(claims: &[String]) -> String {
    format!(r#"{{{APP},"claims":[{}]}}"#, claims.join(","))
}

#[test]
fn a_claim_that_holds_is_said_to_and_the_exit_status_is_0() {
    let path = file("holds.json", &scenario(&[claim("no deletes", "s3:Delete*", "")]));
    let output = prove(&path, "text");
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(0), "{text}");
    assert!(text.contains("no deletes holds"), "{text}");
}

#[test]
fn a_claim_that_fails_has_a_witness_and_the_exit_status_is_1() {
    let claims = [claim("no deletes", "s3:Delete*", ""), claim("no reads", "s3:GetObject", "")];
    let output = prove(&file("fails.json", &scenario(&claims)), "json");
    assert_eq!(output.status.code(), Some(1));
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    let verdicts: Vec<&str> =
        answer["claims"].as_array().unwrap().iter().map(|it| it["verdict"].as_str().unwrap()).collect();
    assert_eq!(verdicts, ["holds", "fails"]);
    let witness = &answer["claims"][1]["witness"];
    assert_eq!(witness["caller"], "arn:aws:iam::111122223333:role/app");
    assert_eq!(witness["action"], "s3:GetObject");
    assert_eq!(witness["context"], serde_json::json!({}));
    assert!(witness["link"].as_str().unwrap().contains("#s=1."));
}

#[test]
fn a_claim_that_hangs_on_a_variable_is_unknown_and_the_exit_status_is_3() {
    let text = r#"{"principals":[{"arn":"arn:aws:iam::111122223333:role/app","identityPolicies":[{"name":"app","document":{
      "Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::${aws:SourceVpc}"}]}}]}],
      "claims":[{"name":"c","never":{"caller":"arn:aws:iam::111122223333:role/app","actions":["s3:*"],
      "resources":["arn:aws:s3:::quite-odd-name"]}}]}"#;
    let output = prove(&file("unknown.json", text), "text");
    let said = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(3), "{said}");
    assert!(said.contains("c unknown") && said.contains("aws:sourcevpc"), "{said}");
}

#[test]
fn what_is_no_claim_is_said_with_its_line_and_the_exit_status_is_2() {
    let both = scenario(&[r#"{"name":"nothing"}"#.to_owned()]);
    for (name, text, said) in [
        ("none.json", format!("{{{APP}}}"), "no `claims`"),
        ("neither.json", both, "needs `never` or `always`"),
        ("operator.json", scenario(&[claim("c", "s3:*", r#","when":{"Nonsense":{"a":"b"}}"#)]), "Nonsense"),
    ] {
        let path = file(name, &text);
        let output = prove(&path, "text");
        let error = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{error}");
        assert!(error.starts_with(&format!("{}:", path.display())) && error.contains(said), "{error}");
    }
}
