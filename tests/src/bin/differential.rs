//! Runs generated scenarios through the engine and the reference model: 200,000, or what `ROLESCOPE_CASES` says.

use std::process::ExitCode;

fn main() -> ExitCode {
    match conformance::run::run(200_000) {
        Ok(tally) => {
            print!("{tally}");
            ExitCode::SUCCESS
        }
        Err(complaint) => {
            eprint!("{complaint}");
            ExitCode::FAILURE
        }
    }
}
