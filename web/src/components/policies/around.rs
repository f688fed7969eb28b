//! Parts around a policy's text.

use rolescope::report::PolicyType;
use rolescope::scenario::PolicyEntry;

use super::Desk;
use crate::components::field::Forms;
use crate::components::icon::{Icon, glyph};
use crate::components::markup::{Tag, button, tag};
use crate::components::more::drawn;
use crate::components::prose::prose;
use crate::components::wire::click;
use crate::naming::{PolicyName, short};
use crate::state::{Action, Change, Editable, List};

/// Above the text: what the policy is called, who carries it, and the way to be rid of it.
pub(super) fn caption(name: &PolicyName, entry: &PolicyEntry<'_>, forms: &Forms<'_>) -> Tag {
    let pointer = &name.pointer;
    let line = forms.line("policy-name", Editable::PolicyName(pointer.clone()), &entry.policy.name);
    let remove = button("square quiet", click(forms.dispatch, Action::Change(Change::RemovePolicy(pointer.clone()))));
    let remove = remove.is("aria-label", "Remove policy").is("title", "Remove policy").with(glyph(Icon::Cross));
    tag("div")
        .class("caption")
        .with(line.is("aria-label", "Name of this policy"))
        .with(tag("span").class("owner").text(&format!(
            "{} of {}",
            entry.policy_type.kind().label(),
            short(entry.owner)
        )))
        .with(remove)
}

/// Below a trust policy: what sort of role it makes.
pub(super) fn role_notes(desk: &Desk<'_>, entry: &PolicyEntry<'_>) -> Option<Tag> {
    let role = desk.roles.iter().find(|role| role.arn == entry.owner && entry.policy_type == PolicyType::Trust)?;
    let few = desk.shown.few(&List::Sorts, role.kinds.len(), None);
    let notes = drawn(&List::Sorts, &few, "sorts", desk.dispatch, &mut |at| {
        let note = role.kinds.get(at).map_or("", |kind| &kind.note);
        tag("li").class("t-info").with(glyph(Icon::Key)).with(prose(tag("span"), note))
    });
    (!notes.is_empty()).then(|| tag("ul").class("notes").is("aria-label", "What sort of role this is").list(notes))
}

/// Said of a text that is too long.
pub(super) fn overfull() -> Tag {
    const SAYS: &str = "That is more than 10 MB, and no policy is. Nothing was changed or kept.";
    tag("p").class("overfull t-error").is("role", "alert").with(glyph(Icon::Alert)).word(SAYS)
}
