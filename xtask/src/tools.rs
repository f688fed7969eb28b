//! The programs that build the site, compiled once into a folder of the project, and what npm brings.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::process::{Failure, Outcome, cargo, find_on_path, output_of, program, root, run, target_dir};
use crate::site_tool;

/// The last Trunk that compiles with Rust 1.88 to 1.95.
const TRUNK: &str = "0.21.14";

/// Puts trunk and the site's own programs in place, unless they are.
pub(crate) fn install_site_tools() -> Outcome {
    site_tool::install()?;
    if has_version("trunk", TRUNK) { Ok(()) } else { install_trunk() }
}

/// A program of ours or of npm, with those first on PATH. Trunk's own backtraces would bury what it says.
pub(crate) fn with_tools(mut command: Command) -> Command {
    command.env("PATH", path_with_tools()).env("RUST_BACKTRACE", "0");
    command
}

fn path_with_tools() -> OsString {
    let path = env::var_os("PATH").unwrap_or_default();
    let ours = [tools_dir().join("bin"), root().join("node_modules").join(".bin")];
    let ours = site_tool::programs().into_iter().chain(ours);
    env::join_paths(ours.chain(env::split_paths(&path))).unwrap_or(path)
}

/// Folder of the programs.
pub(crate) fn tools_dir() -> PathBuf {
    env::var_os("ROLESCOPE_TOOLS").map_or_else(|| target_dir().join("tools"), |folder| root().join(folder))
}

/// Folder in which the site's programs are compiled. What they lean on stays there.
pub(crate) fn build_dir() -> PathBuf {
    tools_dir().join("site-build")
}

/// True if a program has this version.
pub(crate) fn has_version(tool: &str, version: &str) -> bool {
    output_of(with_tools(program(tool)).arg("--version"))
        .is_some_and(|text| text.split_whitespace().nth(1) == Some(version))
}

/// The version of wasm-bindgen that the page is linked with. Tool and library must be equal.
pub(crate) fn locked_wasm_bindgen() -> Outcome<String> {
    let lock = fs::read_to_string(root().join("Cargo.lock"))
        .map_err(|error| Failure::new(format!("Cargo.lock cannot be read: {error}; run `cargo fetch`")))?;
    lock.split_once("name = \"wasm-bindgen\"\nversion = \"")
        .and_then(|(_, rest)| rest.split_once('"'))
        .map(|(version, _)| version.to_owned())
        .ok_or_else(|| Failure::new("Cargo.lock names no `wasm-bindgen`"))
}

/// Without update check and TLS, which a build with all tools in place never uses.
fn install_trunk() -> Outcome {
    let package = format!("trunk@{TRUNK}");
    if fetch_prebuilt(&package) {
        return Ok(());
    }
    println!("setup: trunk {TRUNK} (compiles once, about 2 minutes)");
    let mut install = cargo();
    install.args(["install", "--locked", "--force", "--no-default-features", &package]);
    install_into_tools_dir(unoptimized(install))
}

/// Puts a program that no build needs in place, in this version.
pub(crate) fn install_program(name: &str, version: &str) -> Outcome {
    if has_version(name, version) {
        return Ok(());
    }
    let package = format!("{name}@{version}");
    if fetch_prebuilt(&package) {
        return Ok(());
    }
    println!("setup: {package} (compiles once)");
    let mut install = cargo();
    install.args(["install", "--locked", "--force", &package]);
    install_into_tools_dir(unoptimized(install))
}

/// Compiled soon: such programs mostly wait for others.
fn unoptimized(mut install: Command) -> Command {
    install
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0")
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
        .env("CARGO_PROFILE_RELEASE_DEBUG", "false")
        .env("CARGO_PROFILE_RELEASE_STRIP", "true");
    install
}

fn install_into_tools_dir(install: Command) -> Outcome {
    let mut install = with_tools(install);
    install.arg("--root").arg(tools_dir()).arg("--target-dir").arg(tools_dir().join("build-trunk"));
    run(&mut install)?;
    // Nobody compiles it a second time.
    fs::remove_dir_all(tools_dir().join("build-trunk")).or(Ok(()))
}

/// Asks cargo-binstall, where there is one, for a ready-made program.
fn fetch_prebuilt(package: &str) -> bool {
    if find_on_path("cargo-binstall").is_none() {
        return false;
    }
    println!("setup: {package} with cargo-binstall");
    let mut install = cargo();
    install.args(["binstall", "--no-confirm", "--force", "--disable-strategies", "compile", package]);
    install.arg("--root").arg(tools_dir()).stderr(Stdio::null());
    run(&mut install).is_ok()
}

/// The optimizer of wasm modules, told what a module may use: every browser that the page supports has had it for years.
pub(crate) fn wasm_opt() -> Command {
    let mut optimizer = program("node");
    optimizer.arg(root().join("node_modules").join("binaryen").join("bin").join("wasm-opt"));
    optimizer.args([
        "--enable-bulk-memory",
        "--enable-nontrapping-float-to-int",
        "--enable-sign-ext",
        "--enable-mutable-globals",
        "--enable-reference-types",
        "--enable-multivalue",
    ]);
    optimizer
}

/// Installs the npm packages of the project's own package-lock.json, unless they are installed already.
pub(crate) fn install_npm_packages() -> Outcome {
    npm_ci(&root())
}

/// Installs the npm packages of the package-lock.json in a folder, unless they are installed already.
pub(crate) fn npm_ci(folder: &Path) -> Outcome {
    let locked = folder.join("package-lock.json");
    let lock =
        fs::read(&locked).map_err(|error| Failure::new(format!("{} cannot be read: {error}", locked.display())))?;
    let installed = folder.join("node_modules").join(".installed-lock.json");
    if fs::read(&installed).is_ok_and(|it| it == lock) {
        return Ok(());
    }
    let npm = find_on_path("npm")
        .or_else(|| find_on_path("npm.cmd"))
        .ok_or_else(|| Failure::new("`npm` is not on PATH: install Node.js 20 or newer"))?;
    println!("setup: npm packages");
    let mut install = program(npm);
    install.current_dir(folder).args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]);
    run(&mut install)?;
    fs::write(&installed, lock)
        .map_err(|error| Failure::new(format!("{} cannot be written: {error}", installed.display())))
}
