//! What the page asks of the browser: storage and the document's theme. Nothing here is reached natively.

use gloo::storage::{LocalStorage, Storage};
use rolescope::Scenario;
use web_sys::wasm_bindgen::JsCast;

use crate::examples::{self, EXAMPLES, OWN, laid_out};
use crate::state::{State, Theme};

mod output;

pub(crate) use output::{copy_text, save_file};

const THEME: &str = "rolescope.theme";
const SOURCE: &str = "rolescope.scenario";

/// The element with an id, if it is of this kind.
pub(crate) fn element<T: JsCast>(id: &str) -> Option<T> {
    gloo::utils::document().get_element_by_id(id).and_then(|element| element.dyn_into().ok())
}

/// The page as the visitor left it.
pub(crate) fn last_visit() -> State {
    let source = read(SOURCE).filter(|id| known(id)).or_else(|| EXAMPLES.first().map(|first| first.id.to_owned()));
    let theme = match read(THEME).as_deref() {
        Some("light") => Theme::Light,
        Some("dark") => Theme::Dark,
        _ => Theme::System,
    };
    let left = source.and_then(|id| open(&id).map(|(scenario, edited)| State::new(id.into(), scenario, edited, theme)));
    left.unwrap_or_else(|| State { theme, ..State::first_visit() })
}

/// The draft of a scenario, else the built-in one as it came; and whether it is a draft.
pub(crate) fn open(id: &str) -> Option<(Scenario, bool)> {
    let draft =
        read(&draft_key(id)).and_then(|text| Scenario::from_json(&text).ok()).filter(|draft| !draft.steps.is_empty());
    match draft {
        Some(scenario) => Some((laid_out(scenario), true)),
        None => examples::example(id).map(|scenario| (scenario, false)),
    }
}

/// Whether the visitor has a scenario of their own in storage.
pub(crate) fn has_own() -> bool {
    read(&draft_key(OWN)).is_some()
}

/// Keeps the state's scenario when it was edited. False when the browser keeps nothing.
///
/// A scenario as built in takes no draft away: another tab may be at work on it.
pub(crate) fn keep(state: &State) -> bool {
    write(SOURCE, &state.source) && (!state.edited || write(&draft_key(&state.source), &state.scenario.to_json()))
}

/// Forgets the draft of a scenario.
pub(crate) fn forget_draft(id: &str) {
    forget(&draft_key(id));
}

/// Shows the theme and keeps the choice.
pub(crate) fn show_theme(theme: Theme) {
    let root = gloo::utils::document_element();
    let name = match theme {
        Theme::System => None,
        Theme::Light => Some("light"),
        Theme::Dark => Some("dark"),
    };
    match name {
        Some(name) => {
            let _ = root.set_attribute("data-theme", name);
            write(THEME, name);
        }
        None => {
            let _ = root.remove_attribute("data-theme");
            forget(THEME);
        }
    }
}

fn known(id: &str) -> bool {
    id == OWN || EXAMPLES.iter().any(|example| example.id == id)
}

fn draft_key(id: &str) -> String {
    format!("rolescope.draft.{id}")
}

/// Storage, where there is one: gloo takes it for granted and panics without it, and sandboxed frames and strict
/// settings have none. Texts are kept as they are; gloo's own way would wrap them in JSON.
fn storage() -> Option<web_sys::Storage> {
    let there = gloo::utils::window().local_storage().is_ok_and(|storage| storage.is_some());
    there.then(LocalStorage::raw)
}

fn read(key: &str) -> Option<String> {
    storage()?.get_item(key).ok()?
}

fn write(key: &str, value: &str) -> bool {
    storage().is_some_and(|storage| storage.set_item(key, value).is_ok())
}

fn forget(key: &str) {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(key);
    }
}
