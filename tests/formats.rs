//! Versions of the formats: a text of an earlier one means the same to this version, and one of a later one is read as far as
//! its fields are known.

use std::fs;
use std::path::{Path, PathBuf};

use rolescope::scenario::FORMAT;
use rolescope::{Report, Scenario, analyze};
use serde_json::{Value, json};

/// Sentences of a report: people read them, they may be put better.
const SENTENCES: [&str; 8] = ["reason", "awsMessage", "title", "detail", "message", "help", "note", "text"];

#[test]
fn every_format_has_a_kept_scenario_that_still_gives_each_value_of_its_kept_report() {
    for format in 1..=FORMAT {
        let scenario = Scenario::from_json(&kept(format, "scenario.json")).unwrap();
        assert!(!scenario.is_newer());
        let kept: Value = serde_json::from_str(&kept(format, "report.json")).unwrap();
        let found = serde_json::to_value(analyze(&scenario)).unwrap();
        let mut lost = Vec::new();
        compare(&kept, &found, &format!("formats/{format}/report.json"), "", &mut lost);
        assert!(lost.is_empty(), "{} values of a report changed or are missing:\n{}", lost.len(), lost.join("\n"));
    }
}

#[test]
fn a_report_that_lost_or_changed_a_value_is_not_additive_and_one_with_more_is() {
    let kept = json!({ "steps": [{ "decision": "allowed", "reason": "a" }], "end": 1 });
    for (found, losses) in [
        (json!({ "steps": [{ "decision": "allowed", "reason": "b", "more": [] }], "end": 1, "new": {} }), 0),
        (json!({ "steps": [{ "decision": "error", "reason": "b" }], "end": 1 }), 1),
        (json!({ "steps": [{ "decision": "allowed" }], "end": "1" }), 2),
        (json!({ "steps": [], "end": 1 }), 1),
    ] {
        let mut lost = Vec::new();
        compare(&kept, &found, "", "", &mut lost);
        assert_eq!(lost.len(), losses, "{found}: {lost:?}");
    }
}

#[test]
fn unknown_fields_of_a_newer_scenario_are_left_out_in_every_object_and_the_rest_is_decided() {
    let mut value = known();
    let plain = Scenario::from_json(&value.to_string()).unwrap();
    let objects = objects(&value, "");
    objects.iter().for_each(|pointer| add_unknown(&mut value, pointer));
    value["format"] = (FORMAT + 1).into();
    let newer = Scenario::from_json(&value.to_string()).unwrap();
    assert!(newer.is_newer() && !plain.is_newer());
    assert_eq!(newer.newer_format(), Some(FORMAT + 1));
    let (expected, found) = (analyze(&plain), analyze(&newer));
    assert_eq!(found.scenario_format, Some(FORMAT + 1));
    assert_eq!(found, Report { scenario_format: Some(FORMAT + 1), ..expected });
    assert_eq!(newer.to_json(), plain.to_json());
}

#[test]
fn unknown_fields_of_a_known_format_are_refused_in_every_object_with_their_place() {
    let all = objects(&known(), "");
    assert!(all.len() > 40, "{}", all.len());
    for format in [Value::Null, FORMAT.into()] {
        for pointer in &all {
            let mut value = known();
            value["format"] = format.clone();
            add_unknown(&mut value, pointer);
            let text = serde_json::to_string_pretty(&value).unwrap();
            let error = Scenario::from_json(&text).unwrap_err();
            let line = text.lines().position(|line| line.contains("\"novel\"")).unwrap() + 1;
            assert!(error.message.starts_with("unknown field `novel`"), "{pointer}: {error}");
            assert!(error.field.ends_with("novel") && error.line == line, "{pointer}: {error:?}");
        }
    }
}

#[test]
fn what_is_wrong_in_a_newer_scenario_is_a_mistake_as_ever_that_names_the_format() {
    for (steps, message) in [
        (json!([{ "caller": "anonymous", "novel": 1 }]), "missing field `action`"),
        (json!([{ "caller": 7, "action": "a:b" }]), "a number where a string belongs"),
    ] {
        let error = Scenario::from_json(&json!({ "format": FORMAT + 1, "steps": steps }).to_string()).unwrap_err();
        let behind = format!("; the scenario is of format {}, and this version knows format {FORMAT}", FORMAT + 1);
        assert_eq!(error.message, format!("{message}{behind}"));
        let error = Scenario::from_json(&json!({ "steps": [{ "caller": 7, "action": "a:b" }] }).to_string());
        assert_eq!(error.unwrap_err().message, "a number where a string belongs");
    }
}

#[test]
fn a_format_is_a_whole_number_from_1_on_wherever_it_stands() {
    for format in ["0", "-1", "1.5", "2e0", "4294967296", "\"1\"", "true", "[]", "{}"] {
        let error = Scenario::from_json(&format!("{{\n\"steps\": [],\n\"format\": {format} }}")).unwrap_err();
        assert!(error.message.ends_with("where a whole number from 1 on belongs"), "{error}");
        assert_eq!((error.field.as_str(), error.line), ("format", 3));
    }
    let behind = Scenario::from_json(r#"{"steps":[{"caller":"x","action":"a:b","novel":1}],"format":3}"#);
    assert!(behind.unwrap().is_newer());
}

#[test]
fn no_newer_format_than_the_known_one_is_written() {
    for (given, written) in [
        (Value::Null, None),
        (json!(1), Some(json!(1))),
        (json!(FORMAT), Some(json!(FORMAT))),
        (json!(FORMAT + 6), Some(json!(FORMAT))),
    ] {
        let scenario = Scenario::from_json(&json!({ "format": given, "title": "a" }).to_string()).unwrap();
        for text in [scenario.to_json(), serde_json::to_string(&scenario).unwrap()] {
            let value: Value = serde_json::from_str(&text).unwrap();
            assert_eq!(value.get("format"), written.as_ref(), "{given}");
        }
    }
}

#[test]
fn a_report_names_its_format_and_one_that_names_none_is_of_the_first() {
    let report = serde_json::to_value(analyze(&Scenario::default())).unwrap();
    assert_eq!((&report["format"], report.get("scenarioFormat")), (&json!(1), None));
    assert_eq!(Report::default().format, 1);
    let old: Report = serde_json::from_value(json!({ "title": "", "steps": [], "problems": [] })).unwrap();
    assert_eq!((old.format, old.scenario_format), (1, None));
}

/// Values of `kept` that `found` does not have, each with its place.
fn compare(kept: &Value, found: &Value, name: &str, field: &str, lost: &mut Vec<String>) {
    match (kept, found) {
        (Value::Object(kept), Value::Object(found)) => {
            for (key, value) in kept {
                compare(value, found.get(key).unwrap_or(&Value::Null), &format!("{name}/{key}"), key, lost);
            }
        }
        (Value::Array(kept), Value::Array(found)) if kept.len() == found.len() => {
            for (at, (kept, found)) in kept.iter().zip(found).enumerate() {
                compare(kept, found, &format!("{name}/{at}"), field, lost);
            }
        }
        (Value::String(_), Value::String(_)) if SENTENCES.contains(&field) => {}
        _ if kept == found => {}
        _ => lost.push(format!("{name}: {kept} was there, {found} is")),
    }
}

/// Pointers to the objects that have fields of the format; those of names that the scenario's author chose are left out.
fn objects(value: &Value, pointer: &str) -> Vec<String> {
    const FREE: [&str; 4] = ["document", "tags", "context", "claims"];
    let mut found = Vec::new();
    match value {
        Value::Object(fields) => {
            found.push(pointer.to_owned());
            for (name, value) in fields.iter().filter(|(name, _)| !FREE.contains(&name.as_str())) {
                found.extend(objects(value, &format!("{pointer}/{name}")));
            }
        }
        Value::Array(items) => {
            for (at, item) in items.iter().enumerate() {
                found.extend(objects(item, &format!("{pointer}/{at}")));
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
    found
}

fn add_unknown(value: &mut Value, pointer: &str) {
    value.pointer_mut(pointer).unwrap()["novel"] = json!([{ "a": 1 }]);
}

/// The kept scenario of the format that is known.
fn known() -> Value {
    serde_json::from_str(&kept(FORMAT, "scenario.json")).unwrap()
}

fn kept(format: u32, name: &str) -> String {
    let path: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("formats/{format}/{name}"));
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
