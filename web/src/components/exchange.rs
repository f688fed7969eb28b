//! The whole scenario as JSON text, to copy or to put in.

use rolescope::{Scenario, ScenarioError};
use web_sys::{HtmlDialogElement, HtmlTextAreaElement};
use yew::Callback;

use crate::browser::element;
use crate::components::markup::{On, Tag, Wire, button, tag};
use crate::components::prose::prose;
use crate::components::wire::click;
use crate::examples::{OWN, laid_out};
use crate::state::{Action, State};

const DIALOG: &str = "exchange";
const TEXT: &str = "exchange-text";
const HEADING: &str = "exchange-heading";
const USE: &str =
    "Copy it to keep or share the scenario, or put in another one. The command line and tests read the same text.";

/// The button that opens the dialog, and the dialog.
pub(crate) fn exchange(state: &State, dispatch: &Callback<Action>) -> Vec<Tag> {
    let show = click(dispatch, Action::Exchange);
    let tools = tag("div")
        .class("tools")
        .with(button("primary", finish(true, dispatch)).word("Use this scenario"))
        .with(button("", finish(false, dispatch)).word("Close"));
    let area = tag("textarea").is("id", TEXT).is("aria-label", "Scenario as JSON").is("rows", "18").is("wrap", "off");
    let dialog = tag("dialog")
        .is("id", DIALOG)
        .labelled_by(HEADING)
        .with(tag("h2").is("id", HEADING).word("This scenario as JSON"))
        .with(tag("p").word(USE))
        .with(area.plain())
        .with(prose(tag("p").class("refusal t-error").is("role", "alert"), &state.refusal))
        .with(tools);
    vec![button("edge", show).word("JSON"), dialog]
}

/// Opens the dialog with the scenario in it.
pub(crate) fn show_exchange(scenario: &Scenario) {
    if let (Some(dialog), Some(area)) = (element::<HtmlDialogElement>(DIALOG), element::<HtmlTextAreaElement>(TEXT)) {
        area.set_value(&scenario.to_json());
        let _ = dialog.show_modal();
    }
}

/// A click that closes the dialog; with `apply`, only when its text is a scenario, which the page then shows.
fn finish(apply: bool, dispatch: &Callback<Action>) -> Wire {
    let dispatch = dispatch.clone();
    Wire::new(On::Click, move |_| {
        let text = element::<HtmlTextAreaElement>(TEXT).filter(|_| apply).map(|area| area.value());
        match text.as_deref().map(read) {
            Some(Err(message)) => return dispatch.emit(Action::Refuse(message.into())),
            Some(Ok(scenario)) => {
                dispatch.emit(Action::Open { source: OWN.into(), scenario: Box::new(scenario), edited: true });
            }
            None => {}
        }
        if let Some(dialog) = element::<HtmlDialogElement>(DIALOG) {
            dialog.close();
        }
    })
}

/// The scenario in `text`, or what to say about it.
fn read(text: &str) -> Result<Scenario, String> {
    let scenario = Scenario::from_json(text).map_err(|error| refusal(&error))?;
    if scenario.steps.is_empty() {
        return Err("the scenario has no `steps`: add at least one call to decide".to_owned());
    }
    Ok(laid_out(scenario))
}

fn refusal(error: &ScenarioError) -> String {
    match error.line {
        0 => error.to_string(),
        line => format!("line {line}, column {}: {error}", error.column),
    }
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn what_is_wrong_is_said_with_its_place() {
        assert!(read("{\n  \"stepz\": []}").unwrap_err().starts_with("line 2, column"));
    }

    #[test]
    fn a_scenario_without_steps_is_refused() {
        assert!(read("{}").unwrap_err().contains("`steps`"));
    }
}
