//! Requests of the corpus held against AWS's reference data: every warning is on purpose, and no decision changes.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use iam_catalog::embedded;
use rolescope::catalog::check_requests;
use rolescope::{Scenario, analyze};

use crate::files;

/// The warnings of the whole corpus, held as a file. `UPDATE_GOLDEN=1` writes it anew: each new line has to be a mistake of the request that the
/// file makes on purpose.
#[test]
fn the_corpus_has_these_warnings_and_no_others() {
    let mut told = String::new();
    for (name, text) in files::scenarios() {
        let scenario = Scenario::from_json(&text).unwrap();
        let mut report = analyze(&scenario);
        check_requests(&scenario, &mut report, &embedded::catalog());
        for warning in report.steps.iter().flat_map(|step| &step.warnings) {
            writeln!(told, "{name} {} {}: {}", warning.pointer, warning.code.name(), warning.text).unwrap();
        }
        for step in &mut report.steps {
            step.warnings.clear();
        }
        assert_eq!(report, analyze(&scenario), "{name}");
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("requests.txt");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&path, &told).unwrap();
    }
    let held = fs::read_to_string(&path).unwrap_or_default();
    assert!(held == told, "{} is stale; UPDATE_GOLDEN=1 writes it anew:\n{told}", path.display());
}
