//! Changes of a text and its caret besides typing.

use web_sys::{Element, HtmlElement, HtmlTextAreaElement};
use yew::{AttrValue, Callback};

use super::{LINE, area_id, frame_id};
use crate::browser::element;
use crate::components::markup::{On, Tag, Wire, button};
use crate::state::{Action, Caret, Change, Editable};
use crate::text::{formatted, same_place, utf8_offset, utf16_offset};

/// The button that lays the text out anew.
pub(crate) fn format_button(pointer: &AttrValue, dispatch: &Callback<Action>) -> Tag {
    let (pointer, dispatch) = (pointer.clone(), dispatch.clone());
    let press = Wire::new(On::Click, move |_| {
        let Some(area) = element::<HtmlTextAreaElement>(&area_id(&pointer)) else { return };
        let before = area.value();
        let caret = area.selection_start().ok().flatten().map(|at| utf8_offset(&before, at));
        let Some(text) = formatted(&before) else {
            return dispatch.emit(Action::Say("A string has no end: it is laid out anew once it has one.".into()));
        };
        if text != before {
            area.set_value(&text);
            let caret = utf16_offset(&text, same_place(&before, &text, caret.unwrap_or_default()));
            let _ = area.set_selection_range(caret, caret);
            dispatch.emit(Action::Change(Change::Edit { what: Editable::Policy(pointer.clone()), text }));
        }
    });
    button("quiet", press).word("Format")
}

/// Puts the caret where it was sent; `text` is the text of its policy.
pub(crate) fn place_caret(caret: &Caret, text: &str, rich: bool) {
    let offset = utf16_offset(text, caret.offset);
    if rich {
        if let Some(frame) = element::<Element>(&frame_id(&caret.pointer)) {
            let _ = frame.set_attribute("caret", &offset.to_string());
        }
    } else if let Some(area) = element::<HtmlTextAreaElement>(&area_id(&caret.pointer)) {
        let _ = area.set_selection_range(offset, offset);
        let _ = area.focus();
    }
}

/// Scrolls the frame of a text area, and only it, to a line. Somebody who is typing in it is not to be carried off. The
/// editor does so by itself.
pub(crate) fn show_line(pointer: &str, line: usize) {
    let typing = gloo::utils::document().active_element().is_some_and(|active| active.id() == area_id(pointer));
    let Some(frame) = element::<HtmlElement>(&frame_id(pointer)).filter(|_| !typing) else { return };
    let (top, height) = (frame.scroll_top(), frame.client_height());
    let wanted = (line as i32 - 1) * LINE;
    if wanted < top || wanted + 2 * LINE > top + height {
        frame.set_scroll_top(wanted - height / 3);
    }
}
