//! The whole scenario as JSON text: to copy, to save, to put in, to open from a file.

use web_sys::wasm_bindgen::JsCast;
use web_sys::{HtmlAnchorElement, HtmlDialogElement, HtmlTextAreaElement};
use yew::Callback;

use crate::browser::{copy_text, element, new_name};
use crate::components::dialog::dialog;
use crate::components::markup::{On, Tag, Wire, button, tag};
use crate::components::prose::prose;
use crate::state::{Action, Dialog, State};

mod import;

pub(crate) use import::import;
use import::{choosing, read_from};

const TEXT: &str = "exchange-text";
const FILE: &str = "exchange-file";
const HEADING: &str = "exchange-heading";
const USE: &str =
    "Copy it to keep or share the scenario, or put in another one. The command line and tests read the same text.";

/// The dialog.
pub(crate) fn exchange(state: &State, dispatch: &Callback<Action>) -> Tag {
    let file =
        tag("input").is("type", "file").is("id", FILE).is("accept", ".json,application/json").on(choosing(dispatch));
    let tools = tag("div")
        .class("tools")
        .with(button("primary", finish(dispatch)).word("Use this scenario"))
        .with(button("", copying(dispatch)).word("Copy"))
        .with(
            tag("a").class("button").is("download", "scenario.json").is("href", "#").on(saving()).word("Save as file"),
        )
        .with(tag("label").class("button").is("for", FILE).word("Open a file").with(file));
    let area = tag("textarea").is("id", TEXT).is("aria-label", "Scenario as JSON").is("rows", "18").is("wrap", "off");
    let refusal = prose(tag("p").class("refusal t-error").is("role", "alert"), &state.refusal);
    let rest = vec![tag("p").word(USE), area.plain(), refusal, tools];
    dialog(Dialog::Exchange, HEADING, "This scenario as JSON", dispatch, rest)
}

/// Puts a text into the dialog.
pub(crate) fn put_in(text: &str) {
    if let Some(area) = element::<HtmlTextAreaElement>(TEXT) {
        area.set_value(text);
    }
}

fn copying(dispatch: &Callback<Action>) -> Wire {
    let dispatch = dispatch.clone();
    Wire::new(On::Click, move |_| {
        let Some(area) = element::<HtmlTextAreaElement>(TEXT) else { return };
        // Where the page may not, the visitor can: the text is selected for them.
        area.select();
        copy_text(&area.value(), &dispatch, |copied| {
            Action::Refuse(if copied { "Copied." } else { "Press Ctrl-C to copy the selected text." }.into())
        });
    })
}

/// The link carries the text itself: no address of a server is in it.
fn saving() -> Wire {
    Wire::new(On::Click, |event| {
        let link = event.target().and_then(|target| target.dyn_into::<HtmlAnchorElement>().ok());
        if let (Some(link), Some(area)) = (link, element::<HtmlTextAreaElement>(TEXT)) {
            let text = String::from(js_sys::encode_uri_component(&area.value()));
            link.set_href(&format!("data:application/json;charset=utf-8,{text}"));
        }
    })
}

/// A click that takes the dialog's text for the page's scenario, and closes the dialog when it is one.
fn finish(dispatch: &Callback<Action>) -> Wire {
    let dispatch = dispatch.clone();
    Wire::new(On::Click, move |_| {
        let Some(area) = element::<HtmlTextAreaElement>(TEXT) else { return };
        match read_from(&area) {
            Err(unreadable) => dispatch.emit(Action::Refuse(unreadable.message.into())),
            Ok(scenario) => {
                if let Some(dialog) = element::<HtmlDialogElement>(Dialog::Exchange.id()) {
                    dialog.close();
                }
                dispatch.emit(Action::Open { source: new_name(), scenario: Box::new(scenario), edited: true });
            }
        }
    })
}
