//! A scenario from its text, with the place of what is wrong.

use std::fmt;

use super::Scenario;

/// Why a text is no scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScenarioError {
    /// What is wrong, in one line.
    pub message: String,
    /// The field it is in, such as `principals[0].trustPolicy`; empty at the top.
    pub field: String,
    /// Line, counted from 1; 0 when there is no place.
    pub line: usize,
    /// Column, counted from 1.
    pub column: usize,
}

impl fmt::Display for ScenarioError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.message)?;
        if !self.field.is_empty() {
            write!(f, " (in {})", self.field)?;
        }
        Ok(())
    }
}

impl std::error::Error for ScenarioError {}

impl Scenario {
    /// Reads a scenario.
    ///
    /// # Errors
    ///
    /// The text is not JSON, a field is unknown or of the wrong type, or a required one is missing.
    pub fn from_json(text: &str) -> Result<Self, ScenarioError> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut reader = serde_json::Deserializer::from_str(text);
        let scenario = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
            let path = error.path().to_string();
            let field = if path == "." || path == "?" { String::new() } else { path };
            place(error.inner(), field)
        })?;
        reader.end().map_err(|error| place(&error, String::new()))?;
        Ok(scenario)
    }

    /// The scenario as JSON text, indented, with every document as it was written.
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default()
    }
}

fn place(error: &serde_json::Error, field: String) -> ScenarioError {
    let full = error.to_string();
    let message = full.rsplit_once(" at line ").map_or(full.as_str(), |(message, _)| message).to_owned();
    ScenarioError { message, field, line: error.line(), column: error.column() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_field_is_named_with_its_place() {
        let error = Scenario::from_json("{\n  \"steps\": [{\"caler\": \"x\"}]\n}").unwrap_err();
        assert_eq!((error.field.as_str(), error.line), ("steps[0].caler", 2));
        assert!(error.message.starts_with("unknown field `caler`, expected one of"), "{}", error.message);
    }

    #[test]
    fn a_missing_field_is_named() {
        let error = Scenario::from_json(r#"{"steps":[{"caller":"x"}]}"#).unwrap_err();
        assert_eq!(error.to_string(), "missing field `action` (in steps[0])");
    }

    #[test]
    fn a_key_twice_in_a_map_is_refused() {
        let text =
            r#"{"steps":[{"caller":"x","action":"s3:GetObject","context":{"aws:SourceVpc":"a","aws:SourceVpc":"b"}}]}"#;
        assert!(Scenario::from_json(text).unwrap_err().message.contains("`aws:SourceVpc` is there twice"));
    }

    #[test]
    fn text_behind_the_scenario_is_refused() {
        assert_eq!(Scenario::from_json("{} {}").unwrap_err().line, 1);
    }

    #[test]
    fn every_written_field_comes_back() {
        let text = include_str!("../../tests/data/every-field.json");
        let scenario = Scenario::from_json(text).unwrap();
        let again = Scenario::from_json(&scenario.to_json()).unwrap();
        assert_eq!(scenario, again);
        let value: serde_json::Value = serde_json::from_str(text).unwrap();
        let written: serde_json::Value = serde_json::from_str(&scenario.to_json()).unwrap();
        assert_eq!(value, written);
    }
}
