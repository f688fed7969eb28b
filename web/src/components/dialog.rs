//! Dialogs: an element for each stands in the page, which the browser opens above everything.

use web_sys::HtmlDialogElement;
use yew::Callback;

use crate::browser::element;
use crate::components::markup::{On, Tag, Wire, button, tag};
use crate::components::wire::close_dialog;
use crate::state::{Action, Dialog};

/// A dialog with its heading, and the button that closes it. `heading_id` is the id of the heading.
pub(crate) fn dialog(
    dialog: Dialog,
    heading_id: &'static str,
    words: &'static str,
    dispatch: &Callback<Action>,
) -> Tag {
    let close = button("quiet", Wire::new(On::Click, |event| close_dialog(&event))).word("Close");
    let heading = tag("header").with(tag("h2").is("id", heading_id).word(words)).with(close);
    tag("dialog").is("id", dialog.id()).labelled_by(heading_id).on(closing(dialog, dispatch)).with(heading)
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
