//! The Rolescope page.
//!
//! `state` is what the page knows and the one function that changes it; `components` draw it; `app` joins both to
//! the browser. Everything about IAM comes from the `rolescope` crate.

#![forbid(unsafe_code)]

mod address;
mod analysis;
mod app;
mod browser;
mod chunks;
mod components;
mod draft;
mod examples;
mod explanation;
mod focus;
mod layout;
mod moments;
mod naming;
#[cfg(not(target_arch = "wasm32"))]
mod prerender;
mod reading;
mod ready;
mod sight;
mod state;
mod text;
mod tone;

use app::App;
use js_sys::Promise;
use wasm_bindgen_futures::JsFuture;
use web_sys::wasm_bindgen::JsValue;
use yew::Renderer;

/// Starts the app. Natively, `rolescope-web prerender` prints the page of a first visit.
fn main() {
    #[cfg(not(target_arch = "wasm32"))]
    if std::env::args().any(|it| it == "prerender") {
        println!("{}", prerender::first_visit());
        return;
    }
    if browser::has_prerendered() {
        wasm_bindgen_futures::spawn_local(take_over());
    } else {
        Renderer::<App>::new().render();
    }
}

/// Makes the first example, which the page shows already, the app's own once its first view can be drawn.
async fn take_over() {
    chunks::load_below().await;
    if browser::may_take_over() && chunks::chunks().can_take_over() {
        browser::set_later_aside();
        Renderer::<App>::new().hydrate();
        // Yew draws before anything else gets its turn, the browser's painting included.
        let _ = JsFuture::from(Promise::resolve(&JsValue::UNDEFINED)).await;
        browser::put_later_back();
    } else {
        Renderer::<App>::new().render();
    }
}
