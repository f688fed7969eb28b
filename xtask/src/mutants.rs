//! Mutation testing: small mistakes are put into a file of the engine, one at a time, and some test must notice each.

use crate::process::{Failure, Outcome, cargo, program, run};
use crate::tools::{install_program, with_tools};

const VERSION: &str = "27.1.0";

/// Packages whose tests run for each mistake: those of the engine, and the corpus.
const PACKAGES: [&str; 5] = ["iam-syntax", "iam-eval", "iam-sts", "rolescope", "conformance"];

/// Test programs that see most in seconds. What they miss the differential run or the properties may still see.
const QUICK: [&str; 5] = ["corpus", "project", "refusals", "reasons", "open_points"];

/// Modules of `tests/main.rs` that take long.
const SLOW: [&str; 8] =
    ["algebra::", "budget::", "diagrams::", "differential::", "encoders::", "hostile::", "limits::", "properties::"];

/// Seconds after which a mistake counts as one that the tests never come to an end with.
const HANGS: &str = "600";

/// Puts each mistake into the files and prints those that no quick test notices.
pub(crate) fn try_mutants(files: &[String]) -> Outcome {
    if files.is_empty() {
        return Err(Failure::new("name the files to put mistakes into, as `crates/iam-eval/src/combine.rs`"));
    }
    install_program("cargo-mutants", VERSION)?;
    // cargo-mutants would try the tests of the file's package alone, which has not all of them.
    println!("mutants: the tests without a mistake");
    let packages = PACKAGES.iter().flat_map(|name| ["--package", name]);
    run(cargo().args(["test", "--quiet"]).args(packages).args(quick()))?;
    let mut mutants = with_tools(program("cargo"));
    mutants.args(["mutants", "--output", "target", "--colors", "never", "--caught", "--unviable"]);
    mutants.args(["--baseline", "skip", "--timeout", HANGS, "--test-package", &PACKAGES.join(",")]);
    for file in files {
        mutants.arg("--file").arg(file);
    }
    run(mutants.arg("--").args(quick()))
}

/// Arguments of `cargo test`.
fn quick() -> impl Iterator<Item = &'static str> {
    let programs = QUICK.iter().flat_map(|name| ["--test", name]);
    ["--lib"].into_iter().chain(programs).chain(["--"]).chain(SLOW.iter().flat_map(|module| ["--skip", module]))
}
