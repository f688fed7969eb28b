//! The resource of an event, which its message often names in short or not at all.

use crate::tree::Node;

/// ARN of the resource: from the request's parameters, or from the list of resources.
pub(super) fn of(event: &Node, action: &str) -> Option<String> {
    let parameters = event.get("requestParameters");
    if let Some(role) = parameters.and_then(|parameters| parameters.text_of("roleArn")) {
        return Some(role.to_owned());
    }
    if action.starts_with("s3:") {
        return parameters.and_then(in_bucket);
    }
    if let Some((_, arn)) = parameters.map(Node::members).unwrap_or_default().iter().find(|(_, value)| is_arn(value)) {
        return arn.text().map(str::to_owned);
    }
    let resources = event.get("resources").map(Node::items).unwrap_or_default();
    resources.iter().find_map(|resource| resource.text_of("ARN")).map(str::to_owned).or_else(|| of_iam(event, action))
}

fn is_arn(node: &Node) -> bool {
    node.text().is_some_and(|text| text.starts_with("arn:"))
}

fn in_bucket(parameters: &Node) -> Option<String> {
    let bucket = parameters.text_of("bucketName")?;
    let key = parameters.text_of("key").map_or(String::new(), |key| format!("/{key}"));
    Some(format!("arn:aws:s3:::{bucket}{key}"))
}

/// IAM's parameters are names: they are in the account that got the event, and their path is `/` unless it is said.
fn of_iam(event: &Node, action: &str) -> Option<String> {
    if !action.starts_with("iam:") {
        return None;
    }
    let parameters = event.get("requestParameters")?;
    let account = event.text_of("recipientAccountId")?;
    let names = [("roleName", "role"), ("userName", "user"), ("groupName", "group")];
    let (name, kind) = names.iter().find_map(|(field, kind)| Some((parameters.text_of(field)?, *kind)))?;
    let path = parameters.text_of("path").unwrap_or("/");
    Some(format!("arn:aws:iam::{account}:{kind}{path}{name}"))
}
