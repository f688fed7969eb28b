//! One tree for JSON, YAML and what HCL evaluates to: values with the line that they begin in.

use crate::limits::TEXT_OF_VALUE;

mod json;
mod yaml;

pub(crate) use json::json;
pub(crate) use yaml::yaml;

/// A value and the line that it begins in, counted from 1.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub(crate) value: Value,
    pub(crate) line: usize,
}

/// A value.
#[derive(Clone, Debug)]
pub(crate) enum Value {
    Null,
    Boolean(bool),
    /// A number, digit by digit as it was written.
    Number(String),
    Text(String),
    List(Vec<Node>),
    /// Members in the order of the text; a name may be there twice.
    Map(Vec<(String, Node)>),
}

impl Node {
    pub(crate) fn new(value: Value, line: usize) -> Self {
        Self { value, line }
    }

    pub(crate) fn of_text(text: impl Into<String>, line: usize) -> Self {
        Self::new(Value::Text(text.into()), line)
    }

    /// The member of this name; of several the first.
    pub(crate) fn get(&self, name: &str) -> Option<&Self> {
        self.members().iter().find(|(known, _)| known == name).map(|(_, value)| value)
    }

    /// The value at the end of a path of names.
    pub(crate) fn at(&self, path: &[&str]) -> Option<&Self> {
        path.iter().try_fold(self, |node, name| node.get(name))
    }

    /// The text of a member.
    pub(crate) fn text_of(&self, name: &str) -> Option<&str> {
        self.get(name)?.text()
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    pub(crate) fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            Value::Null | Value::Boolean(_) | Value::Number(_) | Value::List(_) | Value::Map(_) => None,
        }
    }

    /// A scalar as text: what a template makes of numbers and switches where it wants text.
    pub(crate) fn scalar(&self) -> Option<String> {
        match &self.value {
            Value::Text(text) | Value::Number(text) => Some(text.clone()),
            Value::Boolean(on) => Some(on.to_string()),
            Value::Null | Value::List(_) | Value::Map(_) => None,
        }
    }

    pub(crate) fn boolean(&self) -> Option<bool> {
        match &self.value {
            Value::Boolean(on) => Some(*on),
            Value::Text(text) => text.parse().ok(),
            Value::Null | Value::Number(_) | Value::List(_) | Value::Map(_) => None,
        }
    }

    pub(crate) fn number(&self) -> Option<u64> {
        self.scalar()?.parse().ok()
    }

    /// The items of a list; none of anything else.
    pub(crate) fn items(&self) -> &[Self] {
        match &self.value {
            Value::List(items) => items,
            Value::Null | Value::Boolean(_) | Value::Number(_) | Value::Text(_) | Value::Map(_) => &[],
        }
    }

    /// The items of a list, or the one value that stands for a list of one.
    pub(crate) fn one_or_many(&self) -> &[Self] {
        match &self.value {
            Value::List(items) => items,
            Value::Null | Value::Boolean(_) | Value::Number(_) | Value::Text(_) | Value::Map(_) => {
                std::slice::from_ref(self)
            }
        }
    }

    /// The members of a map; none of anything else.
    pub(crate) fn members(&self) -> &[(String, Self)] {
        match &self.value {
            Value::Map(members) => members,
            Value::Null | Value::Boolean(_) | Value::Number(_) | Value::Text(_) | Value::List(_) => &[],
        }
    }

    pub(crate) fn is_map(&self) -> bool {
        matches!(self.value, Value::Map(_))
    }

    pub(crate) fn is_null(&self) -> bool {
        matches!(self.value, Value::Null)
    }

    /// Room that a copy of the value takes, in values; its text counts as [`TEXT_OF_VALUE`] says.
    pub(crate) fn size(&self) -> usize {
        1 + match &self.value {
            Value::Null | Value::Boolean(_) => 0,
            Value::Number(text) | Value::Text(text) => text.len() / TEXT_OF_VALUE,
            Value::List(items) => items.iter().map(Self::size).sum(),
            Value::Map(members) => members.iter().map(|(name, value)| name.len() / TEXT_OF_VALUE + value.size()).sum(),
        }
    }

    /// The value as JSON, two spaces a level.
    pub(crate) fn to_json(&self) -> String {
        let mut text = String::new();
        self.write(&mut text, 0);
        text
    }

    fn write(&self, out: &mut String, level: usize) {
        match &self.value {
            Value::Null => out.push_str("null"),
            Value::Boolean(on) => out.push_str(if *on { "true" } else { "false" }),
            Value::Number(digits) => out.push_str(digits),
            Value::Text(text) => quote(text, out),
            Value::List(items) => {
                bracket(out, level, ('[', ']'), items, |item, out| item.write(out, level + 1));
            }
            Value::Map(members) => bracket(out, level, ('{', '}'), members, |(name, value), out| {
                quote(name, out);
                out.push_str(": ");
                value.write(out, level + 1);
            }),
        }
    }
}

fn bracket<T>(out: &mut String, level: usize, ends: (char, char), items: &[T], write: impl Fn(&T, &mut String)) {
    out.push(ends.0);
    for (at, item) in items.iter().enumerate() {
        out.push_str(if at == 0 { "\n" } else { ",\n" });
        out.push_str(&"  ".repeat(level + 1));
        write(item, out);
    }
    if !items.is_empty() {
        out.push('\n');
        out.push_str(&"  ".repeat(level));
    }
    out.push(ends.1);
}

fn quote(text: &str, out: &mut String) {
    // Writing a string into a string cannot fail.
    out.push_str(&serde_json::to_string(text).unwrap_or_default());
}
