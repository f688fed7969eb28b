//! What visitors do, turned into actions.
//!
//! One closure of each kind for the whole page: a closure of its own for each button would be a good part of what
//! visitors download.

use web_sys::wasm_bindgen::JsCast;
use web_sys::{Event, HtmlInputElement, HtmlTextAreaElement};
use yew::Callback;

use crate::components::editor::MOST;
use crate::components::markup::{On, Wire};
use crate::state::{Action, Editable};

/// A click that means `action`, and nothing else: what the browser would do by itself stays undone.
pub(crate) fn click(dispatch: &Callback<Action>, action: Action) -> Wire {
    let dispatch = dispatch.clone();
    Wire::new(On::Click, move |event| {
        event.prevent_default();
        dispatch.emit(action.clone());
    })
}

/// A focus that means `action`.
pub(crate) fn focus(dispatch: &Callback<Action>, action: Action) -> Wire {
    let dispatch = dispatch.clone();
    Wire::new(On::Focus, move |_| dispatch.emit(action.clone()))
}

/// Typing over the text of `what`. What is far too long for a policy is not even read.
pub(crate) fn typing(dispatch: &Callback<Action>, what: Editable) -> Wire {
    let dispatch = dispatch.clone();
    Wire::new(On::Input, move |event| {
        if let Editable::Policy(pointer) = &what {
            let area = event.target().map(|target| target.unchecked_into::<HtmlTextAreaElement>());
            if area.is_some_and(|area| area.text_length() > MOST) {
                return dispatch.emit(Action::Overfull(pointer.clone()));
            }
        }
        dispatch.emit(Action::Edit { what: what.clone(), text: text_of(&event) });
    })
}

/// The text of the field where `event` happened. Text areas and selections have the same `value` as inputs.
pub(crate) fn text_of(event: &Event) -> String {
    event.target().map(|target| target.unchecked_into::<HtmlInputElement>().value()).unwrap_or_default()
}
