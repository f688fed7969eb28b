//! The wasm targets of the Rust toolchain, and the dependencies' sources.

use std::env;
use std::path::Path;

use crate::process::{Failure, Outcome, cargo, find_on_path, output_of, program, run};

/// The page's target.
pub(crate) const PAGE: &str = "wasm32-unknown-unknown";
/// The target for running the engine's tests as wasm: the same machine, with a standard output.
pub(crate) const TESTS: &str = "wasm32-wasip1";

/// Settings that build the page with a standard library of its own, without texts and places of panics, which end in a
/// trap. These flags are not stable yet, so the compiler is told to take them all the same, as the Linux kernel does;
/// `rust-toolchain.toml` says which compiler that is.
// size: row 1
pub(crate) const SMALLEST: [(&str, &str); 4] = [
    ("RUSTC_BOOTSTRAP", "1"),
    ("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort"),
    ("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size"),
    (
        "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS",
        "-Zunstable-options -Cpanic=immediate-abort -Zlocation-detail=none -Zfmt-debug=none",
    ),
];

/// Puts the source of the standard library in place, and the sources of what it depends on.
pub(crate) fn install_library_source() -> Outcome {
    let sysroot = output_of(program("rustc").args(["--print", "sysroot"])).unwrap_or_default();
    if !Path::new(&sysroot).join("lib/rustlib/src/rust/library/Cargo.lock").is_file() {
        add_library_source()?;
    }
    // Without these settings cargo does not know that the library will be built; Trunk builds offline.
    run(cargo().args(["fetch", "--locked", "--target", PAGE]).envs(SMALLEST))
}

fn add_library_source() -> Outcome {
    if find_on_path("rustup").is_none() {
        return Err(Failure::new(
            "the page is built with a standard library of its own, whose source this Rust lacks: install rustup, or your \
             system's package with Rust's source",
        ));
    }
    println!("setup: source of Rust's standard library");
    run(program("rustup").args(["component", "add", "rust-src"]))
}

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
