//! Positions and text of any kind: spans lie where they should, and nothing makes the engine panic.

use conformance::generate::{self, each_document};
use rolescope::report::{Place, TraceEntry};
use rolescope::{Report, Scenario, analyze};
use serde_json::Value;

const CASES: u64 = 300;

/// All places of a report with what they are about.
fn places(report: &Report) -> Vec<(String, Place)> {
    let mut found: Vec<(String, Place)> = report
        .problems
        .iter()
        .map(|problem| {
            let (policy, pointer) = (problem.policy.clone(), problem.pointer.clone());
            (
                problem.message.clone(),
                Place { policy: policy.as_str().into(), pointer: pointer.as_str().into(), span: problem.span },
            )
        })
        .collect();
    for step in &report.steps {
        found.extend(step.matched_statements.iter().map(|matched| ("matched".to_owned(), matched.place.clone())));
        found.extend(step.error.iter().filter_map(|error| Some((error.message.clone(), error.place.clone()?))));
        step.trace.iter().for_each(|entry| in_trace(entry, &mut found));
    }
    found
}

fn in_trace(entry: &TraceEntry, found: &mut Vec<(String, Place)>) {
    found.extend(entry.place.clone().map(|place| (entry.title.clone(), place)));
    entry.children.iter().for_each(|child| in_trace(child, found));
}

/// The text of a policy: the string itself, or the JSON as it stands in the scenario.
fn text_at(scenario: &Value, pointer: &str) -> Option<String> {
    let document = scenario.pointer(pointer)?.get("document")?;
    Some(document.as_str().map_or_else(|| document.to_string(), str::to_owned))
}

fn check_spans(scenario: &Value) -> usize {
    let report = analyze(&Scenario::from_json(&scenario.to_string()).unwrap());
    let found = places(&report);
    for (what, place) in &found {
        // The default policy of a key that is not listed stands nowhere in the scenario.
        let Some(text) = text_at(scenario, &place.pointer) else { continue };
        let span = place.span.start as usize..place.span.end as usize;
        let part = text.get(span.clone());
        let part = part.unwrap_or_else(|| panic!("{what}: {span:?} is no part of {}\n{text}", place.pointer));
        if what == "matched" {
            let statement: Value = serde_json::from_str(part).unwrap_or_else(|_| panic!("no statement: {part}"));
            assert!(statement["Effect"].is_string(), "no statement: {part}");
        }
    }
    found.len()
}

#[test]
fn every_span_lies_on_character_borders_inside_its_policy() {
    let places: usize = (0..CASES).map(|seed| check_spans(&generate::scenario(seed))).sum();
    assert!(places > 1000, "only {places} places");
}

#[test]
fn every_span_of_pretty_policies_in_many_alphabets_lies_right_too() {
    for seed in 0..CASES {
        let mut scenario = generate::scenario(seed);
        each_document(&mut scenario, &mut |document| {
            if document.is_object() {
                let text = serde_json::to_string_pretty(document).unwrap();
                *document = text.replace("\"Effect\"", "\"\u{53}id\": \"größe 中 🦀\", \"Effect\"").into();
            }
        });
        check_spans(&scenario);
    }
}

/// Text that one seed makes of another: characters taken out, doubled or replaced.
fn mangled(text: &str, seed: u64) -> String {
    const STRANGE: [char; 14] = ['"', '{', '}', '[', ']', ':', ',', '\\', '*', '$', '\0', '\u{7f}', 'é', '🦀'];
    let mut chars: Vec<char> = text.chars().collect();
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut below = |end: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % end.max(1)
    };
    for _ in 0..=below(4) {
        if chars.is_empty() {
            break;
        }
        let at = below(chars.len());
        match below(4) {
            0 => drop(chars.remove(at)),
            1 => chars[at] = STRANGE[below(STRANGE.len())],
            2 => chars.insert(at, STRANGE[below(STRANGE.len())]),
            _ => chars.truncate(at),
        }
    }
    chars.into_iter().collect()
}

#[test]
fn no_text_of_a_scenario_makes_the_engine_panic() {
    let mut read = 0;
    for seed in 0..CASES * 4 {
        let text = mangled(&generate::scenario(seed).to_string(), seed);
        if let Ok(scenario) = Scenario::from_json(&text) {
            analyze(&scenario);
            read += 1;
        }
    }
    assert!(read > 20, "only {read} mangled scenarios could be read");
}

#[test]
fn no_text_of_a_policy_makes_the_engine_panic_and_its_spans_lie_right() {
    for seed in 0..CASES * 2 {
        let mut scenario = generate::scenario(seed);
        let mut number = seed;
        each_document(&mut scenario, &mut |document| {
            number += 1;
            let text = document.as_str().map_or_else(|| document.to_string(), str::to_owned);
            *document = mangled(&text, number).into();
        });
        check_spans(&scenario);
    }
}
