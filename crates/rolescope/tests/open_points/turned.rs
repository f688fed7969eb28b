//! Each open point's constant counts: with the other reading, some scenario of the corpus comes out differently.

use std::fs;
use std::path::{Path, PathBuf};

use iam_syntax::open_points::turned;
use rolescope::report::Decision;
use rolescope::{Scenario, analyze};
use serde_json::json;

use crate::report;
use crate::scenes::{ANA, assumes};

/// A problem of a policy hangs on this one, and no decision.
const OF_PROBLEMS: &str = "TRUST_REFUSES_BARE_STAR";

const POINTS: &str = include_str!("../../../iam-syntax/src/open_points.rs");

#[test]
fn a_constant_that_is_turned_is_noticed_by_the_corpus() {
    let scenarios: Vec<Scenario> = texts(&corpus()).iter().map(|text| Scenario::from_json(text).unwrap()).collect();
    let names = names();
    assert!(scenarios.len() > 900 && names.len() > 30, "{} scenarios, {} constants", scenarios.len(), names.len());
    let decided: Vec<Vec<Decision>> = scenarios.iter().map(decisions).collect();
    let notices = |name: &'static str| {
        // A scenario is read again, because readers of policies hang on some of the points.
        turned(name, || scenarios.iter().zip(&decided).any(|(scenario, before)| decisions(scenario) != *before))
    };
    let unnoticed: Vec<&str> = names.into_iter().filter(|name| !notices(name)).collect();
    assert_eq!(unnoticed, [OF_PROBLEMS], "no scenario notices these");
}

#[test]
fn a_bare_star_in_a_trust_policy_is_a_problem_by_its_constant() {
    let scenario = assumes(ANA, "AssumeRole", json!("*"));
    let codes = || report(&scenario).problems.into_iter().map(|problem| problem.code).collect::<Vec<_>>();
    let code = "ROLE_TRUST_POLICY_UNSUPPORTED_WILDCARD_IN_PRINCIPAL";
    assert!(codes().iter().any(|found| *found == code));
    assert!(turned(OF_PROBLEMS, codes).iter().all(|found| *found != code));
}

/// The names of all constants, each of which knows its own.
fn names() -> Vec<&'static str> {
    let constants = POINTS.split("\npub const ").skip(1).map(|text| text.split_once(';').unwrap().0);
    let name = |constant: &'static str| {
        let (name, value) = constant.split_once(": Point<").unwrap_or_else(|| panic!("`{constant}` cannot be turned"));
        assert!(value.contains(&format!("(\"{name}\"")), "`{name}` has another name in its value");
        name
    };
    constants.map(name).collect()
}

fn decisions(scenario: &Scenario) -> Vec<Decision> {
    analyze(scenario).steps.iter().map(|step| step.decision).collect()
}

fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/corpus")
}

/// The texts of all files below a folder.
fn texts(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let text = |path: PathBuf| if path.is_dir() { texts(&path) } else { vec![fs::read_to_string(path).unwrap()] };
    entries.flat_map(text).collect()
}
