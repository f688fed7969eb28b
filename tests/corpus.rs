//! The corpus, a test for each file by the file's name: `cargo test --test corpus TR-29` runs one of them.

#![cfg(test)]

mod files;

use std::process::ExitCode;

use libtest_mimic::{Arguments, Failed, Trial, run};
use rolescope::report::{Because, Decision, NamedStatement, StepReport};
use rolescope::{Scenario, analyze};

/// Files of the corpus at least: one that shrinks by accident must not pass.
const MIN_FILES: usize = 960;

/// Sentences of the corpus that name the nearest statement, at least.
const MIN_NEAREST: usize = 100;

fn main() -> ExitCode {
    let mut trials: Vec<Trial> = files::scenarios()
        .into_iter()
        .map(|(name, text)| Trial::test(name.trim_end_matches(".json").to_owned(), move || outcome(&name, &text)))
        .collect();
    trials.push(Trial::test("the corpus has not become smaller", || at_least(files::scenarios().len(), MIN_FILES)));
    trials.push(Trial::test("many sentences name the nearest statement", || at_least(nearest(), MIN_NEAREST)));
    run(&Arguments::from_args(), trials).exit_code()
}

/// Fails with everything that is wrong with a file, one line each.
fn outcome(name: &str, text: &str) -> Result<(), Failed> {
    let file = format!("tests/corpus/{name}");
    let scenario = Scenario::from_json(text)
        .map_err(|error| Failed::from(format!("{file}:{}:{}: {error}", error.line, error.column)))?;
    let mut failures = untold(&scenario);
    let steps = analyze(&scenario).steps;
    if steps.len() != scenario.steps.len() {
        failures.push(format!("{} steps were decided of {}", steps.len(), scenario.steps.len()));
    }
    for (at, step) in steps.iter().enumerate() {
        failures.extend(unmet(step).into_iter().chain(misnamed(step)).map(|words| format!("step {}: {words}", at + 1)));
    }
    if failures.is_empty() { Ok(()) } else { Err(format!("{file}\n  {}", failures.join("\n  ")).into()) }
}

/// Words that a case lacks about itself.
fn untold(scenario: &Scenario) -> Vec<String> {
    let checks = [
        (scenario.title.is_empty(), "no title"),
        (scenario.description.is_empty(), "no description"),
        (scenario.steps.is_empty(), "no steps"),
    ];
    checks.iter().filter(|(missing, _)| *missing).map(|(_, words)| (*words).to_owned()).collect()
}

/// Decision of a step that is not the expected one.
fn unmet(step: &StepReport) -> Option<String> {
    match (step.expected, step.met) {
        (None, _) => Some("expects nothing".to_owned()),
        (Some(_), Some(true)) => None,
        (Some(expected), _) => {
            let came = step.decision.word();
            Some(format!("{expected:?} was expected, {came} came. {}", step.reason))
        }
    }
}

/// A nearest statement that cause, sentence and report do not agree on.
fn misnamed(step: &StepReport) -> Option<String> {
    let Some(nearest) = &step.nearest else {
        return names_nearest(step).then(|| format!("the report has no nearest statement: {}", step.reason));
    };
    if step.decision != Decision::ImplicitDeny {
        return Some("only an implicit deny has a nearest statement".to_owned());
    }
    let said = format!("of `{}` comes nearest: ", nearest.policy);
    let named = named_as_nearest(step).is_none_or(|it| it.policy == nearest.policy && step.reason.contains(&said));
    (!named).then(|| format!("`{}` comes nearest: {}", nearest.policy, step.reason))
}

fn names_nearest(step: &StepReport) -> bool {
    named_as_nearest(step).is_some()
}

fn named_as_nearest(step: &StepReport) -> Option<&NamedStatement> {
    let Because::NoAllow { nearest: Some(nearest), .. } = &step.cause.as_ref()?.because else { return None };
    Some(&nearest.statement)
}

/// Steps of the corpus with a cause that names the nearest statement.
fn nearest() -> usize {
    let scenarios = files::scenarios().into_iter().filter_map(|(_, text)| Scenario::from_json(&text).ok());
    scenarios.flat_map(|scenario| analyze(&scenario).steps).filter(names_nearest).count()
}

fn at_least(found: usize, least: usize) -> Result<(), Failed> {
    if found >= least { Ok(()) } else { Err(format!("{found} of at least {least}").into()) }
}
