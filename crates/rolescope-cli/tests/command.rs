//! The real binary: exit statuses, inputs, formats, manners.

#![cfg(test)]

use std::fmt::Write as _;
use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use rolescope::link::Link;
use rolescope::report::TraceScope;
use rolescope::{Compiled, Report, Scenario, analyze};

const MET: &str =
    r#"{"steps":[{"caller":"arn:aws:iam::111122223333:user/ana","action":"s3:GetObject","expect":"denied"}]}"#;
const NOT_MET: &str =
    r#"{"steps":[{"caller":"arn:aws:iam::111122223333:user/ana","action":"s3:GetObject","expect":"allowed"}]}"#;
const SILENT: &str = r#"{"steps":[{"caller":"arn:aws:iam::111122223333:user/ana","action":"s3:GetObject"}]}"#;
const BROKEN: &str = "{\n  \"steps\": [{\"caler\": \"x\"}]\n}";

#[test]
fn status_0_when_every_expectation_is_met_or_there_is_none() {
    let folder = Folder::new("status_0");
    let (met, silent) = (folder.file("met.json", MET), folder.file("silent.json", SILENT));
    assert_eq!(status(&run(&[&met])), 0);
    assert_eq!(status(&run(&[&met, &silent])), 0);
}

#[test]
fn a_scenario_without_steps_says_that_there_is_nothing_to_decide() {
    for text in ["{}", r#"{"title":"empty","steps":[]}"#] {
        let output = run_with_stdin(&["-"], text.as_bytes());
        assert_eq!((status(&output), stderr(&output).as_str()), (2, ""), "{text}");
        assert!(stdout(&output).contains("no steps, so there is nothing to decide: add one"), "{}", stdout(&output));
    }
    let json = run_with_stdin(&["--format", "json", "-"], b"{}");
    let expected = analyze(&Scenario::from_json("{}").unwrap());
    assert_eq!(serde_json::from_str::<Report>(&stdout(&json)).unwrap(), expected);
}

#[test]
fn a_report_as_json_has_the_part_of_the_trace_that_was_asked_for() {
    let folder = Folder::new("trace");
    let file = folder.file("met.json", MET);
    let report = |part: &[&str]| {
        let output = run(&[&["--format", "json"], part, &[file.as_str()]].concat());
        assert_eq!((status(&output), stderr(&output).as_str()), (0, ""));
        serde_json::from_str::<Report>(&stdout(&output)).unwrap()
    };
    let scenario = Scenario::from_json(MET).unwrap();
    let compiled = Compiled::new(&scenario);
    assert_eq!(report(&[]), compiled.report());
    assert_eq!(report(&["--trace", "all"]), compiled.report());
    assert_eq!(report(&["--trace", "deciding"]), compiled.report_with(TraceScope::Deciding));
    assert_eq!(report(&["--trace", "none"]), compiled.report_with(TraceScope::None));
    let output = run(&["--trace", "none", &file]);
    assert_eq!((status(&output), stderr(&output).as_str()), (2, "`--trace` is for `--format json`\n"));
}

#[test]
fn status_1_when_one_expectation_is_not_met() {
    let folder = Folder::new("status_1");
    let (met, not_met) = (folder.file("met.json", MET), folder.file("not_met.json", NOT_MET));
    let output = run(&[&not_met, &met]);
    assert_eq!(status(&output), 1);
    assert!(stdout(&output).contains("not as expected: allowed was expected"), "{}", stdout(&output));
    assert!(stdout(&output).contains("2 files, 2 steps: 2 denied; 1 of 2 as expected"), "{}", stdout(&output));
}

#[test]
fn status_2_names_file_line_and_column_and_the_other_files_still_run() {
    let folder = Folder::new("status_2");
    let (broken, not_met) = (folder.file("broken.json", BROKEN), folder.file("not_met.json", NOT_MET));
    let output = run(&[&broken, &not_met]);
    assert_eq!(status(&output), 2);
    let line = format!("{broken}:2:14: unknown field `caler`, expected one of");
    assert!(stderr(&output).starts_with(&line), "{}", stderr(&output));
    assert_eq!(stderr(&output).lines().count(), 1);
    assert!(stdout(&output).contains("implicit deny"), "{}", stdout(&output));
}

#[test]
fn every_unusable_input_is_named_in_a_line_of_its_own() {
    let folder = Folder::new("unusable");
    let not_utf8 = folder.file_of_bytes("latin1.json", b"{\n  \"title\": \"caf\xe9\"}");
    let cut = folder.file("cut.json", "{\"steps\": [");
    let (missing, directory) = (folder.name("missing.json"), folder.name("."));
    let output = run(&[&not_utf8, &cut, &missing, &directory]);
    assert_eq!(status(&output), 2);
    let expected = [
        format!("{not_utf8}:2:16: the byte at offset 17 is not UTF-8"),
        format!("{cut}:1:11: `[` is not closed"),
        format!("{missing}: no such file"),
        format!("{directory}: is a directory"),
    ];
    let said = stderr(&output);
    assert_eq!(said.lines().count(), expected.len(), "{said}");
    for (line, beginning) in said.lines().zip(expected) {
        assert!(line.starts_with(&beginning), "{line}");
    }
}

#[test]
fn whoever_asks_for_an_unknown_role_is_told_the_roles_that_there_are() {
    let scenario = r#"{"principals":[{"arn":"arn:aws:iam::111122223333:role/app"},{"arn":"arn:aws:iam::111122223333:user/ana"},
        {"arn":"arn:aws:sts::111122223333:federated-user/x:role/y"}]}"#;
    let folder = Folder::new("unknown_role");
    let file = folder.file("roles.json", scenario);
    let output =
        Command::new(env!("CARGO_BIN_EXE_rolescope")).args(["who-can", &file, "--role", "app"]).output().unwrap();
    let told = format!("{file}: no role `app` among the principals: it has arn:aws:iam::111122223333:role/app\n");
    assert_eq!((status(&output), stderr(&output)), (2, told));
}

#[test]
fn patterns_are_expanded_to_actions_with_their_access_levels() {
    let output = expand(&["s3:GetBucketAc*", "sts:assumerole", "--format", "json"]);
    let expected = serde_json::json!([
        { "pattern": "s3:GetBucketAc*", "actions": [
            { "action": "s3:GetBucketAcl", "accessLevel": "Read" },
        ] },
        { "pattern": "sts:assumerole", "actions": [{ "action": "sts:AssumeRole", "accessLevel": "Write" }] },
    ]);
    assert_eq!(serde_json::from_str::<serde_json::Value>(&stdout(&output)).unwrap(), expected);
    assert_eq!(status(&output), 0);
}

#[test]
fn a_not_action_is_expanded_to_all_other_actions() {
    let count = |arguments: &[&str]| {
        let output = expand(arguments);
        let groups = serde_json::from_str::<serde_json::Value>(&stdout(&output)).unwrap();
        groups[0]["actions"].as_array().unwrap().len()
    };
    let (all, s3) = (count(&["*", "--format", "json"]), count(&["s3:*", "--format", "json"]));
    assert!(s3 > 100 && all > 20_000);
    assert_eq!(count(&["--not", "s3:*", "--format", "json"]), all - s3);
}

#[test]
fn an_action_that_does_not_exist_is_answered_with_what_was_meant() {
    let output = expand(&["s3:GetObjet"]);
    assert_eq!(stdout(&output), "s3:GetObjet: 0 actions\n  did you mean s3:GetObject?\n");
    let output = expand(&["GetObject"]);
    let told = "`GetObject` has no service prefix: write `SERVICE:ACTION`, such as `s3:Get*`, or `*`\n";
    assert_eq!((status(&output), stderr(&output).as_str()), (2, told));
}

#[test]
fn a_request_that_aws_does_not_know_is_warned_of_and_decided_all_the_same() {
    let folder = Folder::new("warned");
    let text = r#"{"steps":[{"name":"read","caller":"anonymous","action":"s3:GetObjet","expect":"denied"}]}"#;
    let file = folder.file("warned.json", text);
    let sentence = "AWS has no action `s3:GetObjet`. Did you mean `s3:GetObject`";
    let read = run(&[&file]);
    assert_eq!(status(&read), 0);
    assert!(stdout(&read).contains("warning[unknownAction]:") && stdout(&read).contains(sentence), "{}", stdout(&read));
    let explained = Command::new(env!("CARGO_BIN_EXE_rolescope"))
        .args(["explain", &file, "--step", "read", "--depth", "1"])
        .output()
        .unwrap();
    assert!(stdout(&explained).contains("warning[unknownAction]:"), "{}", stdout(&explained));
    let json: Report = serde_json::from_str(&stdout(&run(&["--format", "json", &file]))).unwrap();
    let [warning] = json.steps[0].warnings.as_slice() else { panic!("one warning") };
    assert_eq!((warning.pointer.as_str(), warning.meant[0].as_str()), ("/steps/0/action", "s3:GetObject"));
}

fn expand(arguments: &[&str]) -> std::process::Output {
    Command::new(env!("CARGO_BIN_EXE_rolescope")).arg("expand").args(arguments).output().unwrap()
}

#[test]
fn a_newer_scenario_is_decided_and_every_command_that_reads_it_says_so() {
    let folder = Folder::new("newer");
    let role = "arn:aws:iam::111122223333:role/app";
    let text = format!(
        r#"{{"format":3,"novel":1,"principals":[{{"arn":"{role}","novel":[]}}],
            "steps":[{{"caller":"{role}","action":"s3:GetObject","novel":{{}},"expect":"allowed"}}]}}"#
    );
    let file = folder.file("newer.json", &text);
    let markdown = folder.file("newer.md", &format!("# A\n\n```rolescope\n{text}\n```\n"));
    let link = Link { scenario: Some(text.clone()), ..Link::default() }.encode().unwrap();
    let said = |place: &str| {
        format!("{place} is of format 3; this version knows format 2 and left out the fields that it does not know\n")
    };
    let broken = "step 1: allowed is stated, but the decision is implicitDeny: ";
    for (order, code, place) in [
        (&["run", &file][..], 1, file.as_str()),
        (&["run", "--format", "json", &file], 1, &file),
        (&["explain", &file, "--step", "1"], 0, &file),
        (&["who-can", &file, "--role", role], 0, &file),
        (&["link", &file], 0, &file),
        (&["open", &link], 0, "<link>"),
        (&["docs", "check", &markdown], 1, &format!("{markdown}:3")),
    ] {
        let output = Command::new(env!("CARGO_BIN_EXE_rolescope")).args(order).output().unwrap();
        let told = stderr(&output);
        assert_eq!(status(&output), code, "{order:?}: {told}");
        let behind = told.strip_prefix(&said(place)).unwrap_or_else(|| panic!("{order:?}: {told}"));
        assert!(behind.is_empty() || behind.contains(broken) && behind.lines().count() == 1, "{order:?}: {behind}");
        assert!(!stdout(&output).is_empty(), "{order:?}");
    }
    let report = run(&["--format", "json", &file]);
    assert_eq!(serde_json::from_str::<Report>(&stdout(&report)).unwrap().scenario_format, Some(3));
    for text in [text.replace("\"format\":3,", ""), text.replace("\"format\":3", "\"format\":2")] {
        let output = run_with_stdin(&["-"], text.as_bytes());
        assert!(stderr(&output).contains("unknown field `novel`") && status(&output) == 2, "{}", stderr(&output));
    }
}

#[test]
fn a_dash_reads_standard_input_once() {
    for arguments in [&["-"][..], &["-", "-"]] {
        let output = run_with_stdin(arguments, NOT_MET.as_bytes());
        assert_eq!((status(&output), stderr(&output).as_str()), (1, ""), "{arguments:?}");
        assert_eq!(stdout(&output).matches("1 step: 1 denied").count(), 1, "{arguments:?}");
    }
    let output = run_with_stdin(&["-"], b"[");
    assert!(stderr(&output).starts_with("<stdin>:1:"), "{}", stderr(&output));
}

#[test]
fn windows_line_ends_and_a_byte_order_mark_are_read() {
    let folder = Folder::new("windows");
    let text = include_str!("data/web-app.json").replace('\n', "\r\n");
    let windows = folder.file("windows.json", &format!("\u{feff}{text}"));
    let unix = folder.file("unix.json", include_str!("data/web-app.json"));
    let (windows, unix) = (run(&[&windows]), run(&[&unix]));
    assert_eq!(status(&windows), 0, "{}", stdout(&windows));
    assert_eq!(stdout(&windows).replace("windows.json", "unix.json"), stdout(&unix));
}

#[test]
fn json_is_the_report_of_one_input_and_an_array_of_several() {
    let folder = Folder::new("json");
    let texts = [include_str!("data/web-app.json"), include_str!("data/broken-policy.json")];
    let names = [folder.file("a.json", texts[0]), folder.file("b.json", texts[1])];
    let expected = texts.map(|text| analyze(&Scenario::from_json(text).unwrap()));

    let one = run(&["--format", "json", &names[0]]);
    assert_eq!(serde_json::from_str::<Report>(&stdout(&one)).unwrap(), expected[0]);
    let several = run(&["--format", "json", &names[0], &names[1]]);
    assert_eq!(serde_json::from_str::<Vec<Report>>(&stdout(&several)).unwrap(), expected);

    let broken = folder.file("broken.json", BROKEN);
    assert_eq!(stdout(&run(&["--format", "json", &broken])), "");
    let with_broken = run(&["--format", "json", &broken, &names[0]]);
    assert_eq!(serde_json::from_str::<Vec<Report>>(&stdout(&with_broken)).unwrap(), expected[..1]);
}

#[test]
fn junit_counts_steps_failures_and_errors() {
    let folder = Folder::new("junit");
    let names = [
        folder.file("met.json", MET),
        folder.file("not_met.json", NOT_MET),
        folder.file("silent.json", SILENT),
        folder.file("broken.json", BROKEN),
    ];
    let output = run(&["--format", "junit", &names[0], &names[1], &names[2], &names[3]]);
    let report = quick_junit::Report::deserialize_from_str(&stdout(&output)).unwrap();
    assert_eq!((report.tests, report.failures, report.errors), (4, 1, 1));
    let suites: Vec<&str> = report.test_suites.iter().map(|suite| suite.name.as_str()).collect();
    assert_eq!(suites, names.each_ref().map(String::as_str));
    assert_eq!(status(&output), 2);
}

#[test]
fn color_only_where_it_is_wanted() {
    let folder = Folder::new("color");
    let file = folder.file("met.json", MET);
    let colored = |arguments: &[&str], variables: &[(&str, &str)]| {
        let output = command(arguments).arg(&file).envs(variables.iter().copied()).output().unwrap();
        stdout(&output).contains('\u{1b}')
    };
    assert!(!colored(&[], &[]), "a pipe is no terminal");
    assert!(colored(&["--color", "always"], &[]));
    assert!(colored(&[], &[("CLICOLOR_FORCE", "1")]));
    assert!(!colored(&[], &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
    assert!(!colored(&["--color", "never"], &[("CLICOLOR_FORCE", "1")]));
    assert!(!colored(&["--color", "always", "--format", "json"], &[]), "JSON has no color");
}

#[test]
fn text_of_a_scenario_cannot_steer_the_terminal() {
    let folder = Folder::new("escapes");
    let text =
        r#"{"title":"\u001b[31mred","steps":[{"name":"\u001b]0;x\u0007","caller":"\u202ea","action":"s3:GetObject"}]}"#;
    let file = folder.file("escapes.json", text);
    let output = run(&["--color", "never", &file]);
    let unseen: Vec<char> =
        stdout(&output).chars().filter(|it| it.is_control() && *it != '\n' || *it == '\u{202e}').collect();
    assert_eq!(unseen, [], "{}", stdout(&output));
}

#[test]
fn a_reader_that_has_seen_enough_ends_the_run_quietly() {
    let folder = Folder::new("pipe");
    let file = folder.file("long.json", &long_scenario(2_000));
    for format in ["text", "json", "junit"] {
        let mut child =
            command(&["--format", format]).arg(&file).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut first = [0; 16];
        child.stdout.take().unwrap().read_exact(&mut first).unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!((status(&output), stderr(&output).as_str()), (0, ""), "{format}");
    }
}

#[test]
fn help_says_what_the_exit_statuses_mean() {
    let output = run(&["--help"]);
    assert!(stdout(&output).contains("Exit status:"), "{}", stdout(&output));
    assert_eq!(status(&output), 0);
}

/// Many steps, so that the answer is longer than a pipe holds.
fn long_scenario(steps: usize) -> String {
    let mut text = r#"{"steps":["#.to_owned();
    for step in 0..steps {
        let comma = if step == 0 { "" } else { "," };
        write!(text, r#"{comma}{{"caller":"arn:aws:iam::111122223333:user/ana","action":"s3:GetObject"}}"#).unwrap();
    }
    text + "]}"
}

/// A folder of one test.
struct Folder(PathBuf);

impl Folder {
    fn new(test: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("command").join(test);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn name(&self, name: &str) -> String {
        self.0.join(name).into_os_string().into_string().unwrap()
    }

    fn file(&self, name: &str, text: &str) -> String {
        self.file_of_bytes(name, text.as_bytes())
    }

    fn file_of_bytes(&self, name: &str, bytes: &[u8]) -> String {
        let path = self.name(name);
        fs::write(&path, bytes).unwrap();
        path
    }
}

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rolescope"));
    command.arg("run").args(arguments);
    for variable in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLUMNS"] {
        command.env_remove(variable);
    }
    command
}

fn run(arguments: &[&str]) -> Output {
    command(arguments).output().unwrap()
}

fn run_with_stdin(arguments: &[&str], input: &[u8]) -> Output {
    let mut child =
        command(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    child.wait_with_output().unwrap()
}

fn status(output: &Output) -> i32 {
    output.status.code().unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}
