//! Scenarios from files and texts that the visitor brings.

use rolescope::Scenario;
use web_sys::wasm_bindgen::JsCast;
use web_sys::{File, HtmlDialogElement, HtmlInputElement, HtmlTextAreaElement};
use yew::Callback;
use yew::platform::spawn_local;

use crate::browser::{self, element};
use crate::chunks::chunks;
use crate::components::markup::{On, Wire};
use crate::reading::{LARGEST, TOO_LARGE, Unreadable};
use crate::state::{Action, Dialog};

/// Reads a file, and shows its text in the dialog: nothing is replaced before the visitor says so.
pub(crate) fn import(file: File, dispatch: &Callback<Action>) {
    let dispatch = dispatch.clone();
    if file.size() > LARGEST as f64 {
        // What stands in the dialog stays there.
        if !element::<HtmlDialogElement>(Dialog::Exchange.id()).is_some_and(|dialog| dialog.open()) {
            dispatch.emit(Action::Show(Dialog::Exchange));
        }
        return dispatch.emit(Action::Refuse(TOO_LARGE.into()));
    }
    spawn_local(async move {
        let text = browser::text_of(file).await.unwrap_or_default();
        let refused = chunks().engine.and_then(|it| (it.read)(&text).err());
        dispatch.emit(Action::Import(text.into()));
        if let Some(unreadable) = refused {
            dispatch.emit(Action::Refuse(unreadable.message.into()));
        }
    });
}

/// A file that is chosen is read.
pub(super) fn choosing(dispatch: &Callback<Action>) -> Wire {
    let dispatch = dispatch.clone();
    Wire::new(On::Change, move |event| {
        let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        if let Some(file) = input.and_then(|input| input.files()).and_then(|files| files.get(0)) {
            import(file, &dispatch);
        }
    })
}

/// The scenario in a text area, or what to say about it. What is too long is not even taken out.
pub(super) fn read_from(area: &HtmlTextAreaElement) -> Result<Scenario, Unreadable> {
    let engine = chunks().engine.filter(|_| area.text_length() as usize <= LARGEST);
    engine.map_or_else(|| Err(Unreadable::too_large()), |it| (it.read)(&area.value()))
}
