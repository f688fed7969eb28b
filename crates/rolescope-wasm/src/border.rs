//! Values that cross the border between Rust and JavaScript: what can be long as JSON text, small answers as objects.

use std::io::{Result as Written, Write};

use rolescope::report::TraceScope;
use rolescope::scenario::{ScenarioError, ScenarioMistake, Step};
use rolescope::{PolicyCache, Scenario};
use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::Formatter;
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

/// A value as JSON. Writing cannot fail: there are no maps with keys that are no texts.
pub(crate) fn json(value: &impl Serialize) -> String {
    let mut text = Vec::with_capacity(1024);
    let written = value.serialize(&mut Serializer::with_formatter(&mut text, Ascii));
    written.ok().and_then(|()| String::from_utf8(text).ok()).unwrap_or_default()
}

/// JSON in ASCII, other characters escaped: JavaScript takes a text of ASCII over four times as fast as one with a single other character.
struct Ascii;

impl Formatter for Ascii {
    fn write_string_fragment<W: Write + ?Sized>(&mut self, writer: &mut W, fragment: &str) -> Written<()> {
        if fragment.is_ascii() {
            return writer.write_all(fragment.as_bytes());
        }
        let mut plain = 0;
        for (at, character) in fragment.char_indices().filter(|(_, character)| !character.is_ascii()) {
            writer.write_all(fragment.get(plain..at).unwrap_or_default().as_bytes())?;
            for unit in character.encode_utf16(&mut [0; 2]) {
                write!(writer, "\\u{unit:04x}")?;
            }
            plain = at + character.len_utf8();
        }
        writer.write_all(fragment.get(plain..).unwrap_or_default().as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::json;

    #[test]
    fn json_is_ascii_and_reads_as_what_was_written() {
        let text = "Allow · \u{1f511} \"ü\"\n\u{7f}\u{80}";
        let written = json(&text);
        assert!(written.is_ascii(), "{written}");
        assert_eq!(serde_json::from_str::<String>(&written).unwrap(), text);
        assert_eq!(json(&"\u{b7}"), r#""\u00b7""#);
    }
}
