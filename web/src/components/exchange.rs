//! The whole scenario as JSON text, to copy or to put in.

use rolescope::{Scenario, ScenarioError};
use web_sys::{HtmlDialogElement, HtmlTextAreaElement};
use yew::prelude::*;

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
        Callback::from(move |_: MouseEvent| {
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
        Callback::from(move |_: MouseEvent| {
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
    html! {
        <>
            <button type="button" class="edge" onclick={show}>{ "JSON" }</button>
            <dialog ref={dialog.clone()} aria-labelledby="exchange-heading">
                <h2 id="exchange-heading">{ "This scenario as JSON" }</h2>
                <p>{ "Copy it to keep or share the scenario, or put in another one. The command line and tests read the same text." }</p>
                <textarea ref={area.clone()} aria-label="Scenario as JSON" rows="18" wrap="off" spellcheck="false" />
                <p class="refusal t-error" role="alert">
                    if let Some(message) = &*refusal {
                        { prose(message) }
                    }
                </p>
                <div class="tools">
                    <button type="button" class="primary" onclick={finish(true)}>{ "Use this scenario" }</button>
                    <button type="button" onclick={finish(false)}>{ "Close" }</button>
                </div>
            </dialog>
        </>
    }
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
