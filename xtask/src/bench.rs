//! How fast the engine is: natively by `cargo bench`, and as wasm in Node.

use std::path::PathBuf;

use crate::process::{Outcome, cargo, program, run, target_dir};
use crate::rust;
use crate::tools::{install_site_tools, with_tools};

/// Times natively, the ratios that `test` holds, and times of the wasm.
pub(crate) fn everything() -> Outcome {
    run(cargo().args(["bench", "--package", "conformance"]))?;
    run(cargo().args(["run", "--quiet", "--release", "--package", "conformance", "--bin", "ratios"]))?;
    wasm()
}

/// Times of the engine as wasm, called from JavaScript.
pub(crate) fn wasm() -> Outcome {
    let module = build_module()?;
    run(program("node").arg("tests/bench/wasm.mjs").arg(module).arg("--hold"))
}

/// The engine as JavaScript projects load it, as an ES module in a folder of its own.
fn build_module() -> Outcome<PathBuf> {
    rust::install_target(rust::PAGE)?;
    install_site_tools()?;
    run(cargo().args(["build", "--package", "rolescope-wasm", "--profile", "npm", "--target", rust::PAGE]))?;
    let folder = target_dir().join("npm");
    let built = target_dir().join(rust::PAGE).join("npm").join("rolescope_wasm.wasm");
    let mut bindgen = with_tools(program("wasm-bindgen"));
    bindgen.args(["--target=web", "--out-name=rolescope"]).arg(format!("--out-dir={}", folder.display())).arg(built);
    run(&mut bindgen)?;
    Ok(folder)
}
