//! Values that cross the border between Rust and JavaScript: plain objects, or JSON texts.

use rolescope::{Readings, Scenario, ScenarioError, Step, TraceScope};
use serde::Serialize;
use serde_wasm_bindgen::{Deserializer, Serializer};
use wasm_bindgen::JsValue;

/// Reason for which something is no scenario, and its place.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Mistake {
    /// The mistake and what belongs there.
    pub(crate) message: String,
    /// The field, such as `steps[0].caller`; empty where the mistake is in no field.
    pub(crate) field: String,
    /// Line in the text, counted from 1. Objects have none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) line: Option<usize>,
    /// Column in the text in characters, counted from 1. Objects have none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) column: Option<usize>,
}

impl Mistake {
    /// A mistake in an object.
    fn in_object(message: String, field: String) -> Self {
        Self { message, field, line: None, column: None }
    }
}

/// The scenario in a text, with its policies read.
pub(crate) fn scenario_from_text(text: &str, readings: &mut Readings) -> Result<Scenario, Mistake> {
    readings.read(text).map_err(|ScenarioError { message, field, line, column }| Mistake {
        message,
        field,
        line: Some(line),
        column: Some(column),
    })
}

/// The scenario in a text or in an object, with its policies read.
pub(crate) fn scenario(value: &JsValue, readings: &mut Readings) -> Result<Scenario, Mistake> {
    match value.as_string() {
        Some(text) => scenario_from_text(&text, readings),
        None => readings.read(&written(value)?).map_err(|error| in_object(error, "")),
    }
}

/// The steps in a list of objects. Fields are named from the list on: `[0].caller`.
pub(crate) fn steps(list: &JsValue) -> Result<Vec<Step>, Mistake> {
    let text = format!("{{\"steps\":{}}}", written(list)?);
    Scenario::from_json(&text).map(|scenario| scenario.steps).map_err(|error| in_object(error, "steps"))
}

/// The text of a policy: a string is taken letter by letter.
pub(crate) fn document(value: &JsValue) -> Result<String, Mistake> {
    value.as_string().map_or_else(|| written(value), Ok)
}

/// Part of the trace by its number: 0 none, 1 what decided, else all.
pub(crate) fn scope(number: u8) -> TraceScope {
    match number {
        0 => TraceScope::None,
        1 => TraceScope::Deciding,
        _ => TraceScope::All,
    }
}

/// A value as a JavaScript object. Maps become `Map`: their names come from scenarios, and setting one of them on an
/// object could be something else than a field (`__proto__`).
pub(crate) fn object(value: &impl Serialize) -> JsValue {
    // Nothing is written here that JavaScript has no value for.
    value.serialize(&Serializer::new()).unwrap_or(JsValue::UNDEFINED)
}

/// The text that an object was written to is nobody's: its lines and columns are not told.
fn in_object(error: ScenarioError, inside: &str) -> Mistake {
    let field = error.field.strip_prefix(inside).unwrap_or(&error.field).to_owned();
    Mistake::in_object(error.message, field)
}

/// An object as JSON text. There is one reader of scenarios, and it reads text.
fn written(value: &JsValue) -> Result<String, Mistake> {
    let mut text = Vec::new();
    serde_transcode::transcode(Deserializer::from(value.clone()), &mut serde_json::Serializer::new(&mut text))
        .map_err(|error| Mistake::in_object(error.to_string(), String::new()))?;
    Ok(String::from_utf8(text).unwrap_or_default())
}
