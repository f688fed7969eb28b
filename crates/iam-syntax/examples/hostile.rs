//! Runs the hostile texts of the tests; the exit status is the number of those that got a wrong answer.
//!
//! Built for wasm32-unknown-unknown this exports `main`, which takes two numbers that mean nothing and returns the
//! status; nothing has to be imported. A trap in it is a panic or a stack overflow. `tests/hostile/run.mjs` calls it.

use std::process::ExitCode;

#[path = "../tests/hostile/cases.rs"]
mod cases;

fn main() -> ExitCode {
    let wrong: Vec<String> = cases::CASES.iter().filter_map(|case| case.run().err()).collect();
    for problem in &wrong {
        eprintln!("{problem}");
    }
    ExitCode::from(u8::try_from(wrong.len()).unwrap_or(u8::MAX))
}
