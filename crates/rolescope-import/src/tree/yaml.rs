//! YAML as a tree, CloudFormation's short forms written out.

use std::collections::{HashMap, HashSet};

use granit_parser::{Event, Parser, ScalarStyle, Tag, options};

use super::{Node, Value};
use crate::ImportError;
use crate::limits::{self, MAX_DEPTH, MAX_NODES, TEXT_OF_VALUE};

/// Reads the documents of a YAML text.
///
/// # Errors
///
/// The text is not YAML, is nested too deeply, or its aliases make more of it than is read.
pub(crate) fn yaml(text: &str) -> Result<Vec<Node>, ImportError> {
    limits::check_parsed(text)?;
    let options = options! { flow_nesting_limit: MAX_DEPTH, block_nesting_limit: MAX_DEPTH, emit_comments: false };
    let mut builder = Builder::default();
    for event in Parser::new_from_str_with_options(text, options) {
        let (event, span) = event.map_err(|error| {
            ImportError::at(
                format!("this is not YAML: {}", error.info()),
                error.marker().line(),
                error.marker().col() + 1,
            )
        })?;
        builder.take(event, span.start.line())?;
    }
    Ok(builder.documents)
}

#[derive(Default)]
struct Builder {
    documents: Vec<Node>,
    open: Vec<Open>,
    anchors: HashMap<usize, (Node, usize)>,
    /// Values so far.
    nodes: usize,
    /// Those of them that aliases brought.
    brought: usize,
}

/// A collection that is not closed yet.
struct Open {
    line: usize,
    tag: Option<String>,
    anchor: usize,
    /// Nodes before it.
    before: usize,
    content: Content,
}

enum Content {
    List(Vec<Node>),
    /// Members, maps that `<<` brings, and the name of the value to come.
    Map {
        members: Vec<(String, Node)>,
        merged: Vec<Node>,
        name: Option<String>,
    },
}

impl Content {
    fn map() -> Self {
        Self::Map { members: Vec::new(), merged: Vec::new(), name: None }
    }
}

impl Builder {
    fn take(&mut self, event: Event<'_>, line: usize) -> Result<(), ImportError> {
        self.nodes += 1;
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                let size = 1 + text.len() / TEXT_OF_VALUE;
                self.nodes += size - 1;
                let value = if style == ScalarStyle::Plain && tag.is_none() {
                    plain(&text)
                } else {
                    Value::Text(text.into_owned())
                };
                let node = Node::new(value, line);
                self.add(tagged(tag.as_deref().map(short), node), anchor, size);
            }
            Event::SequenceStart(_, anchor, tag) => self.begin(Content::List(Vec::new()), anchor, tag.as_deref(), line),
            Event::MappingStart(_, anchor, tag) => self.begin(Content::map(), anchor, tag.as_deref(), line),
            Event::SequenceEnd | Event::MappingEnd => self.end(),
            Event::Alias(id) => {
                let Some((node, nodes)) = self.anchors.get(&id).cloned() else {
                    return Err(ImportError::at("an alias is inside the value that it refers to", line, 1));
                };
                self.count(nodes, line)?;
                self.add(node, 0, nodes);
            }
            Event::DocumentEnd => self.anchors.clear(),
            Event::StreamStart
            | Event::StreamEnd
            | Event::DocumentStart(..)
            | Event::Anchor(..)
            | Event::UnresolvedAlias(_) => {}
            // Kinds of events that later versions add are nothing of a value.
            _ => {}
        }
        Ok(())
    }

    /// Counts the values that an alias brings.
    fn count(&mut self, nodes: usize, line: usize) -> Result<(), ImportError> {
        self.nodes = self.nodes.saturating_add(nodes);
        self.brought = self.brought.saturating_add(nodes);
        if self.brought > MAX_NODES {
            return Err(ImportError::at(
                format!("the aliases of the text bring more than {MAX_NODES} values"),
                line,
                1,
            ));
        }
        Ok(())
    }

    fn begin(&mut self, content: Content, anchor: usize, tag: Option<&Tag>, line: usize) {
        self.open.push(Open { line, tag: tag.map(short), anchor, before: self.nodes, content });
    }

    fn end(&mut self) {
        let Some(open) = self.open.pop() else { return };
        let value = match open.content {
            Content::List(items) => Value::List(items),
            Content::Map { members, merged, .. } => Value::Map(with_merged(members, merged)),
        };
        let nodes = self.nodes.saturating_sub(open.before) + 1;
        self.add(tagged(open.tag, Node::new(value, open.line)), open.anchor, nodes);
    }

    fn add(&mut self, node: Node, anchor: usize, nodes: usize) {
        if anchor != 0 {
            self.anchors.insert(anchor, (node.clone(), nodes));
        }
        match self.open.last_mut().map(|open| &mut open.content) {
            None => self.documents.push(node),
            Some(Content::List(items)) => items.push(node),
            Some(Content::Map { members, merged, name }) => match name.take() {
                None => *name = Some(node.scalar().unwrap_or_default()),
                Some(name) if name == "<<" && (node.is_map() || node.items().iter().any(Node::is_map)) => {
                    merged.push(node)
                }
                Some(name) => members.push((name, node)),
            },
        }
    }
}

/// Members with those of merged maps that are not there yet: a map's own win, then those of the first.
fn with_merged(mut members: Vec<(String, Node)>, merged: Vec<Node>) -> Vec<(String, Node)> {
    if merged.is_empty() {
        return members;
    }
    let mut known: HashSet<String> = members.iter().map(|(name, _)| name.clone()).collect();
    for node in merged.iter().flat_map(Node::one_or_many) {
        members.extend(node.members().iter().filter(|(name, _)| known.insert(name.clone())).cloned());
    }
    members
}

/// `Sub` of `!Sub`.
fn short(tag: &Tag) -> String {
    tag.suffix().to_owned()
}

/// A value under CloudFormation's short form of a function, in the long form.
fn tagged(tag: Option<String>, node: Node) -> Node {
    let line = node.line;
    let (name, node) = match tag.as_deref() {
        None | Some("str" | "map" | "seq" | "int" | "float" | "bool" | "null") => return node,
        Some(name @ ("Ref" | "Condition")) => (name.to_owned(), node),
        Some("GetAtt") => ("Fn::GetAtt".to_owned(), attribute(node)),
        Some(name) => (format!("Fn::{name}"), node),
    };
    Node::new(Value::Map(vec![(name, node)]), line)
}

/// `Role.Arn` as the list that the long form has.
fn attribute(node: Node) -> Node {
    let parts = node
        .text()
        .and_then(|text| text.split_once('.'))
        .map(|(name, attribute)| [name.to_owned(), attribute.to_owned()]);
    match parts {
        Some(parts) => Node::new(Value::List(parts.map(|part| Node::of_text(part, node.line)).into()), node.line),
        None => node,
    }
}

/// A scalar without quotes, by YAML's core schema.
fn plain(text: &str) -> Value {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "true" | "True" | "TRUE" => Value::Boolean(true),
        "false" | "False" | "FALSE" => Value::Boolean(false),
        _ if is_number(text) => Value::Number(text.to_owned()),
        _ => Value::Text(text.to_owned()),
    }
}

/// True for numbers that JSON writes in the same way.
fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(whole, rest)| (whole, Some(rest)));
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    all_digits(whole) && (whole == "0" || !whole.starts_with('0')) && fraction.is_none_or(all_digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn merged_maps_bring_what_a_map_does_not_have() {
        let documents = yaml("a: &a { x: 1, y: 1 }\nb: &b { x: 2, z: 2 }\nc:\n  <<: [*a, *b]\n  y: 3\n").unwrap();
        let json = documents[0].get("c").unwrap().to_json();
        assert_eq!(json.split_whitespace().collect::<String>(), r#"{"y":3,"x":1,"z":2}"#);
    }

    #[test]
    fn the_text_that_aliases_repeat_is_counted() {
        let text = format!("a: &a {}\nb: [{}]\n", "x".repeat(1 << 20), "*a, ".repeat(900));
        assert!(yaml(&text).unwrap_err().message.contains("values"));
    }
}
