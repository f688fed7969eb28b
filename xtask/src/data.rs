//! The reference data of `iam-catalog`, made by `tools/catalog`.

use std::path::PathBuf;

use crate::process::{Outcome, output_of, program, root, run};

/// Makes the data. `arguments` go to the script: `--update` takes the newest packages first, `--check` only compares.
pub(crate) fn make(arguments: &[String]) -> Outcome {
    run(program("node").arg(folder().join("data.mjs")).args(arguments))
}

/// Folder of the scripts and their tests.
pub(crate) fn folder() -> PathBuf {
    root().join("tools").join("catalog")
}

/// Reason for which the packages cannot be downloaded here.
pub(crate) fn missing() -> Option<String> {
    let pip = output_of(program("python3").args(["-m", "pip", "--version"]));
    pip.is_none().then(|| "Python has no pip: install python3-pip".to_owned())
}
