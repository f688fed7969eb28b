//! The whole scenario as JSON text, to copy or to put in.

use rolescope::{Scenario, ScenarioError};
use web_sys::{HtmlDialogElement, HtmlTextAreaElement};
use yew::prelude::*;
use yew::virtual_dom::ListenerKind;

use crate::components::markup::{Wire, button, fragment, tag};
use crate::components::prose::prose;
use crate::examples::{OWN, laid_out};
use crate::shared::Shared;
use crate::state::Action;

#[derive(PartialEq, Properties)]
pub(crate) struct ExchangeProps {
    pub(crate) scenario: Shared<Scenario>,
    pub(crate) dispatch: Callback<Action>,
}

#[component]
pub(crate) fn Exchange(props: &ExchangeProps) -> Html {
    let dialog = use_node_ref();
    let area = use_node_ref();
    let refusal = use_state(|| None::<String>);
    let show = {
        let (dialog, area, refusal, scenario) = (dialog.clone(), area.clone(), refusal.clone(), props.scenario.clone());
        Wire::new(ListenerKind::onclick, move |_| {
            refusal.set(None);
            if let (Some(dialog), Some(area)) = (dialog.cast::<HtmlDialogElement>(), area.cast::<HtmlTextAreaElement>())
            {
                area.set_value(&scenario.to_json());
                let _ = dialog.show_modal();
            }
        })
    };
    let finish = |apply: bool| {
        let (dialog, area, refusal, dispatch) = (dialog.clone(), area.clone(), refusal.clone(), props.dispatch.clone());
        Wire::new(ListenerKind::onclick, move |_| {
            let text = area.cast::<HtmlTextAreaElement>().filter(|_| apply).map(|area| area.value());
            match text.as_deref().map(read) {
                Some(Err(message)) => return refusal.set(Some(message)),
                Some(Ok(scenario)) => {
                    dispatch.emit(Action::Open { source: OWN.into(), scenario: Box::new(scenario), edited: true });
                }
                None => {}
            }
            if let Some(dialog) = dialog.cast::<HtmlDialogElement>() {
                dialog.close();
            }
        })
    };
    let refusal = refusal.as_ref().map_or("", String::as_str);
    let tools = tag("div")
        .class("tools")
        .with(button("primary", finish(true)).word("Use this scenario"))
        .with(button("", finish(false)).word("Close"));
    let area = tag("textarea").at(&area).is("aria-label", "Scenario as JSON").is("rows", "18").is("wrap", "off");
    let dialog = tag("dialog")
        .at(&dialog)
        .labelled_by("exchange-heading")
        .with(tag("h2").is("id", "exchange-heading").word("This scenario as JSON"))
        .with(tag("p").word(USE))
        .with(area.plain())
        .with(prose(tag("p").class("refusal t-error").is("role", "alert"), refusal))
        .with(tools);
    fragment(vec![button("edge", show).word("JSON").html(), dialog.html()])
}

const USE: &str = "Copy it to keep or share the scenario, or put in another one. The command line and tests read the same \
    text.";

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
