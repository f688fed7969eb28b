//! Rows of condition keys, and fields that the page points at.

use crate::components::markup::{Tag, tag};
use crate::tone::Tone;

/// A key with its name and a word about it.
pub(crate) fn item(class: &'static str, name: &str, badge: &'static str) -> Tag {
    let badge = tag("span").class("badge").word(badge);
    tag("li").class(class).key(name).with(tag("code").class("key").text(name)).with(badge)
}

/// Marks what the page points at.
pub(crate) fn marked(field: Tag, tone: Option<Tone>) -> Tag {
    match tone {
        Some(tone) => field.class("compared").class(tone.class()),
        None => field,
    }
}
