//! The module of the worker that computes, compiled beside the page.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use wasm_bindgen_cli_support::Bindgen;

const PACKAGE: &str = "rolescope-worker";
const TARGET: &str = "wasm32-unknown-unknown";

/// The worker's module and its glue.
pub(crate) struct Work {
    pub(crate) module: PathBuf,
    pub(crate) glue: PathBuf,
}

/// Compiles the worker with the profile and the flags that the page has.
pub(crate) fn compile(target: &Path, release: bool) -> Result<Work> {
    let (profile, built) = if release { ("wasm", "wasm") } else { ("dev", "debug") };
    let mut cargo = Command::new("cargo");
    cargo.args(["build", "--offline", "--package", PACKAGE, "--target", TARGET, "--profile", profile]);
    ensure!(cargo.status().context("`cargo` cannot be started")?.success(), "the worker does not compile");
    let module = target.join(TARGET).join(built).join(PACKAGE.replace('-', "_")).with_extension("wasm");
    let folder = target.join("site").join("work");
    Bindgen::new().web(true)?.typescript(false).input_path(&module).out_name("work").generate(&folder)?;
    Ok(Work { module: folder.join("work_bg.wasm"), glue: folder.join("work.js") })
}
