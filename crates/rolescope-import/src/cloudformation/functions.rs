//! Intrinsic functions.
//!
//! <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html>

use super::names;
use super::template::{MAX_TEXT, Template};
use crate::tree::{Node, Value};

/// A value in which every function is worked out, or stands as unresolved. What is `AWS::NoValue` is left out.
pub(super) fn resolve(template: &Template<'_>, node: &Node) -> Node {
    let value = match &node.value {
        Value::Map(members) => match members.as_slice() {
            [(name, argument)] if is_function(name) => return call(template, name, argument),
            members => Value::Map(kept(
                members.iter().map(|(name, value)| (name.clone(), resolve(template, value))),
                |(_, it)| it,
                members.len(),
            )),
        },
        Value::List(items) => Value::List(kept(items.iter().map(|item| resolve(template, item)), |it| it, items.len())),
        Value::Null | Value::Boolean(_) | Value::Number(_) | Value::Text(_) => return node.clone(),
    };
    Node::new(value, node.line)
}

/// Values without those that are nothing.
fn kept<T>(values: impl Iterator<Item = T>, node: impl Fn(&T) -> &Node, count: usize) -> Vec<T> {
    let mut kept = Vec::with_capacity(count);
    kept.extend(values.filter(|value| !node(value).is_null()));
    kept
}

fn is_function(name: &str) -> bool {
    name == "Ref" || name.starts_with("Fn::")
}

fn call(template: &Template<'_>, name: &str, argument: &Node) -> Node {
    let line = argument.line;
    match name {
        "Ref" => reference(template, argument.text().unwrap_or_default(), line),
        "Fn::GetAtt" => get_att(template, argument),
        "Fn::Sub" => Node::of_text(sub(template, argument), line),
        "Fn::Join" => join(template, argument),
        "Fn::If" => either(template, argument),
        "Fn::Select" => select(template, argument).unwrap_or_else(|| unknown(template, name, line)),
        "Fn::Split" => split(template, argument).unwrap_or_else(|| unknown(template, name, line)),
        "Fn::FindInMap" => find_in_map(template, argument).unwrap_or_else(|| unknown(template, name, line)),
        _ => unknown(template, name, line),
    }
}

fn unknown(template: &Template<'_>, name: &str, line: usize) -> Node {
    let short = name.trim_start_matches("Fn::");
    Node::of_text(template.unresolved(short, format!("{name}: only CloudFormation can compute it"), line), line)
}

fn reference(template: &Template<'_>, name: &str, line: usize) -> Node {
    let text = match name {
        "AWS::NoValue" => return Node::new(Value::Null, line),
        "AWS::AccountId" => template.account().to_owned(),
        "AWS::Partition" => "aws".to_owned(),
        "AWS::Region" => template.region().to_owned(),
        "AWS::URLSuffix" => "amazonaws.com".to_owned(),
        _ if name.starts_with("AWS::") => {
            template.unresolved(name.trim_start_matches("AWS::"), format!("{name}: the stack's"), line)
        }
        _ => return parameter_or_resource(template, name, line),
    };
    Node::of_text(text, line)
}

fn parameter_or_resource(template: &Template<'_>, name: &str, line: usize) -> Node {
    if let Some(default) = template.default_of(name) {
        return default;
    }
    match template.resource(name) {
        Some(resource) if names::is_referred_to_by_arn(resource.text_of("Type").unwrap_or_default()) => {
            Node::of_text(template.arn(name), line)
        }
        Some(_) => Node::of_text(template.name(name), line),
        None if template.declared(name).is_some() => Node::of_text(template.parameter(name, line), line),
        None => Node::of_text(template.unresolved(name, format!("{name} is not in the template"), line), line),
    }
}

fn get_att(template: &Template<'_>, argument: &Node) -> Node {
    let line = argument.line;
    let (id, attribute) = match (argument.items(), argument.text().and_then(|text| text.split_once('.'))) {
        ([id, attribute], _) => (id.text().unwrap_or_default(), attribute.text().unwrap_or_default()),
        (_, Some(parts)) => parts,
        _ => ("", ""),
    };
    Node::of_text(attribute_of(template, id, attribute, line), line)
}

fn attribute_of(template: &Template<'_>, id: &str, attribute: &str, line: usize) -> String {
    let is_arn = matches!(attribute, "Arn" | "TopicArn" | "RoleArn");
    if is_arn && template.resource(id).is_some() {
        return template.arn(id);
    }
    template.unresolved(&format!("{id}.{attribute}"), format!("the attribute {attribute} of {id}"), line)
}

/// `Fn::Sub`: `${Name}`, `${Name.Attribute}`, and `${!Literal}`, which stays as `${Literal}`.
fn sub(template: &Template<'_>, argument: &Node) -> String {
    let (text, given) = match argument.items() {
        [text, given] => (text.text().unwrap_or_default(), Some(given)),
        _ => (argument.text().unwrap_or_default(), None),
    };
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("${") {
        out.push_str(before);
        let Some((name, behind)) = after.split_once('}') else {
            out.push_str("${");
            rest = after;
            continue;
        };
        out.push_str(&substitute(template, name.trim(), given, argument.line));
        rest = behind;
        if out.len() > MAX_TEXT {
            return template.unresolved("Sub", "the text that Fn::Sub makes is too long", argument.line);
        }
    }
    out + rest
}

fn substitute(template: &Template<'_>, name: &str, given: Option<&Node>, line: usize) -> String {
    if let Some(literal) = name.strip_prefix('!') {
        return format!("${{{literal}}}");
    }
    let value = match (given.and_then(|given| given.get(name)), name.split_once('.')) {
        (Some(value), _) => resolve(template, value),
        (None, Some((id, attribute))) => return attribute_of(template, id, attribute, line),
        // A policy variable, which CloudFormation would refuse without `!`; it is kept.
        (None, None) if name.contains(':') && !name.starts_with("AWS::") => return format!("${{{name}}}"),
        (None, None) => reference(template, name, line),
    };
    value.scalar().unwrap_or_else(|| template.unresolved(name, format!("{name} is not a text"), line))
}

fn join(template: &Template<'_>, argument: &Node) -> Node {
    let [separator, parts] = argument.items() else { return unknown(template, "Fn::Join", argument.line) };
    let parts = resolve(template, parts);
    let texts: Vec<String> = parts.items().iter().filter_map(Node::scalar).collect();
    let text = texts.join(separator.text().unwrap_or_default());
    if texts.len() != parts.items().len() || text.len() > MAX_TEXT || parts.items().is_empty() {
        return unknown(template, "Fn::Join", argument.line);
    }
    // CloudFormation's JSON in a text is a document of its own.
    Node::of_text(text, argument.line)
}

/// `Fn::If`: which branch holds is not known, so neither is taken.
fn either(template: &Template<'_>, argument: &Node) -> Node {
    let [condition, yes, no] = argument.items() else { return unknown(template, "Fn::If", argument.line) };
    let condition = condition.text().unwrap_or("condition");
    let branches = [yes, no].map(|branch| {
        let branch = resolve(template, branch);
        let text = branch.scalar().unwrap_or_else(|| branch.to_json());
        if branch.is_null() { "nothing".to_owned() } else { text.split_whitespace().collect::<Vec<_>>().join(" ") }
    });
    let [yes_text, no_text] = &branches;
    let text = template.unresolved(
        condition,
        format!("Fn::If: {yes_text} if {condition} holds, else {no_text}"),
        argument.line,
    );
    let is_text = |node: &Node| node.scalar().is_some() || node.members().len() == 1;
    // Statements and lists cannot be text, so they are left out.
    if is_text(yes) && is_text(no) { Node::of_text(text, argument.line) } else { Node::new(Value::Null, argument.line) }
}

fn select(template: &Template<'_>, argument: &Node) -> Option<Node> {
    let [at, list] = argument.items() else { return None };
    let at = usize::try_from(at.number()?).ok()?;
    resolve(template, list).items().get(at).cloned()
}

fn split(template: &Template<'_>, argument: &Node) -> Option<Node> {
    let [separator, text] = argument.items() else { return None };
    let (separator, text) = (separator.text().filter(|it| !it.is_empty())?, resolve(template, text).scalar()?);
    let parts = text.split(separator).map(|part| Node::of_text(part, argument.line)).collect();
    Some(Node::new(Value::List(parts), argument.line))
}

fn find_in_map(template: &Template<'_>, argument: &Node) -> Option<Node> {
    let [map, first, second] = argument.items() else { return None };
    let keys = [map, first, second].map(|key| resolve(template, key).scalar());
    let [Some(map), Some(first), Some(second)] = &keys else { return None };
    template.root.at(&["Mappings", map, first, second]).filter(|value| template.has_room_for(value)).cloned()
}
