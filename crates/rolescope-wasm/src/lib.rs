//! The engine for JavaScript: scenarios in, decisions and reports out.
//!
//! The npm package `rolescope` (`npm/` beside this folder) is built over it: a thin layer in JavaScript looks at what
//! the caller gave, and names things. A mistake in a scenario is a value on both sides, never an exception.

mod border;
mod engine;
mod prepared;

use border::{Mistake, object};
use rolescope::{Readings, Report, Scenario, TraceScope};
use serde::Serialize;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

pub use engine::Engine;

/// Output: `{"report": …}` or `{"error": …}`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
enum Answer {
    Report(Report),
    Error(Mistake),
}

impl Answer {
    fn to(read: impl FnOnce(&mut Readings) -> Result<Scenario, Mistake>, trace: TraceScope) -> Self {
        let mut readings = Readings::default();
        match read(&mut readings) {
            Ok(scenario) => Self::Report(readings.compile(&scenario).report_with(trace)),
            Err(mistake) => Self::Error(mistake),
        }
    }
}

/// Decides every step of a scenario, with reasons: a text or an object in, an object out. `trace` is the number of a
/// [scope](border::scope).
#[wasm_bindgen]
pub fn analyze(scenario: &JsValue, trace: u8) -> JsValue {
    object(&Answer::to(|readings| border::scenario(scenario, readings), border::scope(trace)))
}

/// As [`analyze`], from text to text.
#[wasm_bindgen(js_name = analyzeText)]
pub fn analyze_text(scenario: &str, trace: u8) -> String {
    json(&Answer::to(|readings| border::scenario_from_text(scenario, readings), border::scope(trace)))
}

/// Writing cannot fail: there are no maps with keys that are no texts.
fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::analyze_text;

    #[test]
    fn a_text_that_is_no_scenario_is_told_of_and_not_thrown() {
        let answer = analyze_text("{\n  \"steps\": 1\n}", 2);
        assert!(
            answer.starts_with(r#"{"error":{"message":"#) && answer.contains(r#""field":"steps","line":2"#),
            "{answer}"
        );
    }
}
