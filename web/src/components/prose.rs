//! Sentences of the engine, with the user's words in code type.

use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(crate) struct ProseProps {
    pub(crate) text: AttrValue,
}

/// A sentence. What stands between backticks is set as code.
#[component]
pub(crate) fn Prose(props: &ProseProps) -> Html {
    let parts = props.text.split('`').enumerate();
    parts
        .map(|(at, part)| match at % 2 {
            0 => html! { {part.to_owned()} },
            _ => html! { <code>{part.to_owned()}</code> },
        })
        .collect()
}
