//! A row of tabs: one stop for the tab key, arrows between them.

use web_sys::wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent};
use yew::{AttrValue, Callback};

use crate::browser::element;
use crate::components::markup::{On, Tag, Wire, button, tag};
use crate::components::more::more;
use crate::components::wire::click;
use crate::state::{Action, List, Shown};

/// One tab.
pub(crate) struct Tab {
    /// Id of its element.
    pub(crate) id: AttrValue,
    /// Id of what it opens.
    pub(crate) panel: AttrValue,
    /// Action of choosing it.
    pub(crate) action: Action,
    /// Text on it.
    pub(crate) content: Vec<Tag>,
}

/// A row of tabs.
pub(crate) struct Row {
    /// Its name.
    pub(crate) label: &'static str,
    pub(crate) class: &'static str,
    pub(crate) list: List,
    /// Meaning of the tabs, where not all of them are drawn.
    pub(crate) items: &'static str,
    pub(crate) count: usize,
    pub(crate) selected: usize,
}

/// Draws a row of tabs, each made by its position.
pub(crate) fn tabs(row: Row, shown: &Shown, make: &dyn Fn(usize) -> Tab, dispatch: &Callback<Action>) -> Tag {
    let Row { label, class, list, items, count, selected } = row;
    let few = shown.few(&list, count, Some(selected));
    let mut stops = Vec::with_capacity(few.range().len());
    for at in few.range() {
        stops.push(stop(make(at), at == selected, dispatch));
    }
    let row = tag("div").class("tabs").class(class).is("role", "tablist").is("aria-label", label);
    let row = row.on(keys(selected, count, make, dispatch)).list(stops);
    let (before, after) = (few.before(), few.after());
    if before.or(after).is_none() {
        return row;
    }
    let way = |part| more(&list, part, items, dispatch);
    tag("div").class("some").maybe(before.map(way)).with(row).maybe(after.map(way))
}

fn stop(tab: Tab, selected: bool, dispatch: &Callback<Action>) -> Tag {
    let stop = button("tab", click(dispatch, tab.action))
        .key(&tab.id)
        .is("role", "tab")
        .set("id", &tab.id)
        .is("aria-selected", if selected { "true" } else { "false" })
        .set("aria-controls", &tab.panel)
        .is("tabindex", if selected { "0" } else { "-1" });
    tab.content.into_iter().fold(stop, Tag::with)
}

/// Keys that move between the tabs.
fn keys(selected: usize, count: usize, make: &dyn Fn(usize) -> Tab, dispatch: &Callback<Action>) -> Wire {
    let mut ways = Vec::with_capacity(KEYS.len());
    for key in KEYS {
        ways.extend(target(key, selected, count).map(|at| (key, make(at))));
    }
    let dispatch = dispatch.clone();
    Wire::new(On::Key, move |event| {
        let key = event.dyn_ref::<KeyboardEvent>().map(KeyboardEvent::key);
        let way = ways.iter().find(|(known, _)| key.as_deref() == Some(*known));
        let Some((_, Tab { id, action, .. })) = way else { return };
        event.prevent_default();
        dispatch.emit(action.clone());
        // A tab that is drawn can take the focus before it is drawn as selected.
        match element::<HtmlElement>(id) {
            Some(tab) => drop(tab.focus()),
            None => dispatch.emit(Action::Focus(id.clone())),
        }
    })
}

const KEYS: [&str; 4] = ["ArrowRight", "ArrowLeft", "Home", "End"];

/// Tab to which a key leads from the tab at `from` of `count`.
fn target(key: &str, from: usize, count: usize) -> Option<usize> {
    let last = count.checked_sub(1)?;
    match key {
        "ArrowRight" => Some(if from >= last { 0 } else { from + 1 }),
        "ArrowLeft" => Some(if from == 0 { last } else { from - 1 }),
        "Home" => Some(0),
        "End" => Some(last),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::target;

    #[test]
    fn arrows_go_round_and_other_keys_go_nowhere() {
        assert_eq!(target("ArrowRight", 2, 3), Some(0));
        assert_eq!(target("ArrowLeft", 0, 3), Some(2));
        assert_eq!(target("End", 0, 3), Some(2));
        assert_eq!(target("a", 0, 3), None);
        assert_eq!(target("Home", 0, 0), None);
    }
}
