//! The credentials that a step obtained.

use rolescope::SessionReport;
use yew::prelude::*;

use crate::components::icon::{Glyph, Icon};
use crate::shared::Shared;

#[derive(PartialEq, Properties)]
pub(crate) struct SessionProps {
    pub(crate) session: Shared<SessionReport>,
    /// What later steps call it.
    pub(crate) reference: Option<AttrValue>,
}

#[component]
pub(crate) fn SessionCard(props: &SessionProps) -> Html {
    let session = &props.session;
    html! {
        <section class="card session" aria-labelledby="session-heading">
            <h3 id="session-heading"><Glyph icon={Icon::Key} />{ "Session obtained" }</h3>
            <dl>
                { row("Session", &session.arn) }
                { row("Access key", &session.access_key_id) }
                { row("Issued", &session.issued_at) }
                { row("Ends", &session.expiration) }
                { for session.source_identity.iter().map(|identity| row("Source identity", identity)) }
                { for session.tags.iter().map(|(key, value)| row(&format!("Tag {key}"), value)) }
                { for props.reference.iter().map(|name| row("Later steps call as", &format!("@{name}"))) }
            </dl>
        </section>
    }
}

fn row(name: &str, value: &str) -> Html {
    html! {
        <div><dt>{ name.to_owned() }</dt><dd><code>{ value.to_owned() }</code></dd></div>
    }
}
