//! Output that people see, held as files. `UPDATE_GOLDEN=1` writes them anew.

#![cfg(test)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const SCENARIOS: [&str; 4] = ["web-app", "cross-account", "not-as-expected", "broken-policy"];

#[test]
fn text_in_a_hundred_columns() {
    for name in SCENARIOS {
        compare(&format!("{name}.100.txt"), &text(name, "100", "never"));
    }
}

#[test]
fn text_in_sixty_columns() {
    for name in SCENARIOS {
        compare(&format!("{name}.60.txt"), &text(name, "60", "never"));
    }
}

#[test]
fn text_in_color() {
    for name in SCENARIOS {
        compare(&format!("{name}.color.txt"), &text(name, "100", "always"));
    }
}

#[test]
fn junit() {
    let files: Vec<String> = SCENARIOS.iter().map(|name| format!("{name}.json")).collect();
    compare("all.junit.xml", &output(Command::new(BINARY).args(["run", "--format", "junit"]).args(files)));
}

#[test]
fn one_step_at_three_depths() {
    for depth in ["1", "2", "3"] {
        let order = ["explain", "web-app.json", "--step", "read too much", "--depth", depth];
        compare(&format!("explain.{depth}.txt"), &output(Command::new(BINARY).args(order).env("COLUMNS", "100")));
    }
}

#[test]
fn an_unknown_step_is_answered_with_the_known_ones() {
    let order = ["explain", "web-app.json", "--step", "rade"];
    let told = Command::new(BINARY).args(order).current_dir(folder("data")).output().unwrap();
    assert_eq!(told.status.code(), Some(2));
    let message = String::from_utf8(told.stderr).unwrap();
    assert!(message.contains("no step `rade`") && message.contains("`read too much`"), "{message}");
}

#[test]
fn who_can_assume_a_role() {
    let role = "arn:aws:iam::111122223333:role/web-app";
    let order = ["who-can", "web-app.json", "--role", role];
    compare("who-can.txt", &output(Command::new(BINARY).args(order).env("COLUMNS", "100")));
    let answer = output(Command::new(BINARY).args(order).args(["--format", "json"]));
    let candidates: serde_json::Value = serde_json::from_str(&answer).unwrap();
    let allowed = candidates.as_array().unwrap().iter().filter(|candidate| candidate["decision"] == "allowed");
    let callers: Vec<&serde_json::Value> = allowed.map(|candidate| &candidate["step"]["caller"]).collect();
    assert!(callers.iter().all(|caller| *caller == "ec2.amazonaws.com") && !callers.is_empty(), "{answer}");
}

#[test]
fn who_can_assume_a_role_with_what_the_request_carries() {
    let role = "arn:aws:iam::111122223333:role/monitoring";
    let order = ["who-can", "external-id.json", "--role", role];
    compare("who-can-with.txt", &output(Command::new(BINARY).args(order).env("COLUMNS", "100")));
    let answer = output(Command::new(BINARY).args(order).args(["--format", "json"]));
    let candidates: serde_json::Value = serde_json::from_str(&answer).unwrap();
    let with = candidates.as_array().unwrap().iter().find(|candidate| candidate["answer"] == "canIf").unwrap();
    assert_eq!(with["condition"], "Can, if the request carries the external id `tenant-4711`.");
    assert_eq!(
        (&with["needs"][0]["key"], &with["needs"][0]["tried"]),
        (&"sts:ExternalId".into(), &"tenant-4711".into())
    );
    assert_eq!((&with["decision"], &with["step"]["session"]["externalId"]), (&"allowed".into(), &"tenant-4711".into()));
}

#[test]
fn what_a_change_allows() {
    for columns in ["100", "60"] {
        let order = ["diff", "diff-before.json", "diff-after.json"];
        compare(&format!("diff.{columns}.txt"), &output(Command::new(BINARY).args(order).env("COLUMNS", columns)));
    }
}

#[test]
fn no_golden_file_is_left_over() {
    let mut expected: Vec<String> =
        SCENARIOS.iter().flat_map(|name| ["100", "60", "color"].map(|kind| format!("{name}.{kind}.txt"))).collect();
    expected.extend(
        [
            "all.junit.xml",
            "diff.100.txt",
            "diff.60.txt",
            "who-can.txt",
            "who-can-with.txt",
            "explain.1.txt",
            "explain.2.txt",
            "explain.3.txt",
        ]
        .map(str::to_owned),
    );
    for entry in fs::read_dir(folder("golden")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(expected.contains(&name), "{name} belongs to no test");
    }
}

const BINARY: &str = env!("CARGO_BIN_EXE_rolescope");

fn text(name: &str, columns: &str, color: &str) -> String {
    let file = format!("{name}.json");
    output(Command::new(BINARY).args(["run", "--color", color, &file]).env("COLUMNS", columns))
}

fn output(command: &mut Command) -> String {
    let output = command.current_dir(folder("data")).output().unwrap();
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn compare(name: &str, found: &str) {
    let path = folder("golden").join(name);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&path, found).unwrap();
        return;
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    assert!(found == expected, "{name} is stale; UPDATE_GOLDEN=1 writes it anew. Now it would be:\n{found}");
}

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(name)
}
