//! The line at the end of the page: version, and the state of the draft.

use crate::components::markup::{Tag, tag};
use crate::components::trouble::button_of_drafts;
use crate::state::{Draft, State};

pub(crate) fn footer(state: &State) -> Tag {
    let draft = match (state.draft, state.edited) {
        (Draft::Blocked, _) => "Storage is blocked in this browser: edits are lost when the page closes.",
        (Draft::Full, _) => "Storage is full: your latest edits are not kept.",
        (Draft::Removed, true) => "Another tab removed this draft. It is kept again with your next edit.",
        (Draft::Waiting, true) => "Keeping your edits in this browser …",
        (Draft::Kept, true) => "Your edits are kept in this browser.",
        (Draft::Waiting | Draft::Kept | Draft::Removed, false) => "",
    };
    let name = concat!("Rolescope ", env!("CARGO_PKG_VERSION"), " · not affiliated with AWS");
    let verify = tag("a").is("href", "verify.html").word("Verify that nothing leaves");
    let full = (state.draft == Draft::Full).then(|| button_of_drafts("full", "Make room"));
    // `web/offline.js` offers there to keep the whole site.
    let offline = tag("span").is("id", "offline");
    tag("footer").with(tag("span").word(name)).with(verify).with(offline).with(tag("span").word(draft)).maybe(full)
}
