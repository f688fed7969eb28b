//! The browser's local storage. Each key begins with the site's path: other sites of the same origin have the same storage.

use gloo::storage::{LocalStorage, Storage};
use gloo::utils::{document_element, window};

use crate::state::Draft;

/// Storage, where there is one: gloo takes it for granted and panics without it, and sandboxed frames and strict
/// settings have none. Texts are kept as they are; gloo's own way would wrap them in JSON.
pub(super) fn storage() -> Option<web_sys::Storage> {
    let there = window().local_storage().is_ok_and(|storage| storage.is_some());
    there.then(LocalStorage::raw)
}

pub(super) fn read(key: &str) -> Option<String> {
    storage()?.get_item(&path_key(key)).ok()?
}

/// Writes a text. An error says how it is kept instead: not at all.
pub(super) fn write(key: &str, value: &str) -> Result<(), Draft> {
    let storage = storage().ok_or(Draft::Blocked)?;
    let written = storage.set_item(&path_key(key), value);
    // Some browsers have a storage in which there is never any room.
    let full = || if storage.length().is_ok_and(|length| length > 0) { Draft::Full } else { Draft::Blocked };
    written.map_err(|_| full())
}

pub(super) fn forget(key: &str) {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(&path_key(key));
    }
}

/// Reads what this tab wrote last, which lasts as long as the tab; else what any tab did.
pub(super) fn read_of_tab(key: &str) -> Option<String> {
    session().and_then(|session| session.get_item(&path_key(key)).ok()?).or_else(|| read(key))
}

/// Writes a text for this tab and for tabs to come.
pub(super) fn write_for_tab(key: &str, value: &str) -> Result<(), Draft> {
    if let Some(session) = session() {
        let _ = session.set_item(&path_key(key), value);
    }
    if read(key).as_deref() == Some(value) { Ok(()) } else { write(key, value) }
}

/// The storage of the tab, where there is one for the site: frames of other pages have none.
fn session() -> Option<web_sys::Storage> {
    storage().and_then(|_| window().session_storage().ok()?)
}

/// The ends of all keys that begin with `start`.
pub(super) fn keys(start: &str) -> Vec<String> {
    let Some(storage) = storage() else { return Vec::new() };
    let keys = (0..storage.length().unwrap_or_default()).filter_map(|at| storage.key(at).ok()?);
    keys.filter_map(|key| key.strip_prefix(start).map(str::to_owned)).collect()
}

/// The whole key of this site.
pub(super) fn path_key(key: &str) -> String {
    told("data-keys") + key
}

/// Id of this tab, which no other one has.
pub(super) fn tab() -> String {
    told("data-tab")
}

/// Messages of `web/guard.js`.
fn told(name: &str) -> String {
    document_element().get_attribute(name).unwrap_or_default()
}
