//! Values of expressions.

use std::collections::HashSet;

use hcl_edit::expr::{Expression, FuncCall, ObjectKey, Traversal, TraversalOperator};
use hcl_edit::structure::Body;
use hcl_edit::template::{Element, Template};

use super::known::Known;
use crate::tree::{Node, Value};

/// Longest text that templates and functions make.
const MAX_TEXT: usize = 64 * 1024;

/// The value of an expression; text that says so where it is not known.
pub(super) fn value(known: &Known<'_>, expression: &Expression) -> Node {
    let line = known.line(expression);
    let value = match expression {
        Expression::Null(_) => Value::Null,
        Expression::Bool(on) => Value::Boolean(*on.value()),
        Expression::Number(number) => Value::Number(number.value().to_string()),
        Expression::String(text) => Value::Text(text.value().clone()),
        Expression::Array(items) => Value::List(items.iter().map(|item| value(known, item)).collect()),
        Expression::Object(object) => {
            Value::Map(object.iter().map(|(key, of)| (key_text(known, key), value(known, of.expr()))).collect())
        }
        Expression::StringTemplate(parts) => return template(known, parts, line),
        Expression::HeredocTemplate(heredoc) => return template(known, &heredoc.template, line),
        Expression::Parenthesis(inner) => return value(known, inner.inner()),
        Expression::Variable(name) => return unknown(known, name.value().as_str(), "it is not in the text", line),
        Expression::Traversal(traversal) => return reference(known, traversal, line),
        Expression::FuncCall(call) => return function(known, call, line),
        Expression::Conditional(either) => {
            return match value(known, &either.cond_expr).boolean() {
                Some(true) => value(known, &either.true_expr),
                Some(false) => value(known, &either.false_expr),
                None => unknown(known, "condition", "a condition that only Terraform can decide", line),
            };
        }
        Expression::UnaryOp(_) | Expression::BinaryOp(_) => return unknown(known, "operation", "a calculation", line),
        Expression::ForExpr(_) => return unknown(known, "for", "a `for` expression", line),
    };
    Node::new(value, line)
}

/// Attributes of a block as a map.
pub(super) fn body(known: &Known<'_>, body: &Body, line: usize) -> Node {
    let members =
        body.attributes().map(|attribute| (attribute.key.value().as_str().to_owned(), value(known, &attribute.value)));
    Node::new(Value::Map(members.collect()), line)
}

fn unknown(known: &Known<'_>, name: &str, why: &str, line: usize) -> Node {
    Node::of_text(known.unresolved(name, why, line), line)
}

fn key_text(known: &Known<'_>, key: &ObjectKey) -> String {
    match key {
        ObjectKey::Ident(name) => name.value().as_str().to_owned(),
        ObjectKey::Expression(expression) => value(known, expression).scalar().unwrap_or_default(),
    }
}

/// Text with `${…}`; one that is nothing but `${…}` is the value itself. `$${…}` was made `${…}` by the parser.
fn template(known: &Known<'_>, template: &Template, line: usize) -> Node {
    if let Some(Element::Interpolation(only)) = template.as_single_element() {
        return value(known, &only.expr);
    }
    let mut text = String::new();
    for element in template.iter() {
        match element {
            Element::Literal(literal) => text.push_str(literal.value()),
            Element::Interpolation(part) => {
                let part = value(known, &part.expr);
                text.push_str(&part.scalar().unwrap_or_else(|| part.to_json()));
            }
            Element::Directive(_) => text.push_str(&known.unresolved("directive", "a template directive", line)),
        }
        if text.len() > MAX_TEXT {
            return unknown(known, "template", "the text that the template makes is too long", line);
        }
    }
    Node::of_text(text, line)
}

/// Names of a reference: `aws_iam_role.app.arn`. Numbers in brackets are left out: `[0]` is of `count`.
pub(super) fn path(traversal: &Traversal) -> Option<Vec<String>> {
    let Expression::Variable(first) = &traversal.expr else { return None };
    let mut names = vec![first.value().as_str().to_owned()];
    for operator in &traversal.operators {
        match operator.value() {
            TraversalOperator::GetAttr(name) => names.push(name.value().as_str().to_owned()),
            TraversalOperator::Index(Expression::String(name)) => names.push(name.value().clone()),
            TraversalOperator::Index(Expression::Number(_)) | TraversalOperator::LegacyIndex(_) => {}
            TraversalOperator::Index(_) | TraversalOperator::AttrSplat(_) | TraversalOperator::FullSplat(_) => {
                return None;
            }
        }
    }
    Some(names)
}

fn reference(known: &Known<'_>, traversal: &Traversal, line: usize) -> Node {
    let Some(names) = path(traversal) else {
        return unknown(known, "reference", "an index that only Terraform can work out", line);
    };
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    match names.as_slice() {
        ["var", name, rest @ ..] => member(known, variable(known, name, line), rest, line),
        ["local", name, rest @ ..] => match known.locals.get(name) {
            Some(local) => {
                member(known, known.once(&format!("local.{name}"), line, || value(known, local)), rest, line)
            }
            None => unknown(known, &format!("local.{name}"), "no `locals` of the text has it", line),
        },
        ["data", "aws_iam_policy_document", name, "json" | "minified_json"] => {
            let id = format!("data.aws_iam_policy_document.{name}");
            match known.blocks.get(&id) {
                Some(block) => known.once(&id, line, || (known.document)(known, block)),
                None => unknown(known, &id, "the policy document is not in the text", line),
            }
        }
        ["data", "aws_caller_identity", _, "account_id" | "id"] => Node::of_text(known.account(), line),
        ["data", "aws_partition", _, "partition" | "id"] => Node::of_text("aws", line),
        ["data", "aws_partition", _, "dns_suffix"] => Node::of_text("amazonaws.com", line),
        ["data", "aws_region", ..] => Node::of_text(region(known, line), line),
        [kind, label, attribute] if kind.starts_with("aws_") => attribute_of(known, kind, label, attribute, line),
        names => unknown(known, &names.join("."), "it is not in the text", line),
    }
}

fn region(known: &Known<'_>, line: usize) -> String {
    known.unresolved("region", "the provider's Region", line)
}

fn variable(known: &Known<'_>, name: &str, line: usize) -> Node {
    let id = format!("var.{name}");
    match known.variables.get(name).and_then(|block| block.body.get_attribute("default")) {
        Some(default) => known.once(&id, line, || value(known, &default.value)),
        None => unknown(known, &id, "a variable without a default", line),
    }
}

/// A value inside a value.
fn member(known: &Known<'_>, node: Node, names: &[&str], line: usize) -> Node {
    match names {
        [] => node,
        names => match node.at(names) {
            Some(found) => found.clone(),
            None => unknown(known, &names.join("."), "the value has no such part", line),
        },
    }
}

/// An attribute of a resource: as it is written, or made of what is written.
fn attribute_of(known: &Known<'_>, kind: &str, label: &str, attribute: &str, line: usize) -> Node {
    let id = format!("{kind}.{label}");
    let Some(block) = known.blocks.get(&id) else {
        return unknown(known, &format!("{id}.{attribute}"), "the resource is not in the text", line);
    };
    known.once(&format!("{id}.{attribute}"), line, || {
        let written = |name: &str| block.body.get_attribute(name).map(|found| value(known, &found.value));
        if let Some(found) = written(attribute) {
            return found;
        }
        let text = |name: &str| written(name).and_then(|found| found.scalar());
        let name = || text("name").or_else(|| text("function_name")).unwrap_or_else(|| label.to_owned());
        let account = known.account();
        let of_iam = |sort: &str| {
            format!("arn:aws:iam::{account}:{sort}{}{}", text("path").unwrap_or_else(|| "/".to_owned()), name())
        };
        let regional =
            |service: &str, sort: &str| format!("arn:aws:{service}:{}:{account}:{sort}{}", region(known, line), name());
        let made = match (kind, attribute) {
            ("aws_iam_role" | "aws_iam_user" | "aws_iam_group", "id" | "name") => Some(name()),
            ("aws_iam_role", "arn") => Some(of_iam("role")),
            ("aws_iam_user", "arn") => Some(of_iam("user")),
            ("aws_iam_policy", "arn" | "id") => Some(of_iam("policy")),
            ("aws_s3_bucket", "id" | "bucket") => Some(label.to_owned()),
            ("aws_s3_bucket", "arn") => {
                Some(format!("arn:aws:s3:::{}", text("bucket").unwrap_or_else(|| label.to_owned())))
            }
            ("aws_iam_openid_connect_provider", "arn" | "id") => text("url").map(|url| {
                format!(
                    "arn:aws:iam::{account}:oidc-provider/{}",
                    url.trim_start_matches("https://").trim_end_matches('/')
                )
            }),
            ("aws_sqs_queue", "arn") => Some(regional("sqs", "")),
            ("aws_sns_topic", "arn" | "id") => Some(regional("sns", "")),
            ("aws_dynamodb_table", "arn") => Some(regional("dynamodb", "table/")),
            ("aws_secretsmanager_secret", "arn" | "id") => Some(regional("secretsmanager", "secret:")),
            ("aws_lambda_function", "arn") => Some(regional("lambda", "function:")),
            _ => None,
        };
        match made {
            Some(text) => Node::of_text(text, line),
            None => unknown(known, &format!("{id}.{attribute}"), "known only after `terraform apply`", line),
        }
    })
}

/// Functions that policies are written with.
fn function(known: &Known<'_>, call: &FuncCall, line: usize) -> Node {
    let name = call.name.name.value().as_str();
    let arguments: Vec<Node> = call.args.iter().map(|argument| value(known, argument)).collect();
    match (name, arguments.as_slice()) {
        ("jsonencode" | "tolist" | "toset" | "tomap" | "tostring" | "sensitive" | "nonsensitive", [only]) => {
            only.clone()
        }
        ("jsondecode", [only]) => {
            only.text().and_then(|text| crate::tree::json(text).ok()).unwrap_or_else(|| only.clone())
        }
        ("concat" | "setunion", lists) => {
            Node::new(Value::List(lists.iter().flat_map(|list| list.one_or_many().iter().cloned()).collect()), line)
        }
        ("flatten", [list]) => Node::new(
            Value::List(list.items().iter().flat_map(|item| item.one_or_many().iter().cloned()).collect()),
            line,
        ),
        ("merge", maps) => merge(maps, line),
        ("lower", [text]) => Node::of_text(text.scalar().unwrap_or_default().to_lowercase(), line),
        ("upper", [text]) => Node::of_text(text.scalar().unwrap_or_default().to_uppercase(), line),
        ("join", [separator, list]) => {
            let texts: Vec<String> = list.items().iter().filter_map(Node::scalar).collect();
            Node::of_text(texts.join(separator.text().unwrap_or_default()), line)
        }
        ("format", [form, parts @ ..]) => match format(form.text().unwrap_or_default(), parts) {
            Some(text) => Node::of_text(text, line),
            None => unknown(known, "format", "a form of `format` that is not known here", line),
        },
        _ => unknown(known, name, &format!("the function `{name}`"), line),
    }
}

fn merge(maps: &[Node], line: usize) -> Node {
    let all: Vec<&(String, Node)> = maps.iter().flat_map(Node::members).collect();
    let mut known = HashSet::new();
    let mut members: Vec<(String, Node)> =
        all.into_iter().rev().filter(|(name, _)| known.insert(name.as_str())).cloned().collect();
    members.reverse();
    Node::new(Value::Map(members), line)
}

/// `format` with `%s` and `%d` alone.
fn format(form: &str, parts: &[Node]) -> Option<String> {
    let mut parts = parts.iter();
    let mut pieces = form.split('%');
    let mut text = pieces.next()?.to_owned();
    for piece in pieces {
        let rest = piece.strip_prefix(['s', 'd', 'v'])?;
        text.push_str(&parts.next()?.scalar()?);
        text.push_str(rest);
    }
    (text.len() <= MAX_TEXT).then_some(text)
}
