//! A scenario as JSON text.
//!
//! The types derive `Serialize` too, and a test holds that both write the same. The page cannot use that: serde's
//! serializers for a dozen structures are 3 KB of its download.

use serde::{Serialize, Serializer};

use super::record::{List, Presence, Record, Value, all};
use super::{
    ContextInput, DocumentForm, Expectation, FORMAT, Input, Scenario, Step, StepResource, StringOrList, TouchedResource,
};
use crate::map::Map;

impl Scenario {
    /// The scenario as JSON text, indented, with every document as it was written; of format [`FORMAT`] at most, and of the format that
    /// its fields need at least.
    ///
    /// ```
    /// let scenario = rolescope::Scenario::from_json(r#"{"title":"empty"}"#)?;
    /// assert_eq!(scenario.to_json(), "{\n  \"title\": \"empty\"\n}");
    /// # Ok::<(), rolescope::scenario::ScenarioError>(())
    /// ```
    pub fn to_json(&self) -> String {
        let mut writer = Writer { format: self.needed_format(), ..Writer::default() };
        writer.object(self);
        writer.text
    }

    /// The format that the scenario has to name, so that earlier versions leave out what they do not know instead of refusing it: 2 where
    /// something is in a field that format 1 does not have.
    fn needed_format(&self) -> Option<u32> {
        let scopes = |step: &Step| step.session.as_ref().is_some_and(|session| session.scope_down_policy.is_some());
        let newer = !self.claims.is_empty() || self.resources.iter().any(|resource| resource.abac);
        (newer || self.steps.iter().any(scopes)).then_some(2)
    }
}

/// Format of a text that leaves out the fields which this version does not know: at most its own.
fn written_format(format: Option<u32>) -> Option<u32> {
    format.map(|format| format.min(FORMAT))
}

/// The format for `serde`.
pub(super) fn format<S: Serializer>(format: &Option<u32>, serializer: S) -> Result<S::Ok, S::Error> {
    written_format(*format).serialize(serializer)
}

const fn word(value: bool) -> &'static str {
    if value { "true" } else { "false" }
}

/// Indented JSON, as `serde_json`'s pretty printer writes it.
#[derive(Default)]
struct Writer {
    text: String,
    depth: usize,
    /// Lowest format that is written.
    format: Option<u32>,
}

impl Writer {
    fn string(&mut self, text: &str) {
        self.text.push_str(&serde_json::to_string(text).unwrap_or_default());
    }

    /// Begins an entry of the innermost object or list, on a line of its own.
    fn entry(&mut self) {
        if !self.text.ends_with(['{', '[']) {
            self.text.push(',');
        }
        self.line();
    }

    fn line(&mut self) {
        self.text.push('\n');
        for _ in 0..self.depth {
            self.text.push_str("  ");
        }
    }

    /// Begins a field; its value is to follow.
    fn field(&mut self, name: &str) {
        self.entry();
        self.string(name);
        self.text.push_str(": ");
    }

    fn open(&mut self, bracket: char) {
        self.text.push(bracket);
        self.depth += 1;
    }

    fn close(&mut self, bracket: char) {
        self.depth -= 1;
        if !self.text.ends_with(['{', '[']) {
            self.line();
        }
        self.text.push(bracket);
    }

    fn object(&mut self, object: &dyn Record) {
        self.open('{');
        for (field, value) in object.fields().iter().zip(object.values()) {
            let needed = matches!(value, Value::Format(_)) && self.format.is_some();
            if field.presence != Presence::Optional || needed || !value.is_absent() {
                self.field(field.name);
                self.value(value);
            }
        }
        self.close('}');
    }

    fn value(&mut self, value: Value<'_>) {
        match value {
            Value::Text(text) => self.string(text),
            Value::OptionalText(text) => self.string(text.as_deref().unwrap_or_default()),
            Value::Number(number) => self.number(*number),
            Value::Format(format) => self.number(written_format(*format).max(self.format).map(u64::from)),
            Value::Switch(on) => self.word(*on),
            Value::Answer(answer) => self.word(*answer == Some(true)),
            Value::Expectation(expected) => self.string(expected.map_or("", Expectation::word)),
            Value::Texts(texts) => self.items(texts, |writer, text| writer.string(text)),
            Value::Tags(map) => self.map(map, |writer, value| writer.string(value)),
            Value::Claims(map) => self.map(map, |writer, claim| match claim {
                StringOrList::One(value) => writer.string(value),
                StringOrList::List(values) => writer.items(values, |writer, value| writer.string(value)),
            }),
            Value::Keys(map) => self.keys(map),
            Value::Conditions(map) => self.map(map, Self::keys),
            Value::Contexts(contexts) => self.objects(contexts),
            Value::Resources(resources) => match resources {
                None => {}
                Some(StepResource::One(arn)) => self.string(arn),
                Some(StepResource::Several(all)) => self.items(all, |writer, touched| match touched {
                    TouchedResource::Arn(arn) => writer.string(arn),
                    TouchedResource::WithContext(resource) => writer.object(resource),
                }),
            },
            Value::Document(document) => match document.form() {
                DocumentForm::Object => self.text.push_str(document.text()),
                DocumentForm::Text => self.string(document.text()),
            },
            Value::Policy(policy) => policy.iter().for_each(|policy| self.object(policy)),
            Value::Policies(policies) => self.objects(policies),
            Value::Levels(levels) => levels.iter().for_each(|levels| self.objects(levels)),
            Value::One(list) => list.object(0).into_iter().for_each(|object| self.object(object)),
            Value::Many(list) => self.objects(list),
        }
    }

    fn objects(&mut self, list: &dyn List) {
        self.open('[');
        for object in all(list) {
            self.entry();
            self.object(object);
        }
        self.close(']');
    }

    fn keys(&mut self, map: &Map<ContextInput>) {
        self.map(map, |writer, input| match input {
            ContextInput::Absent => writer.text.push_str("null"),
            ContextInput::One(value) => writer.input(value),
            ContextInput::List(values) => writer.items(values, Self::input),
        });
    }

    fn input(&mut self, value: &Input) {
        match value {
            Input::Text(text) => self.string(text),
            Input::Number(digits) => self.text.push_str(digits),
            Input::Boolean(value) => self.word(*value),
        }
    }

    fn items<T>(&mut self, items: &[T], write: impl Fn(&mut Self, &T)) {
        self.open('[');
        for item in items {
            self.entry();
            write(self, item);
        }
        self.close(']');
    }

    fn map<T>(&mut self, map: &Map<T>, value: impl Fn(&mut Self, &T)) {
        self.open('{');
        for (name, item) in map.iter() {
            self.field(name);
            value(self, item);
        }
        self.close('}');
    }

    fn number(&mut self, number: Option<u64>) {
        self.text.push_str(&number.unwrap_or_default().to_string());
    }

    fn word(&mut self, value: bool) {
        self.text.push_str(word(value));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scenario_names_the_format_that_its_fields_need() {
        let written = |json: &str| Scenario::from_json(json).unwrap().to_json();
        let named = |json: &str| Scenario::from_json(&written(json)).unwrap().format;
        assert_eq!(named(r#"{"resources":[{"arn":"arn:aws:s3:::b","tags":{"a":"b"}}]}"#), None);
        assert_eq!(named(r#"{"format":1,"resources":[]}"#), Some(1));
        for newer in [
            r#"{"resources":[{"arn":"arn:aws:s3:::b","abac":true}]}"#,
            r#"{"claims":[{"name":"c","never":{"caller":"anyone","actions":["s3:*"],"resources":["*"]}}]}"#,
            r#"{"format":1,"steps":[{"caller":"@a","action":"sts:GetScopedCredentials",
                "session":{"scopeDownPolicy":{"name":"less","document":{}}}}]}"#,
        ] {
            assert_eq!(named(newer), Some(2), "{newer}");
            assert!(written(newer).starts_with("{\n  \"format\": 2"), "{newer}");
        }
    }
}
