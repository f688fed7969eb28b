//! A row of tabs: one stop for the tab key, arrows between them.

use web_sys::wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent};
use yew::{AttrValue, Callback};

use crate::browser::element;
use crate::components::markup::{On, Tag, Wire, button, tag};
use crate::components::wire::click;
use crate::state::Action;

/// One tab.
pub(crate) struct Tab {
    /// Id of its element.
    pub(crate) id: AttrValue,
    /// Id of what it opens.
    pub(crate) panel: AttrValue,
    /// What choosing it means.
    pub(crate) action: Action,
    /// What stands on it.
    pub(crate) content: Vec<Tag>,
}

/// A row of tabs called `label`.
pub(crate) fn tabs(
    label: &'static str,
    class: &'static str,
    tabs: Vec<Tab>,
    selected: usize,
    dispatch: &Callback<Action>,
) -> Tag {
    let stops: Vec<(AttrValue, Action)> = tabs.iter().map(|tab| (tab.id.clone(), tab.action.clone())).collect();
    let emit = dispatch.clone();
    let keys = Wire::new(On::Key, move |event| {
        let key = event.dyn_ref::<KeyboardEvent>().map(KeyboardEvent::key);
        let next = key.and_then(|key| target(&key, selected, stops.len()));
        if let Some((id, action)) = next.and_then(|next| stops.get(next)) {
            event.prevent_default();
            emit.emit(action.clone());
            // Every tab is there all the time, so the next one can take the focus before it is drawn as selected.
            if let Some(tab) = element::<HtmlElement>(id) {
                let _ = tab.focus();
            }
        }
    });
    let mut stops = Vec::with_capacity(tabs.len());
    for (at, tab) in tabs.into_iter().enumerate() {
        let selected = at == selected;
        let stop = button("tab", click(dispatch, tab.action))
            .key(&tab.id)
            .is("role", "tab")
            .set("id", &tab.id)
            .is("aria-selected", if selected { "true" } else { "false" })
            .set("aria-controls", &tab.panel)
            .is("tabindex", if selected { "0" } else { "-1" });
        stops.push(tab.content.into_iter().fold(stop, Tag::with));
    }
    tag("div").class("tabs").class(class).is("role", "tablist").is("aria-label", label).on(keys).list(stops)
}

/// Where a key leads from the tab at `from` of `count`.
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
