//! Writes the first example, its report and its explanations for `src/ready.rs`, and keeps relocations in the page's wasm, by
//! which `tools/site` splits it into chunks.

use std::error::Error;
use std::path::Path;
use std::{env, fs};

use rolescope::Scenario;

#[path = "src/explanation.rs"]
mod explanation;
#[path = "src/layout.rs"]
#[allow(dead_code, reason = "the page lays files out, too")]
mod layout;
#[path = "src/ready/values.rs"]
#[allow(dead_code, reason = "the page reads what is written here")]
mod values;

use explanation::{Explained, explained};
use values::Value;

/// The file of the example of a first visit.
const FIRST: &str = "scenarios/ec2-reads-s3.json";

fn main() -> Result<(), Box<dyn Error>> {
    for file in
        ["build.rs", "src/explanation.rs", "src/layout.rs", "src/ready/scenario.rs", "src/ready/values.rs", FIRST]
    {
        println!("cargo::rerun-if-changed={file}");
    }
    if env::var("CARGO_CFG_TARGET_ARCH").is_ok_and(|it| it == "wasm32") {
        println!("cargo::rustc-link-arg-bins=--emit-relocs");
    }
    let scenario = layout::laid_out(Scenario::from_json(&fs::read_to_string(FIRST)?)?);
    let report = rolescope::analyze(&scenario);
    let mut bytes = Vec::new();
    (scenario, explained(report)).write(&mut bytes);
    if <(Scenario, Explained)>::read(&mut &*bytes).is_none() {
        return Err(format!("{FIRST} needs a case that the lists in src/ready/values.rs do not have").into());
    }
    fs::write(Path::new(&env::var("OUT_DIR")?).join("first-visit"), bytes)?;
    Ok(())
}
