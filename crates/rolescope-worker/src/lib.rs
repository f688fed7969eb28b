//! The engine in a worker of the page: no more than the way in and out for [`rolescope::task`]. The script around it is
//! `web/work/main.js`.

#![forbid(unsafe_code)]

use std::cell::Cell;

use js_sys::Function;
use rolescope::task::Work;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

thread_local! {
    /// The task that is being done. Not in here while it goes on: one that breaks down is gone.
    static WORK: Cell<Option<Work>> = const { Cell::new(None) };
}

/// Takes a request, the text of a [`rolescope::task::Request`], in place of the one before. One of more than `most` steps is
/// refused.
#[wasm_bindgen]
pub fn begin(request: &str, most: Option<u32>) {
    WORK.set(Some(Work::new(request, most.map_or(usize::MAX, |most| most as usize))));
}

/// Goes on until the work is done, and returns the last reply; or until `pause`, which is called with each progress, says so.
#[wasm_bindgen(js_name = goOn)]
pub fn go_on(pause: &Function) -> Option<String> {
    let mut work = WORK.take().unwrap_or_else(|| Work::new("", 0));
    let reply =
        work.go_on(&mut |progress| pause.call1(&JsValue::NULL, &progress.into()).is_ok_and(|it| it.is_truthy()));
    WORK.set(Some(work));
    reply
}
