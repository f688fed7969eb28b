//! What is wrong with one policy's text.

use rolescope::{Problem, Severity};
use yew::prelude::*;

use crate::components::icon::{Glyph, Icon};
use crate::components::prose::Prose;
use crate::shared::Shared;
use crate::state::Action;
use crate::text::position;

#[derive(PartialEq, Properties)]
pub(crate) struct ProblemsProps {
    pub(crate) pointer: AttrValue,
    pub(crate) text: AttrValue,
    pub(crate) problems: Shared<Vec<Problem>>,
    pub(crate) dispatch: Callback<Action>,
}

/// The problems of the policy at `pointer`; choosing one puts the caret where it is.
#[component]
pub(crate) fn Problems(props: &ProblemsProps) -> Html {
    let here: Vec<&Problem> = props.problems.iter().filter(|problem| problem.pointer == *props.pointer).collect();
    if here.is_empty() {
        return html! {};
    }
    html! {
        <ul class="problems" aria-label="Problems">
            { for here.into_iter().map(|problem| {
                let at = position(&props.text, problem.span.start);
                let (pointer, offset) = (props.pointer.clone(), problem.span.start);
                let onclick = props.dispatch.reform(move |_: MouseEvent| Action::GoTo { pointer: pointer.clone(), offset });
                html! {
                    <li class={severity_class(problem.severity)}>
                        <button type="button" class="place" {onclick}>
                            <Glyph icon={Icon::Alert} />
                            <span class="unseen">{ severity_word(problem.severity) }</span>
                            { format!("line {}:{}", at.line, at.column) }
                        </button>
                        <span class="message">
                            <Prose text={problem.message.clone()} />
                            if let Some(help) = &problem.help {
                                <span class="help"><Prose text={help.clone()} /></span>
                            }
                        </span>
                    </li>
                }
            }) }
        </ul>
    }
}

const fn severity_class(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "t-error",
        Severity::Warning => "t-nothing",
        Severity::Note => "t-info",
    }
}

const fn severity_word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "Error, ",
        Severity::Warning => "Warning, ",
        Severity::Note => "Note, ",
    }
}
