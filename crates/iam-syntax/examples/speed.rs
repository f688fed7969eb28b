//! Reading speed on the policies of a scenario: `speed SCENARIO.json`.
//!
//! Prints megabytes a second (best of many rounds) of the JSON reader, of the whole parse and, to compare, of
//! serde_json into a `Value`.

use std::hint::black_box;
use std::time::{Duration, Instant};

use iam_syntax::{PolicyKind, json, parse};
use serde_json::Value;

fn main() {
    let Some(path) = std::env::args().nth(1) else { return eprintln!("usage: speed SCENARIO.json") };
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) => return eprintln!("{path}: {error}"),
    };
    let mut policies = Vec::new();
    match serde_json::from_str(&text) {
        Ok(scenario) => collect_documents(&scenario, &mut policies),
        Err(error) => return eprintln!("{path}: {error}"),
    }
    let compact: Vec<String> = policies.iter().map(Value::to_string).collect();
    let pretty: Vec<String> = policies.iter().map(|it| format!("{it:#}")).collect();
    for (layout, texts) in [("compact", compact), ("pretty", pretty)] {
        let bytes: usize = texts.iter().map(String::len).sum();
        println!("{layout}: {} policies, {bytes} bytes", texts.len());
        report("serde_json Value", bytes, || {
            texts.iter().for_each(|it| drop(black_box(serde_json::from_str::<Value>(it))))
        });
        report("json::read", bytes, || texts.iter().for_each(|it| drop(black_box(json::read(it)))));
        report("parse", bytes, || texts.iter().for_each(|it| drop(black_box(parse(it, PolicyKind::Identity)))));
    }
}

fn collect_documents(value: &Value, found: &mut Vec<Value>) {
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                if name == "document" {
                    found.push(value.clone());
                } else {
                    collect_documents(value, found);
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|it| collect_documents(it, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn report(name: &str, bytes: usize, mut work: impl FnMut()) {
    let mut best = Duration::MAX;
    for _ in 0..500 {
        let start = Instant::now();
        work();
        best = best.min(start.elapsed());
    }
    let speed = bytes as f64 / best.as_secs_f64() / 1e6;
    println!("  {name:<18} {speed:>6.0} MB/s {:>6.0} us", best.as_secs_f64() * 1e6);
}
