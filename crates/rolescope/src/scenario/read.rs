//! A scenario from its text, with the place of what is wrong.

use std::fmt;

use iam_syntax::json::{self, NodeKind, ProblemKind, Type, Value};
use iam_syntax::{LineColumn, LineIndex, PolicyKind, Span};

use super::documents::Documents;
use super::fields::{Mistakes, Placed};
use super::mistake::ScenarioMistake;
use super::record::Record;
use super::{Document, FORMAT, Scenario, reader};
use crate::english;

/// Reason for which a text is no scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ScenarioError {
    /// The mistake, in one line.
    pub message: String,
    /// The mistake as data, from which the line is made.
    pub mistake: ScenarioMistake,
    /// Format of the scenario, where it is newer than this version: the mistake may be none there.
    pub newer_format: Option<u32>,
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
    /// ```
    /// let error = rolescope::Scenario::from_json("{ \"steps\": [{ \"caler\": \"x\" }] }").unwrap_err();
    /// assert_eq!((error.field.as_str(), error.line, error.column), ("steps[0].caler", 1, 15));
    /// ```
    ///
    /// # Errors
    ///
    /// The text is not JSON, a field is of the wrong type, or a required one is missing; or one is unknown and the scenario is of no
    /// newer format than [`FORMAT`].
    pub fn from_json(text: &str) -> Result<Self, ScenarioError> {
        let mut scenario = Self::default();
        object(text, &mut scenario)?;
        Ok(scenario)
    }

    /// Reads a scenario, and each policy in it with `read`.
    pub(crate) fn from_json_with(
        text: &str,
        read: &dyn Fn(Value<'_>, &Document, PolicyKind),
    ) -> Result<Self, ScenarioError> {
        let mut scenario = Self::default();
        object_with(text, &mut scenario, Documents::for_each(read))?;
        Ok(scenario)
    }

    /// The line, counted from 1, in which a value of a scenario's text begins.
    ///
    /// `pointer` is a JSON Pointer (RFC 6901), as policies have it in reports: `/steps/0/expect`. `None` when the text has no
    /// such value.
    ///
    /// ```
    /// let text = "{\n  \"steps\": [\n    { \"expect\": \"allowed\" }\n  ]\n}";
    /// assert_eq!(rolescope::Scenario::line_of(text, "/steps/0/expect"), Some(3));
    /// assert_eq!(rolescope::Scenario::line_of(text, "/steps/1"), None);
    /// ```
    pub fn line_of(text: &str, pointer: &str) -> Option<usize> {
        let document = json::read(text);
        let mut value = document.root()?;
        for part in pointer.split('/').skip(1) {
            value = if value.json_type() == Some(Type::Array) {
                value.items().nth(part.parse().ok()?)?
            } else {
                let name = part.replace("~1", "/").replace("~0", "~");
                value.members().find(|(known, _)| known.content() == name)?.1
            };
        }
        usize::try_from(LineIndex::new(text).line_column(text, value.span().start).line).ok()
    }
}

/// Reads an object of the format into an empty one.
pub(super) fn object(text: &str, into: &mut dyn Record) -> Result<(), ScenarioError> {
    object_with(text, into, Documents::default())
}

fn object_with(text: &str, into: &mut dyn Record, documents: Documents<'_>) -> Result<(), ScenarioError> {
    let document = json::read(text);
    // A byte order mark is the only thing that is passed over.
    let broken = document.problems.iter().find(|problem| problem.kind != ProblemKind::ByteOrderMark);
    if let Some(problem) = broken {
        let mistake = ScenarioMistake::NotJson { problem: problem.kind.clone() };
        return Err(error(text, None, Placed { mistake, span: problem.span }, None));
    }
    let Some(root) = document.root() else {
        return Err(error(text, None, Placed { mistake: ScenarioMistake::Empty, span: Span::default() }, None));
    };
    let mistakes = Mistakes::default();
    mistakes.count_steps(root);
    reader::object(root, into, documents, &mistakes);
    let newer = mistakes.newer_format();
    mistakes.first().map_or(Ok(()), |mistake| Err(error(text, Some(root), mistake, newer)))
}

fn error(text: &str, root: Option<Value<'_>>, placed: Placed, newer_format: Option<u32>) -> ScenarioError {
    let Placed { mistake, span } = placed;
    let start = span.start;
    let LineColumn { line, column } = LineIndex::new(text).line_column(text, start);
    let field = root.map(|root| field_at(root, start)).unwrap_or_default();
    let mut message = english::file::message(&mistake);
    message.extend(newer_format.map(|format| english::file::newer(format, FORMAT)));
    ScenarioError { message, mistake, newer_format, field, line: line as usize, column: column as usize }
}

/// The field that the byte at `offset` belongs to: `principals[0].trustPolicy`.
fn field_at(root: Value<'_>, offset: u32) -> String {
    let mut field = String::new();
    let mut next = Some(root);
    while let Some(value) = next {
        let holds = |start: u32, end: u32| start <= offset && offset < end;
        next = match value.kind() {
            // At its opening bracket, a mistake is one of the container as a whole.
            _ if value.span().start == offset => None,
            NodeKind::Object { .. } => {
                let member = value.members().find(|(key, value)| holds(key.span().start, value.span().end));
                member.map(|(key, value)| {
                    let dot = if field.is_empty() { "" } else { "." };
                    field.push_str(&format!("{dot}{}", key.content()));
                    value
                })
            }
            NodeKind::Array { .. } => {
                let item = value.items().enumerate().find(|(_, item)| holds(item.span().start, item.span().end));
                item.map(|(at, item)| {
                    field.push_str(&format!("[{at}]"));
                    item
                })
            }
            NodeKind::String(_) | NodeKind::Number | NodeKind::Boolean | NodeKind::Null | NodeKind::Unreadable => None,
        };
    }
    field
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
    fn a_mistake_is_data_from_which_its_message_is_made() {
        let table = [
            ("", r#"{"kind":"empty"}"#),
            ("{", r#"{"kind":"notJson","problem":{"kind":"unclosedBracket","bracket":"brace","outer":0}}"#),
            (r#"{"steps": 1}"#, r#"{"kind":"wrongType","found":"number","expected":"list"}"#),
            (
                r#"{"steps": [{"caller": "a", "action": "b:C", "expect": "maybe"}]}"#,
                r#"{"kind":"wrongType","found":"string","written":"\"maybe\"","expected":"expectation"}"#,
            ),
            (r#"{"steps": [{"caller": "a"}]}"#, r#"{"kind":"missingField","name":"action"}"#),
            (r#"{"title": "", "title": ""}"#, r#"{"kind":"twice","name":"title"}"#),
        ];
        for (text, data) in table {
            let error = Scenario::from_json(text).unwrap_err();
            assert_eq!(serde_json::to_string(&error.mistake).unwrap(), data);
            assert!(data.starts_with(&format!(r#"{{"kind":"{}""#, error.mistake.kind())), "{data}");
            assert_eq!(error.message, english::file::message(&error.mistake));
        }
        let newer = Scenario::from_json(r#"{"format": 99, "steps": 1}"#).unwrap_err();
        assert_eq!((newer.newer_format, newer.message.contains("of format 99")), (Some(99), true));
    }

    #[test]
    fn a_pointer_leads_to_a_line() {
        let text = "{\n\"steps\": [\n{},\n{ \"context\": {\r\n\"a/b~\": 1 } }\n]}";
        let lines = ["", "/steps", "/steps/1", "/steps/1/context/a~1b~0"].map(|it| Scenario::line_of(text, it));
        assert_eq!(lines, [Some(1), Some(2), Some(4), Some(5)]);
        let missing = ["/steps/2", "/steps/x", "/step", "/steps/0/a"].map(|it| Scenario::line_of(text, it));
        assert_eq!(missing, [None; 4]);
        assert_eq!(Scenario::line_of("", "/steps"), None);
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
        assert!(Scenario::from_json(text).unwrap_err().message.contains("duplicate field `aws:SourceVpc`"));
    }

    #[test]
    fn a_wrong_type_deep_inside_is_named() {
        let text =
            r#"{"principals":[{"arn":"a"},{"arn":"b","groups":[{"name":"g","policies":[{"name":7,"document":{}}]}]}]}"#;
        let error = Scenario::from_json(text).unwrap_err();
        assert_eq!(error.field, "principals[1].groups[0].policies[0].name");
        let error = Scenario::from_json(r#"{"principals":[{"arn":"b","tags":{"a":7}}]}"#).unwrap_err();
        assert_eq!(error.field, "principals[0].tags.a");
        let error =
            Scenario::from_json(r#"{"steps":[{"caller":"b","action":"a:b","resource":[{"arn":"x","contxt":{}}]}]}"#);
        assert_eq!(error.unwrap_err().field, "steps[0].resource[0].contxt");
        let error = Scenario::from_json(r#"{"steps":[{"caller":"b","action":"a:b","context":{"x":{"y":1}}}]}"#);
        assert_eq!(error.unwrap_err().field, "steps[0].context.x");
    }

    #[test]
    fn a_list_is_no_object_and_an_object_no_list() {
        let error = Scenario::from_json("[]").unwrap_err();
        assert_eq!(error.to_string(), "a list where an object belongs");
        let error = Scenario::from_json(r#"{"steps":{}}"#).unwrap_err();
        assert_eq!(error.to_string(), "an object where a list belongs (in steps)");
        let error = Scenario::from_json(r#"{"principals":[{"arn":"a","maxSessionDuration":1.5}]}"#).unwrap_err();
        assert_eq!(error.to_string(), "a number where a whole number belongs (in principals[0].maxSessionDuration)");
    }

    #[test]
    fn broken_json_is_placed_in_characters() {
        let error = Scenario::from_json("{\n  \"title\": \"é\", time: \"\"\n}").unwrap_err();
        assert_eq!((error.line, error.column), (2, 17));
        assert_eq!(Scenario::from_json("").unwrap_err().message, "there is no scenario here: the text is empty");
        assert!(Scenario::from_json("\u{feff}{}").is_ok());
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
        assert_eq!(scenario.to_json(), serde_json::to_string_pretty(&scenario).unwrap());
    }
}
