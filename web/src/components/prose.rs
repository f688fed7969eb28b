//! Sentences of the engine, with the user's words in code type.

use crate::components::markup::{Tag, tag};

/// Appends a sentence to `parent`. What stands between backticks is set as code.
pub(crate) fn prose(mut parent: Tag, text: &str) -> Tag {
    for (at, part) in text.split('`').enumerate() {
        parent = if at % 2 == 0 { parent.text(part) } else { parent.with(tag("code").text(part)) };
    }
    parent
}
