//! Answers of AWS's interfaces in XML: the few that hold a policy.

use crate::tree::{Node, Value};

/// Names of the elements that are of use, as the JSON output has them.
const NAMES: [&str; 7] = ["PolicyName", "RoleName", "UserName", "GroupName", "PolicyDocument", "Document", "VersionId"];

/// An answer of IAM in XML as the JSON output of the same call.
pub(crate) fn xml(text: &str) -> Option<Node> {
    if !text.trim_start().starts_with('<') || !text.contains("Result>") {
        return None;
    }
    let members: Vec<(String, Node)> =
        NAMES.iter().filter_map(|name| Some(((*name).to_owned(), element(text, name)?))).collect();
    let node = Node::new(Value::Map(members), 1);
    if node.has("Document") {
        return Some(Node::new(Value::Map(vec![("PolicyVersion".to_owned(), node)]), 1));
    }
    node.has("PolicyDocument").then_some(node)
}

/// The text of the first element with this name.
fn element(text: &str, name: &str) -> Option<Node> {
    let (before, rest) = text.split_once(&format!("<{name}>"))?;
    let (content, _) = rest.split_once(&format!("</{name}>"))?;
    let content = [("&quot;", "\""), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")]
        .iter()
        .fold(content.trim().to_owned(), |content, (escape, meant)| content.replace(escape, meant));
    Some(Node::of_text(content, before.matches('\n').count() + 1))
}
