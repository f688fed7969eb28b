//! The published JSON Schemas are made from the Rust types, and the project's own files hold to them.

use std::fs;
use std::path::{Path, PathBuf};

use boon::{Compiler, SchemaIndex, Schemas};
use rolescope::{Scenario, analyze, diff, prove, schema};
use schemars::Schema;
use serde_json::{Value, json};

use crate::files;

#[test]
fn the_published_schemas_are_those_of_the_types() {
    let schemas = [
        ("scenario", schema::scenario()),
        ("report", schema::report()),
        ("diff", schema::diff()),
        ("prove", schema::prove()),
        ("import", rolescope_import::schema()),
        ("lesson", rolescope_lesson::schema()),
    ];
    for (name, schema) in schemas.map(|(name, schema)| (name, printed(&schema))) {
        let path = folder().join(format!("{name}.schema.json"));
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            fs::create_dir_all(folder()).unwrap();
            fs::write(&path, &schema).unwrap();
        }
        let published = fs::read_to_string(&path).unwrap_or_default();
        assert!(published == schema, "{} is stale; UPDATE_GOLDEN=1 writes it anew", path.display());
    }
}

#[test]
fn the_corpus_and_its_reports_are_valid() {
    let scenarios = Validator::new(&printed(&schema::scenario()));
    let reports = Validator::new(&printed(&schema::report()));
    for (name, text) in files::scenarios() {
        scenarios.check(&name, &serde_json::from_str(&text).unwrap());
        let report = analyze(&Scenario::from_json(&text).unwrap());
        reports.check(&format!("the report of {name}"), &serde_json::to_value(report).unwrap());
    }
}

#[test]
fn what_is_taken_out_of_an_input_is_valid() {
    let (imports, scenarios) =
        (Validator::new(&printed(&rolescope_import::schema())), Validator::new(&printed(&schema::scenario())));
    let mut count = 0;
    for folder in ["paste", "paste/own"] {
        let entries = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).unwrap();
        for path in entries.map(|entry| entry.unwrap().path()).filter(|path| path.is_file()) {
            let name = path.file_name().unwrap().to_str().unwrap();
            let Ok(import) = rolescope_import::import(name, &fs::read_to_string(&path).unwrap()) else { continue };
            let written: Value = serde_json::from_str(&rolescope_import::together([import]).to_json()).unwrap();
            imports.check(name, &written);
            scenarios.check(name, &written["scenario"]);
            count += 1;
        }
    }
    assert!(count > 90, "only {count} inputs");
    assert!(
        !imports.takes(&json!({ "inputs": [], "scenario": {} })),
        "fields that other tools rely on may not be absent"
    );
}

#[test]
fn what_a_change_allows_is_valid() {
    let schema = Validator::new(&printed(&schema::diff()));
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/rolescope-cli/tests/data");
    let [before, after] =
        ["before", "after"].map(|name| fs::read_to_string(data.join(format!("diff-{name}.json"))).unwrap());
    let diff = diff::policies(&before, &after, diff::Kind::Identity, iam_catalog::embedded::index()).unwrap();
    assert!(!diff.gained.is_empty() && !diff.lost.is_empty());
    schema.check("diff", &serde_json::to_value(diff).unwrap());
    assert!(!schema.takes(&json!({ "verdict": "same" })), "fields that other tools rely on may not be absent");
}

#[test]
fn answers_to_claims_are_valid() {
    let schema = Validator::new(&printed(&schema::prove()));
    let text = include_str!("../crates/rolescope/tests/data/every-field.json");
    let mut scenario = Scenario::from_json(text).unwrap();
    let requests = scenario.claims[1].always.take();
    scenario.claims[1].never = requests.clone();
    scenario.claims[0].never = None;
    scenario.claims[0].always = requests;
    let proof = prove::prove(&scenario, iam_catalog::embedded::index()).unwrap();
    schema.check("claims", &serde_json::to_value(proof).unwrap());
    assert!(!schema.takes(&json!({ "claims": [{ "name": "c", "verdict": "perhaps", "why": "" }] })));
}

#[test]
fn a_scenario_with_every_field_is_valid() {
    let text = include_str!("../crates/rolescope/tests/data/every-field.json");
    Validator::new(&printed(&schema::scenario())).check("every-field.json", &serde_json::from_str(text).unwrap());
}

#[test]
fn the_schema_refuses_what_the_reader_refuses() {
    let scenarios = Validator::new(&printed(&schema::scenario()));
    let refused = [
        json!(7),
        json!({ "stepz": [] }),
        json!({ "steps": [{ "caller": "anonymous" }] }),
        json!({ "steps": [{ "caller": "anonymous", "action": "s3:GetObject", "expect": "perhaps" }] }),
        json!({ "steps": [{ "caller": "anonymous", "action": "s3:GetObject", "resource": [{ "arm": "x" }] }] }),
        json!({ "steps": [{ "caller": "anonymous", "action": "s3:GetObject", "context": { "a": { "b": 1 } } }] }),
        json!({ "principals": [{ "arn": "x", "trustPolicy": { "name": "t", "document": 7 } }] }),
        json!({ "principals": [{ "arn": "x", "maxSessionDuration": -1 }] }),
    ];
    for scenario in refused {
        assert!(Scenario::from_json(&scenario.to_string()).is_err(), "the reader takes {scenario}");
        assert!(!scenarios.takes(&scenario), "the schema takes {scenario}");
    }
}

/// A compiled schema.
struct Validator {
    schemas: Schemas,
    root: SchemaIndex,
}

impl Validator {
    fn new(schema: &str) -> Self {
        let mut schemas = Schemas::new();
        let mut compiler = Compiler::new();
        compiler.add_resource("schema.json", serde_json::from_str(schema).unwrap()).unwrap();
        let root = compiler.compile("schema.json", &mut schemas).unwrap();
        Self { schemas, root }
    }

    fn takes(&self, value: &Value) -> bool {
        self.schemas.validate(value, self.root).is_ok()
    }

    fn check(&self, name: &str, value: &Value) {
        if let Err(error) = self.schemas.validate(value, self.root) {
            panic!("{name} does not hold to the schema: {error:#}");
        }
    }
}

fn printed(schema: &Schema) -> String {
    serde_json::to_string_pretty(schema).unwrap() + "\n"
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../schema")
}
