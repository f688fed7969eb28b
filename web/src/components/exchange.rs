//! The whole scenario as JSON text, to copy or to put in.

use rolescope::{Scenario, ScenarioError};
use web_sys::{HtmlDialogElement, HtmlTextAreaElement};
use yew::prelude::*;

use crate::components::prose::Prose;
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
    let text = use_state(String::new);
    let refusal = use_state(|| None::<String>);
    let show = {
        let (dialog, text, refusal, scenario) = (dialog.clone(), text.clone(), refusal.clone(), props.scenario.clone());
        Callback::from(move |_: MouseEvent| {
            text.set(scenario.to_json());
            refusal.set(None);
            if let Some(dialog) = dialog.cast::<HtmlDialogElement>() {
                let _ = dialog.show_modal();
            }
        })
    };
    let close = {
        let dialog = dialog.clone();
        Callback::from(move |()| {
            if let Some(dialog) = dialog.cast::<HtmlDialogElement>() {
                dialog.close();
            }
        })
    };
    let oninput = {
        let text = text.clone();
        Callback::from(move |event: InputEvent| text.set(event.target_unchecked_into::<HtmlTextAreaElement>().value()))
    };
    let apply = {
        let (text, refusal, close, dispatch) = (text.clone(), refusal.clone(), close.clone(), props.dispatch.clone());
        Callback::from(move |_: MouseEvent| match read(&text) {
            Ok(scenario) => {
                dispatch.emit(Action::Open { source: OWN.into(), scenario: Box::new(scenario), edited: true });
                close.emit(());
            }
            Err(message) => refusal.set(Some(message)),
        })
    };
    html! {
        <>
            <button type="button" onclick={show}>{ "JSON" }</button>
            <dialog ref={dialog} aria-labelledby="exchange-heading">
                <h2 id="exchange-heading">{ "This scenario as JSON" }</h2>
                <p>{ "Copy it to keep or share the scenario, or put in another one. The command line and tests read the same text." }</p>
                <textarea aria-label="Scenario as JSON" rows="18" wrap="off" spellcheck="false" value={(*text).clone()} {oninput} />
                <p class="refusal t-error" role="alert">
                    if let Some(message) = &*refusal {
                        <Prose text={message.clone()} />
                    }
                </p>
                <div class="tools">
                    <button type="button" class="primary" onclick={apply}>{ "Use this scenario" }</button>
                    <button type="button" onclick={close.reform(|_: MouseEvent| ())}>{ "Close" }</button>
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
