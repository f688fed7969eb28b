//! Acts of visitors, turned into actions.
//!
//! One closure of each kind for the whole page: a closure of its own for each button would be a good part of what
//! visitors download.

use web_sys::wasm_bindgen::JsCast;
use web_sys::{
    Element, Event, HtmlDialogElement, HtmlElement, HtmlInputElement, HtmlTextAreaElement, KeyboardEvent, MouseEvent,
    UiEvent,
};
use yew::Callback;
use yew::virtual_dom::Listener;

use crate::components::limits::MAX_TEXT;
use crate::components::markup::{On, Wire};
use crate::state::{Action, Change, Editable};

/// A click that means `action`, and nothing else: what the browser would do by itself stays undone.
pub(crate) fn click(dispatch: &Callback<Action>, action: Action) -> Wire {
    let dispatch = dispatch.clone();
    Wire::new(On::Click, move |event| {
        event.prevent_default();
        // Where something was taken away, its neighbor may come under the pointer: a double click does not mean both.
        let again = event.unchecked_ref::<UiEvent>().detail() > 1;
        let takes_away =
            matches!(&action, Action::Change(change) if change.removes()) || matches!(action, Action::Who(None));
        if !(again && takes_away) {
            dispatch.emit(action.clone());
        }
    })
}

/// The same for a button of `html!`.
pub(crate) fn press(dispatch: &Callback<Action>, action: Action) -> Callback<MouseEvent> {
    let click = click(dispatch, action);
    Callback::from(move |event: MouseEvent| click.handle(event.into()))
}

/// A click in a dialog that means `action` and closes the dialog.
pub(crate) fn choose(dispatch: &Callback<Action>, action: Action) -> Wire {
    let dispatch = dispatch.clone();
    Wire::new(On::Click, move |event| {
        close_dialog(&event);
        dispatch.emit(action.clone());
    })
}

/// Closes the dialog around what was clicked.
pub(crate) fn close_dialog(event: &Event) {
    let inside = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let dialog = inside.and_then(|inside| inside.closest("dialog").ok().flatten());
    if let Some(dialog) = dialog.and_then(|dialog| dialog.dyn_into::<HtmlDialogElement>().ok()) {
        dialog.close();
    }
}

/// The key of an event of the keyboard, without a modifier.
pub(crate) fn plain_key(event: &Event) -> Option<String> {
    let event = event.dyn_ref::<KeyboardEvent>()?;
    (!event.ctrl_key() && !event.meta_key() && !event.alt_key()).then(|| event.key())
}

/// Meaning of Ctrl-Z, Ctrl-Y and their likes where no text is typed: texts have an undo of their own.
pub(crate) fn undo_key(event: &Event) -> Option<Action> {
    let key = event.dyn_ref::<KeyboardEvent>().filter(|key| key.ctrl_key() || key.meta_key())?;
    if event.default_prevented() || event.target().is_some_and(|target| takes_text(&target)) {
        return None;
    }
    let inside = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let in_notice = inside.is_some_and(|inside| inside.closest(".notice").is_ok_and(|notice| notice.is_some()));
    match (key.key().to_ascii_lowercase().as_str(), key.shift_key()) {
        ("z", false) => Some(if in_notice { Action::Change(Change::TakeBack) } else { Action::Change(Change::Undo) }),
        ("z", true) | ("y", false) => Some(Action::Change(Change::Redo)),
        _ => None,
    }
}

fn takes_text(target: &web_sys::EventTarget) -> bool {
    let is_field = |element: &HtmlInputElement| element.type_() != "range";
    target.dyn_ref::<HtmlInputElement>().is_some_and(is_field)
        || target.dyn_ref::<web_sys::HtmlTextAreaElement>().is_some()
        || target.dyn_ref::<HtmlElement>().is_some_and(HtmlElement::is_content_editable)
        || target.dyn_ref::<Element>().is_some_and(|element| element.shadow_root().is_some())
}

/// A focus by keyboard that means `action`. One by pointer is the beginning of a click, and what would be drawn then would come
/// between the pointer and what it is on.
pub(crate) fn focus(dispatch: &Callback<Action>, action: Action) -> Wire {
    let dispatch = dispatch.clone();
    Wire::new(On::Focus, move |event| {
        let element = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        if element.is_some_and(|it| it.closest(":focus-visible").is_ok_and(|it| it.is_some())) {
            dispatch.emit(action.clone());
        }
    })
}

/// Typing over the text of `what`. What is far too long for a policy is not even read.
pub(crate) fn typing(dispatch: &Callback<Action>, what: Editable) -> Wire {
    let dispatch = dispatch.clone();
    Wire::new(On::Input, move |event| {
        if let Editable::Policy(pointer) = &what {
            let area = event.target().map(|target| target.unchecked_into::<HtmlTextAreaElement>());
            if area.is_some_and(|area| area.text_length() > MAX_TEXT) {
                return dispatch.emit(Action::Overfull(pointer.clone()));
            }
        }
        dispatch.emit(Action::Change(Change::Edit { what: what.clone(), text: text_of(&event) }));
    })
}

/// The text of the field where `event` happened. Text areas and selections have the same `value` as inputs.
pub(crate) fn text_of(event: &Event) -> String {
    event.target().map(|target| target.unchecked_into::<HtmlInputElement>().value()).unwrap_or_default()
}
