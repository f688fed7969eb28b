//! Mutation testing: small mistakes are put into a file of the engine, one at a time, and some test must notice each.

use crate::process::{Failure, Outcome, program, run};
use crate::tools::{install_program, with_tools};

const VERSION: &str = "27.1.0";

/// Packages whose tests run for each mistake: those of the engine, and the corpus.
const PACKAGES: [&str; 5] = ["iam-syntax", "iam-eval", "iam-sts", "rolescope", "conformance"];

/// Tests that take seconds and see most. What they miss the differential run or the properties may still see.
const QUICK: [&str; 5] = ["corpus", "reference", "refusals", "reasons", "open_points"];

/// Puts each mistake into the files and prints those that no quick test notices.
pub(crate) fn try_mutants(files: &[String]) -> Outcome {
    if files.is_empty() {
        return Err(Failure::new("name the files to put mistakes into, as `crates/iam-eval/src/combine.rs`"));
    }
    install_program("cargo-mutants", VERSION)?;
    let mut mutants = with_tools(program("cargo"));
    mutants.args(["mutants", "--output", "target", "--no-shuffle", "--colors", "never", "--caught", "--unviable"]);
    mutants.arg("--test-package").arg(PACKAGES.join(","));
    for file in files {
        mutants.arg("--file").arg(file);
    }
    mutants.args(["--", "--lib"]);
    for test in QUICK {
        mutants.args(["--test", test]);
    }
    run(&mut mutants)
}
