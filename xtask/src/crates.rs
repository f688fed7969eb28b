//! The library crates, as they would be published.

use std::env;
use std::fs;
use std::path::PathBuf;

use crate::process::{Failure, Outcome, cargo, find_on_path, output_of, program, run, target_dir};

/// The crates that others may use, each behind those that it uses.
pub(crate) const LIBRARIES: [&str; 9] = [
    "iam-syntax",
    "iam-catalog",
    "iam-lint",
    "iam-eval",
    "iam-sts",
    "iam-analysis",
    "rolescope",
    "rolescope-import",
    "rolescope-lesson",
];

/// Packs the crates, and compiles what was packed with the oldest Rust that they promise to take.
pub(crate) fn publish_dry() -> Outcome {
    forget_unpacked();
    forget_compiled();
    let mut publish = cargo();
    publish.env("RUSTC", oldest_compiler()?);
    publish.args(["publish", "--dry-run", "--allow-dirty", "--locked", "--all-features"]);
    publish.arg("--target-dir").arg(target_dir().join("oldest"));
    run(publish.args(packages()))
}

/// Takes away what cargo has unpacked of these crates: where one stands already under its version, cargo compiles the others
/// against that one, though its text be another by now.
fn forget_unpacked() {
    let own = env::var_os("CARGO_HOME").map(PathBuf::from);
    let Some(home) = own.or_else(|| env::home_dir().map(|home| home.join(".cargo"))) else { return };
    for registry in fs::read_dir(home.join("registry").join("src")).into_iter().flatten().flatten() {
        // Registries that are a folder have no host in front of their digest.
        if registry.file_name().to_string_lossy().starts_with('-') {
            for name in LIBRARIES {
                let unpacked = registry.path().join(format!("{name}-{}", env!("CARGO_PKG_VERSION")));
                // What is not there needs no taking away.
                let _ = fs::remove_dir_all(unpacked);
            }
        }
    }
}

/// Takes away what says that these crates are compiled: cargo holds one of a registry for the same as long as its version is.
fn forget_compiled() {
    let compiled = target_dir().join("oldest").join("debug").join(".fingerprint");
    for entry in fs::read_dir(compiled).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let of = |library: &&str| name.to_string_lossy().rsplit_once('-').is_some_and(|(name, _)| name == *library);
        if LIBRARIES.iter().any(of) {
            // What is not there needs no taking away.
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

/// Writes the crates' documentation as docs.rs does; a link that leads nowhere is an error.
pub(crate) fn document() -> Outcome {
    let mut document = cargo();
    document.args(["doc", "--no-deps", "--all-features", "--locked"]).env("RUSTDOCFLAGS", "-D warnings");
    run(document.args(packages()))
}

fn packages() -> impl Iterator<Item = &'static str> {
    LIBRARIES.into_iter().flat_map(|name| ["--package", name])
}

/// The compiler of `rust-version` in Cargo.toml, its first release.
fn oldest_compiler() -> Outcome<String> {
    let oldest = format!("{}.0", env!("CARGO_PKG_RUST_VERSION"));
    if find_on_path("rustup").is_none() {
        return Err(Failure::new(format!("without rustup there is no Rust {oldest} to try the crates with")));
    }
    let find = || output_of(program("rustup").args(["which", "rustc", "--toolchain", &oldest]));
    if find().is_none() {
        println!("setup: Rust {oldest}");
        run(program("rustup").args(["toolchain", "install", &oldest, "--profile", "minimal", "--no-self-update"]))?;
    }
    find().ok_or_else(|| Failure::new(format!("rustup installed Rust {oldest} and does not find it")))
}
