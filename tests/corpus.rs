//! Every scenario of the corpus comes out as it says.

#![cfg(test)]

mod files;

use rolescope::{Decision, Scenario, StepReport, analyze};

/// A corpus that shrinks by accident must not pass.
const FEWEST: usize = 960;

#[test]
fn every_step_of_the_corpus_comes_out_as_expected() {
    let files = files::scenarios();
    let mut failures = Vec::new();
    let mut steps = 0;
    for (name, text) in &files {
        match Scenario::from_json(text) {
            Err(error) => failures.push(format!("{name}:{}:{}: {error}", error.line, error.column)),
            Ok(scenario) => {
                failures.extend(untold(name, &scenario));
                let report = analyze(&scenario);
                assert_eq!(report.steps.len(), scenario.steps.len(), "{name}");
                steps += report.steps.len();
                failures.extend(report.steps.iter().enumerate().filter_map(|(at, step)| unmet(name, at, step)));
            }
        }
    }
    println!("{} scenarios, {steps} steps, {} failures", files.len(), failures.len());
    assert!(failures.is_empty(), "{} of {steps} steps fail:\n{}", failures.len(), failures.join("\n"));
    assert!(files.len() >= FEWEST, "only {} of at least {FEWEST} scenarios were found", files.len());
}

#[test]
fn the_sentence_and_the_report_name_the_same_nearest_statement() {
    let mut named = 0;
    for (name, text) in files::scenarios() {
        for step in analyze(&Scenario::from_json(&text).unwrap()).steps {
            assert!(step.nearest.is_none() || step.decision == Decision::ImplicitDeny, "{name}");
            if step.reason.contains(" comes nearest: ") {
                let policy = step.nearest.unwrap().policy;
                assert!(step.reason.contains(&format!("of `{policy}` comes nearest: ")), "{name}: {}", step.reason);
                named += 1;
            }
        }
    }
    assert!(named > 100, "{named}");
}

/// A case that does not say what it is about.
fn untold(name: &str, scenario: &Scenario) -> Vec<String> {
    let checks = [
        (scenario.title.is_empty(), "has no title"),
        (scenario.description.is_empty(), "has no description"),
        (scenario.steps.is_empty(), "has no steps"),
    ];
    checks.iter().filter(|(missing, _)| *missing).map(|(_, what)| format!("{name} {what}")).collect()
}

fn unmet(name: &str, at: usize, step: &StepReport) -> Option<String> {
    let number = at + 1;
    match (step.expected, step.met) {
        (None, _) => Some(format!("{name}, step {number} expects nothing")),
        (Some(_), Some(true)) => None,
        (Some(expected), _) => {
            let came = step.decision.word();
            Some(format!("{name}, step {number}: {expected:?} expected, {came} came. {}", step.reason))
        }
    }
}
