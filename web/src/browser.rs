//! Requests of the page to the browser: storage, address, files, clipboard, the editor. Nothing here is reached natively.

use std::cell::RefCell;

use gloo::events::EventListener;
use gloo::utils::{document, window};
use wasm_bindgen_futures::JsFuture;
use web_sys::wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, File, HtmlElement, HtmlInputElement, Node, Response};
use yew::{AttrValue, Callback};

use crate::address::Address;
use crate::examples::{self, FIRST};
use crate::state::{Depth, State, Theme, Trouble};

mod drafts;
mod output;
mod storage;

pub(crate) use drafts::{Drafts, Found, News, NotWritten, kept_scenarios, last_source, new_name, remember};
use storage::{forget, read, write};

pub(crate) use output::{copy_text, save_file};

const THEME: &str = "theme";
const DEPTH: &str = "depth";

/// The element with an id, if it is of this kind.
pub(crate) fn element<T: JsCast>(id: &str) -> Option<T> {
    document().get_element_by_id(id).and_then(|element| element.dyn_into().ok())
}

/// Messages of the editor (`web/editor/element.js`).
pub(crate) enum Saying {
    /// It came, or it broke.
    Here(bool),
    /// The text for the policy at a pointer would be too long.
    Full(AttrValue),
    /// The port holds a scenario to open, or a place to go to.
    Opens,
    /// The scenario shown is to be written into the port.
    Wonders,
    /// A worker says something.
    Works(String),
    /// Asks for the choices at an offset of the policy at a pointer.
    Asks { pointer: AttrValue, units: u32 },
}

/// Listens to the editor, and to the port (`crate::app`).
pub(crate) fn hear_editor(heard: &Callback<Saying>) -> Vec<EventListener> {
    let kinds = ["editorready", "editorbroken", "editorfull", "editorask", "portopen", "portask", "workreply"];
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
        "portopen" => Some(Saying::Opens),
        "portask" => Some(Saying::Wonders),
        "editorbroken" => Some(Saying::Here(false)),
        "workreply" => Some(Saying::Works(frame?.get_attribute("reply")?)),
        "editorfull" => Some(Saying::Full(pointer(&frame?)?)),
        _ => {
            let frame = frame?;
            let units = frame.get_attribute("asks")?.parse().ok()?;
            Some(Saying::Asks { pointer: pointer(&frame)?, units })
        }
    }
}

/// Moves the focus to the element with an id. What stands in a line is marked: typing replaces it.
pub(crate) fn focus(id: &str) {
    if let Some(element) = element::<HtmlElement>(id) {
        let _ = element.focus();
        if let Some(line) = element.dyn_ref::<HtmlInputElement>() {
            line.select();
        }
    }
}

/// True if the page shows the first example as it was drawn at the build (`web/prerendered.js`).
pub(crate) fn has_prerendered() -> bool {
    gloo::utils::body().has_attribute("data-prerendered")
}

/// Asks the page's scripts to hand over their first example; false when the app has to draw it anew.
pub(crate) fn may_take_over() -> bool {
    let asked = Event::new("takeover").is_ok_and(|event| window().dispatch_event(&event).is_ok());
    asked && has_prerendered()
}

thread_local! {
    /// Prerendered parts far below the first view, until the app draws its own.
    static LATER: RefCell<Vec<Node>> = const { RefCell::new(Vec::new()) };
}

/// Takes the prerendered parts far below the first view out of the page, so that the app finds only what it draws.
pub(crate) fn set_later_aside() {
    let Some(host) = element::<Element>("later") else { return };
    while let Some(part) = host.first_child() {
        let _ = host.remove_child(&part);
        LATER.with_borrow_mut(|parts| parts.push(part));
    }
}

/// Puts them back, before the browser paints.
pub(crate) fn put_later_back() {
    let Some(host) = element::<Element>("later") else { return };
    LATER.with_borrow(|parts| parts.iter().for_each(|part| drop(host.append_child(part))));
}

/// Removes them: the app draws its own, or another scenario is shown.
pub(crate) fn clear_later() {
    let parts = LATER.take();
    for (part, host) in parts.iter().filter_map(|part| Some((part, part.parent_node()?))) {
        let _ = host.remove_child(part);
    }
}

/// True if a visit begins with another scenario than the first example: only the engine can read it.
pub(crate) fn begins_elsewhere(address: &Address) -> bool {
    drafts::take_over();
    let source = first_source(address);
    address.link.is_some() || *source != *FIRST || drafts::is_kept(&source)
}

fn first_source(address: &Address) -> AttrValue {
    let linked = address.example.clone().filter(|id| examples::is_known(id));
    AttrValue::from(linked.unwrap_or_else(drafts::last_source))
}

/// The page as the visitor left it, and the example that is to be fetched for it.
pub(crate) fn last_visit(address: &Address, drafts: &mut Drafts) -> (State, Option<String>) {
    let source = first_source(address);
    let found = drafts.open(&source);
    let fetch = Some(source.to_string()).filter(|source| source != FIRST && examples::is_known(source));
    let (mut state, fetch) = match found {
        Found::Scenario(scenario) => (State::new(source, *scenario, true, Theme::System), None),
        Found::Nothing => (State::first_visit(), fetch),
        Found::Unreadable(reason) => {
            let mut state = State::first_visit();
            state.trouble = Some(Trouble::Unreadable { slot: source, reason: reason.into() });
            (state, fetch)
        }
    };
    state.kept = drafts::kept_scenarios();
    state.theme = kept_theme();
    let depth = read(DEPTH).and_then(|word| Depth::ALL.into_iter().find(|depth| depth.word() == word));
    state.depth = depth.unwrap_or_default();
    (state, fetch)
}

/// The theme that the visitor chose last.
pub(crate) fn kept_theme() -> Theme {
    match read(THEME).as_deref() {
        Some("light") => Theme::Light,
        Some("dark") => Theme::Dark,
        _ => Theme::System,
    }
}

/// The file of an example.
pub(crate) async fn fetch(id: String) -> Option<String> {
    let response = JsFuture::from(window().fetch_with_str(&format!("scenarios/{id}.json"))).await.ok()?;
    let response: Response = response.dyn_into().ok()?;
    let text = JsFuture::from(response.ok().then(|| response.text().ok())??).await.ok()?;
    text.as_string()
}

/// The text of a file.
pub(crate) async fn text_of(file: File) -> Option<String> {
    JsFuture::from(file.text()).await.ok()?.as_string()
}

/// The place that the page's address names.
pub(crate) fn address() -> Address {
    window().location().hash().map(|hash| Address::read(&hash)).unwrap_or_default()
}

/// Names the place in the page's address; no step of the browser's history.
pub(crate) fn show_address(address: &Address) {
    let fragment = address.write();
    let here = window().location();
    let url = match fragment.as_str() {
        // Without the `#` no address at all: the path stays.
        "" => here.pathname().and_then(|path| Ok(path + &here.search()?)).unwrap_or_default(),
        fragment => format!("#{fragment}"),
    };
    if let Ok(history) = window().history() {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&url));
    }
}

/// Keeps how deep the visitor wants to look.
pub(crate) fn keep_depth(depth: Depth) {
    let _ = write(DEPTH, depth.word());
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
            let _ = write(THEME, name);
        }
        None => {
            let _ = root.remove_attribute("data-theme");
            forget(THEME);
        }
    }
}
