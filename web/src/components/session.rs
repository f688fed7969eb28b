//! The credentials that a step obtained.

use rolescope::report::SessionReport;

use crate::components::icon::{Icon, glyph};
use crate::components::markup::{Tag, tag};

/// Caller of later steps, and its end; `reference` is the name of the step.
pub(crate) fn session_card(session: &SessionReport, reference: Option<&str>) -> Tag {
    let mut rows = row(tag("dl"), "Session", &session.arn);
    rows = row(rows, "Access key", &session.access_key_id);
    rows = row(rows, "Issued", &session.issued_at);
    rows = row(rows, "Ends", &session.expiration);
    if let Some(identity) = &session.source_identity {
        rows = row(rows, "Source identity", identity);
    }
    for (key, value) in session.tags.iter() {
        rows = row(rows, &format!("Tag {key}"), value);
    }
    if let Some(name) = reference {
        rows = row(rows, "Later steps call as", &format!("@{name}"));
    }
    tag("section")
        .class("card session")
        .is("id", "session")
        .is("tabindex", "-1")
        .labelled_by("session-heading")
        .with(tag("h3").is("id", "session-heading").with(glyph(Icon::Key)).word("Session obtained"))
        .with(rows)
}

fn row(rows: Tag, name: &str, value: &str) -> Tag {
    rows.with(tag("div").with(tag("dt").text(name)).with(tag("dd").with(tag("code").text(value))))
}
