//! A policy's text inside a scenario.

use std::borrow::Cow;
use std::sync::Arc;

use serde::de::{Deserialize, Deserializer, Error as _};
use serde::ser::{Error as _, Serialize, Serializer};
use serde_json::value::RawValue;

/// The text of a policy document, character by character as it was written.
///
/// In a scenario file it is a JSON object, or a string that holds the text; half-typed and broken text is kept
/// as a string. All spans of a report are byte offsets into [`Document::text`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    text: Arc<str>,
    form: DocumentForm,
}

/// How a document stands in its scenario.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DocumentForm {
    /// As a JSON object.
    Object,
    /// As a string that holds the text.
    Text,
}

impl Document {
    /// A document whose text was typed or pasted. It is written as a JSON object where it is one.
    pub fn from_text(text: impl Into<Arc<str>>) -> Self {
        let text = text.into();
        let object = text.starts_with('{') && text.ends_with('}') && serde_json::from_str::<&RawValue>(&text).is_ok();
        let form = if object { DocumentForm::Object } else { DocumentForm::Text };
        Self { text, form }
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// How it is written in a scenario.
    pub fn form(&self) -> DocumentForm {
        self.form
    }

    /// The text with the indentation of the file that it stood in taken off; white space inside strings stays.
    ///
    /// Lines of a JSON object cannot break inside a string, so taking off what all further lines share is safe.
    pub fn dedented(&self) -> Self {
        let shared = self
            .text
            .lines()
            .skip(1)
            .filter(|line| !line.trim().is_empty())
            .map(|line| line.len() - line.trim_start_matches([' ', '\t']).len())
            .min()
            .unwrap_or(0);
        if self.form == DocumentForm::Text || shared == 0 {
            return self.clone();
        }
        let lines: Vec<&str> = self
            .text
            .lines()
            .enumerate()
            .map(|(at, line)| if at == 0 { line } else { line.get(shared..).unwrap_or("") })
            .collect();
        Self { text: lines.join("\n").into(), form: self.form }
    }
}

impl Default for Document {
    fn default() -> Self {
        Self { text: "{}".into(), form: DocumentForm::Object }
    }
}

impl Serialize for Document {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.form {
            DocumentForm::Text => self.text.serialize(serializer),
            DocumentForm::Object => RawValue::from_string(self.text.to_string())
                .map_err(|error| S::Error::custom(error.to_string()))?
                .serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Document {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = Box::<RawValue>::deserialize(deserializer)?;
        let text = raw.get();
        match text.as_bytes().first() {
            Some(b'{') => Ok(Self { text: text.into(), form: DocumentForm::Object }),
            Some(b'"') => {
                let text: Cow<'_, str> = serde_json::from_str(text).map_err(D::Error::custom)?;
                Ok(Self { text: text.into(), form: DocumentForm::Text })
            }
            _ => Err(D::Error::custom("a policy document is a JSON object, or a string that holds its text")),
        }
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Document {
    fn schema_name() -> Cow<'static, str> {
        "Document".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "A policy document as JSON object, or its text, kept character by character.",
            "type": ["object", "string"]
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Document {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn an_object_keeps_its_text_with_double_keys_and_blanks() {
        let json = "{ \"Version\" : \"a\",\n \"Version\":\"b\" }";
        let document = read(json);
        assert_eq!((document.text(), document.form()), (json, DocumentForm::Object));
        assert_eq!(serde_json::to_string(&document).unwrap(), json);
    }

    #[test]
    fn broken_text_survives_as_a_string() {
        let document = read(r#""{\"Version\": ""#);
        assert_eq!((document.text(), document.form()), ("{\"Version\": ", DocumentForm::Text));
        assert_eq!(read(&serde_json::to_string(&document).unwrap()), document);
    }

    #[test]
    fn a_number_is_no_document() {
        assert!(serde_json::from_str::<Document>("7").unwrap_err().to_string().contains("JSON object"));
    }

    #[test]
    fn dedenting_takes_off_what_all_lines_share() {
        let document = read("{\n      \"a\": [\n        1\n      ]\n    }");
        assert_eq!(document.dedented().text(), "{\n  \"a\": [\n    1\n  ]\n}");
    }
}
