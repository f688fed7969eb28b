//! Output of commands of AWS, recognized by its fields.

use rolescope::scenario::{ContextInput, Input};

use crate::Import;
use crate::tree::Node;

mod account;
mod authorization;
mod decoded;
mod iam;
mod other;
mod resource;
mod simulation;
mod xml;

pub(crate) use xml::xml;

/// Reads the output of a command; `None` if it is of no command that is known.
pub(crate) fn import(node: &Node) -> Option<Import> {
    const FORMS: [fn(&Node) -> Option<Import>; 7] = [
        account::import,
        iam::import,
        resource::import,
        decoded::import,
        simulation::import,
        authorization::import,
        other::import,
    ];
    let mut import = FORMS.iter().find_map(|form| form(node))?;
    if node.get("IsTruncated").and_then(Node::boolean) == Some(true) {
        import.note("the output is cut off (IsTruncated); paste the rest too");
    }
    Some(import)
}

/// Tags of AWS's output, `[{"Key", "Value"}]`.
fn tags(node: Option<&Node>) -> rolescope::Map<String> {
    let pairs = node.map(Node::items).unwrap_or_default().iter();
    pairs.filter_map(|pair| Some((pair.text_of("Key")?.to_owned(), pair.text_of("Value")?.to_owned()))).collect()
}

/// A text as the value of a condition key.
fn given(text: &str) -> ContextInput {
    ContextInput::One(Input::Text(text.to_owned()))
}
