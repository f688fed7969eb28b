//! Inputs as people have them, and what an importer takes out of each: `tests/paste`, explained in its README.
//!
//! `UPDATE_GOLDEN=1 cargo test -p rolescope-import --test paste` writes the `want` files of `tests/paste/own` anew; look at the difference.

#![cfg(test)]

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use rolescope_import::{Kind, import, together};
use serde_json::{Value, json};

/// Words of `ask` that name the thing to be asked for; what a `want` file asks for with such a word, the importer asks for with it too.
const ASKED: [&str; 18] = [
    "trust policy",
    "identity policies",
    "boundary",
    "bucket policy",
    "resource control polic",
    "service control polic",
    "account",
    "which role",
    "which call",
    "claims",
    "session policies",
    "endpoint",
    "tags",
    "statement",
    "decode-authorization-message",
    "secret",
    "owner",
    "caller",
];

/// Fields of `want` files whose value the output has to the letter.
const SAME: [&str; 8] = [
    "scenario",
    "deniedBy",
    "effect",
    "deniedByPolicy",
    "ignoredKeys",
    "ignoredClaims",
    "missingContextKeys",
    "policiesEvaluated",
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/paste")
}

/// Inputs of a folder, each with its `want` file.
fn inputs(folder: &Path) -> Vec<(PathBuf, PathBuf)> {
    let mut inputs: Vec<(PathBuf, PathBuf)> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            path.is_file() && !path.to_str().unwrap().ends_with(".want.json") && !path.ends_with("README.md")
        })
        .map(|path| (path.clone(), path.with_extension("want.json")))
        .collect();
    inputs.sort();
    inputs
}

fn output(path: &Path) -> Value {
    let name = path.file_name().unwrap().to_str().unwrap();
    match import(name, &fs::read_to_string(path).unwrap()) {
        Ok(import) => serde_json::from_str(&together([import]).to_json()).unwrap(),
        Err(error) => json!({ "error": error.to_string() }),
    }
}

/// Differences between an output and its `want` file.
fn differences(output: &Value, want: &Value) -> Vec<String> {
    let mut found = Vec::new();
    let mut differ = |what: &str, is: &Value, wanted: &Value| {
        if is != wanted {
            found.push(format!("{what}: is {is}\n    wanted {wanted}"));
        }
    };
    differ("kind", &output["inputs"][0]["kind"], &want["kind"]);
    for field in SAME {
        if want.get(field).is_some() {
            differ(field, &output[field], &want[field]);
        }
    }
    if let Some(statements) = want.get("deniedByStatements") {
        differ("deniedByStatements", &output["deniedByStatements"], statements);
    }
    if let Some(statement) = want.get("matchedStatement") {
        differ("matchedStatement", &output["matchedStatement"], statement);
    }
    if let Some(document) = want.get("document") {
        differ("document", &output["documents"][0]["document"], document);
        differ("policyKind", &output["documents"][0]["policyKind"], &want["policyKind"]);
    }
    let texts = |value: &Value, field: &str| -> Vec<String> {
        let list = value[field].as_array().cloned().unwrap_or_default();
        list.iter()
            .map(|item| item["text"].as_str().or(item["what"].as_str()).or(item.as_str()).unwrap().to_owned())
            .collect()
    };
    let unresolved = texts(output, "unresolved");
    for text in texts(want, "unresolved") {
        differ(&format!("unresolved has {text}"), &json!(unresolved.contains(&text)), &json!(true));
    }
    let ask = texts(output, "ask").join("\n");
    for wanted in texts(want, "ask") {
        for word in ASKED.iter().filter(|word| wanted.contains(**word)) {
            differ(&format!("asks for `{word}`, as in `{wanted}`:\n{ask}"), &json!(ask.contains(word)), &json!(true));
        }
    }
    differ("asks for something", &json!(!ask.is_empty()), &json!(!texts(want, "ask").is_empty()));
    found
}

fn hold(inputs: &[(PathBuf, PathBuf)]) {
    let mut failed = Vec::new();
    for (input, want) in inputs {
        let want: Value = serde_json::from_str(&fs::read_to_string(want).unwrap()).unwrap();
        let output = output(input);
        let differences = match output.get("error") {
            Some(error) => vec![format!("refused: {error}")],
            None => differences(&output, &want),
        };
        failed.extend(
            differences.iter().map(|difference| format!("{}: {difference}", input.file_name().unwrap().display())),
        );
    }
    assert!(failed.is_empty(), "{} differences\n{}", failed.len(), failed.join("\n"));
}

#[test]
fn everything_is_taken_out_of_the_inputs_that_a_perfect_importer_takes() {
    let inputs = inputs(&folder());
    assert!(inputs.len() >= 42, "{}", inputs.len());
    hold(&inputs);
}

/// The output as a `want` file: what a reader checks.
fn written(output: &Value) -> String {
    let mut want = output.clone();
    let fields = want.as_object_mut().unwrap();
    let kind = fields["inputs"][0]["kind"].clone();
    fields.insert("kind".to_owned(), kind);
    if let Some(first) = output["documents"].get(0) {
        fields.insert("policyKind".to_owned(), first["policyKind"].clone());
        fields.insert("document".to_owned(), first["document"].clone());
    }
    for field in ["inputs", "documents", "sources"] {
        fields.remove(field);
    }
    let asks = fields["ask"].as_array().unwrap().iter().map(|ask| ask["what"].clone()).collect();
    fields.insert("ask".to_owned(), asks);
    serde_json::to_string_pretty(&want).unwrap() + "\n"
}

#[test]
fn what_was_taken_out_of_other_inputs_is_taken_out_of_them_still() {
    let inputs = inputs(&folder().join("own"));
    assert!(inputs.len() >= 84, "{}", inputs.len());
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        for (input, want) in &inputs {
            let output = output(input);
            assert!(output.get("error").is_none(), "{}: {output}", input.display());
            fs::write(want, written(&output)).unwrap();
        }
    }
    hold(&inputs);
}

#[test]
fn every_form_has_at_least_two_inputs_of_our_own() {
    let mut counts: HashMap<String, usize> = HashMap::new();
    for (_, want) in inputs(&folder().join("own")) {
        let want: Value = serde_json::from_str(&fs::read_to_string(want).unwrap()).unwrap();
        *counts.entry(want["kind"].as_str().unwrap().to_owned()).or_default() += 1;
    }
    for kind in Kind::ALL {
        let name = serde_json::to_value(kind).unwrap();
        let count = counts.get(name.as_str().unwrap()).copied().unwrap_or_default();
        assert!(count >= 2, "{name}: {count}");
    }
}

#[test]
fn scenarios_that_are_taken_out_can_be_read_and_decided() {
    for (input, _) in inputs(&folder()).into_iter().chain(inputs(&folder().join("own"))) {
        let name = input.file_name().unwrap().to_str().unwrap();
        let all = together([import(name, &fs::read_to_string(&input).unwrap()).unwrap()]);
        let read = rolescope::Scenario::from_json(&all.scenario.to_json());
        assert_eq!(read.as_ref(), Ok(&all.scenario), "{name}");
        assert_eq!(rolescope::analyze(&all.scenario).steps.len(), all.scenario.steps.len(), "{name}");
    }
}
