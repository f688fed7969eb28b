//! The data source `aws_iam_policy_document`.
//!
//! <https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document>

use hcl_edit::expr::Expression;
use hcl_edit::structure::{Block, Body};

use super::expression::{self, path};
use super::known::Known;
use crate::policy::statements;
use crate::tree::{Node, Value};

/// Label of the data source that an attribute takes its policy from.
pub(super) fn label(expression: &Expression) -> Option<String> {
    let Expression::Traversal(traversal) = expression else { return None };
    match path(traversal)?.as_slice() {
        [data, kind, label, _] if data == "data" && kind == "aws_iam_policy_document" => Some(label.clone()),
        _ => None,
    }
}

/// The policy that a data source makes: statements of the sources, its own, and those that override.
pub(super) fn document(known: &Known<'_>, block: &Block) -> Node {
    let line = known.line(block);
    let attribute = |name: &str| block.body.get_attribute(name).map(|found| expression::value(known, &found.value));
    let mut all: Vec<Node> = Vec::new();
    for source in attribute("source_policy_documents").iter().flat_map(Node::one_or_many) {
        all.extend(statements_of(known, source));
    }
    all.extend(block.body.get_blocks("statement").map(|own| statement(known, own)));
    for dynamic in block.body.get_blocks("dynamic") {
        known.unresolved(
            "dynamic.statement",
            "`dynamic` makes statements from values that are not in the text",
            known.line(dynamic),
        );
    }
    for source in attribute("override_policy_documents").iter().flat_map(Node::one_or_many) {
        for new in statements_of(known, source) {
            let sid = new.text_of("Sid").unwrap_or_default().to_owned();
            match all.iter_mut().find(|old| !sid.is_empty() && old.text_of("Sid") == Some(sid.as_str())) {
                Some(old) => *old = new,
                None => all.push(new),
            }
        }
    }
    let version = attribute("version").unwrap_or_else(|| Node::of_text("2012-10-17", line));
    let mut members = vec![("Version".to_owned(), version)];
    if let Some(id) = attribute("policy_id") {
        members.push(("Id".to_owned(), id));
    }
    members.push(("Statement".to_owned(), Node::new(Value::List(all), line)));
    Node::new(Value::Map(members), line)
}

/// Statements of another document: one of the text, or JSON.
fn statements_of(known: &Known<'_>, source: &Node) -> Vec<Node> {
    if let Some(text) = source.text() {
        return match crate::tree::json(text) {
            Ok(node) => statements(&node).cloned().collect(),
            Err(_) => {
                known.unresolved("policy_documents", &format!("the document {text} is not in the text"), source.line);
                Vec::new()
            }
        };
    }
    statements(source).cloned().collect()
}

fn statement(known: &Known<'_>, block: &Block) -> Node {
    let line = known.line(block);
    let attribute =
        |name: &str| block.body.get_attribute(name).map(|found| expression::value(known, &found.value)).map(variables);
    let mut members = Vec::new();
    if let Some(sid) = attribute("sid") {
        members.push(("Sid".to_owned(), sid));
    }
    members.push(("Effect".to_owned(), attribute("effect").unwrap_or_else(|| Node::of_text("Allow", line))));
    for (block_name, element) in [("principals", "Principal"), ("not_principals", "NotPrincipal")] {
        members.extend(principals(known, &block.body, block_name).map(|node| (element.to_owned(), node)));
    }
    for (name, element) in [
        ("actions", "Action"),
        ("not_actions", "NotAction"),
        ("resources", "Resource"),
        ("not_resources", "NotResource"),
    ] {
        members.extend(attribute(name).map(|node| (element.to_owned(), one_alone(node))));
    }
    let conditions = conditions(known, &block.body, line);
    if !conditions.members().is_empty() {
        members.push(("Condition".to_owned(), conditions));
    }
    for dynamic in block.body.get_blocks("dynamic") {
        known.unresolved(
            "dynamic.condition",
            "`dynamic` makes blocks from values that are not in the text",
            known.line(dynamic),
        );
    }
    Node::new(Value::Map(members), line)
}

fn principals(known: &Known<'_>, body: &Body, name: &str) -> Option<Node> {
    let mut members: Vec<(String, Node)> = Vec::new();
    let mut line = 1;
    for block in body.get_blocks(name) {
        line = known.line(block);
        let attribute = |name: &str| {
            block.body.get_attribute(name).map(|found| expression::value(known, &found.value)).map(variables)
        };
        let kind = attribute("type").and_then(|node| node.scalar()).unwrap_or_default();
        let identifiers = attribute("identifiers").unwrap_or_else(|| Node::new(Value::List(Vec::new()), line));
        if kind == "*" {
            return Some(Node::of_text("*", line));
        }
        match members.iter_mut().find(|(known, _)| *known == kind) {
            None => members.push((kind, identifiers)),
            Some((_, known)) => {
                let both = known.one_or_many().iter().chain(identifiers.one_or_many()).cloned().collect();
                *known = Node::new(Value::List(both), line);
            }
        }
    }
    let members: Vec<(String, Node)> = members.into_iter().map(|(kind, values)| (kind, one_alone(values))).collect();
    (!members.is_empty()).then(|| Node::new(Value::Map(members), line))
}

fn conditions(known: &Known<'_>, body: &Body, line: usize) -> Node {
    let mut operators: Vec<(String, Vec<(String, Node)>)> = Vec::new();
    for block in body.get_blocks("condition") {
        let attribute = |name: &str| {
            block.body.get_attribute(name).map(|found| expression::value(known, &found.value)).map(variables)
        };
        let text = |name: &str| attribute(name).and_then(|node| node.scalar()).unwrap_or_default();
        let (operator, key) = (text("test"), text("variable"));
        let values = attribute("values").map_or_else(|| Node::new(Value::List(Vec::new()), line), one_alone);
        match operators.iter_mut().find(|(known, _)| *known == operator) {
            Some((_, keys)) => keys.push((key, values)),
            None => operators.push((operator, vec![(key, values)])),
        }
    }
    let operators = operators.into_iter().map(|(operator, keys)| (operator, Node::new(Value::Map(keys), line)));
    Node::new(Value::Map(operators.collect()), line)
}

/// A list of one as its value, as Terraform writes it.
fn one_alone(node: Node) -> Node {
    match node.items() {
        [only] => only.clone(),
        _ => node,
    }
}

/// Policy variables: `&{aws:username}` is how the data source writes `${aws:username}`.
fn variables(node: Node) -> Node {
    let line = node.line;
    match node.value {
        Value::Text(text) => Node::of_text(text.replace("&{", "${"), line),
        Value::List(items) => Node::new(Value::List(items.into_iter().map(variables).collect()), line),
        value @ (Value::Null | Value::Boolean(_) | Value::Number(_) | Value::Map(_)) => Node::new(value, line),
    }
}
