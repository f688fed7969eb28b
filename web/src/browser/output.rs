//! Output that leaves the page, when the visitor says so: a file, a text for the clipboard.

use web_sys::wasm_bindgen::closure::Closure;
use web_sys::wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url, js_sys};
use yew::Callback;

use crate::state::Action;

/// Gives the visitor a file.
pub(crate) fn save_file(name: &str, media_type: &str, text: &str) {
    let _ = try_to_save(name, media_type, text);
}

fn try_to_save(name: &str, media_type: &str, text: &str) -> Result<(), JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(media_type);
    let blob = Blob::new_with_str_sequence_and_options(&js_sys::Array::of1(&text.into()), &options)?;
    let address = Url::create_object_url_with_blob(&blob)?;
    let link: HtmlAnchorElement = gloo::utils::document().create_element("a")?.unchecked_into();
    link.set_href(&address);
    link.set_download(name);
    link.click();
    Url::revoke_object_url(&address)
}

/// Puts a text into the clipboard, then says by an action whether the browser let it.
pub(crate) fn copy_text(text: &str, dispatch: &Callback<Action>, said: fn(bool) -> Action) {
    let window = gloo::utils::window();
    // Elsewhere there is no clipboard at all.
    if !window.is_secure_context() {
        return dispatch.emit(said(false));
    }
    let dispatch = dispatch.clone();
    // A promise that is kept brings nothing, a broken one its reason: one closure serves both.
    let ended = Closure::once(move |reason: JsValue| {
        dispatch.emit(said(reason.is_undefined()));
    });
    let _ = window.navigator().clipboard().write_text(text).then2(&ended, &ended);
    ended.forget();
}
