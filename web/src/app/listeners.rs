//! Events beside those of the page's own elements: keys for undo, files that are dropped, the address, the size, leaving.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions};
use gloo::utils::{document, window};
use web_sys::wasm_bindgen::JsCast;
use web_sys::{DragEvent, Event};
use yew::prelude::*;

use super::{App, Message};
use crate::browser::Drafts;
use crate::components::exchange::import;
use crate::components::wire::undo_key;
use crate::state::Action;

/// Listeners beside the page's elements.
pub(super) fn listeners(ctx: &Context<App>, drafts: Rc<RefCell<Drafts>>) -> Vec<EventListener> {
    let link = ctx.link();
    let (leaving, moved, dispatch) =
        (link.callback(|()| Message::Save), link.callback(|()| Message::Moved), link.callback(Message::Do));
    let resized = link.callback(|()| Message::Resized);
    let stored = link.callback(|()| Message::Stored);
    let slept = stored.clone();
    let hidden = (leaving.clone(), Rc::clone(&drafts));
    // At once: Yew updates a moment later, when the page may be gone.
    let leaving = move || {
        if let Ok(mut drafts) = drafts.try_borrow_mut() {
            drafts.go_away();
        }
        leaving.emit(());
    };
    let hidden = move || {
        if let Ok(mut drafts) = hidden.1.try_borrow_mut() {
            drafts.keep_waiting();
        }
        hidden.0.emit(());
    };
    let (pause, undo) = (dispatch.clone(), dispatch.clone());
    let active = EventListenerOptions::enable_prevent_default;
    let drop = move |event: &Event| {
        let files = event.dyn_ref::<DragEvent>().and_then(DragEvent::data_transfer).and_then(|data| data.files());
        if let Some(file) = files.and_then(|files| files.get(0)) {
            event.prevent_default();
            import(file, &dispatch);
        }
    };
    let over = |event: &Event| {
        let data = event.dyn_ref::<DragEvent>().and_then(DragEvent::data_transfer);
        if data.is_some_and(|data| data.types().includes(&"Files".into(), 0)) {
            event.prevent_default();
        }
    };
    let key = move |event: &Event| {
        if let Some(action) = undo_key(event) {
            event.prevent_default();
            undo.emit(action);
        }
    };
    vec![
        EventListener::new(&window(), "pagehide", move |_| leaving()),
        EventListener::new(&window(), "hashchange", move |_| moved.emit(())),
        EventListener::new(&window(), "resize", move |_| resized.emit(())),
        EventListener::new(&window(), "storage", move |_| stored.emit(())),
        // Pages that were put aside and come back did not hear what was stored in the meantime.
        EventListener::new(&window(), "pageshow", move |_| slept.emit(())),
        EventListener::new(&document(), "visibilitychange", move |_| {
            pause.emit(Action::Play(false));
            hidden();
        }),
        EventListener::new_with_options(&window(), "keydown", active(), key),
        EventListener::new_with_options(&window(), "dragover", active(), over),
        EventListener::new_with_options(&window(), "drop", active(), drop),
    ]
}
