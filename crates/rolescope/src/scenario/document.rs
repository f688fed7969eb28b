//! A policy's text inside a scenario.

use std::sync::Arc;

use iam_syntax::json::{self, NodeKind};
use serde::ser::{Serialize, SerializeStruct, Serializer};

/// The text of a policy document, character by character as it was written.
///
/// In a scenario file it is a JSON object, or a string that holds the text; half-typed and broken text is kept
/// as a string. All spans of a report are byte offsets into [`Document::text`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    text: Arc<str>,
    form: DocumentForm,
}

/// Form in which a document stands in its scenario.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DocumentForm {
    /// As a JSON object.
    Object,
    /// As a string that holds the text.
    Text,
}

impl Document {
    /// A document whose text was typed or pasted. It is written as a JSON object where it is one.
    ///
    /// ```
    /// use rolescope::scenario::{Document, DocumentForm};
    ///
    /// assert_eq!(Document::from_text("{ \"Statement\": [] }").form(), DocumentForm::Object);
    /// assert_eq!(Document::from_text("{ \"Statement\": [").form(), DocumentForm::Text);
    /// ```
    pub fn from_text(text: impl Into<Arc<str>>) -> Self {
        let text = text.into();
        let form = if is_object(&text) { DocumentForm::Object } else { DocumentForm::Text };
        Self { text, form }
    }

    /// A document whose form is known: its own [`form`](Self::form), or one that was kept beside its text.
    pub fn in_form(text: impl Into<Arc<str>>, form: DocumentForm) -> Self {
        Self { text: text.into(), form }
    }

    /// A document that a scenario holds as a JSON object.
    pub(super) fn from_object(written: &str) -> Self {
        Self { text: written.into(), form: DocumentForm::Object }
    }

    /// A document that a scenario holds as a string.
    pub(super) fn from_string(text: impl Into<Arc<str>>) -> Self {
        Self { text: text.into(), form: DocumentForm::Text }
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text, to be kept.
    pub(crate) fn shared(&self) -> &Arc<str> {
        &self.text
    }

    /// Form in which it is written in a scenario.
    pub fn form(&self) -> DocumentForm {
        self.form
    }

    /// Another text in the form that this one has.
    pub(super) fn rewritten(&self, text: String) -> Self {
        Self { text: text.into(), form: self.form }
    }

    /// The text with the indentation of the file that it stood in taken off; white space inside strings stays.
    ///
    /// Lines of a JSON object cannot break inside a string, so taking off what all further lines share is safe.
    ///
    /// ```
    /// let document = rolescope::scenario::Document::from_text("{\n      \"Statement\": []\n    }");
    /// assert_eq!(document.dedented().text(), "{\n  \"Statement\": []\n}");
    /// ```
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

/// True if the text is one JSON object and nothing else, not even white space around it.
fn is_object(text: &str) -> bool {
    let document = json::read(text);
    let object = |root: &json::Value<'_>| matches!(root.kind(), NodeKind::Object { .. });
    text.starts_with('{')
        && text.ends_with('}')
        && document.problems.is_empty()
        && document.root().is_some_and(|r| object(&r))
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
            DocumentForm::Object => as_written(&self.text, serializer),
        }
    }
}

/// Name under which `serde_json` passes text on as it is.
pub(super) const RAW: &str = "$serde_json::private::RawValue";

/// Writes text that is JSON already, character by character.
///
/// `serde_json` does so for a struct of this name, which its own `RawValue` uses. `RawValue` would first parse the text
/// again with a second JSON reader, floats and all; this text comes from ours. A test holds that the name still works.
pub(super) fn as_written<S: Serializer>(json: &str, serializer: S) -> Result<S::Ok, S::Error> {
    let mut raw = serializer.serialize_struct(RAW, 1)?;
    raw.serialize_field(RAW, json)?;
    raw.end()
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Document {
    fn schema_name() -> std::borrow::Cow<'static, str> {
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
    use crate::Scenario;

    /// The document of a scenario's only policy.
    fn read(document: &str) -> Result<Document, String> {
        let text = format!(r#"{{"resources":[{{"arn":"*","policy":{{"name":"p","document":{document}}}}}]}}"#);
        let mut scenario = Scenario::from_json(&text).map_err(|error| error.to_string())?;
        Ok(scenario.policy_mut("/resources/0/policy").unwrap().document.clone())
    }

    #[test]
    fn an_object_keeps_its_text_with_double_keys_and_blanks() {
        let json = "{ \"Version\" : \"a\",\n \"Version\":\"b\" }";
        let document = read(json).unwrap();
        assert_eq!((document.text(), document.form()), (json, DocumentForm::Object));
        assert_eq!(serde_json::to_string(&document).unwrap(), json);
    }

    #[test]
    fn broken_text_survives_as_a_string() {
        let document = read(r#""{\"Version\": ""#).unwrap();
        assert_eq!((document.text(), document.form()), ("{\"Version\": ", DocumentForm::Text));
        assert_eq!(read(&serde_json::to_string(&document).unwrap()), Ok(document));
    }

    #[test]
    fn typed_text_is_written_as_an_object_where_it_is_one() {
        assert_eq!(Document::from_text("{\"a\": 1}").form(), DocumentForm::Object);
        for text in ["{\"a\": 1", " {}", "{},", "{}{}", "[]", "{'a': 1}", ""] {
            assert_eq!(Document::from_text(text).form(), DocumentForm::Text, "{text}");
        }
    }

    #[test]
    fn a_number_is_no_document() {
        let message = read("7").unwrap_err();
        assert!(message.starts_with("a number where a policy, as JSON object or as a string"), "{message}");
    }

    #[test]
    fn dedenting_takes_off_what_all_lines_share() {
        let document = read("{\n      \"a\": [\n        1\n      ]\n    }").unwrap();
        assert_eq!(document.dedented().text(), "{\n  \"a\": [\n    1\n  ]\n}");
    }
}
