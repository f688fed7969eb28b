//! `tools/site`: the program that builds the site, and the `wasm-bindgen` that Trunk calls. It is compiled into the tools
//! folder, once for each state of its source.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::process::{Failure, Outcome, cargo, program, root, run};
use crate::tools::{self, build_dir, tools_dir, with_tools};

/// The program, ready to run.
pub(crate) fn command() -> Outcome<Command> {
    install()?;
    Ok(with_tools(program(programs()?.join("rolescope-site"))))
}

/// Compiles the programs unless they were compiled from the same source before.
pub(crate) fn install() -> Outcome {
    let programs = programs()?;
    if programs.join(format!("rolescope-site{}", std::env::consts::EXE_SUFFIX)).is_file() {
        return Ok(());
    }
    println!("setup: the site's pipeline (what it leans on compiles once, about 2 minutes)");
    let mut install = cargo();
    install.args(["install", "--locked", "--force", "--quiet", "--path", "tools/site", "--root"]);
    install.arg(programs.parent().unwrap_or(&programs)).arg("--target-dir").arg(build_dir());
    // Another clone can have compiled another source there at a later time: cargo compares times, this compares the source.
    install.env("SITE_SOURCE", digest()?);
    run(&mut install)?;
    check_version()
}

/// A command of cargo on the programs' source, with everything that they lean on compiled already.
pub(crate) fn cargo_in_place(command: &str) -> Outcome<Command> {
    let mut cargo = cargo();
    cargo.args([command, "--manifest-path", "tools/site/Cargo.toml"]);
    if command != "fmt" {
        cargo.args(["--release", "--locked", "--target-dir"]).arg(build_dir()).env("SITE_SOURCE", digest()?);
    }
    Ok(cargo)
}

/// The folder of the programs.
pub(crate) fn programs() -> Outcome<PathBuf> {
    Ok(tools_dir().join(format!("site-{}", digest()?)).join("bin"))
}

/// Fails unless the programs have the wasm-bindgen that the page is linked with.
fn check_version() -> Outcome {
    let version = tools::locked_wasm_bindgen()?;
    if tools::has_version("wasm-bindgen", &version) {
        return Ok(());
    }
    Err(Failure::new(format!(
        "Cargo.lock has wasm-bindgen {version}, tools/site has another one: set the version in tools/site/Cargo.toml to \
         {version} and run `cargo update` there"
    )))
}

/// A digest of the programs' source and of the compiler's version.
fn digest() -> Outcome<String> {
    let folder = root().join("tools").join("site");
    let mut hasher = DefaultHasher::new();
    let mut files = vec![root().join("rust-toolchain.toml"), folder.join("Cargo.toml"), folder.join("Cargo.lock")];
    add_files(&folder.join("src"), &mut files)?;
    files.sort();
    for file in files {
        let content = fs::read(&file).map_err(|error| unusable(&file, &error))?;
        file.strip_prefix(root()).unwrap_or(&file).hash(&mut hasher);
        content.hash(&mut hasher);
    }
    Ok(format!("{:016x}", hasher.finish()))
}

fn add_files(folder: &Path, files: &mut Vec<PathBuf>) -> Outcome {
    for entry in fs::read_dir(folder).map_err(|error| unusable(folder, &error))? {
        let path = entry.map_err(|error| unusable(folder, &error))?.path();
        if path.is_dir() { add_files(&path, files)? } else { files.push(path) }
    }
    Ok(())
}

fn unusable(path: &Path, error: &std::io::Error) -> Failure {
    Failure::new(format!("{} cannot be read: {error}", path.display()))
}
