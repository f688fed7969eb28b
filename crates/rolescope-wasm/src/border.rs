//! Values that cross the border between Rust and JavaScript: what can be long as JSON text, small answers as objects.

use rolescope::report::TraceScope;
use rolescope::scenario::{ScenarioError, ScenarioMistake, Step};
use rolescope::{PolicyCache, Scenario};
use serde::Serialize;
use wasm_bindgen::JsValue;

/// Reason for which something is no scenario, and its place.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Mistake {
    /// The mistake and what belongs there.
    pub(crate) message: String,
    /// The mistake as data, from which the message is made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) cause: Option<Box<ScenarioMistake>>,
    /// The field, such as `steps[0].caller`; empty where the mistake is in no field.
    pub(crate) field: String,
    /// Line in the text, counted from 1. Requests have none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) line: Option<usize>,
    /// Column in the text in characters, counted from 1. Requests have none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) column: Option<usize>,
}

impl From<ScenarioError> for Mistake {
    fn from(error: ScenarioError) -> Self {
        let ScenarioError { message, mistake, field, line, column, .. } = error;
        Self { cause: Some(Box::new(mistake)), message, field, line: Some(line), column: Some(column) }
    }
}

/// The scenario in a text of UTF-8, with its policies read. Bytes cross faster than strings, which the glue takes letter by letter.
pub(crate) fn scenario(text: &[u8], readings: &mut PolicyCache) -> Result<Scenario, Mistake> {
    // JavaScript's encoder writes nothing else than UTF-8.
    Ok(readings.read(std::str::from_utf8(text).unwrap_or_default())?)
}

/// The steps in the text of a list. Fields are named from the list on: `[0].caller`.
pub(crate) fn steps(list: &str) -> Result<Vec<Step>, Mistake> {
    let read = Scenario::from_json(&format!("{{\"steps\":{list}}}"));
    read.map(|scenario| scenario.steps).map_err(|error| {
        let field = error.field.strip_prefix("steps").unwrap_or(&error.field).to_owned();
        Mistake { cause: Some(Box::new(error.mistake)), message: error.message, field, line: None, column: None }
    })
}

/// Part of the trace by its number: 0 none, 1 what decided, else all.
pub(crate) fn scope(number: u8) -> TraceScope {
    match number {
        0 => TraceScope::None,
        1 => TraceScope::Deciding,
        _ => TraceScope::All,
    }
}

/// A small value as a JavaScript object. A long one crosses faster as text.
pub(crate) fn object(value: &impl Serialize) -> JsValue {
    // Nothing is written here that JavaScript has no value for.
    serde_wasm_bindgen::to_value(value).unwrap_or(JsValue::UNDEFINED)
}

/// Writing cannot fail: there are no maps with keys that are no texts.
pub(crate) fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
