//! `terraform show -json`: a plan, or a state.

use std::collections::HashMap;

use super::resources::{Resource, Resources};
use crate::tree::{Node, Value};
use crate::{Import, Kind};

/// Deepest modules in modules.
const MAX_MODULES: usize = 32;

/// Reads a plan; `None` if this is none.
pub(crate) fn plan(node: &Node) -> Option<Import> {
    let values = node.get("planned_values").or_else(|| node.get("values").filter(|_| node.has("terraform_version")))?;
    let mut all = Vec::new();
    modules(values.get("root_module")?, MAX_MODULES, &mut |resource: &Node| all.extend(of_plan(resource)));
    let mut account = None;
    for before in [Some(values), node.at(&["prior_state", "values"])].into_iter().flatten() {
        let Some(root) = before.get("root_module") else { continue };
        modules(root, MAX_MODULES, &mut |resource: &Node| {
            if resource.text_of("type") == Some("aws_caller_identity") {
                account = account
                    .take()
                    .or_else(|| resource.at(&["values", "account_id"]).and_then(Node::text).map(str::to_owned));
            }
        });
    }
    refer(node, &mut all);
    let mut import = Import::new(Kind::TerraformPlan, format!("a plan with {} resources", all.len()));
    Resources::new(all, account, "trust").add_to(&mut import);
    import.note("ARNs of roles are not known until apply; here they are made from account, path and name");
    Some(import)
}

/// Every resource of a module and of those in it.
fn modules(module: &Node, depth: usize, see: &mut impl FnMut(&Node)) {
    module.get("resources").map(Node::items).unwrap_or_default().iter().for_each(&mut *see);
    if depth > 0 {
        module
            .get("child_modules")
            .map(Node::items)
            .unwrap_or_default()
            .iter()
            .for_each(|child| modules(child, depth - 1, see));
    }
}

fn of_plan(resource: &Node) -> Option<Resource> {
    if resource.text_of("mode") == Some("data") {
        return None;
    }
    Some(Resource {
        kind: resource.text_of("type")?.to_owned(),
        label: resource.text_of("name")?.to_owned(),
        attributes: resource.get("values")?.clone(),
        policy_names: Vec::new(),
    })
}

/// Attributes that are unknown until apply and refer to another resource of the plan get its name, or the ARN made of it.
fn refer(node: &Node, all: &mut [Resource]) {
    let configured = node.at(&["configuration", "root_module", "resources"]).map(Node::items).unwrap_or_default();
    let mut by_name: HashMap<(&str, &str), &Node> = HashMap::new();
    for it in configured {
        let (kind, label) = (it.text_of("type").unwrap_or_default(), it.text_of("name").unwrap_or_default());
        by_name.entry((kind, label)).or_insert(it);
    }
    let mut known: HashMap<(String, String), String> = HashMap::new();
    for it in all.iter() {
        let name = it.text("bucket").unwrap_or_else(|| it.name());
        known.entry((it.kind.clone(), it.label.clone())).or_insert_with(|| name.to_owned());
    }
    for resource in all {
        let of_it = by_name.get(&(resource.kind.as_str(), resource.label.as_str()));
        let Some(expressions) = of_it.and_then(|it| it.get("expressions")) else { continue };
        for attribute in ["role", "user", "bucket"] {
            let references = expressions.at(&[attribute, "references"]).map(Node::items).unwrap_or_default();
            let Some(reference) = references.iter().find_map(Node::text).filter(|_| resource.text(attribute).is_none())
            else {
                continue;
            };
            let mut parts = reference.split('.');
            let (kind, label) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
            let Some(name) = known.get(&(kind.to_owned(), label.to_owned())) else { continue };
            if let Value::Map(members) = &mut resource.attributes.value {
                members.retain(|(known, _)| known != attribute);
                members.push((attribute.to_owned(), Node::of_text(name, resource.attributes.line)));
            }
        }
    }
}
