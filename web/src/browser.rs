//! What the page asks of the browser: storage, the document's theme, the editor. Nothing here is reached natively.

use gloo::events::EventListener;
use gloo::storage::{LocalStorage, Storage};
use rolescope::Scenario;
use web_sys::wasm_bindgen::JsCast;
use web_sys::{Element, Event};
use yew::{AttrValue, Callback};

use crate::examples::{self, EXAMPLES, OWN, laid_out};
use crate::state::{State, Theme};

const THEME: &str = "rolescope.theme";
const SOURCE: &str = "rolescope.scenario";

/// The element with an id, if it is of this kind.
pub(crate) fn element<T: JsCast>(id: &str) -> Option<T> {
    gloo::utils::document().get_element_by_id(id).and_then(|element| element.dyn_into().ok())
}

/// What the editor says (`web/editor/element.js`).
pub(crate) enum Saying {
    /// It came, or it broke.
    Here(bool),
    /// The text for the policy at a pointer would be too long.
    Full(AttrValue),
    /// What can be put at an offset of the policy at a pointer?
    Asks { pointer: AttrValue, units: u32 },
}

/// Listens to the editor.
pub(crate) fn hear_editor(heard: &Callback<Saying>) -> Vec<EventListener> {
    let kinds = ["editorready", "editorbroken", "editorfull", "editorask"];
    let listener = |kind: &'static str| {
        let heard = heard.clone();
        EventListener::new(&gloo::utils::document(), kind, move |event| {
            if let Some(saying) = saying(event) {
                heard.emit(saying);
            }
        })
    };
    kinds.map(listener).into()
}

fn saying(event: &Event) -> Option<Saying> {
    let pointer = |frame: &Element| frame.id().strip_prefix("frame").map(|pointer| AttrValue::from(pointer.to_owned()));
    let frame = event.target().map(|target| target.unchecked_into::<Element>());
    match event.type_().as_str() {
        "editorready" => Some(Saying::Here(true)),
        "editorbroken" => Some(Saying::Here(false)),
        "editorfull" => Some(Saying::Full(pointer(&frame?)?)),
        _ => {
            let frame = frame?;
            let units = frame.get_attribute("asks")?.parse().ok()?;
            Some(Saying::Asks { pointer: pointer(&frame)?, units })
        }
    }
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
