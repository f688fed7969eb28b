//! A row of tabs: one stop for the tab key, arrows between them.

use gloo::utils::document;
use web_sys::wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent};
use yew::prelude::*;
use yew::virtual_dom::VNode;

/// One tab.
#[derive(Clone, PartialEq)]
pub(crate) struct Tab {
    /// Id of its element.
    pub(crate) id: AttrValue,
    /// Id of what it opens.
    pub(crate) panel: AttrValue,
    /// What stands on it.
    pub(crate) content: VNode,
}

#[derive(PartialEq, Properties)]
pub(crate) struct TabsProps {
    /// Accessible name of the row.
    pub(crate) label: AttrValue,
    pub(crate) class: &'static str,
    pub(crate) tabs: Vec<Tab>,
    pub(crate) selected: usize,
    /// Called with the position of the tab that was chosen.
    pub(crate) onselect: Callback<usize>,
}

#[component]
pub(crate) fn Tabs(props: &TabsProps) -> Html {
    let onkeydown = {
        let ids: Vec<AttrValue> = props.tabs.iter().map(|tab| tab.id.clone()).collect();
        let (selected, onselect) = (props.selected, props.onselect.clone());
        Callback::from(move |event: KeyboardEvent| {
            if let Some(next) = target(&event.key(), selected, ids.len()) {
                event.prevent_default();
                onselect.emit(next);
                if let Some(id) = ids.get(next) {
                    focus(id);
                }
            }
        })
    };
    html! {
        <div class={classes!("tabs", props.class)} role="tablist" aria-label={props.label.clone()} {onkeydown}>
            { for props.tabs.iter().enumerate().map(|(at, tab)| {
                let selected = at == props.selected;
                let onclick = props.onselect.reform(move |_: MouseEvent| at);
                html! {
                    <button key={tab.id.as_str()} type="button" class="tab" role="tab" id={tab.id.clone()}
                        aria-selected={selected.to_string()} aria-controls={tab.panel.clone()}
                        tabindex={if selected { "0" } else { "-1" }} {onclick}>
                        { tab.content.clone() }
                    </button>
                }
            }) }
        </div>
    }
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

/// Every tab is there all the time, so the next one can take the focus before it is drawn as selected.
fn focus(id: &str) {
    let element = document().get_element_by_id(id);
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
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
