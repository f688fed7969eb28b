//! The wasm targets of the Rust toolchain, and the dependencies' sources.

use std::env;
use std::path::Path;

use crate::process::{Failure, Outcome, cargo, find_on_path, output_of, program, run};

/// The page's target.
pub(crate) const PAGE: &str = "wasm32-unknown-unknown";
/// The target for running the engine's tests as wasm: the same machine, with a standard output.
pub(crate) const TESTS: &str = "wasm32-wasip1";

/// Adds the wasm targets that the toolchain misses.
pub(crate) fn install_targets() -> Outcome {
    install_target(PAGE)?;
    install_target(TESTS)
}

/// Adds a target to the toolchain if it is missing.
pub(crate) fn install_target(target: &str) -> Outcome {
    if is_installed(target) {
        return Ok(());
    }
    if find_on_path("rustup").is_none() {
        return Err(Failure::new(format!(
            "this Rust has no target `{target}` and there is no rustup to add it: install rustup, or your system's \
             package with Rust's standard library for wasm"
        )));
    }
    println!("setup: Rust target {target}");
    run(program("rustup").args(["target", "add", target]))
}

fn is_installed(target: &str) -> bool {
    output_of(program("rustc").args(["--print", "target-libdir", "--target", target]))
        .is_some_and(|folder| Path::new(&folder).is_dir())
}

/// Fetches the dependencies' sources, since Trunk builds offline.
pub(crate) fn fetch_dependencies() -> Outcome {
    let mut fetch = cargo();
    fetch.arg("fetch");
    if env::var_os("CI").is_some() {
        fetch.arg("--locked");
    }
    run(&mut fetch)
}
