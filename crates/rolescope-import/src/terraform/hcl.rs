//! Terraform's configuration language, as far as a text alone tells what it means.
//!
//! Literals, locals, defaults of variables and references between resources of the text are worked out. What depends on anything else
//! (`for_each`, `count`, `dynamic`, modules, variables without a default) is unresolved.

use std::collections::HashSet;

use hcl_edit::parser::parse_body;
use hcl_edit::structure::Block;

use super::expression;
use super::known::Known;
use super::policy_document;
use super::resources::{Resource, Resources};
use crate::policy::{kind as policy_kind, loose};
use crate::tree::{Node, Value};
use crate::{Import, ImportError, Kind, limits};

/// Attributes that bear on decisions.
const ATTRIBUTES: [&str; 15] = [
    "name",
    "path",
    "assume_role_policy",
    "policy",
    "role",
    "user",
    "bucket",
    "permissions_boundary",
    "max_session_duration",
    "tags",
    "managed_policy_arns",
    "policy_arn",
    "secret_arn",
    "content",
    "type",
];

/// True for text with a line that only Terraform's configuration has.
pub(crate) fn is_hcl(text: &str) -> bool {
    const STARTS: [&str; 6] = ["resource \"", "data \"", "variable \"", "module \"", "provider \"", "locals {"];
    text.lines().any(|line| STARTS.iter().any(|start| line.starts_with(start)))
}

/// Reads a configuration.
///
/// # Errors
///
/// The text is not HCL, or is nested too deeply.
pub(crate) fn hcl(text: &str) -> Result<Import, ImportError> {
    limits::check_parsed(text)?;
    let body = parse_body(text).map_err(|error| {
        let place = error.location();
        ImportError::at(format!("this is not complete Terraform: {}", error.message()), place.line(), place.column())
    })?;
    let known = Known::of(&body, text, policy_document::document);
    let all = body.blocks().filter_map(|block| resource(&known, block)).collect::<Vec<_>>();
    let mut import = Import::new(Kind::TerraformHcl, format!("a configuration with {} resources", all.len()));
    let used: HashSet<String> =
        all.iter().flat_map(|it| it.policy_names.iter().map(|(_, name)| name.clone())).collect();
    Resources::new(all, None, "assume_role_policy").add_to(&mut import);
    documents(&known, &used, &mut import);
    for (text, why, line) in known.gaps.borrow().iter() {
        import.unresolved(text, why, Some(*line));
    }
    Ok(import)
}

/// A resource with the attributes that bear on decisions.
fn resource(known: &Known<'_>, block: &Block) -> Option<Resource> {
    let ("resource", [kind, label]) = (block.ident.value().as_str(), block.labels.as_slice()) else { return None };
    let (kind, label, line) = (kind.as_str().to_owned(), label.as_str().to_owned(), known.line(block));
    if !is_telling(&kind) {
        return None;
    }
    for repeated in ["for_each", "count"].iter().filter(|name| block.body.has_attribute(name)) {
        known.unresolved(&format!("{kind}.{label}"), &format!("`{repeated}` may create several of it, or none"), line);
    }
    for dynamic in block.body.get_blocks("dynamic") {
        known.unresolved(
            &format!("{kind}.{label}.dynamic"),
            "`dynamic` makes blocks from values that are not in the text",
            known.line(dynamic),
        );
    }
    let mut attributes: Vec<(String, Node)> = Vec::new();
    let mut policy_names = Vec::new();
    for attribute in block.body.attributes() {
        let name = attribute.key.value().as_str();
        if ATTRIBUTES.contains(&name) || (kind == "aws_sns_topic_policy" && name == "arn") {
            let mut value = expression::value(known, &attribute.value);
            value.line = known.line(&attribute.value);
            attributes.push((name.to_owned(), value));
            policy_names.extend(policy_document::label(&attribute.value).map(|label| (name.to_owned(), label)));
        }
    }
    let inline =
        block.body.get_blocks("inline_policy").map(|inline| expression::body(known, &inline.body, known.line(inline)));
    let inline: Vec<Node> = inline.collect();
    if !inline.is_empty() {
        attributes.push(("inline_policy".to_owned(), Node::new(Value::List(inline), line)));
    }
    Some(Resource { kind, label, attributes: Node::new(Value::Map(attributes), line), policy_names })
}

/// True for types of resources that bear on decisions.
fn is_telling(kind: &str) -> bool {
    let kinds = [
        "aws_s3_bucket",
        "aws_s3_bucket_policy",
        "aws_sns_topic_policy",
        "aws_secretsmanager_secret_policy",
        "aws_kms_key",
        "aws_vpc_endpoint",
        "aws_organizations_policy",
    ];
    kind.starts_with("aws_iam_") || kinds.contains(&kind)
}

/// Policy documents that no resource of the text uses.
fn documents(known: &Known<'_>, used: &HashSet<String>, import: &mut Import) {
    let referred_to = known.referred_documents();
    for (name, block) in &known.blocks {
        let Some(label) = name.strip_prefix("data.aws_iam_policy_document.") else { continue };
        if used.contains(label) || referred_to.contains(label) {
            continue;
        }
        let document = policy_document::document(known, block);
        loose(import, policy_kind(&document), Some(label), &document);
    }
}
