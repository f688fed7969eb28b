//! docs/scenario.md lists every field of the scenario format with its necessity, and its examples are decided as they say.

use std::collections::BTreeSet;

use rolescope::{Scenario, analyze};
use serde_json::Value;

const REFERENCE: &str = include_str!("../docs/scenario.md");

/// Fields below each heading, with `*` where they have to be there.
fn written() -> BTreeSet<(String, String)> {
    let mut object = String::new();
    let mut fields = BTreeSet::new();
    for line in REFERENCE.lines() {
        if let Some(heading) = line.strip_prefix("## ") {
            object = heading.to_owned();
        }
        let Some((name, rest)) = line.strip_prefix("| `").and_then(|rest| rest.split_once('`')) else { continue };
        let required = if rest.starts_with('*') { "*" } else { "" };
        fields.insert((object.clone(), format!("{name}{required}")));
    }
    fields
}

/// The same of the schema.
fn declared() -> BTreeSet<(String, String)> {
    let schema: Value = serde_json::from_str(include_str!("../schema/scenario.schema.json")).unwrap();
    let objects = schema["$defs"].as_object().unwrap().iter().map(|(name, object)| (name.as_str(), object));
    let all = objects.chain([("Scenario", &schema)]);
    let fields = |(name, object): (&str, &Value)| -> Vec<(String, String)> {
        let required: Vec<&str> =
            object["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        let mark = |field: &str| if required.contains(&field) { "*" } else { "" };
        let properties = object["properties"].as_object().into_iter().flatten();
        properties.map(|(field, _)| (name.to_owned(), format!("{field}{}", mark(field)))).collect()
    };
    all.flat_map(fields).collect()
}

#[test]
fn every_field_of_the_format_is_in_its_reference_and_no_other() {
    let (written, declared) = (written(), declared());
    assert!(declared.len() > 60);
    let missing: Vec<_> = declared.difference(&written).collect();
    let made_up: Vec<_> = written.difference(&declared).collect();
    assert!(missing.is_empty() && made_up.is_empty(), "missing: {missing:?}, made up: {made_up:?}");
}

#[test]
fn examples_of_the_reference_come_out_as_they_say() {
    let examples: Vec<&str> =
        REFERENCE.split("```json scenario\n").skip(1).filter_map(|it| it.split("```").next()).collect();
    assert!(!examples.is_empty());
    for example in examples {
        let report = analyze(&Scenario::from_json(example).unwrap());
        assert!(report.steps.iter().all(|step| step.met == Some(true)), "{example}");
        assert!(report.problems.is_empty(), "{:?}", report.problems);
    }
}
