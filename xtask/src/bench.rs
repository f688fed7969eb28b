//! Speed of the engine: natively by `cargo bench`, and as wasm in Node.

use crate::package;
use crate::process::{Outcome, cargo, program, run};

/// Times natively, the ratios that `test` holds, and times of the wasm.
pub(crate) fn everything() -> Outcome {
    run(cargo().args(["bench", "--package", "conformance"]))?;
    run(cargo().args(["run", "--quiet", "--release", "--package", "conformance", "--bin", "ratios"]))?;
    run(cargo().args([
        "run",
        "--quiet",
        "--release",
        "--package",
        "iam-catalog",
        "--example",
        "bench",
        "--",
        "--hold",
    ]))?;
    wasm()
}

/// Times of the engine as wasm, called from JavaScript.
fn wasm() -> Outcome {
    run(program("node").arg("tests/bench/wasm.mjs").arg(package::build()?).arg("--hold"))
}
