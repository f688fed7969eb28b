//! Documents of policies: objects of the tree, or text that holds one.

use percent_encoding::percent_decode_str;
use rolescope::scenario::{Document, NamedPolicy};

use crate::tree::Node;

/// A policy with a name, from a document of the tree: an object, or text that holds one.
pub(crate) fn named(name: impl Into<String>, document: &Node) -> NamedPolicy {
    NamedPolicy { name: name.into(), document: document_of(document) }
}

/// A document of the tree.
pub(crate) fn document_of(node: &Node) -> Document {
    Document::from_text(match node.text() {
        Some(text) => written(text),
        None => node.to_json(),
    })
}

/// Text of a document, which AWS's interfaces may have URL-encoded; laid out anew if it stands in one line.
pub(crate) fn written(text: &str) -> String {
    let decoded = if is_encoded(text) { decoded(text) } else { text.trim().to_owned() };
    if decoded.contains('\n') {
        return decoded;
    }
    crate::tree::json(&decoded).map_or(decoded, |node| node.to_json())
}

/// True for a URL-encoded JSON object or string.
pub(crate) fn is_encoded(text: &str) -> bool {
    let start = text.trim_start();
    ["%7B", "%7b", "%22"].iter().any(|open| start.starts_with(open))
}

/// URL-encoded text, decoded. A plus is a plus: AWS writes a space as `%20`.
pub(crate) fn decoded(text: &str) -> String {
    percent_decode_str(text.trim()).decode_utf8_lossy().into_owned()
}
