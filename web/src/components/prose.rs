//! Sentences of the engine, with the user's words in code type.

use yew::prelude::*;

/// A sentence. What stands between backticks is set as code.
pub(crate) fn prose(text: &str) -> Html {
    let parts = text.split('`').enumerate();
    parts
        .map(|(at, part)| match at % 2 {
            0 => html! { {part.to_owned()} },
            _ => html! { <code>{part.to_owned()}</code> },
        })
        .collect()
}
