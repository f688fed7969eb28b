//! The engine for JavaScript: scenarios in, decisions and reports out.
//!
//! The npm package `rolescope` (`npm/` beside this folder) is built over it: a thin layer in JavaScript looks at what
//! the caller gave, writes objects as JSON and reads answers. A mistake in a scenario is a value on both sides, never an
//! exception.

mod border;
mod engine;
mod prepared;

use border::{Mistake, json};
use rolescope::{PolicyCache, Report};
use serde::Serialize;
use wasm_bindgen::prelude::wasm_bindgen;

pub use engine::Engine;

/// Output: `{"report": …}` or `{"error": …}`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
enum Answer {
    Report(Report),
    Error(Mistake),
}

/// Decides every step of a scenario, with reasons: from a text of UTF-8 to text. `trace` is the number of a scope of the trace.
#[wasm_bindgen(js_name = analyzeText)]
pub fn analyze_text(scenario: &[u8], trace: u8) -> String {
    let mut readings = PolicyCache::default();
    json(&match border::scenario(scenario, &mut readings) {
        Ok(scenario) => Answer::Report(readings.compile(&scenario).report_with(border::scope(trace))),
        Err(mistake) => Answer::Error(mistake),
    })
}

#[cfg(test)]
mod tests {
    use super::analyze_text;

    #[test]
    fn a_text_that_is_no_scenario_is_told_of_and_not_thrown() {
        let answer = analyze_text(b"{\n  \"steps\": 1\n}", 2);
        assert!(
            answer.starts_with(r#"{"error":{"message":"#) && answer.contains(r#""field":"steps","line":2"#),
            "{answer}"
        );
    }
}
