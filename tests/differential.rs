//! Engine and reference model decide the same, on a few thousand generated scenarios.
//!
//! `cargo run --release -p conformance --bin differential` does the same on many more.

#[test]
fn engine_and_model_decide_every_generated_scenario_alike() {
    match conformance::run::run(2000) {
        Ok(tally) => println!("{tally}"),
        Err(complaint) => panic!("{complaint}"),
    }
}
