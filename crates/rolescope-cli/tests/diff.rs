//! `rolescope diff`: exit statuses, forms of the answer, and what is said of inputs that cannot be used.

#![cfg(test)]

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

const BINARY: &str = env!("CARGO_BIN_EXE_rolescope");

fn policy(statements: &str) -> String {
    format!(r#"{{"Version":"2012-10-17","Statement":[{statements}]}}"#)
}

fn allow(action: &str) -> String {
    format!(r#"{{"Effect":"Allow","Action":"{action}","Resource":"*"}}"#)
}

/// Files of one test.
struct Folder(PathBuf);

impl Folder {
    fn new(test: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("diff-{test}"));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn file(&self, name: &str, text: &str) -> String {
        let path = self.0.join(name);
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    }
}

fn diff(arguments: &[&str]) -> Output {
    Command::new(BINARY).arg("diff").args(arguments).env_remove("ROLESCOPE_SITE").output().unwrap()
}

fn told(output: &Output) -> (i32, String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (output.status.code().unwrap(), text(&output.stdout), text(&output.stderr))
}

/// Verdict and exit status of a change.
fn verdict(before: &str, after: &str, more: &[&str]) -> (String, i32) {
    let folder = Folder::new("verdict");
    let number = format!("{:x}", before.len() * 7919 + after.len());
    let (before, after) =
        (folder.file(&format!("{number}-b.json"), before), folder.file(&format!("{number}-a.json"), after));
    let (status, stdout, stderr) = told(&diff(&[&["--format", "json", &before, &after], more].concat()));
    assert_eq!(stderr, "");
    let answer: Value = serde_json::from_str(&stdout).unwrap();
    (answer["verdict"].as_str().unwrap().to_owned(), status)
}

#[test]
fn the_exit_status_follows_the_verdict() {
    let (get, put) = (policy(&allow("s3:GetObject")), policy(&allow("s3:PutObject")));
    let both = policy(&format!("{},{}", allow("s3:GetObject"), allow("s3:PutObject")));
    for (before, after, expected) in [
        (&get, &get, ("same", 0)),
        (&both, &get, ("narrower", 0)),
        (&get, &both, ("wider", 1)),
        (&get, &put, ("both", 1)),
    ] {
        assert_eq!(verdict(before, after, &[]), (expected.0.to_owned(), expected.1), "{before} {after}");
    }
    // The same, which only the value of a variable shows.
    let of_ana = |resource: &str| {
        policy(&format!(
            r#"{{"Effect":"Allow","Action":"s3:GetObject","Resource":"{resource}","Condition":{{"StringEquals":{{"aws:username":"ana"}}}}}}"#
        ))
    };
    let (named, variable) = (of_ana("arn:aws:s3:::b/ana"), of_ana("arn:aws:s3:::b/${aws:username}"));
    assert_eq!(verdict(&named, &variable, &[]), ("unknown".to_owned(), 3));
}

#[test]
fn every_type_of_policy_is_taken_by_name() {
    for name in ["identity", "scp", "boundary", "session"] {
        let (before, after) = (policy(&allow("s3:Get*")), policy(&allow("s3:*")));
        assert_eq!(verdict(&before, &after, &["--type", name]), ("wider".to_owned(), 1), "{name}");
    }
    let (status, _, stderr) = told(&diff(&["--type", "group", "a", "b"]));
    assert!(status == 2 && stderr.contains("group") && stderr.contains("identity"), "{stderr}");
}

#[test]
fn an_unusable_policy_is_named_with_its_place() {
    let folder = Folder::new("unusable");
    let good = folder.file("good.json", &policy(&allow("s3:*")));
    let bad =
        folder.file("bad.json", "{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [{ \"Effect\": \"alow\" }]\n}");
    for (before, after) in [(&good, &bad), (&bad, &good)] {
        let (status, stdout, stderr) = told(&diff(&[before, after]));
        assert_eq!((status, stdout.as_str()), (2, ""));
        assert!(stderr.starts_with(&format!("{bad}:3:")) && stderr.lines().count() == 1, "{stderr}");
    }
    for (text, begins) in [
        ("", ":1:1:"),
        ("[]", ":1:1:"),
        ("null", ":1:1:"),
        ("{", ":1:"),
        ("\u{0}", ":1:1:"),
        ("{\"Statement\":7}", ":1:"),
        (&"[".repeat(100_000), ":1:"),
    ] {
        let file = folder.file("odd.json", text);
        let (status, stdout, stderr) = told(&diff(&[&good, &file]));
        assert_eq!((status, stdout.as_str()), (2, ""), "{stderr}");
        assert!(stderr.starts_with(&format!("{file}{begins}")), "{stderr}");
    }
    let (status, _, stderr) = told(&diff(&[&good, "no-such-file"]));
    assert_eq!((status, stderr.as_str()), (2, "no-such-file: no such file\n"));
}

#[test]
fn policies_of_two_types_are_not_compared() {
    let folder = Folder::new("types");
    let identity = folder.file("identity.json", &policy(&allow("s3:*")));
    let trust = r#"{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}"#;
    let trust = folder.file("trust.json", &policy(trust));
    let (status, _, stderr) = told(&diff(&[&identity, &trust]));
    assert!(status == 2 && stderr.contains("--type") && stderr.contains("role trust policy"), "{stderr}");
}

#[test]
fn standard_input_can_be_one_of_both() {
    let folder = Folder::new("stdin");
    let file = folder.file("after.json", &policy(&allow("s3:*")));
    for (arguments, expected) in [(["-", &file], 1), ([file.as_str(), "-"], 0)] {
        let mut child = Command::new(BINARY)
            .arg("diff")
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(policy(&allow("s3:Get*")).as_bytes()).unwrap();
        assert_eq!(told(&child.wait_with_output().unwrap()).0, expected);
    }
    let (status, _, stderr) = told(&diff(&["-", "-"]));
    assert!(status == 2 && stderr.contains("standard input"), "{stderr}");
}

#[test]
fn a_policy_cannot_steer_the_terminal() {
    let folder = Folder::new("terminal");
    let before = folder.file("before.json", &policy(""));
    let hostile =
        r#"{"Effect":"Allow","Action":"s3:Get\u001b[31m\u202eObject","Resource":"arn:aws:s3:::b\u009b/\u2028*"}"#;
    let after = folder.file("after.json", &policy(hostile));
    for format in ["text", "json"] {
        let (_, stdout, _) = told(&diff(&["--format", format, "--site", "https://example.com/", &before, &after]));
        assert!(!stdout.contains(['\u{1b}', '\u{202e}', '\u{9b}', '\u{2028}']), "{stdout:?}");
        assert!(stdout.contains("https://example.com/#s="), "{stdout}");
    }
}

#[test]
fn the_link_opens_a_request_that_the_change_decides() {
    let folder = Folder::new("link");
    let condition = r#"{"Effect":"Allow","Action":"s3:PutObject","Resource":"arn:aws:s3:::b/*","Condition":{"StringEquals":{"aws:RequestedRegion":"eu-west-1"}}}"#;
    let (before, after) = (folder.file("b.json", &policy("")), folder.file("a.json", &policy(condition)));
    let (_, stdout, _) = told(&diff(&["--format", "json", &before, &after]));
    let answer: Value = serde_json::from_str(&stdout).unwrap();
    let region = &answer["gained"][0];
    assert_eq!(region["witness"]["context"]["aws:RequestedRegion"], "eu-west-1");
    let link = region["link"].as_str().unwrap();
    let open = Command::new(BINARY).args(["open", link]).output().unwrap();
    let scenario = folder.file("opened.json", &String::from_utf8(open.stdout).unwrap());
    let run = Command::new(BINARY).args(["run", "--format", "json", &scenario]).output().unwrap();
    let report: Value = serde_json::from_slice(&run.stdout).unwrap();
    let decisions: Vec<&Value> = report["steps"].as_array().unwrap().iter().map(|step| &step["decision"]).collect();
    assert_eq!(decisions, ["implicitDeny", "allowed"]);
}

#[test]
fn who_is_let_in_that_was_not_is_told_with_a_link() {
    let folder = Folder::new("trust");
    let trust = |names: &str| {
        let statement = format!(r#"{{"Effect":"Allow","Principal":{{{names}}},"Action":"sts:AssumeRole"}}"#);
        policy(&statement)
    };
    let before = folder.file("before.json", &trust(r#""Service":"ec2.amazonaws.com""#));
    let after = folder.file("after.json", &trust(r#""Service":"ec2.amazonaws.com","AWS":"444455556666""#));
    let (status, stdout, _) = told(&diff(&["--format", "json", &before, &after]));
    let answer: Value = serde_json::from_str(&stdout).unwrap();
    assert_eq!((status, answer["verdict"].as_str().unwrap()), (1, "wider"));
    let region = &answer["gained"][0];
    let principals: Vec<&str> = region["principals"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
    assert!(principals.contains(&"other roles of account 444455556666"), "{principals:?}");
    assert!(principals.iter().all(|name| name.contains("444455556666")), "{principals:?}");
    assert_eq!(region["actions"], serde_json::json!(["sts:AssumeRole"]));
    let open = Command::new(BINARY).args(["open", region["link"].as_str().unwrap()]).output().unwrap();
    let scenario = folder.file("opened.json", &String::from_utf8(open.stdout).unwrap());
    let run = Command::new(BINARY).args(["run", "--format", "json", &scenario]).output().unwrap();
    let report: Value = serde_json::from_slice(&run.stdout).unwrap();
    assert_eq!(report["steps"][0]["decision"], "allowed");
    assert_eq!(
        verdict(&trust(r#""AWS":"444455556666""#), &trust(r#""AWS":"444455556666""#), &[]),
        ("same".to_owned(), 0)
    );
    let (status, stdout, _) = told(&diff(&["--site", "https://example.com/", &before, &after]));
    assert!(status == 1 && stdout.contains("444455556666: sts:AssumeRole"), "{stdout}");
}

/// A scenario with a role of these statements and a bucket with this policy.
fn account(statements: &str, bucket: &str) -> String {
    let (identity, bucket) = (policy(statements), policy(bucket));
    format!(
        r#"{{"principals":[{{"arn":"arn:aws:iam::111122223333:role/app","identityPolicies":[{{"name":"p","document":{identity}}}]}}],
        "resources":[{{"arn":"arn:aws:s3:::logs","account":"111122223333","policy":{{"name":"b","document":{bucket}}}}}]}}"#
    )
}

#[test]
fn scenarios_are_compared_under_all_that_bears_on_a_request() {
    let own = r#"{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::logs/*"}"#;
    let open = r#"{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::logs/*"}"#;
    let (read, write) = (allow("s3:GetObject"), format!("{},{}", allow("s3:GetObject"), allow("s3:PutObject")));
    let deny = r#"{"Effect":"Deny","Action":"s3:PutObject","Resource":"*"}"#;
    let cases = [
        (account(&read, own), account(&read, own), "same", 0),
        (account(&read, own), account(&write, own), "wider", 1),
        (account(&write, own), account(&read, own), "narrower", 0),
        (account(&read, own), account(&format!("{write},{deny}"), own), "same", 0),
        (account(&read, own), account(&read, open), "wider", 1),
    ];
    for (before, after, verdict_of, status) in cases {
        assert_eq!(verdict(&before, &after, &[]), (verdict_of.to_owned(), status), "{before} {after}");
    }
}

#[test]
fn a_policy_is_not_compared_with_a_scenario() {
    let folder = Folder::new("scenario");
    let scenario = folder.file("scenario.json", r#"{"steps":[{"caller":"anonymous","action":"s3:ListAllMyBuckets"}]}"#);
    let policy = folder.file("policy.json", &policy(&allow("s3:GetObject")));
    for (before, after) in [(&scenario, &policy), (&policy, &scenario)] {
        let (status, _, stderr) = told(&diff(&[before, after]));
        assert_eq!(status, 2);
        assert!(stderr.contains("policy.json: this is no scenario, but"), "{stderr}");
    }
}
