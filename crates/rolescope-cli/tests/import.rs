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

/// A path of its own for a test in the folder that Cargo keeps for tests.
fn new_file(name: &str) -> String {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{}-{name}", std::process::id()));
    let _ = std::fs::remove_file(&path);
    path.to_str().unwrap().to_owned()
}

#[test]
fn a_scenario_is_anonymized_and_restored() {
    let mapping = new_file("mapping.json");
    let files = TOGETHER.map(pasted);
    let files: Vec<&str> = files.iter().map(String::as_str).collect();
    let original = rolescope(&[&["import", "--together"], files.as_slice()].concat());
    let anonymize =
        || rolescope(&[&["import", "--anonymize", "--mapping", mapping.as_str()], files.as_slice()].concat());
    let anonymous = anonymize();
    assert_eq!(anonymous.status.code(), Some(0), "{}", text(&anonymous.stderr));
    for name in ["111122223333", "worker", "app", "amzn-s3-demo-bucket"] {
        assert!(!text(&anonymous.stdout).contains(&format!("{name}\"")), "{name}: {}", text(&anonymous.stdout));
    }
    let restored = rolescope_with_stdin(&["import", "--restore", &mapping, "-"], &anonymous.stdout);
    assert_eq!(text(&restored.stdout), text(&original.stdout), "{}", text(&restored.stderr));
    // The first mapping may be the only way back for the first scenario.
    let again = anonymize();
    assert_eq!((again.status.code(), text(&again.stdout).as_str()), (Some(2), ""));
    assert!(text(&again.stderr).contains(&format!("{mapping}: cannot be written")), "{}", text(&again.stderr));
    std::fs::remove_file(mapping).unwrap();
}

#[test]
fn a_link_is_anonymized() {
    let file = pasted("message-identity-implicit.txt");
    let link = rolescope(&["link", "--anonymize", &file]);
    let opened = text(&rolescope_with_stdin(&["open", "-"], &link.stdout).stdout);
    assert!(opened.contains("s3:GetObject") && !opened.contains("111122223333"), "{opened}");
}

#[test]
fn what_is_no_mapping_is_named() {
    let refused = rolescope(&["import", "--restore", &pasted("get-role.json"), &pasted("get-role.json")]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(text(&refused.stderr).contains("is no file that `--mapping` wrote"), "{}", text(&refused.stderr));
    let refused = rolescope(&["import", "--anonymize", "--format", "json", &pasted("get-role.json")]);
    assert_eq!((refused.status.code(), text(&refused.stdout).as_str()), (Some(2), ""));
}

/// Credentials of each kind, none of them of anybody. They are put together here so that no scanner of sources takes them for real ones.
fn credentials() -> [(&'static str, String); 5] {
    let secret = ["wJalrXUtnFEMI", "K7MDENGbPxRfiCYzqwertyuiopa"].concat();
    let token = ["eyJhbGciOiJSUzI1NiJ9", "eyJzdWIiOiJhbmEifQ", "c2lnbmF0dXJlc2lnbmF0dXJl"].join(".");
    [
        ("AccessKeyId", ["AKIA", "QWERTZUIOPASDFGH"].concat()),
        ("SecretAccessKey", secret),
        ("SessionToken", ["FwoGZXIvYXdzEJr", "qwertzuiopasdfghjkl"].concat()),
        ("Token", token),
        ("password", ["hunter2", "hunter2hunter2"].concat()),
    ]
}

#[test]
fn no_output_has_a_credential_that_was_planted_in_a_form() {
    let forms = [
        "message-identity-implicit.txt",
        "get-role-policy.json",
        "cloudtrail-assumed-role.json",
        "account-authorization-details.json",
        "cloudformation-yaml.yaml",
        "terraform-jsonencode.tf",
        "terraform-plan-json.json",
        "kubernetes-service-account.yaml",
        "github-token-claims.json",
        "aws-config-profile.txt",
        "own/github-workflow.yml",
        "policy-url-encoded.txt",
    ];
    for form in forms {
        let plain = std::fs::read_to_string(pasted(form)).unwrap();
        for (name, credential) in credentials() {
            // Behind the input; and in its first text in quotes, where it has one.
            let inside = plain.replacen(": \"", &format!(": \"{name}={credential} "), 1);
            for planted in [format!("{plain}\n# {name}: \"{credential}\"\n"), inside] {
                for command in [
                    &["import"][..],
                    &["import", "--format", "json"],
                    &["run"],
                    &["run", "--format", "json"],
                    &["link"],
                ] {
                    let output = rolescope_with_stdin(&[command, &["-"]].concat(), planted.as_bytes());
                    let (shown, said) = (text(&output.stdout), text(&output.stderr));
                    assert!(
                        !shown.contains(&credential) && !said.contains(&credential),
                        "{form} {name} {command:?}\n{shown}\n{said}"
                    );
                    if command == ["link"] && output.status.success() {
                        let opened = rolescope_with_stdin(&["open", "-"], &output.stdout);
                        assert!(!text(&opened.stdout).contains(&credential), "{form} {name}");
                    }
                }
            }
        }
    }
}

#[test]
fn what_aws_said_stands_beside_what_rolescope_says() {
    let message = pasted("message-identity-implicit.txt");
    let agreed = rolescope(&["run", &message]);
    let said = text(&agreed.stderr);
    assert!(said.contains("step 1: AWS said ") && said.contains(": they agree"), "{said}");
    let allows = r#"{"RoleName": "app", "PolicyName": "read", "PolicyDocument": {"Version": "2012-10-17",
        "Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}}}"#;
    let differing =
        rolescope_with_stdin(&["import", "--format", "json", "--together", &message, "-"], allows.as_bytes());
    let report: Value = serde_json::from_slice(&differing.stdout).unwrap();
    let comparison = &report["comparisons"][0];
    assert_eq!(
        (&comparison["step"], &comparison["agree"], &comparison["rolescope"]),
        (&1.into(), &false.into(), &"allowed".into())
    );
    let absent = comparison["absent"].as_array().unwrap();
    assert!(absent.contains(&"serviceControl".into()) && !absent.contains(&"identityBased".into()), "{absent:?}");
    let run = rolescope_with_stdin(&["run", "--together", &message, "-"], allows.as_bytes());
    assert_eq!(run.status.code(), Some(1));
    assert!(text(&run.stderr).contains("they differ; none of these was given"), "{}", text(&run.stderr));
}
