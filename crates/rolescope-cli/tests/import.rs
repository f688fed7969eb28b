//! `rolescope import`, and commands that take what it takes.

#![cfg(test)]

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use rolescope::Scenario;
use serde_json::Value;

fn rolescope(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_rolescope")).args(arguments).output().unwrap()
}

fn rolescope_with_stdin(arguments: &[&str], input: &[u8]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rolescope"));
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    child.wait_with_output().unwrap()
}

fn pasted(name: &str) -> String {
    let folder: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/paste");
    folder.join(name).to_str().unwrap().to_owned()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn a_message_becomes_a_scenario_which_run_takes() {
    let imported = rolescope(&["import", &pasted("message-identity-implicit.txt")]);
    assert_eq!(imported.status.code(), Some(0));
    let scenario = Scenario::from_json(&text(&imported.stdout)).unwrap();
    assert_eq!(scenario.steps[0].action, "s3:GetObject");
    let said = text(&imported.stderr);
    assert!(
        said.contains(
            "missing: attached identity policies of role app: aws iam list-attached-role-policies --role-name 'app'"
        ),
        "{said}"
    );
    let run = rolescope_with_stdin(&["run", "-"], &imported.stdout);
    assert_eq!(run.status.code(), Some(0), "{}", text(&run.stdout));
}

#[test]
fn json_has_the_fields_that_other_tools_rely_on() {
    let imported = rolescope(&["import", "--format", "json", &pasted("get-policy-version.json")]);
    let report: Value = serde_json::from_slice(&imported.stdout).unwrap();
    assert_eq!(report["inputs"][0]["kind"], "getPolicyVersion");
    assert!(report["inputs"][0]["what"].is_string() && report["inputs"][0]["file"].is_string());
    assert_eq!(report["documents"][0]["policyKind"], "identityBased");
    assert!(report["documents"][0]["document"]["Statement"].is_array() && report["documents"][0]["file"].is_string());
    assert_eq!(report["documents"][0]["name"], Value::Null);
    for name in ["deniedBy", "effect", "deniedByPolicy"] {
        assert!(report.get(name).is_some_and(Value::is_null), "{name}");
    }
    for name in ["unresolved", "ask", "notes", "deniedByStatements"] {
        assert!(report[name].is_array(), "{name}");
    }
    assert!(report["scenario"].is_object() && report["ask"][0]["what"].is_string());
}

#[test]
fn several_files_are_one_scenario_with_together_and_an_array_without() {
    let files = [pasted("get-role.json"), pasted("get-role-policy.json")];
    let together = rolescope(&["import", "--together", &files[0], &files[1]]);
    let scenario = Scenario::from_json(&text(&together.stdout)).unwrap();
    assert_eq!(scenario.principals.len(), 1);
    assert!(scenario.principals[0].trust_policy.is_some() && !scenario.principals[0].identity_policies.is_empty());
    let apart = rolescope(&["import", &files[0], &files[1]]);
    assert_eq!(serde_json::from_slice::<Vec<Scenario>>(&apart.stdout).unwrap().len(), 2);
}

#[test]
fn status_2_when_nothing_was_understood_and_0_when_something_was() {
    let nothing = rolescope_with_stdin(&["import", "-"], b"{\n  \"Role\": {");
    assert_eq!((nothing.status.code(), text(&nothing.stdout).as_str()), (Some(2), ""));
    assert!(text(&nothing.stderr).starts_with("<stdin>:2:"), "{}", text(&nothing.stderr));
    let some = rolescope(&["import", "--together", &pasted("README.md"), &pasted("get-role.json")]);
    assert_eq!(some.status.code(), Some(0));
    assert!(text(&some.stderr).contains("README.md:1:1: nothing in this text is recognized"), "{}", text(&some.stderr));
}

#[test]
fn run_takes_a_message_and_says_what_it_is() {
    let run = rolescope(&["run", &pasted("message-identity-implicit.txt")]);
    assert_eq!(run.status.code(), Some(0), "{}", text(&run.stderr));
    assert!(
        text(&run.stderr).contains("read as an AccessDenied message: role app was denied s3:GetObject"),
        "{}",
        text(&run.stderr)
    );
    let refused = rolescope_with_stdin(&["run", "-"], b"An");
    assert_eq!(refused.status.code(), Some(2));
    assert!(text(&refused.stderr).contains("nothing in this text is recognized"), "{}", text(&refused.stderr));
}

#[test]
fn credentials_are_told_with_their_line_and_taken_out() {
    let key = ["AKIA", "QWERTZUIOPASDFGH"].concat();
    let policy = format!(
        "{{\"Version\": \"2012-10-17\",\n\"Statement\": [{{\"Sid\": \"{key}\", \"Effect\": \"Allow\", \"Action\": \"*\", \"Resource\": \"*\"}}]}}"
    );
    let imported = rolescope_with_stdin(&["import", "--format", "json", "-"], policy.as_bytes());
    let report: Value = serde_json::from_slice(&imported.stdout).unwrap();
    assert_eq!(report["inputs"][0]["secrets"][0], serde_json::json!({ "kind": "accessKey", "line": 2 }));
    assert!(!text(&imported.stdout).contains(&key) && !text(&imported.stderr).contains(&key));
}

const TOGETHER: [&str; 3] = ["message-identity-implicit.txt", "get-role.json", "get-role-policy.json"];

#[test]
fn every_command_makes_one_scenario_of_several_files_with_together() {
    let files = TOGETHER.map(pasted);
    let files: Vec<&str> = files.iter().map(String::as_str).collect();
    let ask = |before: &[&str], after: &[&str]| rolescope(&[before, &["--together"], &files, after].concat());
    let run = ask(&["run", "--format", "json"], &[]);
    let report: Value = serde_json::from_slice(&run.stdout).unwrap();
    assert_eq!((report["steps"].as_array().unwrap().len(), report["roles"].as_array().unwrap().len()), (1, 1));
    let said = text(&run.stderr);
    for (file, what) in files.iter().zip(["an AccessDenied message", "output of get-role", "output of get-role-policy"])
    {
        assert!(said.contains(&format!("{file}: read as {what}")), "{said}");
    }
    let explained = ask(&["explain"], &["--step", "1"]);
    assert_eq!(explained.status.code(), Some(0), "{}", text(&explained.stderr));
    let who = ask(&["who-can"], &["--role", "arn:aws:iam::111122223333:role/service/worker"]);
    assert!(text(&who.stdout).contains("Who can assume"), "{}", text(&who.stderr));
    let link = ask(&["link"], &[]);
    let opened = rolescope_with_stdin(&["open", "-"], &link.stdout);
    let scenario = Scenario::from_json(&text(&opened.stdout)).unwrap();
    assert_eq!((scenario.principals.len(), scenario.steps.len()), (1, 1));
}

#[test]
fn without_together_a_command_about_one_scenario_refuses_the_second_file() {
    let files = TOGETHER.map(pasted);
    for command in [["explain", "--step", "1"], ["who-can", "--role", "x"], ["link", "--site", "x"]] {
        let refused = rolescope(&[&command[..], &[&files[0], &files[1]]].concat());
        assert_eq!(refused.status.code(), Some(2), "{command:?}");
        let said = text(&refused.stderr);
        assert!(said.starts_with(&files[1]) && said.contains("`--together`"), "{said}");
    }
}

#[test]
fn each_refused_file_is_named_and_nothing_is_decided_without_it() {
    let good = pasted("message-identity-implicit.txt");
    let (broken, page) = (pasted("README.md"), pasted("nowhere.json"));
    let run = rolescope(&["run", "--together", &broken, &good, &page]);
    assert_eq!((run.status.code(), text(&run.stdout).trim()), (Some(2), ""));
    let said = text(&run.stderr);
    assert!(said.contains(&format!("{broken}:1:1: nothing in this text is recognized")), "{said}");
    assert!(said.contains(&format!("{page}: no such file")), "{said}");
}

#[test]
fn a_policy_leads_back_to_the_line_of_its_template() {
    let template = pasted("cloudformation-yaml.yaml");
    let who = rolescope(&["run", &template]);
    assert_eq!(who.status.code(), Some(0), "{}", text(&who.stderr));
    let call = "User: arn:aws:iam::111122223333:role/stackset-administration is not authorized to perform: sts:AssumeRole on resource: \
        arn:aws:iam::111122223333:role/stackset-execution";
    let run = rolescope_with_stdin(&["run", "--together", &template, "-"], call.as_bytes());
    let (shown, said) = (text(&run.stdout), text(&run.stderr));
    assert!(shown.contains(&format!("{template}:23#/principals/0/identityPolicies/0:")), "{shown}\n{said}");
}

#[test]
fn a_note_and_the_place_of_a_gap_are_said() {
    let cut_off = rolescope(&["import", &pasted("own/list-user-policies-cut-off.json")]);
    let said = text(&cut_off.stderr);
    assert!(said.contains("note: the output is cut off (IsTruncated); paste the rest too\n"), "{said}");
    let template = pasted("cloudformation-yaml.yaml");
    let said = text(&rolescope(&["run", &template]).stderr);
    assert!(said.contains(&format!("{template}:")) && said.contains(": not known: "), "{said}");
}

#[test]
fn what_is_attached_to_nothing_is_said() {
    let run = rolescope(&["run", &pasted("policy-url-encoded.txt")]);
    assert!(text(&run.stderr).contains("so it decides nothing"), "{}", text(&run.stderr));
    let run = rolescope(&["run", &pasted("get-bucket-policy.json")]);
    assert!(!text(&run.stderr).contains("so it decides nothing"), "{}", text(&run.stderr));
}
