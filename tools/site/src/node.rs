//! Programs that run in Node.

use std::io::Write;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};
use serde::Serialize;
use serde::de::DeserializeOwned;

const NO_NODE: &str = "`node` cannot be started: is Node.js 20 or newer installed?";

/// Runs a script of this folder with a value as JSON on its standard input; returns the value that it prints.
pub(crate) fn ask<A: DeserializeOwned>(script: &str, request: &impl Serialize) -> Result<A> {
    let mut node = Command::new("node");
    node.arg(format!("tools/site/{script}")).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = node.spawn().context(NO_NODE)?;
    if let Some(input) = child.stdin.take() {
        serde_json::to_writer(&input, request).with_context(|| format!("{script} does not listen"))?;
        (&input).flush()?;
    }
    let output = child.wait_with_output()?;
    ensure!(output.status.success(), "{script} failed");
    serde_json::from_slice(&output.stdout).with_context(|| format!("{script} gave no answer"))
}

/// Runs wasm-opt.
pub(crate) fn wasm_opt<'a>(arguments: impl IntoIterator<Item = &'a str>) -> Result<()> {
    let mut node = Command::new("node");
    node.arg("node_modules/binaryen/bin/wasm-opt").args(FEATURES).args(arguments);
    let status = node.status().context(NO_NODE)?;
    ensure!(status.success(), "wasm-opt failed");
    Ok(())
}

/// Features that every browser of the page has had for years.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];
