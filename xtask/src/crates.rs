//! The library crates, as they would be published.

use crate::process::{Failure, Outcome, cargo, find_on_path, output_of, program, run, target_dir};

/// The crates that others may use, each behind those that it uses.
pub(crate) const LIBRARIES: [&str; 4] = ["iam-syntax", "iam-eval", "iam-sts", "rolescope"];

/// Packs the crates, and compiles what was packed with the oldest Rust that they promise to take.
pub(crate) fn publish_dry() -> Outcome {
    let mut publish = cargo();
    publish.env("RUSTC", oldest_compiler()?);
    publish.args(["publish", "--dry-run", "--allow-dirty", "--locked", "--all-features"]);
    publish.arg("--target-dir").arg(target_dir().join("oldest"));
    run(publish.args(packages()))
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
