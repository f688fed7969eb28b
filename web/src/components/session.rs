//! The credentials that a step obtained.

use rolescope::SessionReport;
use yew::prelude::*;

use crate::components::icon::{Icon, glyph};

/// Who the caller of later steps is, and until when; `reference` is the name of the step.
pub(crate) fn session_card(session: &SessionReport, reference: Option<&str>) -> Html {
    html! {
        <section class="card session" aria-labelledby="session-heading">
            <h3 id="session-heading">{ glyph(Icon::Key) }{ "Session obtained" }</h3>
            <dl>
                { row("Session", &session.arn) }
                { row("Access key", &session.access_key_id) }
                { row("Issued", &session.issued_at) }
                { row("Ends", &session.expiration) }
                { for session.source_identity.iter().map(|identity| row("Source identity", identity)) }
                { for session.tags.iter().map(|(key, value)| row(&format!("Tag {key}"), value)) }
                { for reference.iter().map(|name| row("Later steps call as", &format!("@{name}"))) }
            </dl>
        </section>
    }
}

fn row(name: &str, value: &str) -> Html {
    html! {
        <div><dt>{ name.to_owned() }</dt><dd><code>{ value.to_owned() }</code></dd></div>
    }
}
