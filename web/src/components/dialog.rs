//! Dialogs: an element for each stands in the page, which the browser opens above everything.

use web_sys::HtmlDialogElement;
use yew::Callback;

use crate::browser::element;
use crate::components::markup::{On, Tag, Wire, button, tag};
use crate::components::wire::close_dialog;
use crate::state::{Action, Dialog};

/// A dialog with its heading, the button that closes it, and what else is in it. `heading_id` is the id of the heading, which stays in its
/// place, as the focus does in it, when the rest comes.
pub(crate) fn dialog(
    dialog: Dialog,
    heading_id: &'static str,
    words: &'static str,
    dispatch: &Callback<Action>,
    rest: Vec<Tag>,
) -> Tag {
    let close = button("quiet", Wire::new(On::Click, |event| close_dialog(&event))).word("Close");
    let heading = tag("header").with(tag("h2").is("id", heading_id).word(words)).with(close);
    let element = tag("dialog").is("id", dialog.id()).labelled_by(heading_id).on(closing(dialog, dispatch));
    element.with(heading).list(rest)
}

/// Says that the dialog was closed. The browser tells it a moment later: it may be open again by then.
fn closing(dialog: Dialog, dispatch: &Callback<Action>) -> Wire {
    let dispatch = dispatch.clone();
    Wire::new(On::Close, move |_| {
        if !element::<HtmlDialogElement>(dialog.id()).is_some_and(|it| it.open()) {
            dispatch.emit(Action::Closed(dialog));
        }
    })
}
