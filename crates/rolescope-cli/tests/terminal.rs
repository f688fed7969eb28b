//! The real binary on hostile text: nothing of it steers the terminal that shows the output.

#![cfg(test)]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::{Value, json};

/// Sets the window's title, clears the screen, C1, direction, invisible, line separators, no characters.
const HOSTILE: &str = "x\u{1b}]0;owned\u{7}\u{1b}[2J\r\n\u{8}\u{7f}\u{85}\u{9b}31m\u{202e}\u{2066}\u{200b}\u{2028}\u{feff}\u{fffe}\u{ffff}\u{10fffe}y";

/// Characters that no output may hold, apart from line breaks and the sequences of its own colors.
fn steering(output: &str) -> Vec<char> {
    let mut rest = String::new();
    for (number, piece) in output.split("\u{1b}[").enumerate() {
        let is_color = |numbers: &str| numbers.chars().all(|it| it.is_ascii_digit() || it == ';');
        rest.push_str(match piece.split_once('m') {
            _ if number == 0 => piece,
            Some((numbers, behind)) if is_color(numbers) => behind,
            _ => "\u{1b}",
        });
    }
    let steers = |it: &char| {
        it.is_control() && *it != '\n'
            || HOSTILE.contains(*it) && !it.is_ascii() && *it != '\n'
            || u32::from(*it) & 0xfffe == 0xfffe
    };
    rest.chars().filter(steers).collect()
}

/// A command's output on both streams, in color.
fn printed(arguments: &[&str], input: &str) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rolescope"));
    command.args(["--color", "always"]).args(arguments).env_remove("ROLESCOPE_SITE").env("COLUMNS", "100");
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // A command that needs no input has closed it.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let output = child.wait_with_output().unwrap();
    String::from_utf8([output.stdout, output.stderr].concat()).unwrap()
}

fn held(arguments: &[&str], input: &str) {
    let printed = printed(arguments, input);
    assert!(!printed.is_empty(), "{arguments:?}");
    assert_eq!(steering(&printed), [], "{arguments:?}: {}", printed.escape_debug());
}

/// A scenario with hostile text in every field that takes any.
fn scenario() -> String {
    let arn = |kind: &str| format!("arn:aws:iam::111122223333:{kind}/{HOSTILE}");
    let statement = json!({
        "Sid": HOSTILE, "Effect": "Allow", "Action": ["s3:*", HOSTILE], "Resource": [HOSTILE, "*"], (HOSTILE): HOSTILE,
        "Condition": { "StringEquals": { (HOSTILE): HOSTILE }, (HOSTILE): { "a:b": "c" } }
    });
    let document = json!({ "Version": "2012-10-17", "Statement": [statement] });
    let clean = json!({ "Version": "2012-10-17", "Statement": {
        "Sid": HOSTILE, "Effect": "Allow", "Action": "*", "Resource": format!("*{HOSTILE}"),
        "Condition": { "StringEquals": { format!("aws:RequestTag/{HOSTILE}"): HOSTILE } } } });
    let trust = json!({ "Version": "2012-10-17", "Statement": {
        "Sid": HOSTILE, "Effect": "Allow", "Action": "sts:*", "Principal": { "AWS": [arn("user"), "*"], "Federated": HOSTILE } } });
    let policy = |document: &Value| json!({ "name": HOSTILE, "document": document });
    let text = |document: &Value| json!({ "name": HOSTILE, "document": format!("{HOSTILE}{document:#}") });
    let identity = [policy(&document), policy(&clean), text(&document), text(&clean)];
    let clean_user = json!({ "arn": format!("{}2", arn("user")), "identityPolicies": [policy(&clean)] });
    let step = |caller: &str, action: &str, resource: &str| {
        json!({ "name": HOSTILE, "caller": caller, "action": action, "resource": resource, "expect": "allowed",
            "context": { (HOSTILE): HOSTILE } })
    };
    let scenario = json!({
        "title": HOSTILE, "description": HOSTILE,
        "accounts": [{ "id": HOSTILE, "name": HOSTILE, "organizationPath": HOSTILE }],
        "principals": [
            { "arn": arn("user"), "tags": { (HOSTILE): HOSTILE }, "identityPolicies": identity }, clean_user,
            { "arn": arn("role"), "trustPolicy": policy(&trust) }
        ],
        "resources": [{ "arn": format!("arn:aws:s3:::{HOSTILE}"), "policy": text(&document) }],
        "steps": [
            step(&arn("user"), "s3:GetObject", HOSTILE),
            step(clean_user["arn"].as_str().unwrap(), "s3:GetObject", HOSTILE),
            step(&format!("@{HOSTILE}"), &format!("s3:{HOSTILE}"), HOSTILE),
            step(HOSTILE, HOSTILE, HOSTILE),
            step(&arn("user"), "sts:AssumeRole", &arn("role")),
        ]
    });
    scenario.to_string()
}

#[test]
fn hostile_scenarios_steer_no_terminal() {
    let scenario = scenario();
    for format in ["text", "json", "junit"] {
        held(&["run", "--format", format, "-"], &scenario);
    }
    for step in ["1", "2", "3", "4", "5"] {
        for depth in ["1", "2", "3"] {
            held(&["explain", "-", "--step", step, "--depth", depth], &scenario);
        }
    }
    let role = format!("arn:aws:iam::111122223333:role/{HOSTILE}");
    for format in ["text", "json"] {
        held(&["who-can", "-", "--role", &role, "--format", format], &scenario);
    }
    held(&["who-can", "-", "--role", HOSTILE], &scenario);
    held(&["explain", "-", "--step", HOSTILE], &scenario);
    held(&["link", "-", "--step", HOSTILE], &scenario);
    held(&["link", "-", "--site", HOSTILE], &scenario);
}

/// A link to the hostile scenario, without the warning that it is long.
fn link() -> String {
    printed(&["link", "-"], &scenario()).lines().next().unwrap().to_owned()
}

#[test]
fn json_of_hostile_scenarios_means_what_it_meant() {
    let report: Value = serde_json::from_str(&printed(&["run", "--format", "json", "-"], &scenario())).unwrap();
    assert_eq!(report["title"], HOSTILE);
    let link = link();
    let opened: Value = serde_json::from_str(&printed(&["open", link.trim()], "")).unwrap();
    assert_eq!(opened, serde_json::from_str::<Value>(&scenario()).unwrap());
}

#[test]
fn hostile_links_steer_no_terminal_and_are_raw_in_a_pipe() {
    let link = link();
    held(&["open", link.trim()], "");
    held(&["open", "-"], &link);
    assert!(printed(&["open", "--raw", link.trim()], "").contains("\u{202e}"), "a pipe gets the text as it is");
    for link in [HOSTILE.to_owned(), format!("#x={HOSTILE}"), format!("#s=1.{HOSTILE}"), format!("#s=9.{HOSTILE}")] {
        held(&["open", &link], "");
    }
    // A text that is no scenario.
    held(&["open", "#s=0.WyLCmyJd"], "");
}

#[test]
fn hostile_documents_and_their_names_steer_no_terminal() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("terminal");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    let block = |info: &str, text: &str| format!("```rolescope {info}\n{text}\n```\n\n");
    let element = format!("<rolescope-playground expect=\"{HOSTILE}\"><pre>{{}}</pre></rolescope-playground>\n\n");
    let in_one_line = HOSTILE.replace(['\r', '\n', '\u{85}', '\u{2028}'], "");
    let include = block("", &format!("{{{{#include {in_one_line}}}}}"));
    let text = [
        block("", &scenario()),
        block("", HOSTILE),
        block(&in_one_line, "{}"),
        include,
        element,
        format!("#s=1.{HOSTILE}\n"),
    ];
    let named = |name: &str| -> PathBuf { folder.join(name) };
    fs::write(named("a.md"), text.concat()).unwrap();
    fs::write(named("b.html"), text.concat()).unwrap();
    held(&["docs", "check", named("a.md").to_str().unwrap(), named("b.html").to_str().unwrap()], "");
    #[cfg(unix)]
    fs::write(named(&format!("{HOSTILE}.md")), text.concat()).unwrap();
    held(&["docs", "check", folder.to_str().unwrap(), named(HOSTILE).to_str().unwrap()], "");
    let chapter = |path: &str| json!({ "Chapter": { "path": path, "content": block("", HOSTILE), "sub_items": [] } });
    let book = json!([{ "config": {} }, { "sections": [chapter("a.md"), chapter(HOSTILE)] }]);
    let said = printed(&["mdbook"], &book.to_string());
    assert_eq!(said.lines().count(), 2, "{}", said.escape_debug());
    held(&["mdbook"], &book.to_string());
    held(&["mdbook"], HOSTILE);
}

#[test]
fn messages_about_arguments_steer_no_terminal() {
    for arguments in [
        &["run", "--format", HOSTILE, "-"][..],
        &["run", HOSTILE],
        &["run", &format!("--{HOSTILE}")],
        &[HOSTILE],
        &["explain", "-", "--step", "1", "--depth", HOSTILE],
        &["link", "-", "--step", "1", "--at", HOSTILE],
        &["docs", HOSTILE],
        &["mdbook", HOSTILE],
    ] {
        held(arguments, "{}");
    }
}
