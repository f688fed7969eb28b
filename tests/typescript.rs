//! The TypeScript types of the npm package are made from the JSON Schemas, which are made from the Rust types.

use std::fs;
use std::path::Path;

use rolescope::{Scenario, analyze, schema};
use serde_json::Value;

use crate::files;

const HEAD: &str = "// Types of scenarios and reports, made from the Rust types:\n\
                    // UPDATE_GOLDEN=1 cargo test --test project typescript\n";

#[test]
fn the_packages_types_are_those_of_rust() {
    let types = declarations();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/rolescope-wasm/npm/types.d.ts");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&path, &types).unwrap();
    }
    let published = fs::read_to_string(&path).unwrap_or_default();
    assert!(published == types, "{} is stale; UPDATE_GOLDEN=1 writes it anew", path.display());
}

/// The types say of what may be missing in a report that it is not there, never that it is `null`.
#[test]
fn no_report_says_null() {
    for (name, text) in files::scenarios() {
        let report = serde_json::to_string(&analyze(&Scenario::from_json(&text).unwrap())).unwrap();
        assert!(!report.contains(":null"), "{name}");
    }
}

/// All schemas as TypeScript. What several know is the same in each.
fn declarations() -> String {
    let mut declared: Vec<(String, String)> = Vec::new();
    for (schema, given) in [
        (schema::scenario(), true),
        (schema::report(), false),
        (schema::mistake(), false),
        (schema::link_mistake(), false),
    ] {
        let writer = Writer { given };
        let schema = schema.as_value();
        let root = (schema["title"].as_str().unwrap(), schema);
        let inside = schema
            .get("$defs")
            .and_then(Value::as_object)
            .into_iter()
            .flatten()
            .map(|(name, schema)| (name.as_str(), schema));
        for (name, schema) in std::iter::once(root).chain(inside) {
            let text = writer.declaration(name, schema);
            match declared.iter().find(|(known, _)| known == name) {
                Some((_, known)) => assert_eq!(*known, text, "two types are called {name}"),
                None => declared.push((name.to_owned(), text)),
            }
        }
    }
    declared.into_iter().fold(HEAD.to_owned(), |text, (_, declaration)| format!("{text}\n{declaration}"))
}

/// Writes schemas down as TypeScript.
struct Writer {
    /// True if callers give it: what may be missing may be `null` instead, and no list is changed.
    given: bool,
}

impl Writer {
    fn declaration(&self, name: &str, schema: &Value) -> String {
        let comment = comment(schema, "");
        if schema.get("properties").is_some() {
            return format!("{comment}export interface {name} {{\n{}}}\n", self.fields(schema));
        }
        format!("{comment}export type {name} ={};\n", self.alternatives(schema))
    }

    fn fields(&self, schema: &Value) -> String {
        let required: Vec<&str> =
            schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        let mut text = String::new();
        for (name, field) in schema["properties"].as_object().unwrap() {
            let mark = if required.contains(&name.as_str()) { "" } else { "?" };
            text += &format!("{}  {name}{mark}: {};\n", comment(field, "  "), self.type_of(field));
        }
        text
    }

    /// A type of its own, one line for each thing that it can be where those have comments.
    fn alternatives(&self, schema: &Value) -> String {
        let Some(all) = schema.get("oneOf").or_else(|| schema.get("anyOf")).and_then(Value::as_array) else {
            return format!(" {}", self.type_of(schema));
        };
        all.iter().map(|one| format!("\n{}  | {}", comment(one, "  "), self.type_of(one))).collect()
    }

    fn type_of(&self, schema: &Value) -> String {
        if let Some(Value::String(path)) = schema.get("$ref") {
            return path.rsplit('/').next().unwrap().to_owned();
        }
        if let Some(value) = schema.get("const") {
            return value.to_string().replace('"', "'");
        }
        let kinds: Vec<String> = match (schema.get("type"), schema.get("anyOf")) {
            (Some(Value::String(one)), None) => vec![self.plain(one, schema)],
            (Some(Value::Array(several)), None) => {
                several.iter().map(|kind| self.plain(kind.as_str().unwrap(), schema)).collect()
            }
            (None, Some(Value::Array(several))) => several.iter().map(|one| self.type_of(one)).collect(),
            other => panic!("no TypeScript is known for {other:?}"),
        };
        kinds.into_iter().filter(|kind| !kind.is_empty()).collect::<Vec<_>>().join(" | ")
    }

    fn plain(&self, kind: &str, schema: &Value) -> String {
        match kind {
            "null" if !self.given => String::new(),
            "string" | "boolean" | "number" | "null" => kind.to_owned(),
            "integer" => "number".to_owned(),
            "array" => {
                let readonly = if self.given { "readonly " } else { "" };
                match self.type_of(&schema["items"]) {
                    union if union.contains('|') => format!("{readonly}({union})[]"),
                    one => format!("{readonly}{one}[]"),
                }
            }
            "object" if schema.get("properties").is_some() => {
                let fields = self.fields(schema);
                let fields: Vec<&str> = fields.lines().map(str::trim).filter(|line| !line.starts_with("/**")).collect();
                format!("{{ {} }}", fields.join(" ").trim_end_matches(';'))
            }
            "object" => match schema.get("additionalProperties") {
                Some(values) => format!("{{ [name: string]: {} }}", self.type_of(values)),
                None => "object".to_owned(),
            },
            other => panic!("no TypeScript is known for the type {other}"),
        }
    }
}

/// A doc comment, without the brackets that make links in Rust's.
fn comment(schema: &Value, indent: &str) -> String {
    let Some(text) = schema["description"].as_str() else { return String::new() };
    assert!(!text.contains("*/"), "this ends a comment of TypeScript: {text}");
    let text = text.replace("[`", "`").replace("`]", "`").replace("::", ".");
    if !text.contains('\n') {
        return format!("{indent}/** {text} */\n");
    }
    let lines: String = text.lines().map(|line| format!("{indent} * {line}").trim_end().to_owned() + "\n").collect();
    format!("{indent}/**\n{lines}{indent} */\n")
}
