//! Sentences of the engine, with the user's words in code type.

use crate::components::markup::{Tag, tag};

/// Most pieces of a sentence that are set apart; behind them it stays as it is written.
const PIECES: usize = 200;

/// Appends a sentence to `parent`. What stands between backticks is set as code.
pub(crate) fn prose(mut parent: Tag, text: &str) -> Tag {
    for (at, part) in text.splitn(PIECES + 1, '`').enumerate() {
        parent = if at % 2 == 0 { parent.text(part) } else { parent.with(tag("code").text(part)) };
    }
    parent
}
